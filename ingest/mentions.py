"""Concept mentions: where a text names a concept of the vocabulary.

All labels stand in one Aho-Corasick automaton over normal forms of words, so that finding costs one
pass over the text however large the vocabulary is. The longest label wins where labels overlap.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import ahocorasick

from graph.model import Concept, Mention
from ingest.coordination import shared_heads
from ingest.lacking import as_lack
from ingest.words import Word, normal_form, normal_words, read_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.vocabulary import Vocabulary

CONTEXT_WORDS = 8  # how far, in words, an ambiguous label looks for its context
NEAR_WORDS = 6  # how far back it looks where another concept owns the word outright
_BARRIER = "\x00"
_FEW = frozenset(("a", "an", "and", "the", "of", "for", "in", "on", "to", "or", "with", "by", "at"))


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a concept, as the automaton holds it.

    Attributes:
        inverse: it names the concept upside down ("muscle weakness" for muscle strength).
        contextual: it counts only near another word of the concept's names.
        usual: of several contextual labels, the one that is meant where no context tells.
        exact: the upper-case form that the text must show, for an abbreviation.
    """

    concept: Concept
    inverse: bool = False
    contextual: bool = False
    usual: bool = False
    exact: str | None = None


class Sighting(NamedTuple):
    """A mention with what the label said of it.

    Attributes:
        inverse: the words name the concept upside down.
        tentative: an ambiguous word without its context; it counts only where a cue governs it.
    """

    mention: Mention
    concept: Concept
    inverse: bool = False
    tentative: bool = False


class _Hit(NamedTuple):
    first: int
    last: int
    labels: tuple[Label, ...]


