"""Zones of a sentence that are no part of the link itself: who is spoken of, what is compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from graph.model import ConceptKind
from ingest.phrases import lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.claims.sentence import Sentence
    from ingest.words import Word

MAX_ZONE = 30  # words of one zone
MAX_ADJECTIVES = 5
EXERCISES = frozenset((ConceptKind.EXERCISE,))  # no adjective of a group; a habit may be one


class ZoneKind(StrEnum):
    """What a zone holds."""

    POPULATION = "population"
    COMPARATOR = "comparator"


@dataclass(frozen=True, slots=True)
class Zone:
    """Words `first` to `last` of a sentence; `head` is the word that names people, if any.

    Attributes:
        exception: the group is excepted from what is said.
        bare: the head alone says too little ("people").
    """

    kind: ZoneKind
    first: int
    last: int
    head: int
    exception: bool = False
    bare: bool = False


def _zone_words(key: str) -> frozenset[str]:
    return word_set("grammar", "zones", key)


@cache
def _people() -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in lexicon("people").items()}


@cache
def _openers() -> frozenset[str]:
    """Return the words at which a zone is looked for, so that the others cost next to nothing."""
    pairs = {pair.split()[0] for pair in _zone_words("comparing_pairs")}
    return frozenset(pairs | _zone_words("comparing") | _people()["heads"])


def find_zones(sentence: Sentence) -> tuple[Zone, ...]:
    """Find the populations and comparators of a sentence, in order; they may not overlap."""
    cue_starts = {placed.first for placed in sentence.cues}
    zones: list[Zone] = []
    index = 0
    openers = _openers()
    while index < len(sentence.words):
        if sentence.words[index].text not in openers:
            index += 1
            continue
        zone = _comparator(sentence, index) or _population(sentence, index, cue_starts)
        if zone is None or (zones and zone.first <= zones[-1].last):
            index += 1
            continue
        zones.append(zone)
        index = max(index, zone.last) + 1
    return tuple(zones)


def _comparator(sentence: Sentence, index: int) -> Zone | None:
    words = sentence.words
    word = words[index].text
    follower = words[index + 1].text if index + 1 < len(words) else ""
    if f"{word} {follower}" in _zone_words("comparing_pairs"):
        first = index + 2
    elif word in _zone_words("comparing"):
        first = index + 1
    else:
        return None
    if first >= len(words) or words[first].text[0].isdigit():
        return None
    last = first
    while last + 1 < len(words) and last - first < MAX_ZONE:
        following = words[last + 1]
        if (
            not following.joined
            or following.text in _zone_words("ends")
            or following.text in _zone_words("comparator_ends")
        ):
            break
        last += 1
    return Zone(ZoneKind.COMPARATOR, first, last, -1)


def _population(sentence: Sentence, index: int, cue_starts: set[int]) -> Zone | None:
    people = _people()
    words = sentence.words
    if words[index].text not in people["heads"] or sentence.concepts[index] >= 0:
        return None
    if (
        index + 1 < len(words)
        and words[index + 1].joined
        and words[index + 1].text in people["heads"]
    ):
        return None  # "elderly people": the last word of the two is the head
    exposed = {one.last for one in sentence.exposures if one.sighting.concept.kind in EXERCISES}
    first = _noun_phrase_start(words, index, cue_starts | exposed)
    alone = first == index
    before = words[first - 1].text if first else ""
    while before in word_set("grammar", "determiners", "articles") and first >= 1:
        first -= 1
        before = words[first - 1].text if first else ""
    last = _post_modifier_end(sentence, index, cue_starts)
    governed = before in people["before"]
    if last == index and (alone or _only_counts(words, first, index)):
        bare = words[index].text in people["bare"]
        if bare or not governed:
            return None
    exception = first >= 2 and words[first - 2].text == "except"
    return Zone(
        ZoneKind.POPULATION, first, last, index, exception, words[index].text in people["bare"]
    )


def _only_counts(words: Sequence[Word], first: int, head: int) -> bool:
    """Whether nothing but quantity is said of a group: "many people"."""
    counting = _people()["counting"]
    return all(word.text in counting or word.text[0].isdigit() for word in words[first:head])


def _noun_phrase_start(words: Sequence[Word], head: int, cue_starts: set[int]) -> int:
    first = head
    people = _people()
    while first > 0 and head - first < MAX_ADJECTIVES and words[first].joined:
        before = words[first - 1].text
        if (
            first - 1 in cue_starts
            or before in people["before"]
            or before in _zone_words("no_adjective")
        ):
            break
        if before in _zone_words("ends") or before in word_set(
            "grammar", "determiners", "articles"
        ):
            break
        first -= 1
    return first


def _post_modifier_end(sentence: Sentence, head: int, cue_starts: set[int]) -> int:
    words = sentence.words
    follow = _people()["follow"]
    if head + 1 >= len(words):
        return head
    following = words[head + 1]
    starts = following.joined and (following.text in follow or following.text[0].isdigit())
    if not starts:
        return head
    if following.text == "in" and not _place_follows(sentence, head + 2):
        return head
    last = head + 1
    # "who increased ...", "at an increased risk of ...": what they are, and not what is done.
    relative = following.text in ("who", "whose", "at", "with", "having")
    while last + 1 < len(words) and last - head < MAX_ZONE:
        after = words[last + 1]
        near = last - head < 3
        if not after.joined:
            break
        if after.text in _zone_words("ends") and not (relative and near):
            break
        if last + 1 in cue_starts and not (relative and near):
            break
        last += 1
    return last


def _place_follows(sentence: Sentence, index: int) -> bool:
    """Whether "in" goes on with a place or state ("in the community"), not with an outcome."""
    return index < len(sentence.words) and all(
        number < 0 for number in sentence.concepts[index : index + 3]
    )
