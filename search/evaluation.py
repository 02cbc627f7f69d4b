"""What a query tree finds, from what its words and phrases find: the same for every engine.

An engine brings the leaves; how they are joined, and how their scores add up, is decided here.
"""

from collections.abc import Hashable, Iterable
from typing import Generic, Protocol, TypeVar

from search.analysis import prefix, sequence
from search.base import All, Any, Node, Not, Phrase, Term
from search.ranking import OTHER_NAME

Key = TypeVar("Key", bound=Hashable)
Stems = tuple[tuple[str, int], ...]


class Leaves(Protocol[Key]):
    """What an engine finds by itself; keys are its own names of passages."""

    def following(self, stems: Stems) -> dict[Key, float]:
        """Score the passages where the stems, one or more, stand at their distances."""

    def beginning(self, start: str) -> dict[Key, float]:
        """Score the passages with a word that begins so."""

    def everything(self) -> Iterable[Key]:
        """Name every passage."""


def evaluate(node: Node, leaves: Leaves[Key]) -> dict[Key, float]:
    """Score the passages that match; a part that the tree holds twice is looked up once.

    A passage's score is the sum of what its matching parts score. Of names of one thing the best
    counts, where all but the first count for OTHER_NAME. A NOT scores nothing.
    """
    return _Evaluation(leaves).scores(node)


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
            case Term(text, prefix=True):
                start = prefix(text)
                return self.leaves.beginning(start) if start else {}
            case Term(text):
                return self._following(text)
            case Phrase(words):
                return self._following(" ".join(words))
            case All(parts):
                return self._all(parts)
            case Any(parts, alike):
                return self._best(parts) if alike else self._sum(parts)
            case Not():
                return self._all((node,))

    def _following(self, text: str) -> dict[Key, float]:
        stems = sequence(text)
        return self.leaves.following(stems) if stems else {}

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
