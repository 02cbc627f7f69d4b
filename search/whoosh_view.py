"""One commit of a Whoosh index as arrays: postings, lengths, facets and what hits are sorted by.

Whoosh finds and decodes; the reckoning is `search.dense`'s. A posting list is decoded once and then
kept for a while, since Whoosh decodes in Python.
"""

from __future__ import annotations

import re
from functools import cached_property, reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.base import Facet, Page, Sort
from search.dense import NOTHING, Found, evaluate
from search.dense_page import Matches, hits_of
from search.facet_column import FacetColumn, facet_column
from search.ranking import K1, LENGTHS, PATTERN_SCORE, WEIGHTS, B, Field, rarity
from search.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any as Untyped  # Whoosh has no types

    from numpy.typing import NDArray

    from search.base import Query
    from search.dense import Numbers, Scores
    from search.evaluation import Stems

KEPT = 128 * 1024 * 1024  # bytes of decoded postings
VALUE_MARK = "\x1f"  # between a facet's name and a value
MOST = 65_535  # that a passage's evidence or year counts for
FIGURES = np.dtype(
    [
        ("place", ">u8"),
        ("evidence", ">u2"),
        ("year", ">u2"),
        *((field.value, "u1") for field in Field),
    ]
)
_LENGTHS = np.array(LENGTHS, np.float64)


class Postings(NamedTuple):
    """The passages that have a word in a field, ascending, and how often."""

    numbers: Numbers
    times: Scores


