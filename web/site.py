"""The WSGI application put together: pages, API, errors, and the limits that hold for all."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

from apiflask import APIFlask
from flask import request
from flask_compress import Compress
from flask_cors import CORS
from werkzeug.exceptions import RequestURITooLarge

from web import addresses, errors, wording, wording_of_answers
from web.api import api_blueprint
from web.api.answers import ANSWERS
from web.api.description import INFO, describe
from web.api.state import PACKINGS
from web.browsing import browsing_blueprint
from web.citing import citing_blueprint
from web.collection import collection_blueprint
from web.graphing import graphing_blueprint
from web.limits import TimeLimit
from web.linked_data import (
    lead_programs_to_rdf,
    linked_data_blueprint,
    tell_that_forms_differ,
)
from web.mapping import mapping_blueprint
from web.marking import marked
from web.metrics import Metrics
from web.opensearch import opensearch_blueprint
from web.pages import pages_blueprint
from web.presenters.answering import by_sentence
from web.presenters.auditing import anchor, shortened
from web.presenters.searching import by_article
from web.presenters.unfolding import pair_of
from web.requests import REQUEST_ID, follow_requests
from web.sparql import sparql_blueprint
from web.terms import first_mention, terms
from web.watching import watching_blueprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from web.following import Follower
    from web.wiring import Library

MAX_QUERY_STRING = 4096  # bytes
MAX_API_QUERY_STRING = 128 * 1024  # bytes; whatever the parameters allow fits, percent-encoded
MAX_BODY = 16 * 1024  # bytes; no route reads one
# Blueprints that show what is stored.
READING = frozenset({"api", "pages", "browsing", "mapping", "graphing", "citing", "collection"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_site(library: Library, follower: Follower | None = None) -> Flask:
    """Make the application around a library; see `web.create_app`."""
    app = APIFlask(
        "web",
        title="Trabecula",
        version=version("trabecula"),
        spec_path=None,
        docs_path=None,
        json_errors=False,
        static_folder="static",
        template_folder="templates",
    )
    app.info = dict(INFO)
    app.servers = [{"url": "/"}]
    app.config["VALIDATION_ERROR_STATUS_CODE"] = 400
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined] # as above
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        plural=wording.plural,
        doi_link=wording.doi_link,
        web_link=wording.web_link,
        short_citation=wording.short_citation,
        marked=marked,
        by_article=by_article,
        by_sentence=by_sentence,
        pair_of=pair_of,
        written_date=wording.written_date,
        written_time=wording.written_time,
        shortened=shortened,
        anchor=anchor,
    )
    app.jinja_env.globals.update(
        words=wording,
        direction_words=wording.DIRECTIONS,
        effects=wording.EFFECTS,
        answer_words=wording_of_answers,
        reasons=wording_of_answers.REASONS,
        terms=terms,
        first_mention=first_mention,
        leaf=addresses.leaf,
        changed=addresses.changed,
        address_of=addresses.address_of,
    )
    _pack(app)
    metrics = Metrics(library)
    limit = TimeLimit(library.settings.time_limit)
    app.register_blueprint(pages_blueprint(library, limit))
    app.register_blueprint(graphing_blueprint(library, limit))
    app.register_blueprint(browsing_blueprint(library))
    app.register_blueprint(collection_blueprint(library))
    app.register_blueprint(citing_blueprint(library, limit))
    app.register_blueprint(mapping_blueprint(library, limit))
    app.register_blueprint(watching_blueprint(library, metrics, follower))
    app.register_blueprint(linked_data_blueprint(library))
    app.register_blueprint(sparql_blueprint(library.queries))
    app.register_blueprint(opensearch_blueprint(library.settings.url))
    app.register_blueprint(api_blueprint(library, limit))
    app.extensions["openapi"] = _openapi(app)
    follow_requests(app, metrics)
    app.before_request(_refuse_long_addresses)
    app.before_request(lead_programs_to_rdf)
    app.after_request(tell_that_forms_differ)
    if follower is not None:
        _read_fresh(app, follower)
    app.after_request(_add_headers)
    _allow_origins(app, library.settings.origins)
    errors.install(app)
    return app


def _pack(app: Flask) -> None:
    """Send what is text in a packed form that the browser takes; files already packed stay."""
    app.config["COMPRESS_ALGORITHM"] = list(PACKINGS)
    app.config["COMPRESS_ALGORITHM_STREAMING"] = list(PACKINGS[:1])
    app.config["COMPRESS_MIMETYPES"] = [
        *("text/html", "text/css", "text/javascript", "text/plain", "text/csv", "text/markdown"),
        *("application/json", "application/problem+json", "application/javascript"),
        "image/svg+xml",
    ]
    Compress(app)


def _read_fresh(app: Flask, follower: Follower) -> None:
    """Let whoever reads the collection wait where the index is late."""

    def wait() -> None:
        if request.blueprint in READING:
            follower.await_fresh()

    app.before_request(wait)


def _openapi(app: APIFlask) -> Callable[[], dict[str, Any]]:
    """Make the description once, when it is first asked for."""

    @cache
    def document() -> dict[str, Any]:
        return describe(cast("dict[str, Any]", app.spec), ANSWERS)

    return document


def _allow_origins(app: Flask, origins: tuple[str, ...]) -> None:
    """Let pages of other sites read the API; without a setting none may."""
    if not origins:
        return
    CORS(
        app,
        resources={
            f"{errors.API}*": {"methods": ["GET", "HEAD"]},
            errors.SPARQL: {"methods": ["GET", "HEAD", "POST"]},
        },
        origins=list(origins),
        expose_headers=["ETag", "Link", REQUEST_ID, "Retry-After"],
        max_age=600,
        allow_private_network=False,
    )

    def answer_preflight() -> Response | None:
        open_to_others = request.path.startswith((errors.API, errors.SPARQL))
        asks = request.method == "OPTIONS" and open_to_others
        if asks and "Access-Control-Request-Method" in request.headers:
            return app.response_class(status=204)
        return None

    app.before_request(answer_preflight)


def _refuse_long_addresses() -> None:
    takes_long = request.path.startswith((errors.API, errors.SPARQL))
    if len(request.query_string) > (MAX_API_QUERY_STRING if takes_long else MAX_QUERY_STRING):
        raise RequestURITooLarge


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if "Access-Control-Allow-Origin" in response.headers:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
