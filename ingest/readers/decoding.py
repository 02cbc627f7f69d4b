"""From bytes to text, or a plain word on why they are none."""

from __future__ import annotations

import codecs
import re

from graph.errors import DocumentError

MAX_BYTES = 10_000_000  # of text; a long book has about a tenth of it
MAX_PACKED = 50_000_000  # of a PDF or Word file, which holds pictures too

SIGNATURES = {
    b"PK\x03\x04": "a ZIP, Word or other packed file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MANY_CONTROLS = 0.01  # share of control characters that no text has


def check_size(path: str, size: int, bound: int = MAX_PACKED) -> None:
    """Refuse a document that is larger than any real one.

    Raises:
        DocumentError: its size in bytes is over the bound.
    """
    if size > bound:
        raise DocumentError(
            path, f"is {size / 1e6:.0f} MB; a document may have {bound / 1e6:.0f} MB at most"
        )


def decode(path: str, data: bytes, charset: str | None = None) -> str:
    """Decode a document: by its byte order mark, else what the server or it declares, else UTF-8.

    Line ends become line feeds; stray control characters become blanks, one for one.

    Raises:
        DocumentError: empty, too large, no text, or not in the encoding it should have.
    """
    check_size(path, len(data), MAX_BYTES)
    if not data.strip():
        raise DocumentError(path, "is empty")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(path, f"is {kind}, which cannot be read")
    text = _decode(path, data, charset)
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > MANY_CONTROLS * len(text):
        raise DocumentError(path, "is not text: it is full of control characters")
    text = _CONTROL.sub(" ", text)
    return re.sub(r"\r\n?|[\x0c\x85\u2028\u2029]", "\n", text)


def _decode(path: str, data: bytes, charset: str | None) -> str:
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), None)
    if encoding is None:
        encoding = _known(charset) or _declared(data) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise DocumentError(path, "is not text: it is full of control characters") from error
        raise DocumentError(
            path,
            f"is not valid {encoding.upper()} at byte {error.start}; save it as UTF-8",
        ) from error


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return None if match is None else _known(match.group(1).decode("ascii"))


def _known(charset: str | None) -> str | None:
    """Name the codec of a declared encoding; None where there is no such text encoding."""
    try:
        found = codecs.lookup(charset or "")
    except LookupError:
        return None
    if not found._is_text_encoding:
        return None
    # A page that declares Latin-1 means windows-1252, as every browser reads it.
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
