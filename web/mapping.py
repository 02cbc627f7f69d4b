"""The evidence map: a page, and the same as a figure or a table to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from graph.errors import QueryError
from web import parameters
from web.attachments import attached
from web.drawing import FORMS, draw_map
from web.errors import status_of
from web.presenters.evidence_map import cell_result, map_result
from web.presenters.map_choices import (
    FILTERS,
    Extent,
    Level,
    MapChoice,
    MapView,
    Order,
    choices_view,
    map_choice,
)
from web.presenters.map_table import map_csv
from web.presenters.statements import statements

if TYPE_CHECKING:
    from flask import Response

    from graph.records import Json
    from web.limits import TimeLimit
    from web.wiring import Library


def mapping_blueprint(library: Library, limit: TimeLimit) -> Blueprint:
    """Make the routes of the map around a library.

    Args:
        library: the collection.
        limit: bounds the time of a figure.
    """
    mapping = Blueprint("mapping", __name__)

    @mapping.get("/map")
    def evidence_map() -> tuple[str, int]:
        choices = choices_view(statements(library), library.vocabulary)
        try:
            result = map_result(library, _choice(library))
        except QueryError as error:
            page = render_template("map.html", complaint=str(error), result=None, choices=choices)
            return page, status_of(error)
        return render_template("map.html", result=result, choices=choices), 200

    @mapping.get("/map/claims")
    def cell() -> str:
        row, column = (parameters.text(request.args, name) for name in ("row", "column"))
        if not (row and column):
            raise QueryError("The claims of a cell are asked for by its row and its column.")
        result = cell_result(library, _choice(library), row, column)
        return render_template("map_claims.html", **result)

    @mapping.get("/map.csv")
    def as_csv() -> Response:
        result = map_result(library, _choice(library))
        return attached(map_csv(result), "text/csv; charset=utf-8", "evidence-map.csv")

    @mapping.get("/map.svg")
    def as_svg() -> Response:
        return drawn("svg")

    @mapping.get("/map.png")
    def as_png() -> Response:
        return drawn("png")

    def drawn(form: str) -> Response:
        choice = _choice(library)
        result = map_result(library, choice)
        # Drawing takes longer than all else here, and one figure is often fetched again.
        figure = library.remembered(
            f"map.{form}", repr(result), lambda: limit.run(lambda: draw_map(result, form))
        )
        return attached(figure, FORMS[form], f"evidence-map.{form}")

    return mapping


def _choice(library: Library) -> MapChoice:
    given: Json = {facet.value: request.args.getlist(facet.value) for facet in FILTERS}
    for values in given.values():
        for value in values:
            if len(value) > parameters.MAX_TEXT:
                raise QueryError(f"A filter has {parameters.MAX_TEXT} characters at most.")
    return map_choice(
        given,
        library.vocabulary,
        view=parameters.choice(request.args, "view", MapView, MapView.SAID),
        level=parameters.choice(request.args, "level", Level, Level.CONCEPT),
        order=parameters.choice(request.args, "order", Order, Order.EVIDENCE),
        extent=parameters.choice(request.args, "show", Extent, Extent.MOST),
    )
