"""An answer as plain JSON values, the same for the command line, the API and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.model import Effect, PassageKind
from graph.records import claim_to_json, mechanism_to_json, quantity_to_json, reference_to_json
from search.answering.answers import effect_of
from search.answering.cautions import cautions
from search.answering.differences import differences
from search.answering.questions import Form
from search.answering.verdicts import DECISIVE, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.model import (
        Article,
        Concept,
        Direction,
        Evidence,
        NoticeKind,
        Passage,
        Reference,
        Step,
        Work,
    )
    from graph.store.summaries import PlacedPassage
    from search.answering.answers import Answer, Dosage, Finding, Link
    from search.answering.verdicts import Verdict, Weighed
    from search.answering.weights import Voice

Json = dict[str, Any]

MAX_QUOTES = 50  # of one side
LEAD_IN = 200  # characters quoted at most on either side of the words that name the exposure


def answer_to_json(answer: Answer) -> Json:
    """Render an answer; every sentence in its quotes is the article's own, at its offsets."""
    question, verdict = answer.question, answer.verdict
    chosen = _side(answer)
    return {
        "question": question.text,
        "form": question.form.value,
        "asked": question.asked.value if question.asked else None,
        "exposure": _concept(answer.exposure),
        "outcome": _concept(answer.outcome),
        "population": _concept(question.population),
        "doses_asked": [dose.text for dose in question.doses],
        "verdict": _verdict_word(answer),
        "direction": answer.direction.value if answer.direction else None,
        "agrees": answer.agrees,
        "reason": answer.reason.value if answer.reason else None,
        "headline": answer.headline,
        "explanation": answer.explanation,
        "sources_for": verdict.sources_of(*chosen) if verdict else 0,
        "sources_against": _against(verdict, chosen),
        **_quotes(verdict, chosen),
        "findings": [
            _finding(finding, is_of_harm=question.form is Form.SAFETY)
            for finding in answer.findings
        ],
        "doses": [_dosage(dose) for dose in answer.doses],
        "chains": [[_link(link) for link in chain] for chain in answer.chains],
        "comparisons": [_quote(each) for each in answer.comparisons],
        "passages": [_passage(each) for each in answer.passages],
        "sides": _sides(verdict) if verdict else {},
        "differences": _differences(verdict),
        "weighed": [_voice(voice) for voice in verdict.voices] if verdict else [],
    }


def _verdict_word(answer: Answer) -> str:
    return (answer.judgement or answer.reason or Judgement.MIXED).value


def _finding(finding: Finding, *, is_of_harm: bool) -> Json:
    verdict = finding.verdict
    chosen = _harmful(finding) if is_of_harm else ()
    word = verdict.judgement or verdict.reason
    return {
        "exposure": _concept(finding.exposure),
        "outcome": _concept(finding.outcome),
        "verdict": word.value if word else None,
        "direction": verdict.direction.value if verdict.direction else None,
        "effect": finding.effect.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "sources": verdict.sources_of(*DECISIVE),
        "explanation": " ".join(cautions(verdict, verdict.reason)) or None,
        "sides": _sides(verdict),
        "differences": _differences(verdict),
        "weighed": [_voice(voice) for voice in verdict.voices],
        **_quotes(verdict, chosen or _leading(verdict)),
    }


def _harmful(finding: Finding) -> tuple[Direction, ...]:
    """Return the harmful directions of a finding that is open, whose quotes then come first."""
    if finding.verdict.direction is not None:
        return ()
    claimed = {each.direction for each in finding.verdict.claims if not each.is_retracted}
    return tuple(
        each
        for each in DECISIVE
        if each in claimed and effect_of(finding.outcome, each) is Effect.HARMFUL
    )


def _dosage(dose: Dosage) -> Json:
    return {
        **quantity_to_json(dose.quantity),
        "quotes": [_quote(each) for each in dose.claims],
    }


def _link(link: Link) -> Json:
    return {
        "from": _concept(link.start),
        "to": _concept(link.end),
        "direction": link.direction.value,
        "sources": len(link.sources),
        "quotes": [
            *(_quote(each) for each in link.claims),
            *(_step(step) for step in link.steps),
        ],
    }


def _differences(verdict: Verdict | None) -> list[Json]:
    """List in what the sides of a disagreement differ."""
    if verdict is None or verdict.judgement is not Judgement.MIXED:
        return []
    return [
        {
            "kind": each.kind,
            "sides": {side.value: list(words) for side, words in each.sides.items()},
        }
        for each in differences(verdict)
    ]


