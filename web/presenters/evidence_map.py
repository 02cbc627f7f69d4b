"""The evidence map: which exercise is said to do what to which outcome, and on how many sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from graph.model import Direction
from graph.network import OPPOSED, are_opposed
from search.base import Facet
from web.presenters.claims import concept_named, concept_view, evidence_view
from web.presenters.links import common_effect, strongest_reading
from web.presenters.map_choices import (
    Extent,
    Level,
    MapChoice,
    MapView,
    Order,
    chosen,
    filters_view,
)
from web.presenters.statements import statements
from web.presenters.works import reference_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.model import Evidence
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.presenters.statements import Statement
    from web.wiring import Library

    Pair = tuple[str, str]

QUOTES = 30  # of a direction, in the claims of a cell
ROWS, COLUMNS = 18, 16  # shown of a map that is not shown whole
UMBRELLA = 3  # a concept over more than one in so many of its kind makes no family
TITLES = {
    MapView.SAID: "What our articles say",
    MapView.SUPPORTED: "What a source supports",
}
ORDER = list(Direction)


def map_result(library: Library, choice: MapChoice) -> Json:
    """Present the map of the claims that a choice lets through.

    Returns:
        `rows`, `columns` and `cells`; a cell that nothing is said of is left out. In a map of what
        sources support, a cell that is said and not supported is there with no directions.
    """
    held, vocabulary = statements(library), library.vocabulary
    said = list(chosen(held, choice))
    shown = [claim for claim in said if claim.sources or choice.view is MapView.SAID]
    row_of = _families(vocabulary) if choice.level is Level.FAMILY else {}
    heard = _by_pair(said, row_of)
    counted = _by_pair(shown, row_of)
    disputed = _disputed(library, choice, row_of)

    def head(iri: str, claims: Sequence[Statement]) -> Json:
        view = concept_named(iri, held.labels.get(iri, iri), vocabulary)
        return view | {"claims": len(claims), "sources": len(_sources(claims))}

    by_row, by_column = _grouped(counted, 0), _grouped(counted, 1)
    rows = _most_first(head(iri, by_row.get(iri, ())) for iri in {row for row, _ in heard})
    columns = _most_first(head(iri, by_column.get(iri, ())) for iri in {at for _, at in heard})
    total_rows, total_columns = len(rows), len(columns)
    if choice.extent is Extent.MOST:
        rows, columns = rows[:ROWS], columns[:COLUMNS]
    if choice.order is Order.FAMILY:
        rows = sorted(rows, key=lambda view: _lineage(view, vocabulary))
        columns = sorted(columns, key=lambda view: _lineage(view, vocabulary))
    cells = [
        {"exposure": row["id"], "outcome": column["id"]}
        | _cell(pair, heard[pair], counted.get(pair, ()), disputed=pair in disputed)
        for row in rows
        for column in columns
        if (pair := (row["iri"], column["iri"])) in heard
    ]
    return {
        "title": TITLES[choice.view],
        "view": choice.view.value,
        "level": choice.level.value,
        "order": choice.order.value,
        "show": choice.extent.value,
        "as_of": held.as_of,
        "filters": filters_view(choice),
        "claims": len(shown),
        "articles": len({claim.article for claim in shown}),
        "sources": len(_sources(shown)),
        "links": len(counted),
        "disputed": len(disputed & set(counted)),
        "unsupported": sum(1 for claims in heard.values() if not _sources(claims)),
        "total_rows": total_rows,
        "total_columns": total_columns,
        "rows": rows,
        "columns": columns,
        "cells": cells,
    }


def cell_result(library: Library, choice: MapChoice, exposure: str, outcome: str) -> Json:
    """Present the claims behind one cell of a map, by direction, in the articles' words.

    A cell that no source supports gives what is said there all the same.

    Args:
        library: the collection.
        choice: what the map was asked for.
        exposure: id of the row's concept.
        outcome: id of the column's concept.

    Raises:
        NotFoundError: there is no such concept.
    """
    vocabulary = library.vocabulary
    row, column = vocabulary.by_id(exposure), vocabulary.by_id(outcome)
    row_of = _families(vocabulary) if choice.level is Level.FAMILY else {}
    pair = (row.iri, column.iri)
    said = _by_pair(chosen(statements(library), choice), row_of).get(pair, [])
    shown = [claim for claim in said if claim.sources or choice.view is MapView.SAID]
    disputed = pair in _disputed(library, choice, row_of)
    cell = _cell(pair, said, shown or said, disputed=disputed)
    evidence = _evidence(library, shown or said, column.iri)
    quotes = {way: held[:QUOTES] for way, held in evidence.items()}
    references = reference_views([item for each in quotes.values() for item in each], library.store)
    for side in cell["directions"]:
        way = Direction(side["direction"])
        side["reading"] = strongest_reading(evidence[way])
        side["evidence"] = [evidence_view(item, vocabulary, references) for item in quotes[way]]
    return {
        "title": TITLES[choice.view],
        "filters": filters_view(choice),
        "exposure": concept_view(row),
        "outcome": concept_view(column),
        "cell": cell,
    }


def _evidence(
    library: Library, claims: Iterable[Statement], outcome: str
) -> dict[Direction, list[Evidence]]:
    """Return claims about one outcome by direction, those that count first."""
    kept = {claim.id for claim in claims}
    evidence = library.store.evidence(
        exposures={claim.exposure for claim in claims}, outcomes={outcome}
    )
    found: dict[Direction, list[Evidence]] = defaultdict(list)
    for item in sorted(evidence, key=lambda item: (not item.sources, not item.references)):
        if item.claim.id in kept:
            found[item.claim.direction].append(item)
    return found


def _cell(
    pair: Pair, said: Sequence[Statement], shown: Sequence[Statement], *, disputed: bool
) -> Json:
    sides = [
        _side(direction, group)
        for direction in ORDER
        if (group := [claim for claim in shown if claim.direction is direction])
    ]
    return {
        "exposure_iri": pair[0],
        "outcome_iri": pair[1],
        "claims": len(shown),
        "articles": len({claim.article for claim in shown}),
        "sources": len(_sources(shown)),
        "uncited": sum(1 for claim in shown if not claim.sources and not claim.retracted),
        "retracted": sum(1 for claim in shown if claim.retracted),
        "unsupported": len([claim for claim in said if not claim.sources]),
        "disputed": disputed,
        "leading": _leading(sides),
        "directions": sides,
    }


def _side(direction: Direction, claims: Sequence[Statement]) -> Json:
    return {
        "direction": direction.value,
        "effect": common_effect(claim.effect for claim in claims),
        "claims": len(claims),
        "articles": len({claim.article for claim in claims}),
        "sources": len(_sources(claims)),
        "uncited": sum(1 for claim in claims if not claim.sources and not claim.retracted),
        "retracted": sum(1 for claim in claims if claim.retracted),
    }


def _leading(sides: Sequence[Json]) -> list[str]:
    """Name the directions that stand for a cell: all that oppose each other, else the strongest."""
    said = {Direction(side["direction"]) for side in sides}
    opposed = {direction for pair in OPPOSED if pair <= said for direction in pair}
    if opposed:
        return [side["direction"] for side in sides if side["direction"] in opposed]
    strongest = sorted(sides, key=lambda side: (-side["sources"], -side["claims"]))
    return [side["direction"] for side in strongest[:1]]


def _disputed(library: Library, choice: MapChoice, row_of: Mapping[str, str]) -> set[Pair]:
    """Find the cells in which claims of one and the same exposure oppose each other.

    A filter on the direction does not hide that: the other side is looked for all the same.
    """
    directions: dict[Pair, set[Direction]] = defaultdict(set)
    for claim in chosen(statements(library), choice.without(Facet.DIRECTION)):
        if claim.sources or choice.view is MapView.SAID:
            directions[claim.exposure, claim.outcome].add(claim.direction)
    return {
        (row_of.get(exposure, exposure), outcome)
        for (exposure, outcome), found in directions.items()
        if are_opposed(found)
    }


def _by_pair(claims: Iterable[Statement], row_of: Mapping[str, str]) -> dict[Pair, list[Statement]]:
    found: dict[Pair, list[Statement]] = defaultdict(list)
    for claim in claims:
        found[row_of.get(claim.exposure, claim.exposure), claim.outcome].append(claim)
    return dict(found)


def _grouped(cells: Mapping[Pair, Sequence[Statement]], side: int) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for pair, claims in cells.items():
        found[pair[side]] += claims
    return found


def _sources(claims: Iterable[Statement]) -> set[str]:
    return {source for claim in claims for source in claim.sources}


def _most_first(views: Iterable[Json]) -> list[Json]:
    return sorted(
        views, key=lambda view: (-view["sources"], -view["claims"], view["label"], view["iri"])
    )


def _families(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the broadest concept over each exposure that is not over most of its kind."""
    size = Counter(concept.kind for concept in vocabulary.concepts)
    found = {}
    for concept in vocabulary.concepts:
        if concept.kind.is_exposure:
            above = [
                (len(below), iri)
                for iri in vocabulary.broader(concept.iri)
                if UMBRELLA * len(below := vocabulary.narrower(iri)) <= size[concept.kind]
            ]
            found[concept.iri] = max(above)[1] if above else concept.iri
    return found


def _lineage(view: Json, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names of all that is broader than a concept, the broadest first, and its own."""
    iri = view["iri"]
    above = vocabulary.broader(iri) if iri in vocabulary else ()
    names = sorted(
        (-len(vocabulary.narrower(each)), vocabulary.concept(each).label) for each in above
    )
    return (*(name for _, name in names), view["label"])
