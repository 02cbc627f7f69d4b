"""XML parsed without trust: no entity of its own, no network, no document type fetched."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any, Final

from lxml import etree

from graph.errors import DocumentError

_ENTITY = re.compile(rb"<!ENTITY\b")
# A name that only the document type defines, which is not fetched; within CDATA it is mere text.
_NAMED = re.compile(rb"<!\[CDATA\[.*?\]\]>|&([A-Za-z][A-Za-z0-9]{0,31});", re.DOTALL)
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
PROLOGUE = 100_000  # bytes that are looked at for entities; a declaration further on is an error
SAFE: Final[dict[str, Any]] = {  # options of every parser of XML that others wrote
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}


def parse_xml(path: str, data: bytes) -> etree._Element:
    """Parse an XML document.

    Depth, text and attribute sizes are held within libxml2's own limits.

    Raises:
        DocumentError: it is not well formed, nests too deep, or declares entities of its own.
    """
    # Without the zeros of UTF-16, in which a declaration would hide.
    if _ENTITY.search(data[:PROLOGUE].replace(b"\0", b"")):
        raise DocumentError(path, "declares entities of its own, which is refused")
    if b"<!DOCTYPE" in data[:PROLOGUE]:
        data = _NAMED.sub(_spelt_out, data)
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **SAFE)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path, f"is not well-formed XML: {error.msg}") from error


def _spelt_out(match: re.Match[bytes]) -> bytes:
    """Write a character's number for its name, as the standard sets define it (ISO 8879)."""
    name = match[1]
    if name is None or name in _OF_XML:
        return match[0]
    characters = html5.get(f"{name.decode('ascii')};")
    if characters is None:
        return b"&amp;" + name + b";"  # nobody knows it, so that it stays as it was written
    return "".join(f"&#{ord(character)};" for character in characters).encode("ascii")


def words_of(element: etree._Element | None) -> str:
    """Return all text within an element, white space folded; "" for none."""
    if element is None:
        return ""
    # Most elements that are asked for hold words alone.
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return text if text.isalnum() else " ".join(text.split())
