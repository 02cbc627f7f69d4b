"""The names of concepts by their words, to recognise them in a query.

A name is recognised in the singular and the plural, not by its stems: "active" and "activation"
have the stem of "activity" and name something else.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis import analyse, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Concept
    from graph.vocabulary import Vocabulary

MAX_NAMES = 30  # that a concept is searched under
KEPT_NAMES = 2_000  # concepts whose names were asked for
KEPT = 4  # vocabularies; a process has one, a test run some

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptNames:
    """A vocabulary's names.

    Attributes:
        concepts: IRIs of the concepts that a name stands for, by its words in the singular.
        longest: words of the longest name.
        words: of all names, as they are written.
    """

    concepts: dict[Words, tuple[str, ...]]
    longest: int
    words: frozenset[str] = frozenset()

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Find names in a run of folded words from the left, the longest at each place.

        Yields:
            The half-open place of a name in the run, and the concepts that it may stand for.
        """
        singulars = [singular(word) for word in words]
        start = 0
        while start < len(singulars):
            for end in range(min(len(singulars), start + self.longest), start, -1):
                found = self.concepts.get(tuple(singulars[start:end]))
                if found:
                    yield start, end, found
                    start = end
                    break
            else:
                start += 1


def singular(word: str) -> str:
    """Take the ending of an English plural off (D. Harman, How effective is suffixing?, 1991)."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss", "'s")):
        return word[:-1]
    return word


_known: OrderedDict[str, ConceptNames] = OrderedDict()
_names: OrderedDict[tuple[str, str], tuple[str, ...]] = OrderedDict()


def concept_names(vocabulary: Vocabulary) -> ConceptNames:
    """Return the names of a vocabulary, worked out once for each content of it."""
    key = vocabulary.fingerprint
    names = _known.get(key)
    if names is None:
        names = _collect(vocabulary)
        _known[key] = names
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return names


def _collect(vocabulary: Vocabulary) -> ConceptNames:
    concepts: dict[Words, dict[str, None]] = {}
    spelt: set[str] = set()
    for concept in vocabulary.concepts:
        for name in concept.names:
            written = [token.word for token in analyse(name)]
            words = tuple(map(singular, written))
            spelt.update(written, words)
            if words:
                concepts.setdefault(words, {})[concept.iri] = None
    return ConceptNames(
        {words: tuple(iris) for words, iris in concepts.items()},
        max(map(len, concepts), default=0),
        frozenset(spelt),
    )


def names_to_search(concept: Concept, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names that find a concept: its own, then those of its narrower concepts.

    A name that holds another one of them is left out, since the other one finds it too
    ("progressive resistance training" by "resistance training"). At most MAX_NAMES. What was asked
    for lately is kept, since a broad concept has hundreds of names to compare.
    """
    key = vocabulary.fingerprint, concept.iri
    names = _names.get(key)
    if names is None:
        names = _names[key] = _names_to_search(concept, vocabulary)
        while len(_names) > KEPT_NAMES:
            _names.popitem(last=False)
    return names


def _names_to_search(concept: Concept, vocabulary: Vocabulary) -> tuple[str, ...]:
    narrower = sorted(vocabulary.narrower(concept.iri))
    names: dict[tuple[tuple[str, int], ...], str] = {}
    for each in (concept, *(vocabulary.concept(iri) for iri in narrower)):
        for name in each.names:
            stems = sequence(name)
            if stems:
                names.setdefault(stems, name)
    kept = [
        name
        for stems, name in names.items()
        if not any(other != stems and _holds(stems, other) for other in names)
    ]
    return tuple(kept[:MAX_NAMES])


def _holds(stems: tuple[tuple[str, int], ...], other: tuple[tuple[str, int], ...]) -> bool:
    """Say whether a phrase of the first stems always is one of the others too."""
    for start in range(len(stems) - len(other) + 1):
        moved = tuple(
            (stem, place - stems[start][1]) for stem, place in stems[start : start + len(other)]
        )
        if moved == other:
            return True
    return False
