"""Containers: files that hold many documents, taken apart one at a time, never unpacked whole."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from graph.errors import DocumentError
from ingest.items import Item
from ingest.readers.formats import SUFFIXES, ZIP, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Container(Protocol):
        """What a container's module offers."""

        def members(self, path: str, stream: BinaryIO) -> Iterator[Item | DocumentError]:
            """Take the documents out, one at a time; raise DocumentError when none can be."""


CONTAINERS = {
    "zip": "ingest.containers.zipped",
    "warc": "ingest.containers.warc",
    "xml": "ingest.containers.records",
    "medline": "ingest.containers.medline",
}
READABLE = tuple(sorted({*SUFFIXES, ".zip", ".warc", ".warc.gz"}))  # what is opened, by suffix
MAX_NESTING = 3  # containers within containers
SAMPLE = 4_096  # bytes

_SETS = (b"<PubmedArticleSet", b"<pmc-articleset")


def members(item: Item, depth: int = 0) -> Iterator[Item | DocumentError]:
    """Yield what is to be read of an item: its documents if it is a container, else itself.

    A container that breaks off, or nests too deep, comes as an error after what was taken of it.
    """
    try:
        kind = container_of(item)
        if kind is None:
            yield item
            return
        if depth >= MAX_NESTING:
            yield DocumentError(item.path, f"is packed more than {MAX_NESTING} times over")
            return
        module = cast("Container", importlib.import_module(CONTAINERS[kind]))
        with _open(item) as stream:
            for member in module.members(item.path, stream):
                if isinstance(member, Item) and kind in ("zip", "warc"):
                    yield from members(member, depth + 1)
                else:
                    yield member
    except DocumentError as error:
        yield error
    except OSError as error:
        yield DocumentError(item.path, f"cannot be read ({error.strerror or error})")


def container_of(item: Item) -> str | None:
    """Name the kind of container that an item is; None for a document, or for what is missing."""
    if item.data is None and not Path(item.path).is_file():
        return None
    with _open(item) as stream:
        sample = stream.read(SAMPLE)
        if sample.startswith(ZIP):
            return None if is_word(stream) else "zip"
    if sample.startswith(b"WARC/") or (
        sample.startswith(b"\x1f\x8b") and item.path.casefold().endswith(".warc.gz")
    ):
        return "warc"
    if any(sign in sample for sign in _SETS):
        return "xml"
    return "medline" if sample.lstrip().startswith(b"PMID-") else None


def _open(item: Item) -> BinaryIO:
    return Path(item.path).open("rb") if item.data is None else io.BytesIO(item.data)


__all__ = ["READABLE", "container_of", "members"]
