"""A record in MEDLINE's tagged text (.nbib): title, abstract, and what it is cited as."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from graph.model import ReferenceType, Work
from ingest.readers.listing import year_in
from ingest.readers.study_record import study_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Document

_LINE = re.compile(r"^([A-Z]{2,4}) {0,2}- ?(.*)$")
# "BACKGROUND: ..." within an abstract is a section's label.
_SECTION = re.compile(r"(?:\A|(?<=[.?!)] ))([A-Z][A-Z &/,-]{3,60}): ")


def read(path: str, text: str, url: str | None) -> Document:
    """Read one record; a file of several is parted into them before.

    Raises:
        DocumentError: it has no title.
    """
    fields = _fields(text)
    title = " ".join(fields["TI"]).removesuffix(".").strip("[]")
    if not title:
        raise DocumentError(path, "is a MEDLINE record without a title")
    sections = _sections(" ".join(fields["AB"]))
    work = _work(fields, title)
    return study_document(path, url, work, sections, types=tuple(fields["PT"]))


def _fields(text: str) -> dict[str, list[str]]:
    """Gather the values of each tag; a line that is set in goes on with the one before."""
    fields: dict[str, list[str]] = defaultdict(list)
    tag = ""
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is not None:
            tag = match.group(1)
            fields[tag].append(match.group(2).strip())
        elif tag and line.startswith("  ") and line.strip():
            fields[tag][-1] += f" {line.strip()}"
    return fields


def _work(fields: dict[str, list[str]], title: str) -> Work:
    def of(tag: str) -> str | None:
        return next(filter(None, fields[tag]), None)

    identifiers = [*fields["AID"], *fields["LID"]]
    dois = (each.removesuffix(" [doi]") for each in identifiers if each.endswith(" [doi]"))
    return Work(
        type=ReferenceType.JOURNAL_ARTICLE,
        authors=tuple(fields["AU"] or fields["CN"]),
        year=year_in(of("DP")),
        title=title,
        container=of("TA") or of("JT"),
        volume=of("VI"),
        issue=of("IP"),
        pages=of("PG"),
        doi=next(dois, None),
        pmid=of("PMID"),
    )


def _sections(abstract: str) -> Iterator[tuple[str, str]]:
    parts = _SECTION.split(abstract)
    if parts[0].strip():
        yield "Abstract", parts[0]
    for label, words in zip(parts[1::2], parts[2::2], strict=True):
        yield label.capitalize(), words
