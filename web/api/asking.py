"""The addresses of the API where one asks: search, suggestions and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify

from search.base import Facet, Sort
from web.api import parameters as taken
from web.api.answers import ANSWERS
from web.api.paging import leafed
from web.attachments import attached
from web.presenters import answering, exporting, faceting, searching, suggesting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from apiflask import APIBlueprint
    from flask import Response

    from search.base import Query
    from web.limits import TimeLimit
    from web.wiring import Library

    Given = dict[str, Any]
    Writer = Callable[[Library, Query], Iterable[str]]


def add_asking(api: APIBlueprint, library: Library, limit: TimeLimit) -> None:
    """Add these routes to the API."""

    @api.get("/search")
    @api.input(taken.SearchParameters, location="query", arg_name="given")
    @api.doc(operation_id="search", summary="Find passages")
    def search(given: Given) -> Response:
        return leafed(
            given,
            lambda size, offset: limit.run(
                lambda: searching.search_result(
                    library,
                    searching.query_of(
                        library,
                        given["q"].strip(),
                        **_narrowed(given),
                        grouped=given["grouped"] == "yes",
                        facets=faceting.SHOWN,
                        limit=size,
                        offset=offset,
                    ),
                )
            ),
        )

    @api.get("/search.csv")
    @api.input(taken.FoundParameters, location="query", arg_name="given")
    @api.doc(operation_id="search_csv", summary="Take along the passages found, as CSV")
    def search_csv(given: Given) -> Response:
        return taken_along(given, exporting.results_csv, "search_csv", "passages.csv")

    @api.get("/search.ris")
    @api.input(taken.FoundParameters, location="query", arg_name="given")
    @api.doc(operation_id="search_ris", summary="Take along the works cited there, as RIS")
    def search_ris(given: Given) -> Response:
        return taken_along(given, exporting.results_ris, "search_ris", "sources.ris")

    def taken_along(given: Given, write: Writer, operation: str, name: str) -> Response:
        def written() -> str:
            query = searching.query_of(library, given["q"].strip(), **_narrowed(given))
            return "".join(write(library, query))

        return attached(limit.run(written), ANSWERS[operation].media_type, name)

    @api.get("/suggest")
    @api.input(taken.SuggestParameters, location="query", arg_name="given")
    @api.doc(operation_id="suggest", summary="Complete what is being typed")
    def suggest(given: Given) -> Response:
        beginning = given["q"].strip()
        return jsonify(
            limit.run(lambda: suggesting.suggest_result(library, beginning, given["limit"]))
        )

    @api.get("/similar/<passage_id>")
    @api.input(taken.SimilarParameters, location="query", arg_name="given")
    @api.doc(operation_id="similar", summary="Find passages like one")
    def similar(passage_id: str, given: Given) -> Response:
        return jsonify(
            limit.run(lambda: searching.similar_result(library, passage_id, limit=given["limit"]))
        )

    @api.get("/answer")
    @api.input(taken.AnswerParameters, location="query", arg_name="given")
    @api.doc(operation_id="answer", summary="Answer a question with quotes, or say why not")
    def answer(given: Given) -> Response:
        question = given["q"].strip()
        return jsonify(limit.run(lambda: answering.answer_result(library, question)))


def _narrowed(given: Given) -> Given:
    """Return what every form of a search takes, as the presenters take it."""
    # A form that was not touched sends empty values.
    named = {facet: [name for name in given[facet.value] if name.strip()] for facet in Facet}
    return {
        "filters": {facet: names for facet, names in named.items() if names},
        "sort": Sort(given["sort"]),
        "widen": given["widen"] == "yes",
        "exact": given["exact"],
    }
