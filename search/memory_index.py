"""A search engine in plain dictionaries: the reference that the others are held to."""

import threading
from collections import defaultdict
from collections.abc import Iterable

from search.base import Filters, Hit, Page, PassageDocument, Query
from search.evaluation import Stems, evaluate
from search.ranking import PREFIX_SCORE, bm25, lay_out, rarity


class MemoryIndex:
    """An index that lives as long as its process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._entries: dict[str, _Entry] = {}
        self._having: defaultdict[str, set[str]] = defaultdict(set)
        self._length = 0  # of all entries together
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
                self._length += entry.length
                for stem in entry.positions:
                    self._having[stem].add(entry.document.id)
            self._seen, self._basis = seen, basis
        return True

    def _drop(self, entry: "_Entry") -> None:
        del self._entries[entry.document.id]
        self._length -= entry.length
        for stem in entry.positions:
            self._having[stem].discard(entry.document.id)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._having.clear()
            self._length = 0
            self._seen, self._basis = 0, ""

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        with self._lock:
            found = [
                Hit(name, self._entries[name].document.article, score)
                for name, score in evaluate(query.root, self).items()
                if self._entries[name].passes(query.filters)
            ]
        found.sort(key=lambda hit: (-hit.score, hit.passage))
        return Page(tuple(found[query.offset : query.offset + query.limit]), len(found))

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

    def beginning(self, start: str) -> dict[str, float]:
        """Find the passages with a word that begins so."""
        return {
            name: PREFIX_SCORE
            for name, entry in self._entries.items()
            if any(word.startswith(start) for word in entry.words)
        }

    def following(self, stems: Stems) -> dict[str, float]:
        """Find the passages where the stems stand at their distances from the first."""
        having = [self._having.get(stem, set()) for stem, _ in stems]
        names = [name for name in set.intersection(*having) if self._entries[name].holds(stems)]
        return {name: sum(self._score(stem, name) for stem, _ in stems) for name in names}

    def _score(self, stem: str, name: str) -> float:
        entry = self._entries[name]
        return bm25(
            rarity(len(self._entries), len(self._having[stem])),
            entry.weights[stem],
            entry.length,
            self._length / len(self._entries),
        )


class _Entry:
    """A document with its words laid out."""

    def __init__(self, document: PassageDocument) -> None:
        words = lay_out(document.title, document.section, document.text)
        self.document = document
        self.length = len(words)
        self.words = frozenset(word.word for word in words)
        self.positions: defaultdict[str, set[int]] = defaultdict(set)
        self.weights: defaultdict[str, float] = defaultdict(float)
        for word in words:
            self.positions[word.stem].add(word.position)
            self.weights[word.stem] += word.weight

    def holds(self, stems: Stems) -> bool:
        first, *others = stems
        return any(
            all(place + distance in self.positions[stem] for stem, distance in others)
            for place in self.positions[first[0]]
        )

    def passes(self, filters: Filters) -> bool:
        document = self.document
        return all(
            not wanted or not wanted.isdisjoint(had)
            for wanted, had in (
                (filters.exposures, document.exposures),
                (filters.outcomes, document.outcomes),
                (filters.directions, document.directions),
            )
        )
