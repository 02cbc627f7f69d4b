"""What a person may be about to type: names of concepts, titles of articles and of sources."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.analysis import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_WORDS = 8  # of a beginning that count
MAX_CANDIDATES = 2_000  # that are looked at for a beginning of one or two letters


class SuggestionKind(StrEnum):
    """What a suggestion names; the order is that of suggestions that fit alike."""

    CONCEPT = "concept"
    ARTICLE = "article"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that begins as was typed.

    Attributes:
        text: the name.
        id: of the concept, article or source.
        weight: how much the collection says of it; more comes first.
        alternative: it is also called something else, which comes first.
    """

    kind: SuggestionKind
    text: str
    id: str
    weight: int = 0
    alternative: bool = False


class Suggestions:
    """Names by the beginnings of their words; a look costs the logarithm of their number."""

    def __init__(self, names: Iterable[Suggestion]) -> None:
        self._names = list(names)
        self._words = [tuple(word for word, _ in cut(each.text)) for each in self._names]
        starts = {(word, n) for n, words in enumerate(self._words) for word in words}
        self._starts = sorted(starts)

    def beginning(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the names in which each word typed begins a word, best first.

        Those come first that begin as was typed, then those of a concept, an article and a source,
        and among equals those of which the collection says most.
        """
        wanted = [word for word, _ in cut(typed)][:MAX_WORDS]
        if not wanted:
            return ()
        # The longest word typed has the fewest names to look at.
        found = {
            number
            for number in self._with_word(max(wanted, key=len))
            if all(any(w.startswith(each) for w in self._words[number]) for each in wanted)
        }
        ranked = sorted(found, key=lambda number: self._rank(number, wanted))
        distinct: dict[tuple[SuggestionKind, str], Suggestion] = {}
        for number in ranked:
            each = self._names[number]
            distinct.setdefault((each.kind, each.id), each)
            if len(distinct) == limit:
                break
        return tuple(distinct.values())

    def _with_word(self, beginning: str) -> Iterable[int]:
        first = bisect_left(self._starts, (beginning, -1))
        for word, number in self._starts[first : first + MAX_CANDIDATES]:
            if not word.startswith(beginning):
                return
            yield number

    def _rank(self, number: int, wanted: list[str]) -> tuple[bool, int, int, bool, int, str]:
        name, words = self._names[number], self._words[number]
        starts = all(w.startswith(each) for each, w in zip(wanted, words, strict=False))
        kind = list(SuggestionKind).index(name.kind)
        begins = starts and len(words) >= len(wanted)
        return not begins, kind, -name.weight, name.alternative, len(words), name.text
