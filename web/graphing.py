"""The page that draws the network around a concept, and lists the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from graph.model import Direction
from web import parameters
from web.presenters import neighbourhood, overview

if TYPE_CHECKING:
    from web.limits import TimeLimit
    from web.wiring import Library


def graphing_blueprint(library: Library, limit: TimeLimit) -> Blueprint:
    """Make the route of this page around a library.

    Args:
        library: the collection.
        limit: bounds the time that it takes.
    """
    graphing = Blueprint("graphing", __name__)

    @graphing.get("/graph")
    def graph() -> str:
        names = parameters.texts(request.args, "concept")
        start, end = (parameters.text(request.args, name) for name in ("from", "to"))
        shown = _shown()
        if start and end:
            result = limit.run(lambda: neighbourhood.chains_result(library, start, end))
        elif names:
            result = limit.run(lambda: neighbourhood.graph_result(library, names, shown))
        else:
            result = None
        return render_template(
            "graph.html",
            result=result,
            shown=shown,
            start=start,
            end=end,
            present=overview.concepts_present(library),
            most=neighbourhood.MAX_LIMIT,
        )

    return graphing


def _shown() -> neighbourhood.Shown:
    args = request.args
    return neighbourhood.Shown(
        direction=parameters.optional(args, "direction", Direction),
        sourced=parameters.yes(args, "sourced", default=False),
        mechanisms=parameters.yes(args, "mechanisms", default=True),
        limit=parameters.figure(
            args, "limit", neighbourhood.LIMIT, least=1, most=neighbourhood.MAX_LIMIT
        ),
    )
