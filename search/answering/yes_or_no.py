"""Does X change Y? One verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answering.answers import Answer
from search.answering.cautions import cautions
from search.answering.refusing import refusal
from search.answering.wording import apart, basis, headline, in_whom, left_out

if TYPE_CHECKING:
    from search.answering.asking import Asking
    from search.answering.verdicts import Verdict


def does(asking: Asking) -> Answer:
    """Answer from the claims on X and Y and all that is narrower than either."""
    return decided(asking, weighed(asking))


def weighed(asking: Asking) -> Verdict:
    """Weigh the claims on the first exposure and the first outcome of a question."""
    question = asking.question
    exposure, outcome = question.exposures[0], question.outcomes[0]
    found = asking.evidence(exposure, outcome)
    return asking.weigh(found, exposure, outcome, question.wanted_direction(outcome))


def decided(asking: Asking, verdict: Verdict) -> Answer:
    """Put a verdict into words, or the reason why there is none."""
    question = asking.question
    if verdict.reason is not None:
        return refusal(asking, verdict.reason, verdict)
    sentences = [in_whom(question, verdict), basis(verdict), apart(verdict), left_out(question)]
    return Answer(
        question=question,
        headline=headline(question, verdict),
        judgement=verdict.judgement,
        exposure=question.exposures[0],
        outcome=question.outcomes[0],
        verdict=verdict,
        explanation=" ".join([each for each in sentences if each] + cautions(verdict)) or None,
    )
