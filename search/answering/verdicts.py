"""Weighing the claims on one exposure and one outcome: a verdict, or the reason for none.

The rule is written out in docs/answers.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.model import Direction
from search.answering.scope import Standing
from search.answering.weights import Said, Voice, scheme, voices

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from graph.model import Concept, Evidence, Source
    from graph.studies import Appraisal
    from graph.vocabulary import Vocabulary
    from search.answering.scope import Scope

    Known = Mapping[str, tuple[Source, Appraisal]]

DECISIVE = (Direction.INCREASE, Direction.DECREASE, Direction.NO_EFFECT)


class Judgement(StrEnum):
    """What an answer comes to: the first three of weighed sources, the others of what they list."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    LISTED = "listed"
    DOSES = "doses"
    COMPARED = "compared"
    HARMS = "harms"


class Reason(StrEnum):
    """Why there is no answer."""

    NO_CLAIMS = "no_claims"
    OUT_OF_POPULATION = "out_of_population"
    OUT_OF_DOSE = "out_of_dose"
    UNCITED_ONLY = "uncited_only"
    RETRACTED_ONLY = "retracted_only"
    NOT_COMPARED = "not_compared"
    NO_DOSES = "no_doses"
    NO_CHAIN = "no_chain"
    SAFETY_UNKNOWN = "safety_unknown"
    UNSAFE = "unsafe"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with the direction that it gives to the outcome asked about.

    Attributes:
        indirect: how it differs from what was asked: keys of `[directness]` in weights.toml.
    """

    evidence: Evidence
    direction: Direction
    indirect: tuple[str, ...] = ()

    @property
    def is_retracted(self) -> bool:
        """Whether it takes a side and everything that it cites was retracted."""
        evidence = self.evidence
        return bool(self.direction in DECISIVE and evidence.retracted and not evidence.sources)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the claims on one exposure and one outcome come to.

    Attributes:
        judgement: what the sources make of the change that was asked for; of any change, where
            none was asked for. None where nothing was weighed, and then `reason` says why.
        direction: the direction that carries the weight; None where none does.
        claims: the claims that apply, in the order of the store.
        aside: the claims that are about other people or other doses than the question's.
        voices: the sources that were weighed, the weightiest first.
    """

    judgement: Judgement | None
    direction: Direction | None
    reason: Reason | None
    claims: tuple[Weighed, ...]
    aside: tuple[Weighed, ...]
    voices: tuple[Voice, ...]

    def sources_of(self, *directions: Direction) -> int:
        """Count the independent sources behind some directions, each source once."""
        return sum(any(each in voice.sides for each in directions) for voice in self.voices)

    def weight_of(self, *directions: Direction) -> float:
        """Add up the weight behind some directions."""
        return sum(voice.sides.get(each, 0.0) for voice in self.voices for each in directions)

    @property
    def retracted(self) -> tuple[Weighed, ...]:
        """The claims that apply and rest on retracted sources alone, so that they do not count."""
        return tuple(each for each in self.claims if each.is_retracted)

    def counted(self, direction: Direction | None = None) -> tuple[Weighed, ...]:
        """Return the claims that count, for one direction or for any."""
        return tuple(
            each
            for each in self.claims
            if each.evidence.sources
            and (each.direction in DECISIVE if direction is None else each.direction is direction)
        )


def weigh(
    evidence: Sequence[Evidence],
    outcome: Concept,
    vocabulary: Vocabulary,
    scope: Scope,
    known: Known,
    *,
    exposure: Concept | None = None,
    wanted: Direction | None = None,
) -> Verdict:
    """Weigh the claims on an outcome, its narrower outcomes among them.

    Args:
        evidence: the claims.
        outcome: the outcome asked about.
        vocabulary: the concepts' places to each other.
        scope: in whom, and at which doses.
        known: the sources of the claims, by id, with what their studies are.
        exposure: the exposure asked about; None where any was.
        wanted: the direction that the question asks for; None where it asks for none.
    """
    applying: list[Weighed] = []
    aside: list[Weighed] = []
    standings: set[Standing] = set()
    for each in evidence:
        standing, indirect = scope.judge(each)
        named = _other_concepts(each, exposure, outcome)
        weighed = Weighed(each, _towards(each, outcome, vocabulary), (*named, *indirect))
        (applying if standing is Standing.APPLIES else aside).append(weighed)
        if weighed.direction in DECISIVE:
            standings.add(standing)
    heard = _heard(applying, known)
    judgement, direction = _judged(heard, wanted)
    return Verdict(
        judgement=judgement,
        direction=direction,
        reason=None if judgement else _reason(applying, standings),
        claims=tuple(applying),
        aside=tuple(aside),
        voices=heard,
    )


def _heard(applying: Sequence[Weighed], known: Known) -> tuple[Voice, ...]:
    said: dict[str, list[Said]] = defaultdict(list)
    for each in applying:
        if each.direction in DECISIVE:
            for source in each.evidence.sources:
                said[source].append(Said(each.direction, each.indirect))
    return voices(said, known)


def _judged(
    heard: Sequence[Voice], wanted: Direction | None
) -> tuple[Judgement | None, Direction | None]:
    total = sum(voice.weight for voice in heard)
    if not total:
        return None, None
    shares = {each: sum(voice.sides.get(each, 0.0) for voice in heard) / total for each in DECISIVE}
    most = max(DECISIVE, key=lambda each: shares[each])
    carries = scheme().carries
    direction = most if shares[most] >= carries else None
    if wanted is None:
        return (Judgement.SUPPORTED if direction else Judgement.MIXED), direction
    if shares[wanted] >= carries:
        return Judgement.SUPPORTED, wanted
    if 1 - shares[wanted] >= carries:
        return Judgement.CONTRADICTED, direction
    return Judgement.MIXED, None


def _reason(applying: Sequence[Weighed], standings: Collection[Standing]) -> Reason:
    if any(each.is_retracted for each in applying):
        return Reason.RETRACTED_ONLY
    if Standing.APPLIES in standings:
        return Reason.UNCITED_ONLY
    if Standing.OTHER_DOSE in standings:  # of the people asked about, or of anybody
        return Reason.OUT_OF_DOSE
    if Standing.OTHER_PEOPLE in standings:
        return Reason.OUT_OF_POPULATION
    return Reason.NO_CLAIMS


def _other_concepts(
    evidence: Evidence, exposure: Concept | None, outcome: Concept
) -> tuple[str, ...]:
    """Name what of a claim is narrower than what was asked about."""
    claim = evidence.claim
    narrower = exposure is not None and claim.exposure.concept != exposure.iri
    return (("exposure",) if narrower else ()) + (
        ("outcome",) if claim.outcome.concept != outcome.iri else ()
    )


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
