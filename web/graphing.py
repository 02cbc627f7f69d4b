"""The page that draws the network around a concept, and lists the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request

from graph.errors import QueryError
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
    direction = request.args.get("direction", "").strip()
    if direction and direction not in set(Direction):
        raise QueryError(f"direction is one of {', '.join(Direction)}, and not {direction!r}.")
    arguments: dict[str, Any] = {
        "direction": Direction(direction) if direction else None,
        "sourced": parameters.yes(request.args, "sourced", default=False),
        "mechanisms": parameters.yes(request.args, "mechanisms", default=True),
        "limit": parameters.figure(
            request.args,
            "limit",
            neighbourhood.LIMIT,
            least=1,
            most=neighbourhood.MAX_LIMIT,
        ),
    }
    return neighbourhood.Shown(**arguments)
