"""Answers made of quotes: a verdict with the sources for and against, or the reason for none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import ConceptKind, Direction, Effect
from search.answering.verdicts import Judgement

if TYPE_CHECKING:
    from graph.model import Concept, Evidence, Quantity, Step
    from graph.store.summaries import PlacedPassage
    from search.answering.questions import Question
    from search.answering.verdicts import Reason, Verdict, Weighed


@dataclass(frozen=True, slots=True)
class Finding:
    """What the claims say of one exposure and one outcome, as part of a longer answer."""

    exposure: Concept
    outcome: Concept
    verdict: Verdict

    @property
    def effect(self) -> Effect:
        """What the verdict means for the person."""
        return effect_of(self.outcome, self.verdict.direction)


@dataclass(frozen=True, slots=True)
class Dosage:
    """A dose in an article's words, with the claims that name it."""

    quantity: Quantity
    claims: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: an exposure's claims, or an outcome's mechanisms.

    Attributes:
        sources: ids of the independent sources behind it, sorted.
    """

    start: Concept
    end: Concept
    direction: Direction
    claims: tuple[Weighed, ...] = ()
    steps: tuple[Step, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; without anything that is answered there is a reason.

    Attributes:
        exposure, outcome: what a question was read to ask of.
        judgement: what the answer comes to; None where there is none.
        verdict: what was weighed for a question that asks for one; None for the other forms.
        findings: pairs of exposure and outcome, each with its own verdict, the best backed first.
        doses: for a question that asks how much.
        chains: ways from the exposure to the outcome, shorter ones first.
        comparisons: claims that set one exposure against the other.
        passages: the best passages where there is no answer; they are none.
        headline: one sentence of counts and names.
        explanation: for a refusal, what the reason means here and what to do next; for a verdict,
            in whom it was found, and on how much it rests. Either says which sources were
            retracted, or are under an expression of concern.
    """

    question: Question
    headline: str
    judgement: Judgement | None = None
    exposure: Concept | None = None
    outcome: Concept | None = None
    verdict: Verdict | None = None
    findings: tuple[Finding, ...] = ()
    doses: tuple[Dosage, ...] = ()
    chains: tuple[tuple[Link, ...], ...] = ()
    comparisons: tuple[Weighed, ...] = ()
    passages: tuple[PlacedPassage, ...] = ()
    reason: Reason | None = None
    explanation: str | None = None

    @property
    def direction(self) -> Direction | None:
        """The verdict's direction, where one carries the weight."""
        return self.verdict.direction if self.verdict and not self.reason else None

    @property
    def agrees(self) -> bool | None:
        """Whether the evidence is for the change that was asked for; None where that is open."""
        if self.verdict is None or self.outcome is None or self.reason is not None:
            return None
        if self.question.wanted_direction(self.outcome) is None:
            return None
        if self.chains or self.judgement not in (Judgement.SUPPORTED, Judgement.CONTRADICTED):
            return None
        return self.judgement is Judgement.SUPPORTED

    def evidence(self) -> tuple[Evidence, ...]:
        """Return every claim that the answer quotes, each once."""
        verdicts = [finding.verdict for finding in self.findings]
        verdicts += [self.verdict] if self.verdict else []
        quoted = [each for v in verdicts for each in (*v.claims, *v.aside)]
        quoted += [each for link in self.links() for each in link.claims]
        quoted += self.comparisons
        return tuple({each.evidence.claim.id: each.evidence for each in quoted}.values())

    def links(self) -> tuple[Link, ...]:
        """Return the links of all chains."""
        return tuple(link for chain in self.chains for link in chain)


def effect_of(outcome: Concept | None, direction: Direction | None) -> Effect:
    """Say what a change of an outcome means for the person."""
    if direction is Direction.NO_EFFECT:
        return Effect.NEUTRAL
    if direction is None or outcome is None or outcome.kind is not ConceptKind.OUTCOME:
        return Effect.UNCLEAR
    if outcome.wished is None:
        return Effect.UNCLEAR
    return Effect.BENEFICIAL if direction is outcome.wished else Effect.HARMFUL
