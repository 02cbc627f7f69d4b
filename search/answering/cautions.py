"""What became of an answer's sources, in sentences: retracted ones, and those under concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import NoticeKind
from search.answering.verdicts import Reason

if TYPE_CHECKING:
    from search.answering.verdicts import Verdict


def cautions(verdict: Verdict | None, reason: Reason | None = None) -> list[str]:
    """Say of a verdict's sources what a reader must know; often nothing.

    A retracted source is not counted and is said to be; one under an expression of concern is
    counted, and is said to be.
    """
    if verdict is None:
        return []
    sentences = []
    if reason is not Reason.RETRACTED_ONLY:  # which says so itself
        sentences += _retracted(verdict)
    return sentences + _under_concern(verdict)


def _retracted(verdict: Verdict) -> list[str]:
    gone = {source for each in verdict.claims for source in each.evidence.retracted}
    if not gone:
        return []
    counted = (
        "1 source cited here was retracted and is not counted."
        if len(gone) == 1
        else f"{len(gone)} sources cited here were retracted and are not counted."
    )
    return (
        [counted, "What rests on nothing else is quoted apart."] if verdict.retracted else [counted]
    )


def _under_concern(verdict: Verdict) -> list[str]:
    standings = {k: v for each in verdict.claims for k, v in each.evidence.standings.items()}
    counted = {voice.source.id for voice in verdict.voices}
    number = sum(standings.get(source) is NoticeKind.CONCERN for source in counted)
    if not number:
        return []
    published = "An expression of concern was" if number == 1 else "Expressions of concern were"
    return [f"{published} published about {number} of the sources counted here."]
