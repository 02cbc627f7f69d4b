"""Word files: their text with lists, headings, tables, raised figures, foot- and endnotes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from ingest.readers import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Document

MAX_UNPACKED = 200_000_000  # bytes of all parts together
PROLOGUE = 4_096  # bytes of a part, in which a document type would stand
MAX_PARTS = 10_000
MAX_RATIO = 200  # to which a part may be packed; prose in XML is packed to about 20
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Bibliography'] => p.reference:fresh
"""


def read(path: str, data: bytes, url: str | None) -> Document:
    """Read a Word file, by way of the page that mammoth makes of it.

    Raises:
        DocumentError: it is broken, no Word file, locked by a password, or packed like a bomb.
    """
    _check(path, data)
    import mammoth

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(_nothing)
        )
    except Exception as error:  # mammoth has no error of its own; a broken part may raise any
        raise DocumentError(path, f"is a broken Word file ({type(error).__name__})") from error
    page = f"<!doctype html><html><body><article>{result.value}</article></body></html>"
    return html.read(path, page, url, whole=True)


def _nothing(_image: object) -> dict[str, str]:
    """Leave pictures out: only the words are read."""
    return {"src": ""}


def _check(path: str, data: bytes) -> None:
    """Look at what the package says of its parts before any is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_sizes(path, parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(PROLOGUE):
                            raise DocumentError(path, "declares a document type, which is refused")
    except RuntimeError as error:  # what zipfile raises for a part that is locked
        raise DocumentError(path, "is locked by a password") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError) as error:
        raise DocumentError(path, "is a broken Word file: its package cannot be opened") from error


def _check_sizes(path: str, parts: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed + 1e6:
        raise DocumentError(path, "unpacks to far more than a Word file holds; it is refused")
