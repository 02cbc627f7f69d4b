"""Answers: the verdict with its quotes, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Direction, Effect
from search.answer_json import answer_to_json
from search.answers import answer
from web.presenters.claims import concept_named, rests_on
from web.presenters.works import reference_views, retracted_of
from web.wording import firmness, reading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.model import Concept
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.wiring import Library

SIDES = ("for", "against", "unclear", "retracted", "other_populations")


def answer_result(library: Library, question: str) -> Json:
    """Answer a question.

    The same as `trabecula answer` prints as JSON, with readings and citations in words besides,
    with links that may be followed, and with what is known of the works cited.

    Raises:
        QueryError: the question is empty or too long.
    """
    vocabulary = library.vocabulary
    found = answer(question, library.store, library.network(), vocabulary)
    result = answer_to_json(found)
    references = reference_views(found.evidence(), library.store)
    retracted = frozenset(each for item in found.evidence() for each in retracted_of(item))
    result["effect"] = _effect(found.direction, found.outcome).value
    for part in (result, *result["findings"]):
        for side in SIDES:
            part[side] = [_quote(quote, vocabulary, references, retracted) for quote in part[side]]
        part["reading"] = _reading(part)
    return result


def _reading(part: Json) -> str | None:
    """Word a verdict as the firmest claim with a source does, so that it says no more than that."""
    if part["verdict"] is None:
        return None
    claims = [quote["claim"] for quote in part["for"] if quote["references"]]
    firmest = min(claims, key=lambda claim: firmness(claim["causality"], claim["hedge"]))
    return reading(part["verdict"], firmest["hedge"], firmest["causality"])


def _quote(
    quote: Json,
    vocabulary: Vocabulary,
    references: Mapping[str, Json],
    retracted: Collection[str],
) -> Json:
    claim = dict(quote["claim"])
    for part in ("exposure", "outcome"):
        mention = claim[part]
        named = concept_named(mention["concept"], mention["label"], vocabulary)
        claim[part] = mention | {"id": named["id"]}
    claim["reading"] = reading(claim["direction"], claim["hedge"], claim["causality"])
    claim["rests_on"] = rests_on(claim["citations"], retracted)
    cited = [references[reference["id"]] for reference in quote["references"]]
    return quote | {"claim": claim, "references": cited}


def _effect(direction: Direction | None, outcome: Concept | None) -> Effect:
    """Say what a verdict means for the person."""
    if direction is Direction.NO_EFFECT:
        return Effect.NEUTRAL
    if direction is None or outcome is None or outcome.wished is None:
        return Effect.UNCLEAR
    return Effect.BENEFICIAL if direction is outcome.wished else Effect.HARMFUL