class WhooshView:
    """What one commit holds; used by one thread at a time.

    Deleted passages keep their numbers, and count for the rarity of words, until they are merged
    away.
    """

    def __init__(self, searcher: Untyped) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self.size: int = self.reader.doc_count_all()
        self._postings: Recent[Postings] = Recent(KEPT // 2)
        self._phrases: Recent[Found] = Recent(KEPT // 2)
        self._facets: dict[Facet, FacetColumn] = {}

    def close(self) -> None:
        """Let go of the files."""
        self.searcher.close()

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        found = evaluate(query.root, self)
        filters = {
            facet: np.isin(found.numbers, self.having(facet, values), assume_unique=True)
            for facet, values in query.filters.items()
        }
        passing = self._passing(found, filters, but=None)
        articles = self._facet(Facet.ARTICLE).codes_of(passing.numbers)
        return Page(
            hits_of(query, self._matches(query, passing, articles), self._name),
            len(passing.numbers),
            len(np.unique(articles)),
            {
                facet: self._facet(facet).counts(
                    self._passing(found, filters, but=facet).numbers
                    if facet in filters
                    else passing.numbers
                )
                for facet in query.facets
            },
        )

    def _passing(
        self, found: Found, filters: Mapping[Facet, NDArray[np.bool_]], but: Facet | None
    ) -> Found:
        masks = [mask for facet, mask in filters.items() if facet is not but]
        if not masks:
            return found
        mask = np.logical_and.reduce(masks)
        return Found(found.numbers[mask], found.scores[mask])

    def _matches(self, query: Query, found: Found, articles: NDArray[np.int64]) -> Matches:
        figures = self._figures[found.numbers]
        sorted_by = {Sort.EVIDENCE: "evidence", Sort.YEAR: "year"}.get(query.sort)
        values = figures[sorted_by].astype(np.int32) if sorted_by else None
        return Matches(*found, values, figures["place"].astype(np.uint64), articles)

    def _name(self, number: int) -> tuple[str, str]:
        stored = self.reader.stored_fields(number)
        return stored["passage"], stored["article"]

    def following(self, stems: Stems) -> Found:
        """Score the passages where the stems stand at their distances."""
        return self._phrases.get(stems, lambda: self._score(stems))

    def _score(self, stems: Stems) -> Found:
        scores, matching = np.zeros(self.size), np.zeros(self.size, bool)
        for field, weight in WEIGHTS.items():
            if any((field.value, stem) not in self.reader for stem, _ in stems):
                continue
            postings = self._standing(field, stems)
            having = (self.reader.doc_frequency(field.value, stem) for stem, _ in stems)
            rare = sum(rarity(self.size, number) for number in having)
            lengths = _LENGTHS[self._figures[field.value][postings.numbers]]
            average = self.reader.field_length(field.value) / self.size
            norm = K1 * (1 - B + B * lengths / average)
            found = weight * rare * (K1 + 1) * postings.times / (postings.times + norm)
            scores[postings.numbers] += found
            matching[postings.numbers] = True
        numbers = np.flatnonzero(matching & self._live)
        return Found(numbers, scores[numbers])

    def _standing(self, field: Field, stems: Stems) -> Postings:
        postings = [self._decoded(field.value, stem) for stem, _ in stems]
        if len(stems) == 1:
            return postings[0]
        numbers = reduce(
            lambda some, others: np.intersect1d(some, others, assume_unique=True),
            sorted((each.numbers for each in postings), key=len),
        )
        places = [self._positions(field.value, stem, numbers) for stem, _ in stems]
        times = np.array(
            [_times(at, [distance for _, distance in stems]) for at in zip(*places, strict=True)],
            np.float64,
        ).reshape(len(numbers))
        return Postings(numbers[times > 0], times[times > 0])

    def spelt(self, pattern: str) -> Found:
        """Score the passages with a word that matches a regular expression as a whole."""
        fits = re.compile(pattern).fullmatch
        matching = np.zeros(self.size, bool)
        for word in self.words():
            if fits(word):
                matching[self._decoded("words", word).numbers] = True
        numbers = np.flatnonzero(matching & self._live)
        return Found(numbers, np.full(len(numbers), PATTERN_SCORE))

    def having(self, facet: Facet, values: frozenset[str]) -> Numbers:
        """Name the passages with one of the values."""
        numbers = self._facet(facet).with_any(values)
        return numbers[self._live[numbers]]

    def everything(self) -> Numbers:
        """Name every passage."""
        return np.flatnonzero(self._live)

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""
        column = self._facet(Facet.ARTICLE)
        alive = np.unique(column.codes_of(self.everything()))
        return frozenset(column.names[code] for code in alive)

    def words(self) -> Mapping[str, int]:
        """Return every folded word with how many passages have it."""
        return self._words

    @cached_property
    def _words(self) -> Mapping[str, int]:
        found = self.reader.lexicon("words")
        words = [word.decode() if isinstance(word, bytes) else word for word in found]
        return {word: self.reader.doc_frequency("words", word) for word in words}

    @cached_property
    def _live(self) -> NDArray[np.bool_]:
        """Say of each number whether a passage stands there that is not deleted."""
        live = np.ones(self.size, bool)
        for reader, first in self.reader.leaf_readers():
            deleted = sorted(reader.deleted_docs_set)
            live[[first + number for number in deleted]] = False
        live[self._decoded("role", "state").numbers] = False
        return live

    def _facet(self, facet: Facet) -> FacetColumn:
        if facet not in self._facets:
            start = f"{facet}{VALUE_MARK}"
            names = [name.decode() for name in self.reader.expand_prefix("facets", start)]
            self._facets[facet] = facet_column(
                self.size,
                [(name[len(start) :], self._decode("facets", name).numbers) for name in names],
            )
        return self._facets[facet]

    def _decoded(self, field: str, text: str) -> Postings:
        return self._postings.get((field, text), lambda: self._decode(field, text))

    def _decode(self, field: str, text: str) -> Postings:
        """Decode a posting list block by block, which spares Whoosh's step for each posting."""
        numbers, times = [NOTHING.numbers], [NOTHING.scores]
        for reader, first in self.reader.leaf_readers():
            if (field, text) not in reader:
                continue
            matcher = _matcher(reader, field, text)
            while matcher.is_active():
                matcher.weight()
                matcher.id()
                numbers.append(np.fromiter(matcher._ids, np.int64) + first)
                times.append(np.fromiter(matcher._weights, np.float64))
                matcher._next_block()
        return Postings(np.concatenate(numbers), np.concatenate(times))

    def _positions(self, field: str, text: str, numbers: Numbers) -> list[set[int]]:
        """Return where a word stands in each of some passages that have it."""
        found = []
        wanted = iter(numbers.tolist())
        number = next(wanted, None)
        for reader, first in self.reader.leaf_readers():
            if number is None or number >= first + reader.doc_count_all():
                continue
            matcher = _matcher(reader, field, text)
            while number is not None and number < first + reader.doc_count_all():
                matcher.skip_to(number - first)
                found.append(set(matcher.value_as("positions")))
                number = next(wanted, None)
        return found

    @cached_property
    def _figures(self) -> NDArray[Untyped]:
        readers = [reader for reader, _ in self.reader.leaf_readers()]
        return np.concatenate([_load(reader) for reader in readers])


def _times(places: tuple[set[int], ...], distances: list[int]) -> int:
    return sum(
        all(start + d in others for d, others in zip(distances, places, strict=True))
        for start in places[0]
    )


def _matcher(reader: Untyped, field: str, text: str) -> Untyped:
    """Open a segment's own posting list, with the deleted passages in it."""
    form = reader.schema[field].format
    return reader._terms.matcher(field, reader._text_to_bytes(field, text), form)


def _load(reader: Untyped) -> NDArray[Untyped]:
    """Read a segment's figures; those of the last passages, where they are zero, are left out."""
    values = np.zeros(reader.doc_count_all(), FIGURES)
    if reader.has_column("figures"):
        column = reader.column_reader("figures", translate=False)
        written = column._dbfile.get(column._basepos, column._count * FIGURES.itemsize)
        values[: column._count] = np.frombuffer(bytes(written), FIGURES)
    return values
