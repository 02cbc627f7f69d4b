"""Reports: how far what a sentence reports is stood behind ("there is little evidence that")."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ingest.phrases import Phrases, lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.words import Word

MAX_REPORTED = 40  # words of what is reported, before the grade behind it


class Standing(StrEnum):
    """What becomes of the claims behind a report."""

    WEAK = "weak"  # they may be so
    OPEN = "open"  # nothing is said
    FALSE = "false"  # they are denied
    HELD = "held"  # somebody thinks so


class Report(NamedTuple):
    """A report at words `first` to `last`; it holds for what follows `last`."""

    standing: Standing
    first: int
    last: int


@cache
def _phrases() -> Phrases[Standing | None]:
    tables = lexicon("reports")["phrases"]
    entries: list[tuple[str, Standing | None]] = [(word, None) for word in tables["apparent"]]
    entries += [(word, kind) for kind in Standing for word in tables[kind.value]]
    return Phrases(entries)


@cache
def _grades() -> Phrases[Standing]:
    graded = (Standing.WEAK, Standing.OPEN, Standing.FALSE)
    table = lexicon("reports")["grade"]
    return Phrases((word, kind) for kind in graded for word in table[kind.value])


@cache
def first_words() -> frozenset[str]:
    """Return the words that a report can begin with."""
    return _phrases().first_words | _grades().first_words | word_set("reports", "noun")


def report_at(words: Sequence[Word], index: int) -> Report | None:
    """Read the report that begins at a word, if one does."""
    return _graded_noun(words, index) or _phrase(words, index) or _graded_body(words, index)


def _phrase(words: Sequence[Word], index: int) -> Report | None:
    hit, longer = _phrases().at(words, index), index and _phrases().at(words, index - 1)
    if hit is None or hit[0][0] is None or (longer and longer[0][0] is None):
        return None
    return Report(hit[0][0], index, index + hit[1] - 1)


def _graded_body(words: Sequence[Word], index: int) -> Report | None:
    """Read a grade before a body of evidence: "limited high-quality evidence"."""
    hit = _grades().at(words, index)
    if hit is None or hit[0][0] is Standing.FALSE:
        return None
    last = index + hit[1]
    for place in range(last, min(len(words), last + lexicon("reports")["body"]["reach"])):
        if not words[place].joined:
            return None
        if words[place].text in word_set("reports", "body"):
            return Report(hit[0][0], index, place)
    return None


def _graded_noun(words: Sequence[Word], index: int) -> Report | None:
    """Read a grade behind what is reported: "the idea that ... is a myth"."""
    word, follower = words[index].text, words[index + 1].text if index + 1 < len(words) else ""
    if word not in word_set("reports", "noun"):
        return None
    of_what = follower in word_set("reports", "noun", "prepositions")
    if follower != "that" and not (of_what and word in word_set("reports", "body")):
        return None
    for place in _be(words, index + 2):
        stop = min(len(words), place + 1 + lexicon("reports")["noun"]["reach"])
        found = _grades().within(words, place + 1, stop)
        if found:
            return Report(found[0], index, index + 1)
    return None


def _be(words: Sequence[Word], first: int) -> Iterator[int]:
    """Find the forms of "be" from a word on, up to where another statement begins."""
    forms = word_set("reports", "noun", "be")
    for place in range(first, min(len(words), first + MAX_REPORTED)):
        if words[place].text in forms:
            yield place
        elif _starts_anew(words, place):
            return


def _starts_anew(words: Sequence[Word], index: int) -> bool:
    follower = words[index + 1].text if index + 1 < len(words) else ""
    turns = not words[index].joined and words[index].text in word_set("scope", "breaks")
    return turns or (
        words[index].text == "and" and follower in word_set("reports", "noun", "subjects")
    )
