"""The pages where one asks: home, search, answer and help; whole without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from graph.errors import QueryError
from graph.model import Direction
from web import parameters
from web.errors import status_of
from web.presenters import answering, overview, searching

if TYPE_CHECKING:
    from web.wiring import Library


def pages_blueprint(library: Library) -> Blueprint:
    """Make the routes of these pages around a library."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def home() -> str:
        return render_template("home.html", **overview.overview(library))

    @pages.get("/search")
    def search() -> tuple[str, int]:
        choices: dict[str, Any] = {
            "present": overview.concepts_present(library),
            "directions": [direction.value for direction in Direction],
            "typed": request.args.get("q", "")[: parameters.MAX_TEXT],
            "exercises": parameters.texts(request.args, "exercise"),
            "outcomes": parameters.texts(request.args, "outcome"),
            "chosen": parameters.texts(request.args, "direction"),
        }
        try:
            result = _found(library, choices)
        except QueryError as error:
            page = render_template("search.html", complaint=str(error), result=None, **choices)
            return page, status_of(error)
        return render_template("search.html", result=result, **choices), 200

    @pages.get("/answer")
    def answer() -> tuple[str, int]:
        asked = request.args.get("q", "").strip()[: parameters.MAX_TEXT]
        examples = overview.example_questions(library)
        try:
            question = parameters.text(request.args, "q")
            result = answering.answer_result(library, question) if question else None
        except QueryError as error:
            page = render_template(
                "answer.html", asked=asked, examples=examples, complaint=str(error), result=None
            )
            return page, status_of(error)
        return render_template("answer.html", asked=asked, examples=examples, result=result), 200

    @pages.get("/help")
    def help_page() -> str:
        return render_template("help.html")

    return pages


def _found(library: Library, choices: dict[str, Any]) -> dict[str, Any] | None:
    """Search for what was typed or chosen; None for an untouched form."""
    typed = parameters.text(request.args, "q")
    if not (typed or choices["exercises"] or choices["outcomes"] or choices["chosen"]):
        return None
    return searching.search_result(
        library,
        typed,
        exercises=choices["exercises"],
        outcomes=choices["outcomes"],
        directions=choices["chosen"],
        offset=parameters.page_offset(request.args, searching.PAGE),
    )