def _voice(voice: Voice) -> Json:
    """Render a source with its weight and what that is made of."""
    source, appraisal = voice.source, voice.appraisal
    return {
        "source": source.id,
        "title": source.title or source.raw or None,
        "year": source.year,
        "doi": source.doi,
        "link": _link_of(source),
        "standing": source.standing.value if source.standing else None,
        "design": appraisal.design.value if appraisal.design else None,
        "design_told_by": appraisal.told_by,
        "participants": appraisal.participants,
        "level": voice.level,
        "recency": voice.recency,
        "indirect": list(voice.indirect),
        "weight": round(voice.weight, 3),
        "sides": {side.value: round(weight, 3) for side, weight in voice.sides.items()},
    }


def _side(answer: Answer) -> tuple[Direction, ...]:
    """Choose what counts as "for": what was asked, else the verdict, else the better backed."""
    if answer.verdict is None:
        return ()
    if answer.outcome is not None:
        wanted = answer.question.wanted_direction(answer.outcome)
        if wanted is not None and answer.direction is None:
            return (wanted,)
    return _leading(answer.verdict)


def _leading(verdict: Verdict) -> tuple[Direction, ...]:
    if verdict.direction is not None:
        return (verdict.direction,)
    claims = [each.direction for each in verdict.claims if not each.is_retracted]
    return (max(DECISIVE, key=lambda each: (verdict.weight_of(each), claims.count(each))),)


def _against(verdict: Verdict | None, chosen: tuple[Direction, ...]) -> int:
    if verdict is None:
        return 0
    return verdict.sources_of(*(each for each in DECISIVE if each not in chosen))


def _sides(verdict: Verdict) -> dict[str, int]:
    """Count the independent sources of each direction that has any."""
    counts = {each.value: verdict.sources_of(each) for each in DECISIVE}
    return {name: number for name, number in counts.items() if number}


def _quotes(verdict: Verdict | None, chosen: tuple[Direction, ...]) -> Json:
    """Quote the claims of each side, what counts first, and say how many there are."""
    applying = [each for each in verdict.claims if not each.is_retracted] if verdict else []
    claims = sorted(applying, key=lambda each: not each.evidence.sources)
    sides: dict[str, Sequence[Weighed]] = {
        "for": [each for each in claims if each.direction in chosen],
        "against": [
            each for each in claims if each.direction in DECISIVE and each.direction not in chosen
        ],
        "unclear": [each for each in claims if each.direction not in DECISIVE],
        "retracted": verdict.retracted if verdict else (),
        "other_populations": verdict.aside if verdict else (),
    }
    quotes: Json = {
        name: [_quote(each) for each in side[:MAX_QUOTES]] for name, side in sides.items()
    }
    return {**quotes, "claims": {name: len(side) for name, side in sides.items()}}


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
        **_place(evidence.article, evidence.passage),
        "sentence": evidence.claim.sentence,
        "lead_in": _lead_in(evidence),
        "direction": weighed.direction.value,
        "claim": claim_to_json(evidence.claim),
        "references": _references(evidence.references, evidence.standings),
        "own": evidence.own if evidence.own in evidence.sources else None,
    }


def _step(step: Step) -> Json:
    """Render a mechanism as a quote; it has no claim."""
    return {
        **_place(step.article, step.passage),
        "sentence": step.mechanism.sentence,
        "lead_in": None,
        "direction": step.mechanism.direction.value,
        "mechanism": mechanism_to_json(step.mechanism),
        "references": _references(step.references, step.standings),
        "own": None,
    }


def _passage(placed: PlacedPassage) -> Json:
    passage = placed.passage
    return {
        **_place(placed.article, passage),
        "sentence": placed.article.text[passage.start : passage.end],
    }


def _place(article: Article, passage: Passage) -> Json:
    return {
        "article": {"id": article.id, "title": article.title, "url": article.url},
        "passage": passage.id,
        "section": passage.section,
        "start": passage.start,
        "end": passage.end,
    }


def _references(references: Iterable[Reference], standings: Mapping[str, NoticeKind]) -> list[Json]:
    return [_reference(each, standings.get(each.source)) for each in references]


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
    """Render a reference with where it leads."""
    became = standing.value if standing else None
    return {**reference_to_json(reference), "standing": became, "link": _link_of(reference)}


def _link_of(work: Work) -> str | None:
    """Address a work by its DOI, else by an address of the web, else not at all."""
    web = work.url and work.url.startswith(("http://", "https://"))
    doi = quote(work.doi, safe="/") if work.doi else None
    return f"https://doi.org/{doi}" if doi else work.url if web else None
