"""The vocabulary as a value: concepts by IRI, by id, by label; broader and narrower."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graph.errors import NotFoundError
from graph.ids import digest, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.model import Concept, ConceptKind

    Step = Callable[[str], Iterable[str]]


def label_key(name: str) -> str:
    """Fold a label for comparison: case, white space, and hyphens as blanks."""
    return " ".join(normalise(name).replace("-", " ").replace("’", "'").split())


def _nobody(_words: str) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """An immutable set of concepts.

    Attributes:
        concepts: every concept, sorted by IRI.
        people: tells the IRIs of the populations that words for people name; none, where nobody
            taught it to read them.
    """

    concepts: tuple[Concept, ...]
    people: Callable[[str], frozenset[str]] = field(default=_nobody, compare=False, repr=False)

    def concept(self, iri: str) -> Concept:
        """Return the concept of that IRI.

        Raises:
            NotFoundError: there is none.
        """
        try:
            return self._by_iri[iri]
        except KeyError:
            raise NotFoundError(f"There is no concept {iri} in the vocabulary.") from None

    def by_id(self, concept_id: str) -> Concept:
        """Return the concept whose IRI ends with that segment.

        Raises:
            NotFoundError: there is none.
        """
        try:
            return self._by_id[concept_id]
        except KeyError:
            raise NotFoundError(f"There is no concept called {concept_id!r}.") from None

    def by_label(self, name: str) -> tuple[Concept, ...]:
        """Return the concepts that have the name among their labels, those preferring it first."""
        key = label_key(name)
        found = self._by_label.get(key, ())
        return tuple(sorted(found, key=lambda concept: label_key(concept.label) != key))

    def called(self, name: str) -> Concept:
        """Return the concept of an IRI, an id or a label.

        Raises:
            NotFoundError: there is none, or the label is that of two that prefer it alike.
        """
        if name in self:
            return self.concept(name)
        if name in self._by_id:
            return self._by_id[name]
        found = self.by_label(name)
        preferring = [each for each in found if label_key(each.label) == label_key(name)] or found
        if len(preferring) > 1:
            ids = ", ".join(each.id for each in preferring)
            raise NotFoundError(f"More than one concept is called {name!r}: {ids}.")
        if not preferring:
            raise NotFoundError(f"There is no concept called {name!r}.")
        return preferring[0]

    def of_kind(self, *kinds: ConceptKind) -> tuple[Concept, ...]:
        """Return the concepts of these kinds, sorted by IRI."""
        return tuple(concept for concept in self.concepts if concept.kind in kinds)

    def broader(self, iri: str) -> frozenset[str]:
        """Return the IRIs of all broader concepts, near and far, without the concept itself."""
        return self._above.get(iri, frozenset())

    def narrower(self, iri: str) -> frozenset[str]:
        """Return the IRIs of all narrower concepts, near and far, without the concept itself."""
        return self._below.get(iri, frozenset())

    def lack_of(self, iri: str) -> Concept | None:
        """Return the concept that is the want of one, or of a broader one, the nearest first."""
        return self._lacks.get(iri)

    def __contains__(self, iri: object) -> bool:
        return iri in self._by_iri

    @cached_property
    def fingerprint(self) -> str:
        """A digest of every concept, which changes when any of them does."""
        return digest(*(repr(concept) for concept in self.concepts))

    @staticmethod
    def _closure(iri: str, step: Step) -> frozenset[str]:
        found: set[str] = set()
        ahead = list(step(iri))
        while ahead:
            at = ahead.pop()
            if at not in found:
                found.add(at)
                ahead.extend(step(at))
        return frozenset(found - {iri})

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        def step(at: str) -> Iterable[str]:
            return self._by_iri[at].broader if at in self._by_iri else ()

        return {concept.iri: self._closure(concept.iri, step) for concept in self.concepts}

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        def step(at: str) -> Iterable[str]:
            return self._narrower.get(at, ())

        return {concept.iri: self._closure(concept.iri, step) for concept in self.concepts}

    @cached_property
    def _by_iri(self) -> dict[str, Concept]:
        return {concept.iri: concept for concept in self.concepts}

    @cached_property
    def _by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def _by_label(self) -> dict[str, tuple[Concept, ...]]:
        found: dict[str, dict[str, Concept]] = defaultdict(dict)
        for concept in self.concepts:
            for name in (*concept.names, *concept.inverse_labels):
                found[label_key(name)][concept.iri] = concept
        return {key: tuple(concepts.values()) for key, concepts in found.items()}

    @cached_property
    def _lacks(self) -> dict[str, Concept]:
        found: dict[str, Concept] = {}
        for concept in self.concepts:
            ahead, passed = [concept.iri], set[str]()
            while ahead and concept.iri not in found:
                at = ahead.pop(0)
                if at in self._lack:
                    found[concept.iri] = self._lack[at]
                elif at not in passed:
                    passed.add(at)
                    ahead.extend(self._by_iri[at].broader if at in self._by_iri else ())
        return found

    @cached_property
    def _lack(self) -> dict[str, Concept]:
        return {iri: concept for concept in self.concepts for iri in concept.lack_of}

    @cached_property
    def _narrower(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts:
            for iri in concept.broader:
                found[iri].append(concept.iri)
        return {iri: tuple(narrower) for iri, narrower in found.items()}