class MentionFinder:
    """Finds the vocabulary's concepts in texts; one finder serves many texts and threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._labels = _collect(vocabulary)
        self._automaton: Any = ahocorasick.Automaton()
        for key in self._labels:
            self._automaton.add_word(f" {' '.join(key)} ", key)
        self._automaton.make_automaton()
        self._short = {
            key for key, labels in self._labels.items() if any(label.exact for label in labels)
        }
        self._context = {concept.iri: _context_words(concept) for concept in vocabulary.concepts}

    def find(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        abbreviations: Mapping[str, Concept] | None = None,
        words: Sequence[Word] | None = None,
    ) -> tuple[Sighting, ...]:
        """Find every mention in `text[start:end]`, in order, none overlapping another.

        Args:
            text: the whole text; offsets of the mentions count in it.
            start: where to begin.
            end: where to stop; the text's end if not given.
            abbreviations: short forms that the article itself defines; see
                `ingest.abbreviations`.
            words: the words of `text[start:end]`, where they have been read already.
        """
        if words is None:
            words = read_words(text, start, len(text) if end is None else end)
        if not words:
            return ()
        forms = [normal_form(word.text) for word in words]
        hits = _short_forms(text, words, abbreviations or {})
        hits += self._hits(text, words, forms)
        if not hits:
            return ()
        chosen = _longest(hits, len(words))
        found = [sighting for hit in chosen for sighting in self._read(text, words, forms, hit)]
        found += self._shared(text, words, forms, chosen)
        seen = self._absorb(text, sorted(found, key=lambda one: one.mention.start))
        return tuple(
            as_lack(text, words, one, self._vocabulary) if one.concept.kind.is_exposure else one
            for one in seen
        )

    def _hits(self, text: str, words: Sequence[Word], forms: Sequence[str]) -> list[_Hit]:
        haystack, ends = _haystack(words, forms)
        hits = []
        for stop, key in self._automaton.iter(haystack):
            last = ends[stop]
            first = last - len(key) + 1
            labels = self._labels[key]
            if key in self._short:
                raw = text[words[first].start : words[last].end].removesuffix("s")
                labels = tuple(label for label in labels if label.exact in (None, raw))
            if labels:
                hits.append(_Hit(first, last, labels))
        return hits

    def _read(
        self, text: str, words: Sequence[Word], forms: Sequence[str], hit: _Hit
    ) -> list[Sighting]:
        label, tentative = self._in_context(forms, hit)
        start, end = words[hit.first].start, words[hit.last].end
        mention = Mention(label.concept.iri, label.concept.label, text[start:end], start, end)
        return [Sighting(mention, label.concept, label.inverse, tentative)]

    def _in_context(self, forms: Sequence[str], hit: _Hit) -> tuple[Label, bool]:
        """Choose the label whose context stands nearest, before the hit rather than after it.

        A word that is one concept's plain label and another's ambiguous one goes to the other only
        with its context close before it, and never to an exposure.
        """
        plain = next((label for label in hit.labels if not label.contextual), None)
        low = max(0, hit.first - (NEAR_WORDS if plain else CONTEXT_WORDS))
        high = hit.first if plain else min(len(forms), hit.last + 1 + CONTEXT_WORDS)
        best: tuple[int, Label] | None = None
        for label in hit.labels:
            if not label.contextual or (plain and label.concept.kind.is_exposure):
                continue
            near = self._nearest(label.concept, forms, hit, low, high)
            if near is not None and (best is None or near < best[0]):
                best = (near, label)
        if best is not None:
            return best[1], False
        if plain:
            return plain, False
        return next((label for label in hit.labels if label.usual), hit.labels[0]), True

    def _nearest(
        self, concept: Concept, forms: Sequence[str], hit: _Hit, low: int, high: int
    ) -> int | None:
        wanted = self._context[concept.iri] - set(forms[hit.first : hit.last + 1])
        return min(
            (
                hit.first - index if index < hit.first else (index - hit.last) * 2
                for index in range(low, high)
                if forms[index] in wanted
            ),
            default=None,
        )

    def _shared(
        self, text: str, words: Sequence[Word], forms: Sequence[str], chosen: Sequence[_Hit]
    ) -> list[Sighting]:
        """Read conjuncts that lean on the head of a mention: "hip" in "hip and knee arthritis"."""
        taken = {index for hit in chosen for index in range(hit.first, hit.last + 1)}
        found = []
        for hit in chosen:
            if hit.last == hit.first:
                continue
            for first, last, key in shared_heads(words, forms, hit.first, hit.last, taken):
                labels = [
                    label
                    for label in self._labels.get(key, ())
                    if label.exact is None and not label.contextual
                ]
                own = {label.concept.iri for label in hit.labels}
                if first not in taken and labels and labels[0].concept.iri not in own:
                    found += self._read(text, words, forms, _Hit(first, last, (labels[0],)))
                    taken.update(range(first, last + 1))
        return found

    def _absorb(self, text: str, seen: list[Sighting]) -> list[Sighting]:
        """Let a name take in the broader name that follows it at once: "tai chi exercise"."""
        kept: list[Sighting] = []
        for item in seen:
            before = kept[-1] if kept else None
            if before is not None and text[before.mention.end : item.mention.start] in (" ", "-"):
                if item.concept.iri in self._vocabulary.broader(before.concept.iri):
                    continue
                if before.concept.iri in self._vocabulary.broader(item.concept.iri):
                    kept.pop()
            kept.append(item)
        return kept


def _collect(vocabulary: Vocabulary) -> dict[tuple[str, ...], tuple[Label, ...]]:
    labels: dict[tuple[str, ...], list[Label]] = defaultdict(list)
    for concept in vocabulary.concepts:
        kinds = (
            (concept.names, False, False),
            (concept.inverse_labels, True, False),
            (concept.context_labels, False, True),
        )
        for names, inverse, contextual in kinds:
            for name in names:
                exact = name if _is_short_form(name) else None
                usual = name in concept.usual_labels
                label = Label(concept, inverse, contextual, usual, exact)
                if key := normal_words(name):
                    labels[key].append(label)
    return {key: tuple(found) for key, found in labels.items()}


def _is_short_form(name: str) -> bool:
    return len(name) <= 8 and " " not in name and sum(map(str.isupper, name)) >= 2


def _context_words(concept: Concept) -> frozenset[str]:
    words: set[str] = set()
    for name in (*concept.names, *concept.inverse_labels):
        words.update(normal_words(name))
    return frozenset(word for word in words - _FEW if len(word) > 1)


def _haystack(words: Sequence[Word], forms: Sequence[str]) -> tuple[str, dict[int, int]]:
    """Join the forms by blanks, with a barrier where words do not follow on.

    Returns:
        The joined forms, and for the offset of the blank behind each form the number of its word.
    """
    pieces = [""]
    ends = {}
    offset = 0
    for index, (word, form) in enumerate(zip(words, forms, strict=True)):
        if index and not word.joined:
            pieces.append(_BARRIER)
            offset += 2
        pieces.append(form)
        offset += len(form) + 1
        ends[offset] = index
    return " ".join([*pieces, ""]), ends


def _longest(hits: Sequence[_Hit], size: int) -> list[_Hit]:
    taken = bytearray(size)
    chosen = []
    for hit in sorted(hits, key=lambda one: (one.first - one.last, one.first)):
        if not any(taken[hit.first : hit.last + 1]):
            taken[hit.first : hit.last + 1] = b"\x01" * (hit.last - hit.first + 1)
            chosen.append(hit)
    return sorted(chosen, key=lambda one: one.first)


def _short_forms(
    text: str, words: Sequence[Word], abbreviations: Mapping[str, Concept]
) -> list[_Hit]:
    if not abbreviations:
        return []
    hits = []
    for index, word in enumerate(words):
        concept = abbreviations.get(text[word.start : word.end])
        if concept is not None:
            hits.append(_Hit(index, index, (Label(concept),)))
    return hits
