"""The evidence map as a table to take along: one row a cell, counts by direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.csv_rows import csv_row
from graph.model import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Json

COLUMNS = (
    *("exercise or habit", "outcome", "view", "sources", "claims", "articles"),
    *("claims without a source", "claims on retracted sources only", "disputed"),
    *(
        f"{direction.value.replace('_', ' ')}: {counted}"
        for direction in Direction
        for counted in ("sources", "claims", "effect")
    ),
    *("filters", "as of"),
)


def map_csv(result: Json) -> Iterator[str]:
    """Write the cells of a presented map, rows and columns in the map's order."""
    labels = {view["iri"]: view["label"] for view in (*result["rows"], *result["columns"])}
    narrowed = filters_in_words(result)
    yield csv_row(COLUMNS)
    for cell in result["cells"]:
        sides = {side["direction"]: side for side in cell["directions"]}
        counts = [
            str(sides[direction][counted]) if direction in sides else empty
            for direction in Direction
            for counted, empty in (("sources", "0"), ("claims", "0"), ("effect", ""))
        ]
        yield csv_row(
            (
                labels[cell["exposure_iri"]],
                labels[cell["outcome_iri"]],
                result["title"],
                *(str(cell[counted]) for counted in ("sources", "claims", "articles")),
                *(str(cell[counted]) for counted in ("uncited", "retracted")),
                "yes" if cell["disputed"] else "no",
                *counts,
                narrowed,
                result["as_of"] or "",
            )
        )


def filters_in_words(result: Json) -> str:
    """Tell what narrows a map in a line; "" where nothing does."""
    return "; ".join(
        f"{name}: {' or '.join(view['label'] for view in views)}"
        for name, views in result["filters"].items()
    )
