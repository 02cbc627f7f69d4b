"""Opening a PDF file: its objects and pages, with every way of going round in circles closed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from graph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.pdfdocument import PDFBaseXRef

MAX_PAGES = 2_000
MAX_NODES = 20_000  # of the tree that the pages hang on
MAX_HOPS = 20  # from a reference to one that only refers further
ENDING = 4_096  # bytes in which a whole file says where its table of objects is
INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")


class GuardedDocument(PDFDocument):
    """A document whose objects do not lead back to themselves."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self._tables: set[int] = set()
        super().__init__(PDFParser(io.BytesIO(data)))

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Read a table of objects and those before it.

        Raises:
            DocumentError: a table names itself, or one that was read before, as the one before it.
        """
        if start in self._tables:
            raise DocumentError(self.path, "is broken: its tables of objects refer in a circle")
        self._tables.add(start)
        super().read_xref_from(parser, start, xrefs)

    def getobj(self, objid: int) -> object:
        """Get an object; one that is only a reference is followed.

        Raises:
            DocumentError: references lead in a circle.
        """
        found = super().getobj(objid)
        for _ in range(MAX_HOPS):
            if not isinstance(found, PDFObjRef):
                return found
            found = super().getobj(found.objid)
        raise DocumentError(self.path, "is broken: its objects refer in a circle")


def open_pdf(path: str, data: bytes) -> GuardedDocument:
    """Open a file.

    Raises:
        DocumentError: it is no PDF, cut off, or broken.
    """
    start = data.find(b"%PDF-", 0, ENDING)
    if start < 0:
        raise DocumentError(path, "is not a PDF file")
    try:
        document = GuardedDocument(path, data[start:])
    except PDFSyntaxError as error:
        raise DocumentError(path, _broken(data)) from error
    recovered = document._parser is not None and document._parser.fallback
    if recovered and b"startxref" not in data[-ENDING:]:
        raise DocumentError(path, _broken(data))
    return document


def _broken(data: bytes) -> str:
    whole = b"%%EOF" in data[-ENDING:]
    return "is broken: it holds no document" if whole else "is cut off: the file's end is missing"


def pages_of(document: GuardedDocument) -> Iterator[PDFPage]:
    """Yield the pages in their order.

    Raises:
        DocumentError: there are none, too many, or their tree leads back to itself.
    """
    path = document.path
    seen: set[int] = set()
    pages = 0
    waiting: list[tuple[Any, dict[str, Any]]] = [(document.catalog.get("Pages"), {})]
    while waiting:
        node, inherited = waiting.pop()
        ident = node.objid if isinstance(node, PDFObjRef) else id(node)
        if ident in seen:
            raise DocumentError(path, "is broken: its pages refer in a circle")
        seen.add(ident)
        if len(seen) > MAX_NODES:
            raise DocumentError(path, f"has more than {MAX_PAGES:,} pages")
        values = {**inherited, **dict_value(node)}
        kids = resolve1(values.get("Kids"))
        if isinstance(kids, list):
            passed = {name: values[name] for name in INHERITED if name in values}
            waiting += [(kid, passed) for kid in reversed(kids[: MAX_NODES + 1])]
        elif "Contents" in values or "MediaBox" in values:
            pages += 1
            if pages > MAX_PAGES:
                raise DocumentError(path, f"has more than {MAX_PAGES:,} pages")
            yield PDFPage(document, ident, values, None)
    if not pages:
        raise DocumentError(path, "is broken: it has no pages")


def about(document: GuardedDocument) -> dict[str, str]:
    """Return what the file says of itself: title, created, creator, producer, language, issued."""
    said: dict[str, str] = {}
    for info in reversed(document.info):
        for key in ("Title", "CreationDate", "Creator", "Producer"):
            said[key] = _text(info.get(key)) or said.get(key, "")
    said["Lang"] = _text(document.catalog.get("Lang"))
    said["Issued"] = _issued(resolve1(document.catalog.get("Metadata")))
    return said


_ISSUED = re.compile(
    rb"<(?:prism:(?:publicationDate|coverDate|onlineDate)|dcterms:issued)(?:\s[^<>]{0,200})?>"
    rb"\s{0,20}(\d{4}-\d\d-\d\d)"
)


def _issued(metadata: object) -> str:
    """Take the day of publication from the metadata, where a publisher put it there."""
    if not isinstance(metadata, PDFStream):
        return ""
    found = _ISSUED.search(metadata.get_data()[:1_000_000])
    return found.group(1).decode("ascii") if found else ""


def _text(value: object) -> str:
    found = resolve1(value)
    if isinstance(found, PSLiteral):
        found = found.name
    text = decode_text(found) if isinstance(found, bytes) else str(found or "")
    return " ".join(text.replace("\x00", "").split())[:1_000]
