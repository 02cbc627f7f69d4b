"""All that a search finds, as a selection to write out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.selection import Selection

if TYPE_CHECKING:
    from graph.store import Store
    from search.base import Query, SearchIndex

MOST = 10_000  # passages
BATCH = 100


def selection_of(store: Store, index: SearchIndex, query: Query) -> Selection:
    """Take the passages that a query finds.

    Raises:
        QueryError: it finds more than MOST; a part of them is not passed off as all.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for offset in range(0, MOST, BATCH):
        part = replace(query, grouped=False, facets=(), limit=BATCH, offset=offset)
        page = index.search(part)
        if page.total > MOST:
            raise QueryError(f"That finds {page.total} passages, and {MOST} can be exported.")
        for hit in page.hits:
            found[hit.article].add(hit.passage)
        if offset + BATCH >= page.total:
            break
    return Selection(store, {article: frozenset(ids) for article, ids in found.items()})
