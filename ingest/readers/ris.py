"""RIS, the export of most reference managers, as a list of works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.model import ReferenceType, Work
from ingest.readers.listing import listing, pages_of, year_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Document

TYPES = {
    **dict.fromkeys(
        ("JOUR", "EJOUR", "MGZN", "ABST", "INPR", "NEWS"), ReferenceType.JOURNAL_ARTICLE
    ),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK"), ReferenceType.BOOK),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), ReferenceType.CHAPTER),
    **dict.fromkeys(("ELEC", "ICOMM", "BLOG", "WEB"), ReferenceType.WEBPAGE),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), ReferenceType.REPORT),
    **dict.fromkeys(("CONF", "CPAPER"), ReferenceType.CONFERENCE_PAPER),
    "THES": ReferenceType.THESIS,
}
# Programs differ in the blanks around the dash, and some leave the end of a record out.
_TAG = re.compile(r"^([A-Z][A-Z0-9])[ \t]{1,4}-[ \t]{0,4}", re.MULTILINE)
_RECORD = re.compile(r"^(?=TY  - )", re.MULTILINE)


def read(path: str, text: str, url: str | None) -> Document:
    """Read an export.

    Raises:
        DocumentError: there is no work in it, or there are too many.
    """
    return listing(path, url, _works(_TAG.sub(r"\1  - ", text)))


def _works(text: str) -> Iterator[tuple[str, Work]]:
    import rispy

    for chunk in _RECORD.split(text):
        if chunk.startswith("TY"):
            parser = rispy.RisParser(skip_unknown_tags=True)
            for record in parser.parse(f"{chunk}\nER  - \n")[:1]:
                yield _first(record, "id") or "", _work(record)


def _work(record: dict[str, Any]) -> Work:
    return Work(
        type=TYPES.get(str(record.get("type_of_reference")), ReferenceType.OTHER),
        authors=tuple(
            name for key in ("authors", "first_authors") for name in record.get(key, ()) if name
        ),
        year=year_in(_first(record, "year", "publication_year", "date")),
        title=_first(record, "title", "primary_title"),
        container=_first(
            record,
            *("secondary_title", "alternate_title3", "journal_name", "alternate_title2"),
        ),
        volume=_first(record, "volume"),
        issue=_first(record, "number"),
        pages=pages_of(_first(record, "start_page"), _first(record, "end_page")),
        doi=_first(record, "doi"),
        pmid=_pmid(record),
        url=_first(record, "urls"),
    )


def _pmid(record: dict[str, Any]) -> str | None:
    """Take the accession number where the database is PubMed's."""
    database = f"{record.get('name_of_database', '')} {record.get('database_provider', '')}"
    number = _first(record, "accession_number") or ""
    known = any(name in database.casefold() for name in ("pubmed", "medline", "nlm"))
    return number if known and number.isdecimal() else None


def _first(record: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = record.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None
