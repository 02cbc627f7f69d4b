"""Is X safe? The harms that are claimed of it; that none is claimed never makes it safe."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.model import Effect
from search.answering.answers import Answer, effect_of
from search.answering.listing import MAX_FINDINGS, weighed_findings
from search.answering.refusing import refusal
from search.answering.scope import Scope
from search.answering.verdicts import DECISIVE, Judgement, Reason
from search.answering.wording import explanation, headline_of_harms

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
    harms = tuple(finding for finding in found if is_harm(finding))
    risks = tuple(each for each in found if each.outcome.id in _risks() and each not in harms)
    shown = (*harms, *risks)[:MAX_FINDINGS]
    cited = [finding for finding in harms if finding.verdict.judgement is not None]
    if not cited:
        return refusal(asking, Reason.SAFETY_UNKNOWN, findings=shown)
    return Answer(
        question=asking.question,
        headline=headline_of_harms(asking.question, cited),
        judgement=Judgement.HARMS,
        exposure=exposure,
        findings=shown,
        explanation=explanation(asking.question, Reason.SAFETY_UNKNOWN),
    )


def is_harm(finding: Finding) -> bool:
    """Tell whether any claim, with a source or without, says that the outcome gets worse."""
    return any(
        each.direction in DECISIVE
        and effect_of(finding.outcome, each.direction) is Effect.HARMFUL
        and not each.is_retracted
        for each in finding.verdict.claims
    )


@cache
def _risks() -> frozenset[str]:
    text = files("search.answering").joinpath("risks.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["risks"])
