"""A page out of all matches: in order, grouped or not, with what there is besides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search.base import GROUP, Hit, Sort
from search.ranking import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.base import Query


@dataclass(frozen=True, slots=True)
class Match:
    """A matching passage with all that the order of hits may go by."""

    passage: str
    article: str
    score: float
    evidence: int = 0
    year: int | None = None


def order_of(sort: Sort, match: Match) -> tuple[float, float, str]:
    """Return what a match is sorted by, smallest first."""
    value = {Sort.RELEVANCE: 0, Sort.EVIDENCE: match.evidence, Sort.YEAR: match.year or 0}[sort]
    return (-value, -round(match.score, DIGITS), match.passage)


def hits_of(query: Query, ordered: Iterable[Match]) -> tuple[Hit, ...]:
    """Cut the page that a query asks for out of matches in order."""
    if not query.grouped:
        page = islice(ordered, query.offset, query.offset + query.limit)
        return tuple(Hit(match.passage, match.article, match.score) for match in page)
    return tuple(_grouped(query, ordered))


def _grouped(query: Query, ordered: Iterable[Match]) -> Iterator[Hit]:
    articles: dict[str, list[Match]] = {}
    for match in ordered:
        articles.setdefault(match.article, []).append(match)
    for matches in islice(articles.values(), query.offset, query.offset + query.limit):
        others = max(0, len(matches) - GROUP)
        for match in matches[:GROUP]:
            yield Hit(match.passage, match.article, match.score, others)
