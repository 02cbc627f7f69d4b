"""One commit of a Tantivy index: pages of hits, counts of facets, words."""

from __future__ import annotations

from functools import cached_property
from itertools import groupby, islice
from typing import TYPE_CHECKING

from tantivy import FieldType, Order
from tantivy import Query as TantivyQuery

from search.base import GROUP, Facet, FacetCount, Hit, Page, Sort
from search.ranking import DIGITS
from search.tantivy_queries import is_scored, narrowed, query_of, together
from search.tantivy_schema import SCHEMA, facet_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tantivy import DocAddress, Searcher

    from search.base import Query

SPARE = 32  # hits asked for beyond a page, so that ties at its end are seen
MORE = 4  # times as many, where that was too few
VALUES = 100_000  # of one facet that are counted, at most


class TantivyView:
    """What one commit holds; safe to share between threads."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        asked = query_of(query.root)
        passing = narrowed(asked, query.filters) if query.filters else asked
        facets = dict.fromkeys((*query.facets, Facet.ARTICLE))
        own = [facet for facet in query.facets if facet in query.filters]
        counts = self._counts(passing, (facet for facet in facets if facet not in own))
        for facet in own:
            others = {other: had for other, had in query.filters.items() if other is not facet}
            counts |= self._counts(narrowed(asked, others), (facet,))
        if Facet.ARTICLE in own:
            by_article = self._counts(passing, (Facet.ARTICLE,))[Facet.ARTICLE]
        else:
            by_article = counts[Facet.ARTICLE]
        total = sum(count.passages for count in by_article)
        ordered = self._ordered(query, passing, total)
        if query.grouped:
            hits = self._grouped(query, passing, ordered, by_article)
        else:
            hits = islice(ordered, query.offset, query.offset + query.limit)
        return Page(
            tuple(hits) if total else (),
            total,
            len(by_article),
            {facet: counts[facet] for facet in query.facets},
        )

    def _counts(
        self, query: TantivyQuery, facets: Iterable[Facet]
    ) -> dict[Facet, tuple[FacetCount, ...]]:
        wanted = list(facets)
        asked = {
            facet.value: {"terms": {"field": facet_field(facet), "size": VALUES}}
            for facet in wanted
        }
        found = self.searcher.aggregate(query, asked) if asked else {}
        return {facet: _ranked(found[facet.value]["buckets"]) for facet in wanted}

    def _ordered(self, query: Query, asked: TantivyQuery, total: int) -> Iterator[Hit]:
        """Give all hits in order, as many as are taken."""
        if query.sort is Sort.RELEVANCE:
            yield from self._by_score(asked, total, query, scored=is_scored(query.root))
            return
        field = query.sort.value
        for value, number in self._values(asked, field):
            alike = TantivyQuery.const_score_query(
                TantivyQuery.range_query(SCHEMA, field, FieldType.Integer, value, value), 0.0
            )
            both = together([asked, alike])
            yield from self._by_score(both, number, query, scored=is_scored(query.root))

    def _values(self, asked: TantivyQuery, field: str) -> list[tuple[int, int]]:
        found = self.searcher.aggregate(asked, {"v": {"terms": {"field": field, "size": VALUES}}})
        values = [(int(each["key"]), int(each["doc_count"])) for each in found["v"]["buckets"]]
        return sorted(values, reverse=True)

    def _by_score(
        self, asked: TantivyQuery, total: int, query: Query, *, scored: bool
    ) -> Iterator[Hit]:
        """Give hits best first, those that score the same by passage id."""
        if not scored:
            yield from self._by_name(asked, total, query)
            return
        given, size = 0, query.offset + query.limit + SPARE
        while given < total:
            found = self.searcher.search(asked, limit=min(size, total), count=False).hits
            runs = [list(run) for _, run in groupby(found, key=lambda hit: round(hit[0], DIGITS))]
            whole = runs if len(found) >= total else runs[:-1]  # the last one may go on
            done = 0
            for run in whole:
                done += len(run)
                if done > given:
                    yield from self._in_run(run)
            given = max(given, done)
            size *= MORE

    def _in_run(self, run: list[tuple[float, DocAddress]]) -> list[Hit]:
        hits = [self._hit(float(score), address) for score, address in run]
        return sorted(hits, key=lambda hit: hit.passage) if len(hits) > 1 else hits

    def _by_name(self, asked: TantivyQuery, total: int, query: Query) -> Iterator[Hit]:
        given, size = 0, query.offset + query.limit
        while given < total:
            found = self.searcher.search(
                asked,
                limit=size,
                count=False,
                order_by_field="passage",
                offset=given,
                order=Order.Asc,
            ).hits
            yield from (self._hit(0.0, address) for _, address in found)
            given += len(found)
            size *= MORE

    def _hit(self, score: float, address: DocAddress) -> Hit:
        stored = self.searcher.doc(address)
        return Hit(stored["passage"][0], stored["article"][0], score)

    def _grouped(
        self,
        query: Query,
        asked: TantivyQuery,
        ordered: Iterable[Hit],
        by_article: tuple[FacetCount, ...],
    ) -> Iterator[Hit]:
        """Give the best hits of each article on the page, asking again for what is not seen yet."""
        counts = {count.value: count.passages for count in by_article}
        groups: dict[str, list[Hit]] = {}
        wanted = min(query.offset + query.limit, len(counts))
        for hit in ordered:
            if hit.article not in groups and len(groups) == wanted:
                break
            groups.setdefault(hit.article, []).append(hit)
        for article, hits in islice(groups.items(), query.offset, wanted):
            shown = hits[:GROUP]
            if len(shown) < min(GROUP, counts[article]):
                alone = narrowed(asked, {Facet.ARTICLE: frozenset((article,))})
                shown = list(islice(self._ordered(query, alone, counts[article]), GROUP))
            for hit in shown:
                yield Hit(hit.passage, article, hit.score, max(0, counts[article] - GROUP))

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""
        counts = self._counts(TantivyQuery.all_query(), (Facet.ARTICLE,))[Facet.ARTICLE]
        return frozenset(count.value for count in counts)

    def count(self) -> int:
        """Return how many passages there are."""
        everything = self._counts(TantivyQuery.all_query(), (Facet.ARTICLE,))[Facet.ARTICLE]
        return sum(count.passages for count in everything)

    def words(self) -> Mapping[str, int]:
        """Return every folded word with how many passages have it."""
        return self._words

    @cached_property
    def _words(self) -> Mapping[str, int]:
        return dict(self.searcher.terms_with_prefix("words", ""))


def _ranked(buckets: list[dict[str, object]]) -> tuple[FacetCount, ...]:
    counts = [FacetCount(str(each["key"]), int(str(each["doc_count"]))) for each in buckets]
    return tuple(sorted(counts, key=lambda count: (-count.passages, count.value)))
