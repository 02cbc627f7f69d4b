"""What a query tree finds, reckoned over arrays: the meaning is that of `search.evaluation`.

Passages are numbered from 0; a result is the numbers that match, ascending, with a score each. A
query costs the postings that it touches and a few passes over an array as long as the collection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from search.analysis import wildcard
from search.base import All, Any, Facet, Has, Node, Not, Phrase, Term
from search.evaluation import Stems, stems_of
from search.ranking import OTHER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Scores = NDArray[np.float64]


class Found(NamedTuple):
    """Passages that match: their numbers, ascending, and their scores."""

    numbers: Numbers
    scores: Scores


def unscored(numbers: Numbers) -> Found:
    """Return passages that match and score nothing."""
    return Found(numbers, np.zeros(len(numbers)))


NOTHING = unscored(np.zeros(0, np.int64))


class Leaves(Protocol):
    """What an index finds by itself."""

    @property
    def size(self) -> int:
        """How many numbers there are, deleted passages' among them."""

    def following(self, stems: Stems) -> Found:
        """Score the passages where the stems, one or more, stand at their distances."""

    def spelt(self, pattern: str) -> Found:
        """Score the passages with a word that matches a regular expression as a whole."""

    def having(self, facet: Facet, values: frozenset[str]) -> Numbers:
        """Name the passages with one of the values."""

    def everything(self) -> Numbers:
        """Name every passage."""


def evaluate(node: Node, leaves: Leaves) -> Found:
    """Score the passages that match; a part that the tree holds twice is looked up once."""
    return _Evaluation(leaves).found(node)


class _Evaluation:
    def __init__(self, leaves: Leaves) -> None:
        self.leaves = leaves
        self.known: dict[Node, Found] = {}

    def found(self, node: Node) -> Found:
        if node not in self.known:
            self.known[node] = self._find(node)
        return self.known[node]

    def _find(self, node: Node) -> Found:
        match node:
            case Term(text, pattern=True):
                pattern = wildcard(text)
                return self.leaves.spelt(pattern) if pattern else NOTHING
            case Term() | Phrase():
                stems = stems_of(node)
                return self.leaves.following(stems) if stems else NOTHING
            case Has(facet, values):
                return unscored(self.leaves.having(facet, values))
            case All(parts):
                return self._all(parts)
            case Any(parts, alike):
                return self._any(parts, alike=alike)
            case Not():
                return self._all((node,))

    def _any(self, parts: tuple[Node, ...], *, alike: bool) -> Found:
        if not parts:
            return NOTHING
        scores = np.zeros(self.leaves.size)
        matching = np.zeros(self.leaves.size, bool)
        for number, part in enumerate(parts):
            found = self.found(part)
            matching[found.numbers] = True
            if alike:
                weighed = found.scores * (OTHER_NAME if number else 1.0)
                scores[found.numbers] = np.maximum(scores[found.numbers], weighed)
            else:
                scores[found.numbers] += found.scores
        numbers = np.flatnonzero(matching)
        return Found(numbers, scores[numbers])

    def _all(self, parts: tuple[Node, ...]) -> Found:
        wanted = [self.found(part) for part in parts if not isinstance(part, Not)]
        found = _intersection(wanted) if wanted else unscored(self.leaves.everything())
        for part in parts:
            if isinstance(part, Not) and len(found.numbers):
                excluded = self.found(part.part).numbers
                kept = ~np.isin(found.numbers, excluded, assume_unique=True)
                found = Found(found.numbers[kept], found.scores[kept])
        return found


def _intersection(parts: Iterable[Found]) -> Found:
    """Return what matches every part, with the scores added up; the smallest parts go first."""
    first, *others = sorted(parts, key=lambda part: len(part.numbers))
    numbers, scores = first
    for other in others:
        places = np.searchsorted(other.numbers, numbers)
        inside = places < len(other.numbers)
        inside[inside] = other.numbers[places[inside]] == numbers[inside]
        numbers = numbers[inside]
        scores = scores[inside] + other.scores[places[inside]]
    return Found(numbers, scores)
