"""A record of PubMed, in its XML: title, abstract with its sections, and what it is cited as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import DocumentError
from graph.model import ReferenceType, Work
from ingest.readers.study_record import study_document
from ingest.readers.xml import parse_xml, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ingest.document import Document

MONTHS = {
    name: place
    for place, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}


def read(path: str, data: bytes, url: str | None) -> Document:
    """Read one record; a set of records is parted into them before.

    Raises:
        DocumentError: it is not well formed, or holds no record.
    """
    root = parse_xml(path, data)
    record = root if root.tag == "PubmedArticle" else next(root.iter("PubmedArticle"), None)
    if record is None:
        raise DocumentError(path, "holds no PubMed record")
    types = record.iterfind("MedlineCitation/Article/PublicationTypeList/PublicationType")
    return study_document(
        path,
        url,
        work_of(record),
        _abstract(record),
        published=_published(record),
        types=tuple(map(words_of, types)),
    )


def work_of(record: _Element) -> Work:
    """Read what a PubmedArticle element is cited as."""
    article = record.find("MedlineCitation/Article")
    if article is None:
        return Work()
    journal = article.find("Journal")
    issue = None if journal is None else journal.find("JournalIssue")
    ids = {
        each.get("IdType"): words_of(each)
        for each in record.iterfind("PubmedData/ArticleIdList/ArticleId")
    }
    title = words_of(article.find("ArticleTitle")).removesuffix(".").strip("[]")
    return Work(
        type=ReferenceType.JOURNAL_ARTICLE,
        authors=tuple(_authors(article)),
        year=_year(issue),
        title=title or None,
        container=_text(journal, "ISOAbbreviation") or _text(journal, "Title"),
        volume=_text(issue, "Volume"),
        issue=_text(issue, "Issue"),
        pages=_text(article, "Pagination/MedlinePgn") or _text(article, "Pagination/StartPage"),
        doi=ids.get("doi") or _location(article),
        pmid=_text(record, "MedlineCitation/PMID"),
    )


def _text(element: _Element | None, path: str) -> str | None:
    return None if element is None else words_of(element.find(path)) or None


def _authors(article: _Element) -> Iterator[str]:
    for author in article.iterfind("AuthorList/Author"):
        if body := _text(author, "CollectiveName"):
            yield body
        elif surname := _text(author, "LastName"):
            yield f"{surname} {_text(author, 'Initials') or ''}".strip()


def _year(issue: _Element | None) -> int | None:
    # "2002 Jan-Feb" where a season or a span of months was printed.
    year = _text(issue, "PubDate/Year") or (_text(issue, "PubDate/MedlineDate") or "")[:4]
    return int(year) if year.isdecimal() else None


def _location(article: _Element) -> str | None:
    found = (e for e in article.iterfind("ELocationID") if e.get("EIdType") == "doi")
    return next((words_of(each) for each in found), None)


def _abstract(record: _Element) -> Iterator[tuple[str, str]]:
    """Yield the sections of the abstract, each with its label."""
    for text in record.iterfind("MedlineCitation/Article/Abstract/AbstractText"):
        label = text.get("Label") or "Abstract"
        yield label.capitalize() if label.isupper() else label, words_of(text)


def _published(record: _Element) -> str | None:
    dates = record.findall("MedlineCitation/Article/ArticleDate")
    dates += record.findall("MedlineCitation/Article/Journal/JournalIssue/PubDate")
    for date in dates:
        year, month, day = (_text(date, name) or "" for name in ("Year", "Month", "Day"))
        number = MONTHS.get(month) or (int(month) if month.isdecimal() else None)
        if year.isdecimal() and number and day.isdecimal():
            return f"{year}-{number:02}-{int(day):02}"
    return None
