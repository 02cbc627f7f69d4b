"""Filters and facets in words: what narrows a search, and what more it could be narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Direction
from search.base import Facet
from web.presenters.claims import concept_named
from web.wording import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.records import Json
    from search.base import FacetCount, Filters
    from web.wiring import Library

SHOWN = (
    Facet.EXERCISE,
    Facet.OUTCOME,
    Facet.DIRECTION,
    Facet.POPULATION,
    Facet.DESIGN,
    Facet.CITED,
    Facet.YEAR,
    Facet.ARTICLE,
)
VALUES = 12  # of a facet, besides those that are chosen

_CONCEPTS = (Facet.EXERCISE, Facet.OUTCOME, Facet.POPULATION)
_CITED = {"yes": "with a source", "no": "without a source"}


def filters_view(library: Library, filters: Filters) -> Json:
    """Present what narrows a search: for each facet its values with their labels."""
    labels = _labels(library, {facet: list(values) for facet, values in filters.items()})
    return {
        facet.value: sorted(
            (labels[facet][value] for value in values), key=lambda view: str(view["label"])
        )
        for facet, values in filters.items()
    }


def facets_view(
    library: Library, facets: Mapping[Facet, tuple[FacetCount, ...]], filters: Filters
) -> Json:
    """Present the values of facets with how many passages have each, most first, years newest.

    The VALUES most frequent ones of each, and those that are chosen.
    """
    shown = {facet: _shown(facet, counts, filters) for facet, counts in facets.items()}
    labels = _labels(
        library, {facet: [count.value for count in counts] for facet, counts in shown.items()}
    )
    return {
        facet.value: [
            labels[facet][count.value]
            | {
                "passages": count.passages,
                "chosen": count.value in filters.get(facet, frozenset()),
            }
            for count in counts
        ]
        for facet, counts in shown.items()
    }


def _shown(facet: Facet, counts: tuple[FacetCount, ...], filters: Filters) -> list[FacetCount]:
    chosen = filters.get(facet, frozenset())
    shown = [count for n, count in enumerate(counts) if n < VALUES or count.value in chosen]
    if facet is Facet.YEAR:
        shown.sort(key=lambda count: count.value, reverse=True)
    return shown


def _labels(
    library: Library, values: Mapping[Facet, Iterable[str]]
) -> dict[Facet, dict[str, Json]]:
    """Give each value what stands for it in an address and in words."""
    titles = library.store.article_titles(list(values.get(Facet.ARTICLE, ())))
    sources = library.store.works(list(values.get(Facet.SOURCE, ())))
    labels: dict[Facet, dict[str, Json]] = {}
    for facet, each in values.items():
        for value in each:
            view = {"value": value, "label": value}
            if facet in _CONCEPTS:
                concept = concept_named(value, value, library.vocabulary)
                view = {"value": concept["id"] or value, "label": concept["label"]}
            elif facet is Facet.DIRECTION:
                view["label"] = DIRECTIONS[Direction(value)]
            elif facet is Facet.CITED:
                view["label"] = _CITED.get(value, value)
            elif facet is Facet.ARTICLE:
                view["label"] = titles.get(value, value)
            elif facet is Facet.SOURCE and value in sources:
                view["label"] = sources[value].title or sources[value].raw
            labels.setdefault(facet, {})[value] = view
    return labels
