"""No answer: the reason, what can be done next, and the best passages where they may help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import QueryError
from search.answering.answers import Answer
from search.answering.cautions import cautions
from search.answering.refusal_wording import explanation, headline_without
from search.answering.verdicts import Reason
from search.query import parse_query

if TYPE_CHECKING:
    from graph.store.summaries import PlacedPassage
    from search.answering.answers import Finding, Link
    from search.answering.asking import Asking
    from search.answering.verdicts import Verdict, Weighed

PASSAGES = 5  # shown where there is no answer
HELPED = (Reason.NOT_UNDERSTOOD, Reason.NO_CLAIMS)


def refusal(
    asking: Asking,
    reason: Reason,
    verdict: Verdict | None = None,
    *,
    findings: tuple[Finding, ...] = (),
    chains: tuple[tuple[Link, ...], ...] = (),
    comparisons: tuple[Weighed, ...] = (),
) -> Answer:
    """Say that there is no answer, and why; what was found all the same is quoted."""
    question = asking.question
    return Answer(
        question=question,
        headline=headline_without(question, reason),
        exposure=question.exposures[0] if question.exposures else None,
        outcome=question.outcomes[0] if question.outcomes else None,
        verdict=verdict,
        findings=findings,
        chains=chains,
        comparisons=comparisons,
        passages=_passages(asking) if reason in HELPED else (),
        reason=reason,
        explanation=" ".join([explanation(question, reason), *cautions(verdict, reason)]),
    )


def _passages(asking: Asking) -> tuple[PlacedPassage, ...]:
    """Find the passages that answer the words of a question best; they are no answer to it."""
    if asking.index is None:
        return ()
    try:
        query = parse_query(asking.question.text, asking.vocabulary, limit=PASSAGES)
    except QueryError:  # nothing but words too common to be searched for
        return ()
    hits = asking.index.search(query).hits
    placed = asking.store.passages(hit.passage for hit in hits)
    return tuple(placed[hit.passage] for hit in hits if hit.passage in placed)
