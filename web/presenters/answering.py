"""Answers: the verdict with its quotes, or the reason why there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.model import Direction
from search.answering.answering import answer
from search.answering.answers import effect_of
from search.answering.rendering import answer_to_json
from search.answering.verifying import disagreements
from web.presenters.claims import concept_named, rests_on, sentence_link
from web.presenters.counting import counts_of
from web.presenters.works import reference_views, retracted_of
from web.wording import VERBS, firmness, reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from search.answering.answers import Answer
    from web.wiring import Library

SIDES = ("for", "against", "unclear", "retracted", "other_populations")


def answer_result(library: Library, question: str) -> Json:
    """Answer a question.

    The same as `trabecula answer` prints as JSON, with readings and citations in words besides,
    with links that may be followed, and with what is known of the works cited.

    Raises:
        QueryError: the question is empty or too long.
    """
    found = _found(library, question)
    result = answer_to_json(found)
    steps = [step for link in found.links() for step in link.steps]
    references = reference_views([*found.evidence(), *steps], library.store)
    retracted = frozenset(each for item in found.evidence() for each in retracted_of(item))
    links = {
        each.passage.id: sentence_link(each.article, each.passage) for each in found.evidence()
    }
    result["effect"] = effect_of(found.outcome, found.direction).value
    for quote in _quotes(result):
        quote["references"] = [references[each["id"]] for each in quote["references"]]
        if "claim" in quote:
            quote["claim"] = _claim(quote, library.vocabulary, retracted)
            quote["claim"]["deep_link"] = links[quote["passage"]]
    verdicts = (found.verdict, *(finding.verdict for finding in found.findings))
    for part, verdict in zip((result, *result["findings"]), verdicts, strict=True):
        part["reading"] = _reading(part)
        part.update(counts_of(verdict))
    for chain in result["chains"]:
        for link in chain:
            link["reading"] = _reading_of_link(link)
    return result


def by_sentence(quotes: Iterable[Json]) -> list[list[Json]]:
    """Gather the quotes of one sentence that cite the same, in the order of their first."""
    gathered: dict[tuple[object, ...], list[Json]] = {}
    for quote in quotes:
        cited = tuple(reference["id"] for reference in quote["references"])
        gathered.setdefault((quote["passage"], cited, quote["own"]), []).append(quote)
    return list(gathered.values())


def answer_disagreements(library: Library, given: Json) -> tuple[str, ...]:
    """Say where an answer, as the command or the API gave it, is not what the store gives now.

    Raises:
        QueryError: its question is empty or too long.
    """
    question = str(given["question"])
    expected = (
        answer_result(library, question)
        if "effect" in given
        else answer_to_json(_found(library, question))
    )
    return disagreements(given, json.loads(json.dumps(expected)), library.store)


def _found(library: Library, question: str) -> Answer:
    return answer(question, library.store, library.vocabulary, library.network, library.index)


def _quotes(result: Json) -> Iterator[Json]:
    """Yield every quote of an answer that has references."""
    for part in (result, *result["findings"]):
        for side in SIDES:
            yield from part[side]
    for dose in result["doses"]:
        yield from dose["quotes"]
    for chain in result["chains"]:
        for link in chain:
            yield from link["quotes"]
    yield from result["comparisons"]


def _reading(part: Json) -> str | None:
    """Word a verdict as the firmest claim with a source does, so that it says no more than that."""
    if part["direction"] is None:
        return None
    claims = [quote["claim"] for quote in part["for"] if quote["references"] or quote["own"]]
    return _firmest(part["direction"], claims)


def _reading_of_link(link: Json) -> str:
    """Word a step of a chain; one between two outcomes is only said to be."""
    claims = [quote["claim"] for quote in link["quotes"] if "claim" in quote]
    if claims:
        return _firmest(link["direction"], claims)
    return f"is said to {VERBS[Direction(link['direction'])][0]}"


def _firmest(direction: str, claims: Sequence[Json]) -> str:
    firmest = min(claims, key=lambda claim: firmness(claim["causality"], claim["hedge"]))
    return reading(direction, firmest["hedge"], firmest["causality"])


def _claim(quote: Json, vocabulary: Vocabulary, retracted: Collection[str]) -> Json:
    claim = dict(quote["claim"])
    for part in ("exposure", "outcome"):
        mention = claim[part]
        named = concept_named(mention["concept"], mention["label"], vocabulary)
        claim[part] = mention | {"id": named["id"]}
    claim["reading"] = reading(claim["direction"], claim["hedge"], claim["causality"])
    claim["rests_on"] = "sources" if quote["own"] else rests_on(claim["citations"], retracted)
    return claim
