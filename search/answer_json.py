"""An answer as plain JSON values, the same for the command line, the API and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.model import PassageKind
from graph.records import claim_to_json, reference_to_json
from search.cautions import cautions
from search.verdicts import DECISIVE

if TYPE_CHECKING:
    from graph.model import Concept, Direction, Evidence, NoticeKind, Reference
    from search.answers import Answer
    from search.verdicts import Verdict, Weighed

Json = dict[str, Any]

LEAD_IN = 200  # characters quoted at most on either side of the words that name the exposure


def answer_to_json(answer: Answer) -> Json:
    """Render an answer; every sentence in `quotes` is the article's own, at its offsets."""
    question, verdict = answer.question, answer.verdict
    chosen = _side(answer)
    return {
        "question": question.text,
        "form": question.form.value,
        "asked": question.asked.value if question.asked else None,
        "exposure": _concept(answer.exposure),
        "outcome": _concept(answer.outcome),
        "population": _concept(question.population),
        "verdict": answer.direction.value if answer.direction else None,
        "agrees": answer.agrees,
        "reason": answer.reason.value if answer.reason else None,
        "headline": answer.headline,
        "explanation": answer.explanation,
        "sources_for": verdict.sources_of(*chosen) if verdict else 0,
        "sources_against": _against(verdict, chosen),
        **_quotes(verdict, chosen),
        "findings": [
            {
                "exposure": _concept(finding.exposure),
                "outcome": _concept(finding.outcome),
                "verdict": finding.verdict.direction.value if finding.verdict.direction else None,
                "effect": finding.effect.value,
                "reason": finding.verdict.reason.value if finding.verdict.reason else None,
                "sources": finding.verdict.sources_of(*DECISIVE),
                "explanation": " ".join(cautions(finding.verdict)) or None,
                "sides": _sides(finding.verdict),
                **_quotes(finding.verdict, _leading(finding.verdict)),
            }
            for finding in answer.findings
        ],
        "sides": _sides(verdict) if verdict else {},
    }


def _side(answer: Answer) -> tuple[Direction, ...]:
    """Choose what counts as "for": the verdict, else what was asked, else the better backed."""
    if answer.verdict is None:
        return ()
    if answer.direction is None and answer.outcome is not None:
        wanted = answer.question.wanted_direction(answer.outcome)
        if wanted is not None:
            return (wanted,)
    return _leading(answer.verdict)


def _leading(verdict: Verdict) -> tuple[Direction, ...]:
    if verdict.direction is not None:
        return (verdict.direction,)
    claims = [each.direction for each in verdict.claims if not each.is_retracted]
    return (max(DECISIVE, key=lambda each: (verdict.sources_of(each), claims.count(each))),)


def _against(verdict: Verdict | None, chosen: tuple[Direction, ...]) -> int:
    if verdict is None:
        return 0
    return verdict.sources_of(*(each for each in DECISIVE if each not in chosen))


def _sides(verdict: Verdict) -> dict[str, int]:
    """Count the independent sources of each direction that has any."""
    counts = {each.value: verdict.sources_of(each) for each in DECISIVE}
    return {name: number for name, number in counts.items() if number}


def _quotes(verdict: Verdict | None, chosen: tuple[Direction, ...]) -> Json:
    # What counts comes first.
    applying = [each for each in verdict.claims if not each.is_retracted] if verdict else []
    claims = sorted(applying, key=lambda each: not each.evidence.sources)
    return {
        "for": [_quote(each) for each in claims if each.direction in chosen],
        "against": [
            _quote(each)
            for each in claims
            if each.direction in DECISIVE and each.direction not in chosen
        ],
        "unclear": [_quote(each) for each in claims if each.direction not in DECISIVE],
        "retracted": [_quote(each) for each in (verdict.retracted if verdict else ())],
        "other_populations": [_quote(each) for each in (verdict.aside if verdict else ())],
    }


def _concept(concept: Concept | None) -> Json | None:
    if concept is None:
        return None
    return {
        "iri": concept.iri,
        "id": concept.id,
        "label": concept.label,
        "kind": concept.kind.value,
    }


def _quote(weighed: Weighed) -> Json:
    evidence = weighed.evidence
    return {
        "sentence": evidence.claim.sentence,
        "start": evidence.passage.start,
        "end": evidence.passage.end,
        "passage": evidence.passage.id,
        "section": evidence.passage.section,
        "lead_in": _lead_in(evidence),
        "article": {
            "id": evidence.article.id,
            "title": evidence.article.title,
            "url": evidence.article.url,
        },
        "direction": weighed.direction.value,
        "claim": claim_to_json(evidence.claim),
        "references": [
            _reference(each, evidence.standings.get(each.source)) for each in evidence.references
        ],
    }


def _lead_in(evidence: Evidence) -> str | None:
    """Quote the words that open a list, where an item's claim takes its exposure from there."""
    claim, passage, text = evidence.claim, evidence.passage, evidence.article.text
    inside = passage.start <= claim.exposure.start < passage.end
    if inside or claim.exposure.start > passage.start or passage.kind is not PassageKind.LIST_ITEM:
        return None
    start = max(text.rfind("\n", 0, claim.exposure.start) + 1, claim.exposure.start - LEAD_IN)
    end = text.find("\n", claim.exposure.end)
    return text[start : min(end, claim.exposure.end + LEAD_IN)].strip()


def _reference(reference: Reference, standing: NoticeKind | None) -> Json:
    """Render a reference with where it leads: its DOI, else an address of the web, else nowhere."""
    web = reference.url and reference.url.startswith(("http://", "https://"))
    doi = quote(reference.doi, safe="/") if reference.doi else None
    link = f"https://doi.org/{doi}" if doi else reference.url if web else None
    became = standing.value if standing else None
    return {**reference_to_json(reference), "standing": became, "link": link}
