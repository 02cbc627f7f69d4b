"""The list of sources: every cited work, found by words, narrowed, ordered, and cut into pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.model import NoticeKind, ReferenceType
from graph.store.summaries import Resting
from web.presenters.works import source_view
from web.wording import short_citation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graph.model import Source
    from graph.records import Json
    from web.wiring import Library

PAGE = 50  # sources
_NOTHING = Resting()


class Order(StrEnum):
    """How the list is ordered."""

    CITATION = "citation"
    CLAIMS = "claims"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the list is searched and ordered by; the rest is looked up for one page.

    Attributes:
        words: all that it is found by, folded.
    """

    id: str
    words: str
    standing: NoticeKind | None
    type: ReferenceType
    year: int
    resting: Resting


# The catalogue stands in the order of citations, and sorting keeps it among equals.
_KEYS: dict[Order, Callable[[_Entry], tuple[int, ...]]] = {
    Order.CLAIMS: lambda entry: (-entry.resting.claims, -entry.resting.own),
    Order.NEWEST: lambda entry: (-entry.year,),
}


def sources_result(
    library: Library,
    words: str = "",
    *,
    standing: NoticeKind | None = None,
    type: ReferenceType | None = None,  # noqa: A002 # named as the parameter is
    sort: Order = Order.CITATION,
    limit: int = PAGE,
    offset: int = 0,
) -> Json:
    """List the cited works.

    Args:
        library: the collection.
        words: of the authors, the title, the journal or the year; all must be there.
        standing: lists only works of which this holds.
        type: lists only works of this kind.
        sort: the order; by first author, year and title among equals.
        limit: sources given.
        offset: sources passed over.
    """
    wanted = _folded(words).split()
    entries = _catalogue(library)
    named = [each for each in entries if all(word in each.words for word in wanted)]
    found = [each for each in named if _stands(each, standing) and _is_of(each, type)]
    if sort in _KEYS:
        found.sort(key=_KEYS[sort])
    page = found[offset : offset + limit]
    held = library.store.works({entry.id for entry in page})
    return {
        "query": words,
        "sort": sort.value,
        "total": len(found),
        "all": len(entries),
        "limit": limit,
        "offset": offset,
        "facets": {
            "standing": _facet(
                NoticeKind, (each.standing for each in named if _is_of(each, type)), standing
            ),
            "type": _facet(
                ReferenceType, (each.type for each in named if _stands(each, standing)), type
            ),
        },
        # A work can go from the store between the two looks at it.
        "sources": [
            source_view(held[entry.id])
            | {"claims": entry.resting.claims, "own_claims": entry.resting.own}
            for entry in page
            if entry.id in held
        ],
    }


def _catalogue(library: Library) -> tuple[_Entry, ...]:
    """Return every source in the order of citations, read anew when the store has changed."""
    return library.remembered(
        "sources", library.store.last_change(), lambda: tuple(_entries(library))
    )


def _entries(library: Library) -> list[_Entry]:
    resting = library.store.resting()
    cited = [(_citation(source), source) for source in library.store.sources()]
    cited.sort(key=lambda each: (each[0].casefold(), each[1].title or "", each[1].id))
    return [
        _Entry(
            source.id,
            _folded(f"{citation} {_words(source)}"),
            source.standing,
            source.type,
            source.year or 0,
            resting.get(source.id, _NOTHING),
        )
        for citation, source in cited
    ]


def _citation(source: Source) -> str:
    return short_citation(
        {
            "authors": source.authors,
            "title": source.title,
            "raw": source.raw,
            "year": source.year,
        }
    )


def _words(source: Source) -> str:
    named = (*source.authors, source.title or source.raw, source.container, source.doi, source.pmid)
    return " ".join(each for each in named if each)


def _stands(entry: _Entry, standing: NoticeKind | None) -> bool:
    return standing is None or entry.standing is standing


def _is_of(entry: _Entry, kind: ReferenceType | None) -> bool:
    return kind is None or entry.type is kind


def _facet(
    values: Iterable[StrEnum], found: Iterable[StrEnum | None], chosen: StrEnum | None
) -> list[Json]:
    """Count the sources of each value that has any, in the values' own order."""
    counts = Counter(found)
    return [
        {"value": value.value, "sources": counts[value], "chosen": value is chosen}
        for value in values
        if counts[value] or value is chosen
    ]


def _folded(text: str) -> str:
    """Fold case and accents."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in parted if not unicodedata.combining(ch))
