"""The address of the API that gives the evidence map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify

from web.api import parameters as taken
from web.presenters.evidence_map import map_result
from web.presenters.map_choices import (
    FILTERS,
    Extent,
    Level,
    MapView,
    Order,
    map_choice,
)

if TYPE_CHECKING:
    from apiflask import APIBlueprint

    from web.limits import TimeLimit
    from web.wiring import Library

    Given = dict[str, Any]


def add_mapping(api: APIBlueprint, library: Library, limit: TimeLimit) -> None:
    """Add this route to the API."""

    @api.get("/map")
    @api.input(taken.MapParameters, location="query", arg_name="given")
    @api.doc(operation_id="evidence_map", summary="Give the map of exercises and outcomes")
    def evidence_map(given: Given) -> Response:
        named = {facet.value: given[facet.value] for facet in FILTERS}
        choice = map_choice(
            named,
            library.vocabulary,
            view=MapView(given["view"]),
            level=Level(given["level"]),
            order=Order(given["order"]),
            extent=Extent(given["show"]),
        )
        return jsonify(limit.run(lambda: map_result(library, choice)))
