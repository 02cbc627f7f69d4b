"""Weighing the claims on one exposure and one outcome: a verdict, or the reason for none.

The rule is written out in docs/answers.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.model import ConceptKind, Direction
from search.questions import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Concept, Evidence
    from graph.vocabulary import Vocabulary

DECISIVE = (Direction.INCREASE, Direction.DECREASE, Direction.NO_EFFECT)


class Reason(StrEnum):
    """Why there is no answer."""

    NO_CLAIMS = "no_claims"
    OUT_OF_POPULATION = "out_of_population"
    UNCITED_ONLY = "uncited_only"
    RETRACTED_ONLY = "retracted_only"
    CONFLICTING = "conflicting"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with the direction that it gives to the outcome asked about."""

    evidence: Evidence
    direction: Direction

    @property
    def is_retracted(self) -> bool:
        """Whether it takes a side and everything that it cites was retracted."""
        evidence = self.evidence
        return bool(self.direction in DECISIVE and evidence.retracted and not evidence.sources)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the claims on one exposure and one outcome come to.

    Attributes:
        direction: the verdict; None where there is none, and then `reason` says why.
        claims: the claims that apply, in the order of the store.
        aside: the claims that are about other people than the question's.
        sources: for each decisive direction the independent sources behind it, sorted.
    """

    direction: Direction | None
    reason: Reason | None
    claims: tuple[Weighed, ...]
    aside: tuple[Weighed, ...]
    sources: dict[Direction, tuple[str, ...]]

    def sources_of(self, *directions: Direction) -> int:
        """Count the independent sources behind some directions, each source once."""
        return len({source for each in directions for source in self.sources.get(each, ())})

    @property
    def retracted(self) -> tuple[Weighed, ...]:
        """The claims that apply and rest on retracted sources alone, so that they do not count."""
        return tuple(each for each in self.claims if each.is_retracted)


def weigh(
    evidence: Sequence[Evidence],
    outcome: Concept,
    vocabulary: Vocabulary,
    population: Concept | None = None,
    *,
    unknown_population: bool = False,
) -> Verdict:
    """Weigh the claims on an outcome, its narrower outcomes among them.

    Args:
        evidence: the claims.
        outcome: the outcome asked about.
        vocabulary: the concepts' places to each other.
        population: in whom; None for anybody.
        unknown_population: somebody was named whom the vocabulary does not have.
    """
    weighed = tuple(Weighed(each, _towards(each, outcome, vocabulary)) for each in evidence)
    applying = tuple(
        each
        for each in weighed
        if not unknown_population and _applies(each.evidence, population, vocabulary)
    )
    aside = tuple(each for each in weighed if each not in applying)
    sources = {
        direction: tuple(
            sorted(
                {
                    source
                    for each in applying
                    if each.direction is direction
                    for source in each.evidence.sources
                }
            )
        )
        for direction in DECISIVE
    }
    backed = [direction for direction in DECISIVE if sources[direction]]
    if len(backed) == 1:
        return Verdict(backed[0], None, applying, aside, sources)
    return Verdict(None, _reason(backed, applying, aside), applying, aside, sources)


def _reason(
    backed: Sequence[Direction], applying: Sequence[Weighed], aside: Sequence[Weighed]
) -> Reason:
    if backed:
        return Reason.CONFLICTING
    if any(each.is_retracted for each in applying):
        return Reason.RETRACTED_ONLY
    if any(each.direction in DECISIVE for each in applying):
        return Reason.UNCITED_ONLY
    if any(each.direction in DECISIVE for each in aside):
        return Reason.OUT_OF_POPULATION
    return Reason.NO_CLAIMS


def _towards(evidence: Evidence, outcome: Concept, vocabulary: Vocabulary) -> Direction:
    """Turn a claim's direction to the outcome asked about.

    A claim on a narrower outcome counts by what it means for the person: less bone loss is more
    bone health.
    """
    claim = evidence.claim
    if claim.outcome.concept == outcome.iri or claim.direction not in (
        Direction.INCREASE,
        Direction.DECREASE,
    ):
        return claim.direction
    narrower = vocabulary.concept(claim.outcome.concept)
    if outcome.wished is None or narrower.wished is None:
        return claim.direction
    good = claim.direction is narrower.wished
    rises = outcome.wished is Direction.INCREASE
    return Direction.INCREASE if good is rises else Direction.DECREASE


def _applies(evidence: Evidence, population: Concept | None, vocabulary: Vocabulary) -> bool:
    """Tell whether a claim speaks of the people asked about: them, some of them, or more."""
    if population is None:
        return True
    if not evidence.claim.population:
        return False
    named = recognise(evidence.claim.population, vocabulary, ConceptKind.POPULATION)
    near = {population.iri} | vocabulary.broader(population.iri)
    near |= vocabulary.narrower(population.iri)
    return any(concept.iri in near for concept in named)
