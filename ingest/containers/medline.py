"""Files of records in MEDLINE's tagged text, as PubMed saves them: one record at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from graph.errors import DocumentError
from ingest.items import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_RECORD = 1_000_000  # bytes
START = b"PMID-"


def members(path: str, stream: BinaryIO) -> Iterator[Item | DocumentError]:
    """Take the records out; each is known by its PubMed number.

    Raises:
        DocumentError: a record, or a line, is longer than any is.
    """
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(MAX_RECORD):
        if line.startswith(START) and lines:
            yield _record(path, lines)
            lines, size = [], 0
        if lines or line.strip():
            lines.append(line)
            size += len(line)
        if size > MAX_RECORD:
            raise DocumentError(path, f"holds a record of more than {MAX_RECORD / 1e6:.0f} MB")
    if lines:
        yield _record(path, lines)


def _record(path: str, lines: list[bytes]) -> Item:
    number = lines[0].partition(b"-")[2].strip().decode("ascii", "replace")
    return Item(f"{path}/PMID {number}", data=b"".join(lines))
