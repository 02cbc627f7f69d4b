"""Which concepts words name, and which populations are meant by words for people."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from graph.model import ConceptKind
from search.analysis import analyse
from search.concept_names import ConceptNames, concept_names, singular

if TYPE_CHECKING:
    from graph.model import Concept
    from graph.vocabulary import Vocabulary

_WITH = re.compile(
    r"^(?:people|patients|adults|individuals|women|men|persons|those) "
    r"(?:with|who have|living with) ",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"\b(?:without|no|not|never|free of|free from|at (?:\w+ )?risk|non)\b", re.IGNORECASE
)


Named = list[tuple["Concept", int, int]]  # each with its half-open place


def named_in(text: str, vocabulary: Vocabulary) -> Named:
    """Find the concepts that a text names, the longest name at each place, with their places."""
    tokens = analyse(text)
    found: Named = []
    for start, end, iris in concept_names(vocabulary).find([token.word for token in tokens]):
        place = tokens[start].start, tokens[end - 1].end
        found += [(vocabulary.concept(iri), *place) for iri in iris]
    return found


def recognise(text: str, vocabulary: Vocabulary, kind: ConceptKind) -> tuple[Concept, ...]:
    """Find the concepts of one kind that a text names, in its order."""
    return tuple(concept for concept, _, _ in named_in(text, vocabulary) if concept.kind is kind)


def populations(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the IRIs of the populations that a claim's words for its people name.

    Where no whole name stands there ("patients with painful knee osteoarthritis"), what the people
    have tells who they are, unless it is said that they lack it or may get it.
    """
    named = frozenset(c.iri for c in recognise(words, vocabulary, ConceptKind.POPULATION))
    conditions = _conditions(vocabulary)
    if _LACKING.search(words) or not conditions.longest:
        return named
    tokens = [token.word for token in analyse(words)]
    return named.union(*(iris for _, _, iris in conditions.find(tokens)))


def naming_people(vocabulary: Vocabulary) -> Vocabulary:
    """Teach a vocabulary to tell the populations that words for people name."""
    return replace(vocabulary, people=cache(partial(populations, vocabulary=vocabulary)))


def _conditions(vocabulary: Vocabulary) -> ConceptNames:
    """Return what people have by whose names populations are called."""
    held = _KEPT.get(vocabulary.fingerprint)
    if held is None:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for concept in vocabulary.of_kind(ConceptKind.POPULATION):
            for name in concept.names:
                if match := _WITH.match(name):
                    key = tuple(singular(token.word) for token in analyse(name[match.end() :]))
                    found[key].add(concept.iri)
        names = {key: tuple(sorted(iris)) for key, iris in found.items() if key}
        held = ConceptNames(names, max(map(len, names), default=0))
        _KEPT.clear()  # one vocabulary at a time is asked
        _KEPT[vocabulary.fingerprint] = held
    return held


_KEPT: dict[str, ConceptNames] = {}
