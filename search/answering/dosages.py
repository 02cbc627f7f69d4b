"""How much X for Y? The doses that claims name, in their own words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model import QuantityKind
from search.answering.answers import Answer, Dosage
from search.answering.refusing import refusal
from search.answering.verdicts import Judgement, Reason
from search.answering.wording import headline_of_doses
from search.answering.yes_or_no import decided, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Claim, Quantity
    from search.answering.asking import Asking
    from search.answering.verdicts import Weighed

DOSES = (
    QuantityKind.AMOUNT,
    QuantityKind.FREQUENCY,
    QuantityKind.DURATION,
    QuantityKind.INTENSITY,
)


def dosage_answer(asking: Asking) -> Answer:
    """Quote the doses of the claims with a source that speak for the change asked for."""
    question = asking.question
    verdict = weighed(asking)
    answer = decided(asking, verdict)
    if answer.judgement not in (Judgement.SUPPORTED, Judgement.MIXED):
        return answer
    outcome = question.outcomes[0]
    wanted = question.wanted_direction(outcome) or verdict.direction or outcome.wished
    found = _dosages(verdict.counted(wanted) if wanted else ())
    if not found:
        return refusal(asking, Reason.NO_DOSES, verdict)
    return replace(
        answer,
        judgement=Judgement.DOSES,
        doses=found,
        headline=headline_of_doses(question, found),
    )


def _dosages(claims: tuple[Weighed, ...]) -> tuple[Dosage, ...]:
    """Gather the doses of claims, those with the same words once, in order of the claims."""
    by_words: dict[str, list[tuple[Quantity, Weighed]]] = defaultdict(list)
    for each in claims:
        for quantity in _doses_of(each.evidence.claim):
            by_words[" ".join(quantity.text.casefold().split())].append((quantity, each))
    return tuple(
        Dosage(found[0][0], tuple(claim for _, claim in found)) for found in by_words.values()
    )


def _doses_of(claim: Claim) -> Iterator[Quantity]:
    """Yield the doses of a claim; what is part of the exercise's name is none."""
    named = claim.exposure
    for quantity in claim.quantities:
        inside = named.start <= quantity.start and quantity.end <= named.end
        if quantity.kind in DOSES and not inside:
            yield quantity
