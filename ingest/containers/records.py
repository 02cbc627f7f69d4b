"""Sets of records in XML: PubMed's and PubMed Central's, one article at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from lxml import etree

from graph.errors import DocumentError
from ingest.items import Item
from ingest.readers.xml import SAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS = ("PubmedArticle", "article")


def members(path: str, stream: BinaryIO) -> Iterator[Item | DocumentError]:
    """Take the records out of a set; each is known by its PubMed or PubMed Central number.

    Raises:
        DocumentError: the set is not well formed from some place on, or holds no record.
    """
    found = 0
    events = etree.iterparse(
        stream, events=("end",), tag=RECORDS, remove_comments=True, remove_pis=True, **SAFE
    )
    try:
        for _, record in events:
            if record.getparent() is None or record.getparent().getparent() is None:
                found += 1
                yield Item(f"{path}/{_number(record) or found}", data=etree.tostring(record))
                _let_go(record)
    except etree.XMLSyntaxError as error:
        raise DocumentError(path, f"is not well-formed XML: {error.msg}") from error
    if not found:
        raise DocumentError(path, "is a set without a record in it")


def _number(record: etree._Element) -> str | None:
    if number := record.findtext("MedlineCitation/PMID"):
        return f"PMID {number.strip()}"
    for ident in record.iterfind("front/article-meta/article-id"):
        if ident.get("pub-id-type") in ("pmc", "pmcid", "pmid"):
            return f"{ident.get('pub-id-type', '').upper()} {(ident.text or '').strip()}"
    return None


def _let_go(record: etree._Element) -> None:
    """Free what was read, so that memory stays flat however long the set is."""
    record.clear()
    parent = record.getparent()
    while parent is not None and record.getprevious() is not None:
        del parent[0]
