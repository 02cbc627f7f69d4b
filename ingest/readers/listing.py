"""A list of works, such as a reference manager's export: each is an entry with its fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from graph.model import ArticleKind, Work
from ingest.document import BlockKind, Document, Entry
from ingest.readers.building import SnapshotBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_WORKS = 50_000  # of one file


def listing(path: str, url: str | None, works: Iterable[tuple[str, Work]]) -> Document:
    """Lay works out as a document: each printed in one block, with its fields beside it.

    Args:
        path: what the file is called.
        url: where it was fetched from, if it was.
        works: each with what the file calls it.

    Raises:
        DocumentError: there is no work in it, or there are too many.
    """
    builder = SnapshotBuilder()
    entries: list[Entry] = []
    for number, (key, work) in enumerate(works, start=1):
        if number > MAX_WORKS:
            raise DocumentError(path, f"lists more than {MAX_WORKS:,} works; part it")
        builder.begin(BlockKind.LIST_ITEM, 1, number)
        builder.add(printed(work))
        builder.end()
        if builder.blocks and builder.blocks[-1].number == number:
            block = builder.blocks[-1]
            entries.append(Entry(f"{number} {key}", block.start, block.end, work))
    if not entries:
        raise DocumentError(path, "lists no work that has a title, a name or a number")
    return Document(
        path=path,
        title=path.rsplit("/", 1)[-1],
        text=builder.text,
        blocks=tuple(builder.blocks),
        url=url,
        kind=ArticleKind.LIBRARY,
        entries=tuple(entries),
    )


def printed(work: Work, *, others: bool = False) -> str:
    """Print a work's fields in Vancouver's order; `others` says that authors were left out."""
    place = work.volume or ""
    if work.issue:
        place += f"({work.issue})"
    if work.pages:
        place += f":{work.pages}"
    dated = ";".join(str(part) for part in (work.year, place) if part)
    names = (*work.authors, "et al") if others else work.authors
    ids = (f"doi:{work.doi}" if work.doi else "", f"PMID: {work.pmid}" if work.pmid else "")
    parts = (", ".join(names), work.title, work.container, dated, *ids, work.url)
    found = [part.rstrip(".") for part in parts if part]
    return ". ".join(found) + "." if found else ""


def year_in(value: object) -> int | None:
    """Find the year in a date as programs write it; None where there is none."""
    match = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", str(value or ""))
    return int(match.group(1)) if match else None


def pages_of(first: str | None, last: str | None) -> str | None:
    """Join a first and a last page; one alone stands for itself."""
    if first and last and last != first:
        return f"{first}-{last}"
    return first or last or None
