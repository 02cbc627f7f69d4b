"""What the neighbours of a word tell of it: prepositions, coordination, objects, passives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.phrases import word_set

if TYPE_CHECKING:
    from ingest.claims.sentence import Placed, Sentence

_PRONOUNS = frozenset(("it", "them", "this"))
PREPOSITION_REACH = 6  # words between a preposition and the name that it brings in
MAX_COORDINATION = 9  # words between two outcomes that stand under one cue


def preposition_before(sentence: Sentence, first: int) -> str:
    """Return the preposition or conjunction that brings in what starts at a word, or ""."""
    words = sentence.words
    agent = word_set("grammar", "prepositions", "agent")
    example = word_set("grammar", "prepositions", "example")
    for index in range(first - 1, max(-1, first - 1 - PREPOSITION_REACH), -1):
        word = words[index].text
        if word in agent or word in example or word in ("of", "and", "or"):
            return word
        if sentence.concepts[index] >= 0 or not words[index + 1].joined:
            return ""
    return ""


def are_coordinated(sentence: Sentence, last: int, first: int) -> bool:
    """Whether what stands from word `first` shares the cue of what ends at word `last`."""
    gap = sentence.words[last + 1 : first]
    if len(gap) > MAX_COORDINATION:
        return False
    texts = {word.text for word in gap}
    if texts & word_set("grammar", "coordination", "broken_by"):
        return False
    comma = any(not word.joined for word in sentence.words[last + 1 : first + 1])
    return comma or bool(texts & word_set("grammar", "coordination", "joining"))


def is_origin(sentence: Sentence, subject: int, first: int) -> bool:
    """Whether what starts at word `first` is only where a subject comes from.

    "Vitamin D from food, pills or sunlight" speaks of vitamin D; so does the want of it, "either
    from diet or sunlight". The subject starts at word `subject`.
    """
    concept, start = sentence.concepts[subject], subject + 1
    while start < first and sentence.concepts[start] == concept:
        start += 1
    gap = [word.text for word in sentence.words[start:first]]
    if gap and gap[0] in word_set("grammar", "prepositions", "alternative"):
        del gap[0]
    return 0 < len(gap) <= MAX_COORDINATION and gap[0] == "from"


def is_deprived(sentence: Sentence, placed: Placed) -> bool:
    """Whether an exposure is missing or without effect: "without yoga", "despite yoga"."""
    near = [word.text for word in sentence.words[max(0, placed.first - 2) : placed.first]]
    depriving = word_set("grammar", "determiners", "depriving")
    if near and (near[-1] in depriving or (near[-1] == "of" and near[0] in depriving)):
        return True
    despite = word_set("grammar", "names", "despite")
    reach = sentence.words[max(0, placed.first - 5) : placed.first]
    return any(word.text in despite for word in reach)


def is_modifier(sentence: Sentence, placed: Placed) -> bool:
    """Whether an outcome only describes an exposure: "osteoporosis exercise programme"."""
    words = sentence.words
    after = placed.last + 1
    return after < len(words) and words[after].joined and sentence.exposure_over(after) is not None


def is_passive(sentence: Sentence, first: int) -> bool:
    """Whether a form of "to be" stands shortly before a verb."""
    be = word_set("grammar", "verbs", "be")
    return any(word.text in be for word in sentence.words[max(0, first - 3) : first])


def has_object(sentence: Sentence, last: int) -> bool:
    """Whether an outcome follows a verb as its object, with no preposition in between."""
    if sentence.words[last + 1 : last + 2] and sentence.words[last + 1].text in _PRONOUNS:
        return True
    after = sentence.words[last + 1].text if last + 1 < len(sentence.words) else ""
    if after in word_set("grammar", "coordination", "plain"):
        return False  # "pain decreased and balance improved"
    placed = sentence.outcome_behind(last)
    if placed is None or placed.first - last > MAX_COORDINATION:
        return False
    gap = {word.text for word in sentence.words[last + 1 : placed.first]}
    stops = word_set("grammar", "prepositions", "no_object") | word_set("scope", "breaks")
    return not gap & stops


def has_noun(sentence: Sentence, last: int) -> bool:
    """Whether a verb has an object that names no concept: "improves long-term results"."""
    words = sentence.words
    if last + 1 >= len(words) or not words[last + 1].joined:
        return False
    after = words[last + 1].text
    if after.endswith("ly") or after[0].isdigit():
        return False
    small = word_set("grammar", "prepositions", "no_object") | word_set("scope", "breaks")
    small |= word_set("grammar", "prepositions", "agent") | word_set("grammar", "verbs", "adverbs")
    return after not in small | word_set("grammar", "coordination", "joining")


def is_governed(sentence: Sentence, placed: Placed, last: Placed | None) -> bool:
    """Whether an ambiguous word stands right under a cue, or beside the outcome `last`."""
    words = sentence.words
    before = placed.first - 1
    small = word_set("grammar", "determiners")
    while before >= 0 and words[before + 1].joined and words[before].text in small:
        before -= 1
    judgement = sentence.cue_over(before - 1)
    if (
        judgement is not None
        and judgement.last == before - 1
        and words[before].text in judgement.cue.before
    ):
        before -= 1  # "bad for your bones"
    cue = sentence.cue_over(before)
    if words[before + 1].joined and cue is not None and cue.last == before:
        return True
    plain = word_set("grammar", "coordination", "plain")
    return last is not None and all(
        word.text in plain for word in words[last.last + 1 : placed.first]
    )
