"""All that a search finds, page by page, and as a selection to write out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store
    from search.base import Page, Query, SearchIndex

MOST = 10_000  # passages
BATCH = 100


def pages(index: SearchIndex, query: Query, most: int) -> Iterator[tuple[Query, Page]]:
    """Search page by page, the hits one by one, for so many at most; yield each with its query."""
    for offset in range(0, most, BATCH):
        part = replace(query, grouped=False, facets=(), limit=BATCH, offset=offset)
        page = index.search(part)
        yield part, page
        if offset + BATCH >= page.total:
            return


def selection_of(store: Store, index: SearchIndex, query: Query) -> Selection:
    """Take the passages that a query finds.

    Raises:
        QueryError: it finds more than MOST; a part of them is not passed off as all.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for _, page in pages(index, query, MOST):
        if page.total > MOST:
            raise QueryError(f"That finds {page.total} passages, and {MOST} can be exported.")
        for hit in page.hits:
            found[hit.article].add(hit.passage)
    return Selection(store, {article: frozenset(ids) for article, ids in found.items()})
