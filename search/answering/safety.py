"""Is X safe? The harms that are claimed of it; that none is claimed never makes it safe."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.model import Effect
from search.answering.answers import Answer, effect_of
from search.answering.listing import MAX_FINDINGS, weighed_findings
from search.answering.refusal_wording import explanation
from search.answering.refusing import refusal
from search.answering.scope import Scope
from search.answering.verdicts import DECISIVE, Judgement, Reason
from search.answering.wording import headline_of_harms

if TYPE_CHECKING:
    from search.answering.answers import Finding
    from search.answering.asking import Asking


def safety_answer(asking: Asking) -> Answer:
    """List the harms claimed of X, in whomever; then what is claimed of risks that it changes.

    The people of the question narrow nothing here: a harm to others is a warning for them too.
    """
    exposure = asking.question.exposures[0]
    pairs = [
        (exposure, outcome, claims)
        for outcome, claims in asking.grouped(
            asking.evidence(exposure=exposure), lambda claim: claim.outcome
        )
    ]
    found = weighed_findings(asking, pairs, Scope(asking.vocabulary))
    harms = tuple(finding for finding in found if _is_harm(finding))
    said = tuple(each for each in found if each not in harms and _is_said(each))
    risks = tuple(
        each for each in found if each.outcome.id in _risks() and each not in (*harms, *said)
    )
    shown = (*harms, *said, *risks)[:MAX_FINDINGS]
    if not harms:
        return refusal(asking, Reason.SAFETY_UNKNOWN, findings=shown)
    return Answer(
        question=asking.question,
        headline=headline_of_harms(asking.question, harms),
        judgement=Judgement.HARMS,
        exposure=exposure,
        findings=shown,
        explanation=explanation(asking.question, Reason.SAFETY_UNKNOWN),
    )


def _is_harm(finding: Finding) -> bool:
    """Tell whether sources that count say that the outcome gets worse and are not outweighed."""
    verdict = finding.verdict
    if verdict.direction is not None:
        return finding.effect is Effect.HARMFUL
    return any(
        verdict.sources_of(each) and effect_of(finding.outcome, each) is Effect.HARMFUL
        for each in DECISIVE
    )


def _is_said(finding: Finding) -> bool:
    """Tell whether harm is all that is claimed, without a source that counts."""
    verdict = finding.verdict
    return verdict.judgement is None and any(
        effect_of(finding.outcome, each.direction) is Effect.HARMFUL and not each.is_retracted
        for each in verdict.claims
    )


@cache
def _risks() -> frozenset[str]:
    text = files("search.answering").joinpath("risks.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["risks"])
