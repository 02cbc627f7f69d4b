"""The words of a query to units: single words, patterns, and concepts under all their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from search.analysis import analyse, sequence
from search.base import All, Any, Node, Phrase, Recognised, Term
from search.concept_names import concept_names, names_to_search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.vocabulary import Vocabulary

MAX_WIDENED = 6  # concepts of a query that are searched under all their names
MIN_LETTERS = 2  # of a pattern, besides its wildcards
MAX_STARS = 3  # of a pattern: each one multiplies the ways in which a word may fit it

# A wildcard is a star anywhere in a word, and a question mark that is not its end.
_PATTERN = re.compile(r"[\w'\u2019*?]*(?:\*|\?(?=[\w*?]*[\w*]))[\w'\u2019*?]*")
_AROUND = ".,;:!"


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
    pattern: bool = False


@dataclass(slots=True)
class WordReader:
    """Reads runs of words with one vocabulary.

    Attributes:
        widen: search a concept under all its names and those of its narrower concepts.
        exact: IRIs of concepts that are searched as they were typed.
        notes: takes what a person should know.
        recognised: takes the concepts that words name.
    """

    vocabulary: Vocabulary
    widen: bool
    exact: frozenset[str]
    notes: list[str]
    recognised: list[Recognised] = field(default_factory=list)
    _widened: set[str] = field(default_factory=set)

    def units(self, chunks: Sequence[str], *, keep_together: bool) -> list[Unit]:
        """Read words that stand side by side.

        Args:
            chunks: what blanks part.
            keep_together: the parts of a hyphenated word must follow each other.
        """
        words = [word for n, chunk in enumerate(chunks) for word in self._words(n, chunk)]
        units: list[Unit] = []
        for is_pattern, group in groupby(words, lambda word: word.pattern):
            run = list(group)
            if is_pattern:
                units += [Unit(Term(word.word, pattern=True)) for word in run]
            else:
                units += self._run(run, keep_together)
        return units

    def _words(self, number: int, chunk: str) -> list[_Word]:
        words = [_Word(token.word, number) for token in analyse(chunk)]
        pattern = chunk.strip(_AROUND).casefold()
        if pattern.endswith("?") and "?" not in pattern[:-1]:
            pattern = pattern[:-1]
        if not words or not _PATTERN.fullmatch(pattern):
            return words
        if sum(map(str.isalnum, pattern)) < MIN_LETTERS or pattern.count("*") > MAX_STARS:
            self.notes.append(
                f"Beside a * there must be {MIN_LETTERS} letters, and in a word {MAX_STARS} of them"
                f" at most, so {chunk!r} was read as words."
            )
            return words
        return [_Word(pattern, number, pattern=True)]

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
        said = " ".join(words)
        as_typed = phrase(said)
        if len(words) > 1 and not exact:
            as_typed = All(tuple(Term(word) for word in words))
        others: dict[str, None] = {}
        for iri in concepts:
            names = self._other_names(iri, said)
            others.update(dict.fromkeys(names))
            self.recognised.append(Recognised(iri, said, names, iri in self.exact))
        named = tuple(map(phrase, others))
        return Any((as_typed, *named), alike=True) if named else as_typed

    def _other_names(self, iri: str, said: str) -> tuple[str, ...]:
        if not self.widen or iri in self.exact:
            return ()
        self._widened.add(iri)
        if len(self._widened) > MAX_WIDENED:
            self.notes.append(
                f"Only the first {MAX_WIDENED} concepts were searched under all their names."
            )
            return ()
        names = names_to_search(self.vocabulary.concept(iri), self.vocabulary)
        typed = sequence(said)
        return tuple(name for name in names if sequence(name) != typed)


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
