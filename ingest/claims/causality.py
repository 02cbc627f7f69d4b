"""Causal language: whether a sentence says that one thing changes another, and how firmly.

The kinds are those of Yu, Li and Wang (EMNLP 2019): no relation, direct causal, conditional causal
and correlational. The lexicon stands in `ingest/cues/causality.toml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.model import Causality
from ingest.claims.cue_lexicon import verb_forms
from ingest.claims.cues import Form
from ingest.phrases import lexicon, word_set
from ingest.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.words import Word

MAX_WORDS = 400  # what is longer is no sentence; the rest is not read
BY_REACH = 6  # words between a passive verb and its "by"
_GAP = re.compile(r"^\.\.(\d+)\.\.$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase, in two parts where up to `gap` words may stand between."""

    head: tuple[str, ...]
    gap: int = 0
    tail: tuple[str, ...] = ()


class Patterns:
    """Patterns by their first word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Pattern]] = defaultdict(list)
        for phrase in phrases:
            pattern = _pattern(phrase)
            self._by_first[pattern.head[0]].append(pattern)

    def places(self, words: Sequence[str]) -> Iterator[int]:
        """Yield where a pattern begins, in order."""
        for index, word in enumerate(words):
            if any(_stands(pattern, words, index) for pattern in self._by_first.get(word, ())):
                yield index


def causality_of(sentence: str) -> Causality | None:
    """Say how a sentence ties one thing to another; None where it says nothing of the kind.

    What goes together wins over what changes; a change under a modal is conditional; comparisons of
    groups count only where no verb of change has an object.
    """
    placed = read_words(sentence, 0, len(sentence))[:MAX_WORDS]
    words = [word.text for word in placed]
    causal = sorted((*_patterns("causal").places(words), *_verbs(placed)))
    strong = next(_patterns("correlational", "strong").places(words), None)
    first = min([*causal[:1], *([] if strong is None else [strong])], default=None)
    if any(not _is_aside(placed, first, at) for at in _patterns("none").places(words)):
        return None
    if strong is not None:
        return Causality.CORRELATIONAL
    risk = next(_patterns("correlational", "risk").places(words), None)
    if risk is not None and not (causal and causal[0] < risk):
        return Causality.CORRELATIONAL
    modal = list(_patterns("conditional").places(words))
    if causal:
        return Causality.CONDITIONAL if _left_open(causal, modal) else Causality.CAUSAL
    if modal and _left_open(list(_patterns("causal", "open").places(words)), modal):
        return Causality.CONDITIONAL
    weak = any(_patterns("correlational", "weak").places(words))
    return Causality.CORRELATIONAL if weak else None


def _is_aside(words: Sequence[Word], first: int | None, place: int) -> bool:
    """Whether a wish or plan stands in a clause of its own, behind what is said to hold."""
    if first is None or place < first:
        return False
    breaks = word_set("causality", "none", "breaks")
    parted = any(not word.joined or word.text in breaks for word in words[first + 1 : place + 1])
    return parted or words[place - 1].text == "and"


def _left_open(cues: Sequence[int], modal: Sequence[int]) -> bool:
    """Whether a word that leaves things open stands shortly before one of the cues."""
    reach = lexicon("causality")["conditional"]["reach"]
    return any(0 <= cue - at <= reach for cue in cues for at in modal)


@cache
def _patterns(table: str, key: str = "words") -> Patterns:
    return Patterns(lexicon("causality")[table][key])


@cache
def _forms() -> dict[str, Form]:
    return {
        form: kind
        for lemma in lexicon("causality")["causal"]["verbs"]
        for form, kind in verb_forms(lemma).items()
    }


def _pattern(phrase: str) -> Pattern:
    head: list[str] = []
    tail: list[str] = []
    gap = 0
    for token in phrase.split():
        if match := _GAP.match(token):
            gap = int(match.group(1))
        else:
            found = [word.text for word in read_words(token, 0, len(token))]
            (tail if gap else head).extend(found)
    return Pattern(tuple(head), gap, tuple(tail))


def _stands(pattern: Pattern, words: Sequence[str], index: int) -> bool:
    stop = index + len(pattern.head)
    if tuple(words[index:stop]) != pattern.head:
        return False
    size = len(pattern.tail)
    return not size or any(
        tuple(words[at : at + size]) == pattern.tail for at in range(stop, stop + pattern.gap + 1)
    )


def _verbs(words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of verbs of change that have an object, or a passive with its agent."""
    for index, word in enumerate(words):
        form = _forms().get(word.text)
        if form is not None and (_is_active(words, index, form) or _is_passive(words, index, form)):
            yield index


def _is_active(words: Sequence[Word], index: int, form: Form) -> bool:
    after = index + 1
    while after + 1 < len(words) and words[after].joined and words[after].text.endswith("ly"):
        after += 1
    if after >= len(words) or not words[after].joined:
        return False
    if words[after].text in word_set("causality", "causal", "no_object"):
        return False
    before = index - 1
    while before >= 0 and words[before].text.endswith("ly"):
        before -= 1
    last = words[before].text if before >= 0 else ""
    if form is Form.BASE:
        licence = word_set("causality", "causal", "licence")
        if last == "to" and not any(
            word.text in licence for word in words[max(0, before - 2) : before]
        ):
            return False
        return bool(last) and last not in word_set("causality", "causal", "not_base")
    if form is Form.ING:
        return last not in word_set("causality", "causal", "not_ing")
    if form in (Form.PAST, Form.PRESENT):
        return last not in word_set("causality", "causal", "no_verb_after")
    return True


def _is_passive(words: Sequence[Word], index: int, form: Form) -> bool:
    if form is not Form.PAST:
        return False
    be = word_set("grammar", "verbs", "be")
    passive = any(word.text in be for word in words[max(0, index - 3) : index])
    return passive and any(
        word.text in ("by", "with", "after", "following")
        for word in words[index + 1 : index + 1 + BY_REACH]
    )
