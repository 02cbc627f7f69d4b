"""The words of a query to units: single words, prefixes, and concepts under all their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from search.analysis import analyse, prefix, sequence
from search.base import All, Any, Node, Phrase, Term
from search.concept_names import concept_names, names_to_search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.vocabulary import Vocabulary

MAX_WIDENED = 6  # concepts of a query that are searched under all their names
MIN_PREFIX = 2  # characters before a `*`


@dataclass(frozen=True, slots=True)
class Unit:
    """What counts as one in a query.

    Attributes:
        node: what it asks for.
        concepts: IRIs of the concepts that it names.
    """

    node: Node
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    chunk: int  # which of the chunks it stands in
    prefix: bool = False


@dataclass(slots=True)
class WordReader:
    """Reads runs of words with one vocabulary.

    Attributes:
        widen: search a concept under all its names and those of its narrower concepts.
        notes: takes what a person should know.
    """

    vocabulary: Vocabulary
    widen: bool
    notes: list[str]
    _widened: set[str] = field(default_factory=set)

    def units(self, chunks: Sequence[str], *, keep_together: bool) -> list[Unit]:
        """Read words that stand side by side.

        Args:
            chunks: what blanks part.
            keep_together: the parts of a hyphenated word must follow each other.
        """
        words = [word for n, chunk in enumerate(chunks) for word in self._words(n, chunk)]
        units: list[Unit] = []
        for is_prefix, group in groupby(words, lambda word: word.prefix):
            run = list(group)
            if is_prefix:
                units += [Unit(Term(f"{word.word}*", pattern=True)) for word in run]
            else:
                units += self._run(run, keep_together)
        return units

    def _words(self, number: int, chunk: str) -> list[_Word]:
        words = [_Word(token.word, number) for token in analyse(chunk)]
        if not (chunk.endswith("*") and chunk.rstrip("*")[-1:].isalnum()):
            return words
        start = prefix(chunk)
        if len(start) < MIN_PREFIX:
            self.notes.append(
                f"Before a * there must be {MIN_PREFIX} letters, so {chunk!r} was read as a word."
            )
            return words
        if words and words[-1].word == start:
            words.pop()
        return [*words, _Word(start, number, prefix=True)]

    def _run(self, words: list[_Word], keep_together: bool) -> list[Unit]:
        units: list[Unit] = []
        done = 0
        names = concept_names(self.vocabulary)
        for start, end, concepts in names.find([word.word for word in words]):
            units += _plain(words[done:start], keep_together)
            units.append(Unit(self._concept(words[start:end], concepts, keep_together), concepts))
            done = end
        return units + _plain(words[done:], keep_together)

    def _concept(self, typed: list[_Word], concepts: tuple[str, ...], exact: bool) -> Node:
        """Ask for a concept as typed, the words wherever they stand, or by another of its names."""
        words = [word.word for word in typed]
        as_typed = phrase(" ".join(words))
        if len(words) > 1 and not exact:
            as_typed = All(tuple(Term(word) for word in words))
        if not self.widen:
            return as_typed
        self._widened.update(concepts)
        if len(self._widened) > MAX_WIDENED:
            self.notes.append(
                f"Only the first {MAX_WIDENED} concepts were searched under all their names."
            )
            return as_typed
        names = dict.fromkeys(
            name
            for iri in concepts
            for name in names_to_search(self.vocabulary.concept(iri), self.vocabulary)
        )
        said = sequence(" ".join(words))
        others = [phrase(name) for name in names if sequence(name) != said]
        return Any((as_typed, *others), alike=True) if others else as_typed


def phrase(text: str) -> Node:
    """Ask for words that follow each other."""
    words = text.split()
    return Term(words[0]) if len(words) == 1 else Phrase(tuple(words))


def _plain(words: list[_Word], keep_together: bool) -> list[Unit]:
    if not keep_together:
        return [Unit(Term(word.word)) for word in words]
    return [
        Unit(phrase(" ".join(word.word for word in chunk)))
        for _, chunk in groupby(words, lambda word: word.chunk)
    ]
