"""What the evidence map is asked for: its view, its order, and what narrows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.model import Direction
from search.base import Facet
from search.query_fields import KINDS, TAKES, field_values, find_concepts
from web.wording import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.presenters.statements import Statement, Statements

FILTERS = (
    Facet.EXERCISE,
    Facet.OUTCOME,
    Facet.DIRECTION,
    Facet.POPULATION,
    Facet.DESIGN,
    Facet.YEAR,
    Facet.CITED,
)
OF_CONCEPTS = (Facet.EXERCISE, Facet.OUTCOME, Facet.POPULATION)
CITED = {"yes": "with a source that counts", "no": "without a source that counts"}
MAX_VALUES = 50  # that narrow one map


class MapView(StrEnum):
    """Which claims a map shows."""

    SAID = "said"  # all that articles say
    SUPPORTED = "supported"  # what rests on sources that count


class Level(StrEnum):
    """What a row is."""

    CONCEPT = "concept"  # an exercise or habit
    FAMILY = "family"  # a broad one, with all of its kinds


class Order(StrEnum):
    """How rows and columns stand."""

    EVIDENCE = "evidence"  # most independent sources first
    FAMILY = "family"  # kinds of the same thing together


class Extent(StrEnum):
    """How much of a map is shown."""

    MOST = "most"  # the rows and columns with the most sources
    ALL = "all"


@dataclass(frozen=True, slots=True)
class MapChoice:
    """What a map is asked for.

    Attributes:
        allowed: for each filter the values that pass: IRIs with those of narrower concepts,
            directions, designs, years, "yes" or "no".
        labels: for each filter its values as an address has them, with their names.
    """

    view: MapView = MapView.SAID
    level: Level = Level.CONCEPT
    order: Order = Order.EVIDENCE
    extent: Extent = Extent.MOST
    allowed: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    labels: Mapping[Facet, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def without(self, facet: Facet) -> MapChoice:
        """Leave one filter out."""
        return replace(self, allowed={f: v for f, v in self.allowed.items() if f is not facet})


def map_choice(
    given: Mapping[str, Sequence[str]],
    vocabulary: Vocabulary,
    *,
    view: MapView = MapView.SAID,
    level: Level = Level.CONCEPT,
    order: Order = Order.EVIDENCE,
    extent: Extent = Extent.MOST,
) -> MapChoice:
    """Read what a map is asked for; `given` has the values of each filter under its name.

    Raises:
        QueryError: a value is none that its filter takes, or there are too many.
    """
    wanted = {
        facet: list(dict.fromkeys(v for raw in given.get(facet.value, ()) if (v := raw.strip())))
        for facet in FILTERS
    }
    wanted = {facet: values for facet, values in wanted.items() if values}
    if sum(map(len, wanted.values())) > MAX_VALUES:
        raise QueryError(f"A map is narrowed by {MAX_VALUES} values at most.")
    return MapChoice(
        view,
        level,
        order,
        extent,
        allowed={
            facet: frozenset().union(*(_allowed(facet, value, vocabulary) for value in values))
            for facet, values in wanted.items()
        },
        labels={
            facet: tuple((value, _label(facet, value, vocabulary)) for value in values)
            for facet, values in wanted.items()
        },
    )


def _allowed(facet: Facet, value: str, vocabulary: Vocabulary) -> frozenset[str]:
    found = field_values(facet, value, vocabulary, lambda _: ())
    if not found:
        raise QueryError(f"{facet.value} is {TAKES[facet]}, and not {value!r}.")
    if facet not in OF_CONCEPTS:
        return found
    return found.union(*(vocabulary.narrower(iri) for iri in found))


def _label(facet: Facet, value: str, vocabulary: Vocabulary) -> str:
    if facet in OF_CONCEPTS:
        return find_concepts(value, vocabulary, KINDS[facet])[0].label
    if facet is Facet.DIRECTION:
        (direction,) = field_values(facet, value, vocabulary, lambda _: ())
        return DIRECTIONS[Direction(direction)]
    return CITED[value.casefold()] if facet is Facet.CITED else value


def chosen(held: Statements, choice: MapChoice) -> Iterable[Statement]:
    """Yield the claims that pass every filter, each with those of its sources that do.

    A kind of study and a year choose sources: of a claim's sources only those of that kind and
    that year are left, and a claim without any left does not pass.
    """
    allowed = choice.allowed
    by_source = Facet.DESIGN in allowed or Facet.YEAR in allowed
    for claim in held.claims:
        if not _passes(claim, allowed):
            continue
        if by_source:
            sources = tuple(each for each in claim.sources if _is_wanted(each, held, allowed))
            if sources:
                yield replace(claim, sources=sources)
        else:
            yield claim


def _passes(claim: Statement, allowed: Mapping[Facet, frozenset[str]]) -> bool:
    has = {
        Facet.EXERCISE: claim.exposure,
        Facet.OUTCOME: claim.outcome,
        Facet.DIRECTION: claim.direction.value,
        Facet.CITED: "yes" if claim.sources else "no",
    }
    if any(facet in allowed and value not in allowed[facet] for facet, value in has.items()):
        return False
    people = allowed.get(Facet.POPULATION)
    return people is None or not people.isdisjoint(claim.people)


def _is_wanted(source: str, held: Statements, allowed: Mapping[Facet, frozenset[str]]) -> bool:
    designs, years = allowed.get(Facet.DESIGN), allowed.get(Facet.YEAR)
    return (designs is None or held.designs.get(source) in designs) and (
        years is None or str(held.years.get(source)) in years
    )


def filters_view(choice: MapChoice) -> Json:
    """Present what narrows a map: for each filter its values with their names."""
    return {
        facet.value: [{"value": value, "label": label} for value, label in values]
        for facet, values in choice.labels.items()
    }


def choices_view(held: Statements, vocabulary: Vocabulary) -> Json:
    """Present what a map can be narrowed by: of each filter the values that some claim has."""
    concepts = {
        Facet.EXERCISE: {claim.exposure for claim in held.claims},
        Facet.OUTCOME: {claim.outcome for claim in held.claims},
        Facet.POPULATION: {iri for claim in held.claims for iri in claim.people},
    }
    given: Json = {}
    for facet, iris in concepts.items():
        known = {iri for iri in iris if iri in vocabulary}
        known = known.union(*(vocabulary.broader(iri) for iri in known))
        views = [
            {"value": (concept := vocabulary.concept(iri)).id, "label": concept.label}
            for iri in known
        ]
        given[facet.value] = sorted(views, key=lambda view: view["label"].casefold())
    directions = {claim.direction for claim in held.claims}
    given[Facet.DIRECTION.value] = [
        {"value": each.value, "label": DIRECTIONS[each]} for each in Direction if each in directions
    ]
    designs = sorted(set(held.designs.values()))
    given[Facet.DESIGN.value] = [{"value": each, "label": each} for each in designs]
    years = sorted(set(held.years.values()), reverse=True)
    given[Facet.YEAR.value] = [{"value": str(each), "label": str(each)} for each in years]
    cited = {"yes" if claim.sources else "no" for claim in held.claims}
    given[Facet.CITED.value] = [
        {"value": value, "label": label} for value, label in CITED.items() if value in cited
    ]
    return given
