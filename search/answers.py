"""Answers made of quotes: a verdict with the sources for and against, or the reason for none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.model import ConceptKind, Direction, Effect
from search.cautions import cautions
from search.questions import Form, Question, read_question
from search.verdicts import DECISIVE, Reason, Verdict, weigh
from search.wording import explanation, headline, in_whom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph.model import Claim, Concept, Evidence, Mention
    from graph.network import Network
    from graph.store import Store
    from graph.vocabulary import Vocabulary

MAX_FINDINGS = 50  # concepts of an answer to "what helps?" or "what does?"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the claims say of one exposure and one outcome, as part of an answer to "what ...?"."""

    exposure: Concept
    outcome: Concept
    effect: Effect
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; without a verdict and without findings there is a reason.

    Attributes:
        exposure, outcome: what a "does ...?" question was read to ask of.
        verdict: what was weighed for such a question; None for the other forms.
        findings: for a "what ...?" question, by independent sources, good ones first.
        agrees: whether the verdict is the change that the question asked for; None where it
            asked for none or there is no verdict.
        headline: one sentence of counts and names.
        explanation: for a refusal, what the reason means here and what to do next; for a verdict,
            in whom it was found, where every cited claim says so. Either says which sources were
            retracted, or are under an expression of concern.
    """

    question: Question
    headline: str
    exposure: Concept | None = None
    outcome: Concept | None = None
    verdict: Verdict | None = None
    findings: tuple[Finding, ...] = ()
    agrees: bool | None = None
    reason: Reason | None = None
    explanation: str | None = None

    @property
    def direction(self) -> Direction | None:
        """The verdict's direction, where there is a verdict."""
        return self.verdict.direction if self.verdict else None

    def evidence(self) -> tuple[Evidence, ...]:
        """Return every claim that the answer quotes, each once."""
        verdicts = [finding.verdict for finding in self.findings]
        verdicts += [self.verdict] if self.verdict else []
        quoted = (each.evidence for v in verdicts for each in (*v.claims, *v.aside))
        return tuple({each.claim.id: each for each in quoted}.values())


def answer(question_text: str, store: Store, network: Network, vocabulary: Vocabulary) -> Answer:
    """Answer a question from what the store holds.

    Raises:
        QueryError: the question is empty or too long.
    """
    question = read_question(question_text, vocabulary)
    match question.form:
        case Form.DOES if question.exposures and question.outcomes:
            return _does(question, store, vocabulary)
        case Form.WHAT_HELPS if question.outcomes:
            return _what_helps(question, store, network, vocabulary)
        case Form.WHAT_DOES if question.exposures:
            return _what_does(question, store, network, vocabulary)
        case Form.OTHER:
            return _refusal(question, Reason.NOT_UNDERSTOOD)
        case _:
            return _refusal(question, Reason.NO_CLAIMS)


def misquotes(found: Answer, store: Store) -> tuple[str, ...]:
    """Check an answer against the store: name the claims whose quotes do not stand there."""
    placed = store.passages({each.passage.id for each in found.evidence()})
    return tuple(
        each.claim.id
        for each in found.evidence()
        if (at := placed.get(each.passage.id)) is None
        or at.article.text[at.passage.start : at.passage.end] != each.claim.sentence
    )


def _refusal(question: Question, reason: Reason, verdict: Verdict | None = None) -> Answer:
    exposure = question.exposures[0] if question.exposures else None
    outcome = question.outcomes[0] if question.outcomes else None
    sentences = [explanation(question, exposure, outcome, reason)]
    return Answer(
        question=question,
        headline=headline(question, exposure, outcome, verdict, reason),
        exposure=exposure,
        outcome=outcome,
        verdict=verdict,
        reason=reason,
        explanation=" ".join(sentences + cautions(verdict)),
    )


def _does(question: Question, store: Store, vocabulary: Vocabulary) -> Answer:
    """Answer "does X change Y?" from the claims on X and Y and all that is narrower than either."""
    exposure, outcome = question.exposures[0], question.outcomes[0]
    evidence = store.evidence(
        exposures={exposure.iri} | vocabulary.narrower(exposure.iri),
        outcomes={outcome.iri} | vocabulary.narrower(outcome.iri),
    )
    verdict = _weigh(question, evidence, outcome, vocabulary)
    if verdict.reason is not None:
        return _refusal(question, verdict.reason, verdict)
    wanted = question.wanted_direction(outcome)
    people = in_whom(question, verdict)
    sentences = ([people] if people else []) + cautions(verdict)
    return Answer(
        question=question,
        headline=headline(question, exposure, outcome, verdict, None),
        exposure=exposure,
        outcome=outcome,
        verdict=verdict,
        agrees=None if wanted is None else verdict.direction is wanted,
        explanation=" ".join(sentences) or None,
    )


