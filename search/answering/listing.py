"""What helps Y? What does X do? A list, each entry with a verdict of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import ConceptKind, Effect
from search.answering.answers import Answer, Finding
from search.answering.refusing import refusal
from search.answering.verdicts import DECISIVE, Judgement, Reason
from search.answering.wording import headline_of_list, ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Concept, Evidence
    from search.answering.asking import Asking
    from search.answering.scope import Scope

MAX_FINDINGS = 50
ORDER = (Effect.BENEFICIAL, Effect.HARMFUL, Effect.NEUTRAL, Effect.UNCLEAR)
REASONS = (
    Reason.RETRACTED_ONLY,
    Reason.UNCITED_ONLY,
    Reason.OUT_OF_POPULATION,
    Reason.OUT_OF_DOSE,
)

Pairs = list[tuple["Concept", "Concept", "list[Evidence]"]]


def what_helps(asking: Asking) -> Answer:
    """List each exposure that is claimed to change Y, or something narrower."""
    outcome = asking.question.outcomes[0]
    pairs: Pairs = [
        (exposure, outcome, claims)
        for exposure, claims in asking.grouped(
            asking.evidence(outcome=outcome), lambda claim: claim.exposure
        )
        if exposure.kind is ConceptKind.EXERCISE or not asking.question.is_of_exercises
    ]
    return _listed(asking, pairs)


def what_does(asking: Asking) -> Answer:
    """List each outcome that X, or something narrower, is claimed to change."""
    exposure = asking.question.exposures[0]
    pairs: Pairs = [
        (exposure, outcome, claims)
        for outcome, claims in asking.grouped(
            asking.evidence(exposure=exposure), lambda claim: claim.outcome
        )
    ]
    return _listed(asking, pairs)


def weighed_findings(
    asking: Asking, pairs: Sequence[tuple[Concept, Concept, list[Evidence]]], scope: Scope
) -> tuple[Finding, ...]:
    """Weigh the claims on each pair; the best backed come first, good ones before bad."""
    known = asking.appraised(each for _, _, claims in pairs for each in claims)
    found = (
        Finding(
            exposure,
            outcome,
            asking.weigh(claims, exposure, outcome, known=known, scope=scope),
        )
        for exposure, outcome, claims in pairs
    )
    said = (finding for finding in found if finding.verdict.reason is not Reason.NO_CLAIMS)
    return tuple(sorted(said, key=_rank))


def _listed(asking: Asking, pairs: Pairs) -> Answer:
    question = asking.question
    found = weighed_findings(asking, pairs, asking.scope)
    answered = [finding for finding in found if finding.verdict.judgement is not None]
    if not answered:
        reasons = {finding.verdict.reason for finding in found}
        reason = next((each for each in REASONS if each in reasons), Reason.NO_CLAIMS)
        return refusal(asking, reason, findings=found[:MAX_FINDINGS])
    return Answer(
        question=question,
        headline=headline_of_list(question, answered),
        judgement=Judgement.LISTED,
        exposure=question.exposures[0] if question.exposures else None,
        outcome=question.outcomes[0] if question.outcomes else None,
        findings=found[:MAX_FINDINGS],
        explanation=ranking(question),
    )


def _rank(finding: Finding) -> tuple[bool, int, float, int, str]:
    verdict = finding.verdict
    return (
        verdict.direction is None,
        ORDER.index(finding.effect),
        -verdict.weight_of(*DECISIVE),
        -len(verdict.claims),
        finding.exposure.label + finding.outcome.label,
    )
