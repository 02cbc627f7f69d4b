"""Readers: bytes to a document, one module a format, found by content as well as by name."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from graph.errors import DocumentError
from ingest.readers.decoding import MAX_BYTES, MAX_PACKED, check_size, decode
from ingest.readers.formats import FORMATS, SUFFIXES, format_of

if TYPE_CHECKING:
    from ingest.document import Document

__all__ = ["MAX_BYTES", "MAX_PACKED", "SUFFIXES", "read_document"]


def read_document(
    path: str, data: bytes, *, url: str | None = None, charset: str | None = None
) -> Document:
    """Read a document's bytes.

    Each format has a module with `read(path, content, url) -> Document`, whose content is text,
    or the bytes themselves for a format that tells its own encoding.

    Args:
        path: what the document is called in messages; its suffix is a hint at the format.
        data: the bytes, 10 MB of text at most, 50 MB of a packed format.
        url: the address it was fetched from, where there is one.
        charset: the encoding that the server declared, which comes before the document's own word,
            as browsers have it.

    Raises:
        DocumentError: empty, too large, wrongly encoded, of no known format, broken, or with
            nothing to read in it.
    """
    check_size(path, len(data))
    found = format_of(path, data)
    module: Any = importlib.import_module(FORMATS[found].module)
    content = data if FORMATS[found].binary else decode(path, data, charset)
    document: Document = module.read(path, content, url)
    if not document.text.strip():
        raise DocumentError(path, "is empty: there is no text in it")
    return document
