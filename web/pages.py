"""The pages where one asks: home, search, answer and help; whole without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template, request

from graph.errors import QueryError
from search.base import Sort
from web import parameters
from web.attachments import attached
from web.errors import status_of
from web.presenters import answering, exporting, faceting, overview, searching, unfolding

if TYPE_CHECKING:
    from web.limits import TimeLimit
    from web.wiring import Library

RESULTS = 10  # articles or passages on a page


def pages_blueprint(library: Library, limit: TimeLimit) -> Blueprint:
    """Make the routes of these pages around a library.

    Args:
        library: the collection.
        limit: bounds the time of a search and of an answer.
    """
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def home() -> str:
        return render_template("home.html", **overview.overview(library))

    @pages.get("/search")
    def search() -> tuple[str, int]:
        typed = request.args.get("q", "")[: parameters.MAX_TEXT]
        try:
            result = _found(library, limit)
        except QueryError as error:
            page = render_template(
                "search.html", typed=typed, complaint=str(error), result=None, present=None
            )
            return page, status_of(error)
        present = None if result else overview.concepts_present(library)
        return render_template("search.html", typed=typed, result=result, present=present), 200

    @pages.get("/search.csv")
    def search_csv() -> Response:
        query = searching.query_of(library, parameters.text(request.args, "q"), **_narrowing())
        return attached(
            exporting.results_csv(library, query), "text/csv; charset=utf-8", "passages.csv"
        )

    @pages.get("/search.ris")
    def search_ris() -> Response:
        query = searching.query_of(library, parameters.text(request.args, "q"), **_narrowing())
        form = "application/x-research-info-systems"
        return attached(exporting.results_ris(library, query), form, "sources.ris")

    @pages.get("/similar/<passage_id>")
    def similar(passage_id: str) -> str:
        result = limit.run(lambda: searching.similar_result(library, passage_id))
        return render_template("similar.html", **result)

    @pages.get("/answer")
    def answer() -> tuple[str, int]:
        asked = request.args.get("q", "").strip()[: parameters.MAX_TEXT]
        examples = overview.example_questions(library)
        try:
            question = parameters.text(request.args, "q")
            result = (
                limit.run(lambda: answering.answer_result(library, question)) if question else None
            )
            shown = _unfolded(result) if result else None
        except QueryError as error:
            page = render_template(
                "answer.html", asked=asked, examples=examples, complaint=str(error), result=None
            )
            return page, status_of(error)
        page = render_template(
            "answer.html", asked=asked, examples=examples, result=result, shown=shown
        )
        return page, 200

    @pages.get("/help")
    def help_page() -> str:
        return render_template("help.html")

    return pages


def _found(library: Library, limit: TimeLimit) -> dict[str, Any] | None:
    """Search for what was typed or chosen; None for an untouched form."""
    typed = parameters.text(request.args, "q")
    narrowing = _narrowing()
    if not (typed or narrowing["filters"]):
        return None
    grouped = parameters.yes(request.args, "grouped", default=True)
    offset = parameters.page_offset(request.args, RESULTS)
    return limit.run(
        lambda: searching.search_result(
            library,
            searching.query_of(
                library,
                typed,
                **narrowing,
                grouped=grouped,
                facets=faceting.SHOWN,
                limit=RESULTS,
                offset=offset,
            ),
        )
    )


def _unfolded(result: dict[str, Any]) -> dict[str, Any]:
    """Read which part of an answer is to be shown."""
    only = parameters.text(request.args, "only")
    size = unfolding.SENTENCES if only else unfolding.FINDINGS
    return unfolding.unfolded(
        result,
        pair=parameters.text(request.args, "pair"),
        only=only,
        offset=parameters.page_offset(request.args, size),
    )


def _narrowing() -> dict[str, Any]:
    """Read what the search page and what is downloaded from it have in common."""
    return {
        "filters": parameters.filters(request.args),
        "sort": parameters.choice(request.args, "sort", Sort, Sort.RELEVANCE),
        "widen": parameters.yes(request.args, "widen", default=True),
        "exact": parameters.texts(request.args, "exact"),
    }
