"""X or Z for Y? What is claimed of each, and the claims that set one against the other.

No order is made of two verdicts: a comparison is only what a source compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import ConceptKind
from search.answering.answers import Answer
from search.answering.listing import weighed_findings
from search.answering.naming import recognise
from search.answering.refusing import refusal
from search.answering.verdicts import Judgement, Reason, Weighed
from search.answering.wording import headline_of_comparison

if TYPE_CHECKING:
    from graph.model import Concept, Evidence
    from search.answering.asking import Asking


def comparison(asking: Asking) -> Answer:
    """Compare the first two exposures of a question on its first outcome."""
    question = asking.question
    outcome = question.outcomes[0]
    one, other = question.exposures[:2]
    of_one, of_other = asking.evidence(one, outcome), asking.evidence(other, outcome)
    pairs = [(one, outcome, list(of_one)), (other, outcome, list(of_other))]
    findings = weighed_findings(asking, pairs, asking.scope)
    found = [each for each in of_one if _is_against(each, other, asking)]
    found += [each for each in of_other if _is_against(each, one, asking)]
    claims = {each.claim.id: Weighed(each, each.claim.direction) for each in found}
    comparisons = tuple(claims.values())
    sources = {source for each in comparisons for source in each.evidence.sources}
    if not findings and not comparisons:
        return refusal(asking, Reason.NO_CLAIMS)
    if not sources:
        return refusal(asking, Reason.NOT_COMPARED, findings=findings, comparisons=comparisons)
    return Answer(
        question=question,
        headline=headline_of_comparison(question, len(sources)),
        judgement=Judgement.COMPARED,
        exposure=one,
        outcome=outcome,
        findings=findings,
        comparisons=comparisons,
    )


def _is_against(evidence: Evidence, other: Concept, asking: Asking) -> bool:
    """Tell whether a claim names the other exposure, or a narrower one, as its comparator."""
    words = evidence.claim.comparator
    if not words:
        return False
    named = (
        concept.iri
        for kind in (ConceptKind.EXERCISE, ConceptKind.HABIT)
        for concept in recognise(words, asking.vocabulary, kind)
    )
    return not asking.within(other).isdisjoint(named)
