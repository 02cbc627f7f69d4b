"""Abstracts: which sentences of a study's abstract state its own finding.

Each sentence is scored by the moves that it makes (Swales 1990: summing up, reporting, aiming ...),
by its place and, in a structured abstract, by its section. What speaks for a finding and what
against it, and how much, stands in `ingest/cues/abstracts.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from ingest.phrases import Phrases, lexicon
from ingest.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FEWEST_WORDS = 3  # in a sentence; what is shorter is a label, a broken end, a mark
MAX_LENGTH = 4_000  # characters of a sentence that are read
LABEL_LENGTH = 60  # characters; a longer start of a sentence is no section's label


@dataclass(frozen=True, slots=True)
class Move:
    """What a phrase does in an abstract, and how much that speaks for a finding.

    Attributes:
        weight: log odds; below nought it speaks against a finding.
        late: it counts in the last sentences only.
        unless: moves beside which it does not count.
        after: the move that must stand at most `reach` words before it, if any.
    """

    weight: float
    late: bool = False
    unless: frozenset[str] = frozenset()
    after: str | None = None
    reach: int = 0


class Section(StrEnum):
    """What a section of a structured abstract is for."""

    FINDING = "finding"
    RESULT = "result"
    GROUND = "ground"
    ASIDE = "aside"


def claim_sentences(sentences: Sequence[str]) -> list[bool]:
    """Tell which sentences of an abstract state the study's own finding or conclusion.

    Args:
        sentences: all sentences of one abstract, in order, each with its section's label if one
            stands before it ("Conclusion: ..."); a label may be a sentence of its own.
    """
    return [score > 0 for score in claim_scores(sentences)]


def claim_scores(sentences: Sequence[str]) -> list[float]:
    """Score the sentences of an abstract: by rule of thumb, the log odds that each is a finding."""
    read = list(_read(sentences))
    places, weights = lexicon("abstracts")["place"], lexicon("abstracts")["section"]["weights"]
    # A registration or a grant at the end makes the sentence before it no less the last.
    told = [index for index, (section, _) in enumerate(read) if section is not Section.ASIDE]
    scores = [float(weights[Section.ASIDE])] * len(read)
    for place, index in enumerate(told):
        section, made = read[index]
        behind = len(told) - 1 - place
        score = places["last"][min(behind, len(places["last"]) - 1)]
        score += places["first_half"] if 2 * place < len(told) else 0.0
        score += weights[section] if section is not None else 0.0
        moves = [_moves()[name] for name in made]
        score += sum(each.weight for each in moves if behind < places["late"] or not each.late)
        scores[index] = score
    return scores


def moves_of(sentence: str) -> frozenset[str]:
    """Name the moves that a sentence makes."""
    words = read_words(sentence, 0, min(len(sentence), MAX_LENGTH))
    moves, phrases = _moves(), _phrases()
    last: dict[str, int] = {}
    made: set[str] = set()
    index = 0
    while index < len(words):
        hit = phrases.at(words, index)
        names, size = hit if hit is not None else ([], 1)
        made.update(name for name in names if _follows(moves[name], index, last))
        index += size
        last.update((name, index - 1) for name in names)
    return frozenset(name for name in made if not moves[name].unless & made)


def _follows(move: Move, index: int, last: Mapping[str, int]) -> bool:
    """Tell whether the move that this one must come after, if any, stands near enough before."""
    if move.after is None:
        return True
    return move.after in last and index - last[move.after] <= move.reach


def _read(sentences: Sequence[str]) -> Iterator[tuple[Section | None, frozenset[str]]]:
    """Yield each sentence's section, which is that of the last label, and its moves."""
    current: Section | None = None
    for sentence in sentences:
        section, body = _labelled(sentence.strip())
        current = section or current
        moves = moves_of(body)
        aside = Section.ASIDE in moves or len(body.split()) < FEWEST_WORDS
        yield Section.ASIDE if aside else current, moves


def _labelled(sentence: str) -> tuple[Section | None, str]:
    for end in _label_ends(sentence):
        label = " ".join(word.text for word in read_words(sentence, 0, end))
        section = _labels().get(label)
        if section is not None:
            return section, sentence[end:].lstrip(" \t\n:.-–—]")
    return None, sentence


def _label_ends(sentence: str) -> Iterator[int]:
    """Yield where a label may end: at a colon, at the end, or where capitals give way."""
    head = sentence[:LABEL_LENGTH]
    yield from (end for end in (head.find(":"), head.find("]")) if end > 0)
    if len(sentence) < LABEL_LENGTH:
        yield len(sentence)
    end = 0
    for word in read_words(head, 0, len(head)):
        if not head[word.start : word.end].isupper():
            break
        end = word.end
    while end > 0:  # "CONCLUSIONS A daily walk ...": the "A" is no part of the label
        yield end
        end = head.rfind(" ", 0, end)


@cache
def _labels() -> Mapping[str, Section]:
    table = lexicon("abstracts")["section"]
    return {label: section for section in Section for label in table[section.value]}


@cache
def _moves() -> Mapping[str, Move]:
    return {
        name: Move(
            each["weight"],
            each.get("late", False),
            frozenset(each.get("unless", ())),
            each.get("after"),
            each.get("reach", 0),
        )
        for name, each in lexicon("abstracts")["move"].items()
    }


@cache
def _phrases() -> Phrases[str]:
    table = lexicon("abstracts")["move"]
    return Phrases((phrase, name) for name, each in table.items() for phrase in each["phrases"])
