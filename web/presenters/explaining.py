"""An explained sentence for people and programs: what was seen in it, and why it says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Direction
from graph.records import claim_to_json, mechanism_to_json
from ingest.claims.cues import Change
from ingest.claims.polarity import direction_of
from web.wording_of_reading import ORIGINS, SIGNS, SILENCES, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Json
    from ingest.claims.explanation import (
        ExplainedClaim,
        ExplainedPassage,
        Explanation,
        Quote,
        SeenCue,
        SeenMention,
    )


def explanation_view(explanation: Explanation) -> Json:
    """Present an explanation; offsets count in its `text`."""
    return {
        "text": explanation.text,
        "start": explanation.start,
        "sentences": [_sentence(each, explanation.text) for each in explanation.passages],
    }


def _sentence(told: ExplainedPassage, text: str) -> Json:
    passage = told.passage
    return {
        "text": text[passage.start : passage.end],
        "start": passage.start,
        "end": passage.end,
        "kind": passage.kind.value,
        "silence": _silence(told.silence),
        "mentions": [_mention(each) for each in told.mentions],
        "cues": [_cue(each) for each in told.cues],
        "zones": [
            {"kind": zone.kind.value, **_quote(zone.quote), "exception": zone.exception}
            for zone in told.zones
        ],
        "signs": [
            {"kind": sign.kind.value, **_quote(sign.quote), "meaning": SIGNS[sign.kind.value]}
            for sign in told.signs
        ],
        "claims": [_claim(each) for each in told.claims],
        "mechanisms": [mechanism_to_json(each) for each in told.mechanisms],
    }


def _quote(quote: Quote) -> Json:
    return {"text": quote.text, "start": quote.start, "end": quote.end}


def _silence(reason: str | None, shown_by: Quote | None = None) -> Json | None:
    if reason is None:
        return None
    return {
        "reason": str(reason),
        "meaning": SILENCES[str(reason)],
        "shown_by": None if shown_by is None else _quote(shown_by),
    }


def _mention(seen: SeenMention) -> Json:
    sighting = seen.sighting
    mention = sighting.mention
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "kind": sighting.concept.kind.value,
        "exposure": sighting.concept.kind.is_exposure,
        "concept": sighting.concept.iri,
        "label": sighting.concept.label,
        "inverse": sighting.inverse,
        "tentative": sighting.tentative,
        "silence": _silence(seen.silence, seen.shown_by),
    }


def _cue(seen: SeenCue) -> Json:
    cue, quote = seen.cue, seen.quote
    return {
        "text": None if quote is None else quote.text,
        "start": None if quote is None else quote.start,
        "end": None if quote is None else quote.end,
        "lemma": cue.lemma,
        "role": cue.role.value,
        "change": cue.change.value,
        "weak": cue.weak,
        "correlational": cue.correlational,
        "turned": seen.turned,
        "file": f"{seen.file}.toml",
    }


def _claim(told: ExplainedClaim) -> Json:
    origin = told.link.origin.value
    return {
        **claim_to_json(told.claim),
        "origin": origin,
        "origin_meaning": ORIGINS[origin],
        "implied": told.link.implied,
        "chain": [_cue(each) for each in told.chain],
        "change": told.change.value,
        "way": list(_way(told)),
        "denied_by": None if told.denied_by is None else _quote(told.denied_by),
        "hedged_by": None if told.hedged_by is None else _quote(told.hedged_by),
        "weighing": [
            {"what": what, "meaning": WEIGHTS.get(what, what), "left": left}
            for what, left in told.weighing
        ],
    }


def _way(told: ExplainedClaim) -> Iterator[str]:
    """Say step by step how the cues became a direction."""
    outcome, direction = told.link.outcome, told.claim.direction
    chain = " over ".join(_named(each) for each in told.chain)
    yield f"{chain} = {told.change.value}" if len(told.chain) > 1 else chain
    before = direction_of(told.change, outcome.concept, inverse=outcome.inverse)
    label = outcome.concept.label
    if told.change in (Change.BETTER, Change.WORSE):
        wished = outcome.concept.wished
        good = {Direction.INCREASE: "more of it is wished", Direction.DECREASE: "less is wished"}
        said = "not said which way is good" if wished is None else good.get(wished, wished.value)
        yield f"{label}: {said} = {before.value}"
    elif outcome.inverse and told.change in (Change.INCREASE, Change.DECREASE):
        yield f"“{outcome.mention.text}” is {label} turned round = {before.value}"
    if told.link.stance.negated:
        yield "denied = no effect"
    elif told.link.stance.partial:
        yield "only that it is complete is denied = unclear"
    if direction is Direction.MIXED and told.change is not Change.MIXED:
        yield "held against a denial in the same sentence = mixed"


def _named(seen: SeenCue) -> str:
    cue = seen.cue
    words = cue.lemma if seen.quote is None else seen.quote.text
    marks = [cue.change.value]
    marks += ["weak"] if cue.weak else []
    marks += ["turned by a preposition"] if seen.turned else []
    return f"“{words}” ({', '.join(marks)})"
