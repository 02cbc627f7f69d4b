"""The addresses of the API, what each takes and what it answers with."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from apiflask import APIBlueprint
from flask import Response, current_app, g, jsonify, render_template, request

from graph.errors import QueryError
from graph.model import ConceptKind
from search.query import MAX_OFFSET
from web.api import parameters as taken
from web.api.cursors import Place, read_cursor, write_cursor
from web.api.description import Answering
from web.api.problems import problem
from web.api.schemas import answering as answer_shapes
from web.api.schemas import collection as shapes
from web.api.schemas import searching as search_shapes
from web.api.state import Conditions
from web.presenters import answering, articles, concepts, links, searching

if TYPE_CHECKING:
    from collections.abc import Callable

    from apiflask import APIFlask
    from werkzeug.wrappers import Response as BaseResponse

    from graph.records import Json
    from web.limits import TimeLimit
    from web.wiring import Library

    Given = dict[str, Any]
    Slice = Callable[[int, int], Json]

ANSWERS = {
    "search": Answering(search_shapes.SearchResult),
    "answer": Answering(answer_shapes.Answer),
    "links": Answering(shapes.Links),
    "concepts": Answering(shapes.Concepts),
    "concept": Answering(shapes.ConceptWithLinks),
    "articles": Answering(shapes.Articles),
    "article": Answering(shapes.WholeArticle),
    "sources": Answering(shapes.Sources),
    "source": Answering(shapes.SourceWithClaims),
}


class StaleCursorError(QueryError):
    """The collection has changed since a cursor was given."""


def api_blueprint(library: Library, limit: TimeLimit) -> APIBlueprint:
    """Make the routes of the API around a library.

    Args:
        library: the collection.
        limit: bounds the time of what may take long.
    """
    api = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="Trabecula")
    conditions = Conditions(library)
    api.before_request(conditions.before)
    api.after_request(conditions.after)
    api.register_error_handler(StaleCursorError, _stale)
    api.register_error_handler(QueryError, _unknown_value)

    @api.get("/search")
    @api.input(taken.SearchParameters, location="query", arg_name="given")
    @api.doc(operation_id="search", summary="Find passages")
    def search(given: Given) -> Response:
        return _leafed(
            given,
            lambda size, offset: limit.run(
                lambda: searching.search_result(
                    library,
                    given["q"].strip(),
                    exercises=given["exercise"],
                    outcomes=given["outcome"],
                    directions=given["direction"],
                    limit=size,
                    offset=offset,
                )
            ),
        )

    @api.get("/answer")
    @api.input(taken.AnswerParameters, location="query", arg_name="given")
    @api.doc(operation_id="answer", summary="Answer a question with quotes, or say why not")
    def answer(given: Given) -> Response:
        question = given["q"].strip()
        return jsonify(limit.run(lambda: answering.answer_result(library, question)))

    @api.get("/links")
    @api.input(taken.LinksParameters, location="query", arg_name="given")
    @api.doc(operation_id="links", summary="List what exposures are said to do to outcomes")
    def list_links(given: Given) -> Response:
        named = {name: given.get(name) for name in ("exposure", "outcome", "direction")}
        return _leafed(
            given,
            lambda size, offset: limit.run(
                lambda: links.links_result(library, **named, limit=size, offset=offset)
            ),
        )

    @api.get("/concepts")
    @api.input(taken.ConceptsParameters, location="query", arg_name="given")
    @api.doc(operation_id="concepts", summary="List the concepts")
    def list_concepts(given: Given) -> Response:
        kind = ConceptKind(given["kind"]) if "kind" in given else None
        return jsonify(concepts.concepts_result(library, kind=kind))

    @api.get("/concepts/<concept_id>")
    @api.input(taken.Parameters, location="query", arg_name="given")
    @api.doc(operation_id="concept", summary="Give a concept with its links")
    def concept(concept_id: str, given: Given) -> Response:
        return jsonify(limit.run(lambda: concepts.concept_result(library, concept_id)))

    @api.get("/articles")
    @api.input(taken.ListParameters, location="query", arg_name="given")
    @api.doc(operation_id="articles", summary="List the articles by title")
    def list_articles(given: Given) -> Response:
        return _leafed(
            given,
            lambda size, offset: articles.articles_result(library, limit=size, offset=offset),
        )

    @api.get("/articles/<article_id>")
    @api.input(taken.Parameters, location="query", arg_name="given")
    @api.doc(operation_id="article", summary="Give an article with all that was read out of it")
    def article(article_id: str, given: Given) -> Response:
        return jsonify(articles.article_result(library, library.store.record(article_id)))

    @api.get("/sources")
    @api.input(taken.ListParameters, location="query", arg_name="given")
    @api.doc(operation_id="sources", summary="List the cited works")
    def list_sources(given: Given) -> Response:
        return _leafed(
            given,
            lambda size, offset: articles.sources_result(library, limit=size, offset=offset),
        )

    @api.get("/sources/<source_id>")
    @api.input(taken.Parameters, location="query", arg_name="given")
    @api.doc(operation_id="source", summary="Give a cited work with the claims that rest on it")
    def source(source_id: str, given: Given) -> Response:
        return jsonify(articles.source_result(library, source_id))

    @api.get("/openapi.json")
    @api.doc(hide=True)
    def openapi() -> Response:
        app: APIFlask = current_app  # type: ignore[assignment] # make_site makes one
        return jsonify(app.extensions["openapi"]())

    @api.get("/docs")
    @api.doc(hide=True)
    def docs() -> str:
        app: APIFlask = current_app  # type: ignore[assignment] # as above
        return render_template("api.html", document=app.extensions["openapi"]())

    return api


def _leafed(given: Given, part: Slice) -> Response:
    """Answer with a part of a list, and with the cursor of the part after it."""
    place = Place(given["offset"])
    if "cursor" in given:
        place = read_cursor(given["cursor"], g.state, given)
        if place.is_stale:
            raise StaleCursorError("The collection has changed; begin this list again.")
    result = part(given["limit"], place.offset)
    after = place.offset + given["limit"]
    more = after < _length(result) and after <= MAX_OFFSET
    result["next"] = write_cursor(after, g.state, given) if more else None
    response = jsonify(result)
    if more:
        response.headers["Link"] = f'<{_address_with(result["next"])}>; rel="next"'
    return response


def _length(result: Json) -> int:
    total: int = result["total"]
    return total


def _address_with(cursor: str) -> str:
    asked = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name not in ("cursor", "offset")
    ]
    return f"{request.path}?{urlencode([*asked, ('cursor', cursor)])}"


def _stale(error: StaleCursorError) -> BaseResponse:
    return problem(HTTPStatus.CONFLICT, str(error))


def _unknown_value(error: QueryError) -> BaseResponse:
    """Answer what was rightly asked, and names what is not here."""
    return problem(HTTPStatus.NOT_FOUND, str(error))
