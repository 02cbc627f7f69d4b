"""A study's record laid out as a document: its title, then the sections of its abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import ArticleKind
from ingest.document import BlockKind, Document, Span
from ingest.readers.building import SnapshotBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Work


def study_document(
    path: str,
    url: str | None,
    work: Work,
    sections: Iterable[tuple[str, str]],
    *,
    published: str | None = None,
    types: tuple[str, ...] = (),
) -> Document:
    """Lay a record out.

    Args:
        path: where it was read from.
        url: the address that it was fetched from, if it was.
        work: what the study is cited as.
        sections: the abstract's labels and texts, in order.
        published: ISO 8601 date or None.
        types: what the record calls the study, such as "Randomized Controlled Trial".
    """
    builder = SnapshotBuilder()
    builder.begin(BlockKind.HEADING, 1)
    builder.add(work.title or "")
    builder.end()
    first = len(builder.blocks)
    for label, words in sections:
        builder.begin(BlockKind.HEADING, 2)
        builder.add(label)
        builder.begin(BlockKind.PARAGRAPH)
        builder.add(words)
    builder.end()
    abstract = builder.blocks[first:]
    return Document(
        path=path,
        title=work.title or path.rsplit("/", 1)[-1],
        text=builder.text,
        blocks=tuple(builder.blocks),
        url=url,
        published=published,
        kind=ArticleKind.STUDY,
        work=work,
        abstract=Span(abstract[0].start, abstract[-1].end) if abstract else None,
        types=types,
    )
