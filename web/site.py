"""The WSGI application put together: pages, API, errors, and the limits that hold for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import RequestURITooLarge

from web import addresses, errors, wording
from web.api import api_blueprint
from web.browsing import browsing_blueprint
from web.marking import marked
from web.pages import pages_blueprint
from web.presenters.searching import by_article

if TYPE_CHECKING:
    from flask import Response

    from web.wiring import Library

MAX_QUERY_STRING = 4096  # bytes
MAX_BODY = 16 * 1024  # bytes; no route reads one
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_site(library: Library) -> Flask:
    """Make the application around a library; see `web.create_app`."""
    app = Flask("web", static_folder="static", template_folder="templates")
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
        written_date=wording.written_date,
    )
    app.jinja_env.globals.update(
        words=wording,
        direction_words=wording.DIRECTIONS,
        effects=wording.EFFECTS,
        reasons=wording.REASONS,
        leaf=addresses.leaf,
        changed=addresses.changed,
        address_of=addresses.address_of,
    )
    app.register_blueprint(pages_blueprint(library))
    app.register_blueprint(browsing_blueprint(library))
    app.register_blueprint(api_blueprint(library))
    app.before_request(_refuse_long_addresses)
    app.after_request(_add_headers)
    errors.install(app)
    return app


def _refuse_long_addresses() -> None:
    if len(request.query_string) > MAX_QUERY_STRING:
        raise RequestURITooLarge


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
