"""A search engine in plain dictionaries: the reference that the others are held to."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from search.base import Facet, FacetCount, Filters, Page
from search.evaluation import Stems, evaluate
from search.fields import length_of, spellings, stems_at, words_of
from search.paging import Match, hits_of, order_of
from search.ranking import (
    LENGTHS,
    PATTERN_SCORE,
    STATES,
    WEIGHTS,
    Field,
    bm25,
    length_code,
    rarity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.base import PassageDocument, Query


class MemoryIndex:
    """An index that lives as long as its process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._entries: dict[str, _Entry] = {}
        self._having: defaultdict[tuple[Field, str], set[str]] = defaultdict(set)
        self._length: Counter[Field] = Counter()  # of all entries together
        self._seen = 0
        self._basis = ""

    def seen(self) -> int:
        """Return the last change of the store that the index holds."""
        return self._seen

    def basis(self) -> str:
        """Return what the last write gave as its basis."""
        return self._basis

    def write(
        self,
        replaced: Iterable[str],
        documents: Iterable[PassageDocument],
        seen: int,
        *,
        basis: str = "",
        after: int | None = None,
    ) -> bool:
        """Drop all passages of the replaced articles, add the documents, and remember `seen`."""
        gone = set(replaced)
        entries = [_Entry(document) for document in documents]  # whole before anything changes
        with self._lock:
            if after is not None and after != self._seen:
                return False
            for entry in [e for e in self._entries.values() if e.document.article in gone]:
                self._drop(entry)
            for entry in entries:
                if entry.document.id in self._entries:
                    self._drop(self._entries[entry.document.id])
                self._entries[entry.document.id] = entry
                self._length.update(entry.lengths)
                for key in entry.positions:
                    self._having[key].add(entry.document.id)
            self._seen, self._basis = seen, basis
        return True

    def _drop(self, entry: _Entry) -> None:
        del self._entries[entry.document.id]
        self._length.subtract(entry.lengths)
        for key in entry.positions:
            self._having[key].discard(entry.document.id)

    def tidy(self) -> None:
        """Nothing is put off."""

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._having.clear()
            self._length.clear()
            self._seen, self._basis = 0, ""

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        with self._lock:
            found = evaluate(query.root, self)
            passing = {name for name in found if self._entries[name].passes(query.filters)}
            matches = [self._entries[name].match(found[name]) for name in passing]
            matches.sort(key=lambda match: order_of(query.sort, match))
            return Page(
                hits_of(query, matches),
                len(matches),
                len({match.article for match in matches}),
                {facet: self._counts(facet, found, query.filters) for facet in query.facets},
            )

    def _counts(
        self, facet: Facet, found: Iterable[str], filters: Filters
    ) -> tuple[FacetCount, ...]:
        others = {other: values for other, values in filters.items() if other is not facet}
        entries = (self._entries[name] for name in found)
        counts = Counter(
            value for entry in entries if entry.passes(others) for value in entry.values(facet)
        )
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(FacetCount(value, number) for value, number in ranked)

    def words(self) -> Mapping[str, int]:
        """Return every folded word of the passages with how many of them have it."""
        with self._lock:
            return Counter(word for entry in self._entries.values() for word in entry.words)

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""
        with self._lock:
            return frozenset(entry.document.article for entry in self._entries.values())

    def count(self) -> int:
        """Return how many passages the index holds."""
        return len(self._entries)

    def close(self) -> None:
        """Nothing is held open."""

    def everything(self) -> Iterable[str]:
        """Name every passage."""
        return self._entries

    def having(self, facet: Facet, values: frozenset[str]) -> Iterable[str]:
        """Name the passages with one of the values."""
        return [name for name, entry in self._entries.items() if entry.passes({facet: values})]

    def spelt(self, pattern: str) -> dict[str, float]:
        """Find the passages with a word that matches a regular expression as a whole."""
        fits = re.compile(pattern).fullmatch
        entries = self._entries.items()
        return {name: PATTERN_SCORE for name, entry in entries if any(map(fits, entry.words))}

    def following(self, stems: Stems) -> dict[str, float]:
        """Find the passages where the stems stand at their distances from the first."""
        scores: dict[str, float] = {}
        for field, weight in WEIGHTS.items():
            having = [self._having.get((field, stem), set()) for stem, _ in stems]
            rare = sum(rarity(len(self._entries) + STATES, len(names)) for names in having)
            for name in set.intersection(*having):
                if times := self._entries[name].times(field, stems):
                    score = weight * self._score(name, field, rare, times)
                    scores[name] = scores.get(name, 0.0) + score
        return scores

    def _score(self, name: str, field: Field, rare: float, times: int) -> float:
        length = LENGTHS[length_code(self._entries[name].lengths[field])]
        average = self._length[field] / (len(self._entries) + STATES)
        return bm25(rare, times, length, average)


class _Entry:
    """A document with its words laid out."""

    def __init__(self, document: PassageDocument) -> None:
        fields = words_of(document)
        self.document = document
        self.lengths = Counter({field: length_of(words) for field, words in fields.items()})
        self.words = spellings(fields[Field.TEXT])
        self.positions: defaultdict[tuple[Field, str], set[int]] = defaultdict(set)
        for field, words in fields.items():
            for place, stem in stems_at(words):
                self.positions[field, stem].add(place)

    def times(self, field: Field, stems: Stems) -> int:
        """Count the places of a field where the stems stand at their distances."""
        places = [self.positions[field, stem] for stem, _ in stems]
        distances = [distance for _, distance in stems]
        return sum(
            all(start + d in others for d, others in zip(distances, places, strict=True))
            for start in places[0]
        )

    def values(self, facet: Facet) -> tuple[str, ...]:
        if facet is Facet.ARTICLE:
            return (self.document.article,)
        return self.document.facets.get(facet, ())

    def passes(self, filters: Filters) -> bool:
        return all(not values.isdisjoint(self.values(facet)) for facet, values in filters.items())

    def match(self, score: float) -> Match:
        document = self.document
        return Match(document.id, document.article, score, document.evidence, document.year)
