"""CSL-JSON, the exchange format of citation programs, as a list of works."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.errors import DocumentError
from graph.model import ReferenceType, Work
from ingest.readers.listing import listing, year_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Document

TYPES = {
    **dict.fromkeys(
        ("article-journal", "article", "article-magazine", "review"),
        ReferenceType.JOURNAL_ARTICLE,
    ),
    **dict.fromkeys(("chapter", "entry-encyclopedia", "entry"), ReferenceType.CHAPTER),
    **dict.fromkeys(("webpage", "post-weblog", "post"), ReferenceType.WEBPAGE),
    "book": ReferenceType.BOOK,
    "report": ReferenceType.REPORT,
    "thesis": ReferenceType.THESIS,
    "paper-conference": ReferenceType.CONFERENCE_PAPER,
}


def read(path: str, text: str, url: str | None) -> Document:
    """Read a list of items, or one item.

    Raises:
        DocumentError: it is no JSON, nests too deep, or holds no item, or too many.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(path, f"is not valid JSON: {error}") from error
    items = found.get("items", [found]) if isinstance(found, dict) else found
    if not isinstance(items, list):
        raise DocumentError(path, "holds no list of works")
    return listing(path, url, _works(items))


def _works(items: list[Any]) -> Iterator[tuple[str, Work]]:
    for item in items:
        if isinstance(item, dict):
            yield str(item.get("id", "")), work_of(item)


def work_of(item: dict[str, Any]) -> Work:
    """Read one item of CSL-JSON; what is missing or of another shape is None."""
    return Work(
        type=TYPES.get(str(item.get("type")), ReferenceType.OTHER),
        authors=tuple(_names(item.get("author"))),
        year=_year(item.get("issued")),
        title=_text(item.get("title")),
        container=_text(item.get("container-title")),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=_text(item.get("page")) or _text(item.get("article-number")),
        doi=_text(item.get("DOI")),
        pmid=_text(item.get("PMID")),
        url=_text(item.get("URL")),
    )


def _text(value: object) -> str | None:
    """Return words or a number as words; of a list, as Crossref gives titles, the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return " ".join(str(value).split()) or None
    return None


def _names(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else ():
        if not isinstance(author, dict):
            continue
        body, family = _text(author.get("literal")) or _text(author.get("name")), None
        if family := _text(author.get("family")):
            particle = _text(author.get("non-dropping-particle"))
            given = _text(author.get("given"))
            surname = f"{particle} {family}" if particle else family
            yield f"{surname}, {given}" if given else surname
        elif body:
            yield body


def _year(issued: object) -> int | None:
    if not isinstance(issued, dict):
        return year_in(issued)
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return year_in(parts[0][0])
    return year_in(issued.get("raw") or issued.get("literal"))
