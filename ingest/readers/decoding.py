"""From bytes to text, or a plain word on why they are none."""

from __future__ import annotations

import codecs
import re

from graph.errors import DocumentError

MAX_BYTES = 10_000_000  # a long book has about a tenth of it

SIGNATURES = {
    b"%PDF-": "a PDF file",
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


def decode(path: str, data: bytes) -> str:
    """Decode a document: by its byte order mark, else the charset that it declares, else UTF-8.

    Line ends become line feeds; stray control characters become blanks, one for one.

    Raises:
        DocumentError: empty, too large, no text, or not in the encoding it should have.
    """
    if len(data) > MAX_BYTES:
        size = len(data) / 1e6
        raise DocumentError(path, f"is {size:.0f} MB; a document may have {MAX_BYTES / 1e6:.0f} MB")
    if not data.strip():
        raise DocumentError(path, "is empty")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(path, f"is {kind}, which cannot be read")
    text = _decode(path, data)
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > MANY_CONTROLS * len(text):
        raise DocumentError(path, "is not text: it is full of control characters")
    text = _CONTROL.sub(" ", text)
    return re.sub(r"\r\n?|[\x0c\x85\u2028\u2029]", "\n", text)


def _decode(path: str, data: bytes) -> str:
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), None)
    if encoding is None:
        encoding = _declared(data) or "utf-8"
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
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    # A page that declares Latin-1 means windows-1252, as every browser reads it.
    return "cp1252" if name in ("iso8859-1", "ascii") else name
