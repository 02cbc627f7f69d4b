"""Phrases of a lexicon, looked up at a word of a sentence."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ingest.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.words import Word

Value = TypeVar("Value")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Read a lexicon file of `ingest/cues` by its name without the suffix."""
    return tomllib.loads(files("ingest").joinpath("cues", f"{name}.toml").read_text("utf-8"))


@cache
def word_set(name: str, table: str, key: str = "words") -> frozenset[str]:
    """Return a list of a lexicon file as a set."""
    return frozenset(lexicon(name)[table][key])


class _Node(Generic[Value]):
    """A word of a phrase: what may follow, and the values of the phrase that ends with it."""

    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Value]] = {}
        self.values: list[Value] = []


class Phrases(Generic[Value]):
    """Phrases with values; the longest that starts at a word is found by its words, one by one.

    Attributes:
        first_words: the words that the phrases begin with.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._root: _Node[Value] = _Node()
        for phrase, value in entries:
            node = self._root
            for word in read_words(phrase, 0, len(phrase)):
                node = node.next.setdefault(word.text, _Node())
            node.values.append(value)
        self.first_words = frozenset(self._root.next)

    def at(self, words: Sequence[Word], index: int) -> tuple[list[Value], int] | None:
        """Return the values of the longest phrase at `words[index]` and its length in words."""
        node, found = self._root, None
        for place in range(index, len(words)):
            following = node.next.get(words[place].text)
            if following is None:
                break
            node = following
            if node.values:
                found = node.values, place - index + 1
        return found

    def within(
        self, words: Sequence[Word], first: int, stop: int, concepts: Sequence[int] = ()
    ) -> list[Value]:
        """Return the values of the phrases in `words[first:stop]`, in order.

        A phrase that starts inside a concept's name, where `concepts` holds no -1, is left out.
        """
        found: list[Value] = []
        index = max(first, 0)
        while index < stop:
            if words[index].text not in self.first_words:
                index += 1
                continue
            hit = None if concepts and concepts[index] >= 0 else self.at(words, index)
            if hit is not None and index + hit[1] <= stop:
                found += hit[0]
                index += hit[1]
            else:
                index += 1
        return found
