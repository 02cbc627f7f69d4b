"""Shapes of the evidence map."""

from __future__ import annotations

from typing import Literal

from web.api.schemas.base import ConceptCard, Count, Direction, Effect, Shape


class MapHead(ConceptCard):
    """A row or a column with what the map counts in it."""

    claims: Count
    sources: Count


class MapSide(Shape):
    """What is said in one direction."""

    direction: Direction
    effect: Effect
    claims: Count
    articles: Count
    sources: Count
    uncited: Count
    retracted: Count


class MapCell(Shape):
    """What an exposure is said to do to an outcome."""

    exposure: str | None
    outcome: str | None
    exposure_iri: str
    outcome_iri: str
    claims: Count
    articles: Count
    sources: Count
    uncited: Count
    retracted: Count
    unsupported: Count
    disputed: bool
    leading: list[Direction]
    directions: list[MapSide]


class MapFilterValue(Shape):
    """A value that narrows a map."""

    value: str
    label: str


class EvidenceMap(Shape):
    """The map of exposures and outcomes."""

    title: str
    view: Literal["said", "supported"]
    level: Literal["concept", "family"]
    order: Literal["evidence", "family"]
    show: Literal["most", "all"]
    as_of: str | None
    filters: dict[str, list[MapFilterValue]]
    claims: Count
    articles: Count
    sources: Count
    links: Count
    disputed: Count
    unsupported: Count
    total_rows: Count
    total_columns: Count
    rows: list[MapHead]
    columns: list[MapHead]
    cells: list[MapCell]
