"""A result list to take along: CSV of the passages, RIS of the works that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.bibliography import item_of, to_ris
from graph.csv_rows import csv_row
from search.selecting import pages
from web.presenters.searching import hit_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Source
    from graph.records import Json
    from search.base import Query
    from web.wiring import Library

MOST = 1_000  # passages of a list that is taken along
COLUMNS = (
    *("article", "published", "address", "section", "passage", "claims", "sources", "dois"),
    "passage_id",
)


def results_csv(library: Library, query: Query) -> Iterator[str]:
    """Write the passages that a query finds as CSV, a row each, in their order; MOST at most."""
    yield csv_row(COLUMNS)
    for hits in _batches(library, query):
        works = _works(library, hits)
        for hit in hits:
            cited = [works[each] for each in _sources(library, [hit]) if each in works]
            yield csv_row(
                (
                    hit["title"],
                    hit["article"]["published"] or "",
                    hit["article"]["url"] or "",
                    hit["section"],
                    hit["text"],
                    "; ".join(map(_claim, hit["claims"])),
                    "; ".join(work.title or work.raw for work in cited),
                    "; ".join(work.doi for work in cited if work.doi),
                    hit["passage"],
                )
            )


def results_ris(library: Library, query: Query) -> Iterator[str]:
    """Write the works that the passages found cite as RIS, each once, in the passages' order."""
    given: set[str] = set()
    for hits in _batches(library, query):
        works = _works(library, hits)
        for source in dict.fromkeys(_sources(library, hits)):
            if source in works and source not in given:
                given.add(source)
                yield to_ris([item_of(works[source])])


def _batches(library: Library, query: Query) -> Iterator[list[Json]]:
    """Read a list page by page; the articles' hits do not stand together in it."""
    for part, page in pages(library.index, query, MOST):
        if page.hits:
            yield hit_views(library, page.hits, part)


def _sources(library: Library, hits: list[Json]) -> list[str]:
    """Return the ids of the sources that the claims of hits cite, in their order."""
    references = [each for hit in hits for claim in hit["claims"] for each in claim["citations"]]
    named = library.store.sources_of(references)
    return list(dict.fromkeys(named[each] for each in references if each in named))


def _works(library: Library, hits: list[Json]) -> dict[str, Source]:
    return dict(library.store.works(_sources(library, hits)))


def _claim(claim: Json) -> str:
    return f"{claim['exposure']['label']} {claim['reading']} {claim['outcome']['label']}"
