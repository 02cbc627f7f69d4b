"""The JSON API under /api/v1/: the same values as the pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from graph.errors import QueryError
from graph.model import ConceptKind
from search.base import Sort
from search.query import MAX_LIMIT, MAX_OFFSET
from web import parameters
from web.presenters import answering, articles, concepts, faceting, links, searching

if TYPE_CHECKING:
    from web.wiring import Library

MAX_LIST = 200  # articles or sources a page


def api_blueprint(library: Library) -> Blueprint:
    """Make the routes of the API around a library."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")

    @api.get("/search")
    def search() -> Response:
        limit, offset = _slice(searching.PAGE, MAX_LIMIT)
        result = searching.search_result(
            library,
            parameters.text(request.args, "q"),
            filters=parameters.filters(request.args),
            sort=parameters.choice(request.args, "sort", Sort, Sort.RELEVANCE),
            grouped=parameters.yes(request.args, "grouped", default=False),
            widen=parameters.yes(request.args, "widen", default=True),
            exact=parameters.texts(request.args, "exact"),
            facets=faceting.SHOWN,
            limit=limit,
            offset=offset,
        )
        return jsonify(result)

    @api.get("/answer")
    def answer() -> Response:
        return jsonify(answering.answer_result(library, parameters.text(request.args, "q")))

    @api.get("/links")
    def list_links() -> Response:
        limit, offset = _slice(links.LIMIT, links.MAX_LIMIT)
        result = links.links_result(
            library,
            exposure=parameters.text(request.args, "exposure"),
            outcome=parameters.text(request.args, "outcome"),
            direction=parameters.text(request.args, "direction"),
            limit=limit,
            offset=offset,
        )
        return jsonify(result)

    @api.get("/concepts")
    def list_concepts() -> Response:
        return jsonify(concepts.concepts_result(library, kind=_kind()))

    @api.get("/concepts/<concept_id>")
    def concept(concept_id: str) -> Response:
        return jsonify(concepts.concept_result(library, concept_id))

    @api.get("/articles")
    def list_articles() -> Response:
        limit, offset = _slice(articles.PAGE, MAX_LIST)
        return jsonify(articles.articles_result(library, limit=limit, offset=offset))

    @api.get("/articles/<article_id>")
    def article(article_id: str) -> Response:
        return jsonify(articles.article_result(library, library.store.record(article_id)))

    @api.get("/sources")
    def list_sources() -> Response:
        limit, offset = _slice(articles.PAGE, MAX_LIST)
        return jsonify(articles.sources_result(library, limit=limit, offset=offset))

    @api.get("/sources/<source_id>")
    def source(source_id: str) -> Response:
        return jsonify(articles.source_result(library, source_id))

    return api


def _slice(usual: int, most: int) -> tuple[int, int]:
    limit = parameters.figure(request.args, "limit", usual, least=1, most=most)
    return limit, parameters.figure(request.args, "offset", 0, least=0, most=MAX_OFFSET)


def _kind() -> ConceptKind | None:
    value = parameters.text(request.args, "kind")
    try:
        return ConceptKind(value) if value else None
    except ValueError as error:
        known = ", ".join(ConceptKind)
        raise QueryError(f"kind is one of {known}, and not {value!r}.") from error
