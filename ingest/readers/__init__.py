"""Readers: bytes to a document, one module a format, found by content as well as by name."""

from __future__ import annotations

import importlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, cast

from graph.errors import DocumentError
from ingest.readers.decoding import MAX_BYTES, decode
from ingest.readers.formats import looks_like_html, looks_like_markdown

if TYPE_CHECKING:
    from ingest.document import Document

__all__ = ["MAX_BYTES", "SUFFIXES", "read_document"]

READERS = {
    "html": "ingest.readers.html",
    "markdown": "ingest.readers.markdown",
    "text": "ingest.readers.plain",
}
SUFFIXES = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".text": "text",
    ".txt": "text",
}


class Reader(Protocol):
    """What a reader's module offers."""

    def read(self, path: str, text: str, url: str | None) -> Document:
        """Read decoded text; raise DocumentError for what cannot be read."""


def read_document(path: str, data: bytes, *, url: str | None = None) -> Document:
    """Read a document's bytes.

    Args:
        path: what the document is called in messages; its suffix is a hint at the format.
        data: the bytes, 10 MB at most.
        url: the address it was fetched from, where there is one.

    Raises:
        DocumentError: empty, too large, not text, wrongly encoded, or with nothing to read in it.
    """
    text = decode(path, data)
    module = importlib.import_module(READERS[format_of(path, text)])
    document = cast("Reader", module).read(path, text, url)
    if not document.text.strip():
        raise DocumentError(path, "is empty: there is no text in it")
    return document


def format_of(path: str, text: str) -> str:
    """Name the format: content speaks first where it is plain, then the name."""
    named = SUFFIXES.get(PurePath(path).suffix.casefold())
    if looks_like_html(text):
        return "html"
    if named in (None, "text", "html"):
        return "markdown" if looks_like_markdown(text) else "text"
    return named
