"""What a query tree finds, from what its words and phrases find, in plain dictionaries.

This is what the trees mean; engines that reckon in another way are held to it.
"""

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from search.analysis import sequence, wildcard
from search.base import All, Any, Facet, Has, Node, Not, Phrase, Term
from search.ranking import OTHER_NAME

Key = TypeVar("Key", bound=Hashable)
Stems = tuple[tuple[str, int], ...]


class Leaves(Protocol[Key]):
    """What an index finds by itself; keys are its own names of passages."""

    def following(self, stems: Stems) -> dict[Key, float]:
        """Score the passages where the stems, one or more, stand at their distances."""

    def spelt(self, pattern: str) -> dict[Key, float]:
        """Score the passages with a word that matches a regular expression as a whole."""

    def having(self, facet: Facet, values: frozenset[str]) -> Iterable[Key]:
        """Name the passages with one of the values."""

    def everything(self) -> Iterable[Key]:
        """Name every passage."""


def evaluate(node: Node, leaves: Leaves[Key]) -> dict[Key, float]:
    """Score the passages that match; a part that the tree holds twice is looked up once.

    A passage's score is the sum of what its matching parts score. Of names of one thing the best
    counts, where all but the first count for OTHER_NAME. A NOT or a facet's value scores nothing.
    """
    return _Evaluation(leaves).scores(node)


@lru_cache(maxsize=4096)
def stems_of(node: Term | Phrase) -> Stems:
    """Return the stems that a word or a phrase asks for; none where it has but stop words."""
    return sequence(node.text if isinstance(node, Term) else " ".join(node.words))


class _Evaluation(Generic[Key]):
    def __init__(self, leaves: Leaves[Key]) -> None:
        self.leaves = leaves
        self.known: dict[Node, dict[Key, float]] = {}

    def scores(self, node: Node) -> dict[Key, float]:
        if node not in self.known:
            self.known[node] = self._find(node)
        return self.known[node]

    def _find(self, node: Node) -> dict[Key, float]:
        match node:
            case Term(text, pattern=True):
                pattern = wildcard(text)
                return self.leaves.spelt(pattern) if pattern else {}
            case Term() | Phrase():
                stems = stems_of(node)
                return self.leaves.following(stems) if stems else {}
            case Has(facet, values):
                return dict.fromkeys(self.leaves.having(facet, values), 0.0)
            case All(parts):
                return self._all(parts)
            case Any(parts, alike):
                return self._best(parts) if alike else self._sum(parts)
            case Not():
                return self._all((node,))

    def _all(self, parts: tuple[Node, ...]) -> dict[Key, float]:
        found: dict[Key, float] | None = None
        for part in parts:
            if not isinstance(part, Not) and found != {}:
                scores = self.scores(part)
                if found is None:
                    found = scores
                else:
                    found = {key: found[key] + scores[key] for key in found.keys() & scores.keys()}
        if found is None:
            found = dict.fromkeys(self.leaves.everything(), 0.0)
        for part in parts:
            if isinstance(part, Not) and found:
                excluded = self.scores(part.part)
                found = {key: score for key, score in found.items() if key not in excluded}
        return found

    def _sum(self, parts: tuple[Node, ...]) -> dict[Key, float]:
        found: dict[Key, float] = {}
        for part in parts:
            for key, score in self.scores(part).items():
                found[key] = found.get(key, 0.0) + score
        return found

    def _best(self, parts: tuple[Node, ...]) -> dict[Key, float]:
        found: dict[Key, float] = {}
        for number, part in enumerate(parts):
            counts_for = OTHER_NAME if number else 1.0
            for key, score in self.scores(part).items():
                found[key] = max(found.get(key, 0.0), counts_for * score)
        return found