def _weigh(
    question: Question, evidence: Sequence[Evidence], outcome: Concept, vocabulary: Vocabulary
) -> Verdict:
    return weigh(
        evidence,
        outcome,
        vocabulary,
        question.population,
        unknown_population=question.unknown_population is not None,
    )


def _what_helps(
    question: Question, store: Store, network: Network, vocabulary: Vocabulary
) -> Answer:
    """Answer "what helps Y?": each exposure that is linked to Y or to something narrower."""
    outcome = question.outcomes[0]
    ends = {outcome.iri} | vocabulary.narrower(outcome.iri)
    starts = {link.start for end in ends for link in network.links_to(end)}
    evidence = store.evidence(exposures=starts, outcomes=ends)
    pairs = [
        (exposure, outcome, claims)
        for exposure, claims in _grouped(evidence, lambda claim: claim.exposure, vocabulary)
    ]
    return _findings(question, pairs, vocabulary)


def _what_does(
    question: Question, store: Store, network: Network, vocabulary: Vocabulary
) -> Answer:
    """Answer "what does X do?": each outcome that X, or something narrower, is linked to."""
    exposure = question.exposures[0]
    starts = {exposure.iri} | vocabulary.narrower(exposure.iri)
    ends = {link.end for start in starts for link in network.links_from(start)}
    evidence = store.evidence(exposures=starts, outcomes=ends)
    pairs = [
        (exposure, outcome, claims)
        for outcome, claims in _grouped(evidence, lambda claim: claim.outcome, vocabulary)
    ]
    return _findings(question, pairs, vocabulary)


def _grouped(
    evidence: Sequence[Evidence], named: Callable[[Claim], Mention], vocabulary: Vocabulary
) -> list[tuple[Concept, list[Evidence]]]:
    """Group claims by a concept that they name; one that the vocabulary lacks is left out."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for each in evidence:
        groups[named(each.claim).concept].append(each)
    return [(vocabulary.concept(iri), group) for iri, group in groups.items() if iri in vocabulary]


def _findings(
    question: Question,
    pairs: Sequence[tuple[Concept, Concept, list[Evidence]]],
    vocabulary: Vocabulary,
) -> Answer:
    weighed = [
        Finding(exposure, outcome, _effect(outcome, verdict.direction), verdict)
        for exposure, outcome, claims in pairs
        for verdict in (_weigh(question, claims, outcome, vocabulary),)
        if verdict.reason is not Reason.NO_CLAIMS
    ]
    ranked = tuple(sorted(weighed, key=_rank)[:MAX_FINDINGS])
    answered = sum(finding.verdict.direction is not None for finding in weighed)
    if not answered:
        reasons = {finding.verdict.reason for finding in weighed}
        order = (
            Reason.CONFLICTING,
            Reason.RETRACTED_ONLY,
            Reason.UNCITED_ONLY,
            Reason.OUT_OF_POPULATION,
        )
        reason = next((each for each in order if each in reasons), Reason.NO_CLAIMS)
        return replace(_refusal(question, reason), findings=ranked)
    exposure = question.exposures[0] if question.exposures else None
    outcome = question.outcomes[0] if question.outcomes else None
    return Answer(
        question=question,
        headline=headline(question, exposure, outcome, None, None, findings=answered),
        exposure=exposure,
        outcome=outcome,
        findings=ranked,
    )


def _effect(outcome: Concept, direction: Direction | None) -> Effect:
    if direction is Direction.NO_EFFECT:
        return Effect.NEUTRAL
    if direction is None or outcome.wished is None or outcome.kind is not ConceptKind.OUTCOME:
        return Effect.UNCLEAR
    return Effect.BENEFICIAL if direction is outcome.wished else Effect.HARMFUL


def _rank(finding: Finding) -> tuple[int, int, int, int, str]:
    """Order findings: with a verdict first, good before bad, more sources, more claims, by name."""
    order = (Effect.BENEFICIAL, Effect.HARMFUL, Effect.NEUTRAL, Effect.UNCLEAR)
    verdict = finding.verdict
    return (
        verdict.direction is None,
        order.index(finding.effect),
        -verdict.sources_of(*DECISIVE),
        -len(verdict.claims),
        finding.exposure.label + finding.outcome.label,
    )
