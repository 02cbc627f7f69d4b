"""Word files: their text with lists, headings, tables, raised figures, foot- and endnotes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from ingest.readers import html
from ingest.readers.packing import check_packing

if TYPE_CHECKING:
    from ingest.document import Document

PROLOGUE = 4_096  # bytes of a part, in which a document type would stand
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
            check_packing(path, parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(PROLOGUE):
                            raise DocumentError(path, "declares a document type, which is refused")
    except RuntimeError as error:  # what zipfile raises for a part that is locked
        raise DocumentError(path, "is locked by a password") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError) as error:
        raise DocumentError(path, "is a broken Word file: its package cannot be opened") from error
