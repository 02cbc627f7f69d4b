"""A record of Crossref, read: the work's fields, its titles, and the notices about it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.identity import work_keys
from graph.ids import normalise_doi
from graph.model import Notice, NoticeKind, ReferenceType, Work
from ingest.readers import csljson
from ingest.registries.base import CROSSREF, RETRACTION_WATCH
from ingest.registries.notices import iso_date, kind_of, reasons_of, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ingest.registries.base import Notices

TYPES = {
    "journal-article": ReferenceType.JOURNAL_ARTICLE,
    "posted-content": ReferenceType.JOURNAL_ARTICLE,  # a preprint
    **dict.fromkeys(
        ("book", "monograph", "edited-book", "reference-book", "book-set", "book-series"),
        ReferenceType.BOOK,
    ),
    **dict.fromkeys(
        ("book-chapter", "book-section", "book-part", "book-track", "reference-entry"),
        ReferenceType.CHAPTER,
    ),
    **dict.fromkeys(("report", "report-component", "report-series"), ReferenceType.REPORT),
    "dissertation": ReferenceType.THESIS,
    "proceedings-article": ReferenceType.CONFERENCE_PAPER,
}
MAX_NOTICES = 200  # of one record
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def work_in(record: Mapping[str, Any]) -> Work:
    """Read a record's fields; the year is that of print, where there is one."""
    printed = csljson.work_of({"issued": record.get("published-print")})
    work = csljson.work_of(dict(record))
    title, _ = unmarked(_plain(work.title))
    return replace(
        work,
        type=TYPES.get(str(record.get("type")), ReferenceType.OTHER),
        title=title or None,
        container=_plain(work.container) or None,
        year=printed.year or work.year,
        doi=normalise_doi(work.doi) if work.doi else None,
        pmid=None,
        url=None,  # always the DOI's own address
    )


def titles_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the titles that a reference may call the work by: with its subtitle and without."""
    title, _ = unmarked(_plain(csljson.work_of({"title": record.get("title")}).title))
    subtitle = _plain(csljson.work_of({"title": record.get("subtitle")}).title)
    return tuple(filter(None, (title, f"{title}: {subtitle}" if subtitle else "")))


def is_notice(record: Mapping[str, Any]) -> bool:
    """Tell whether a record is a notice about another work, often under that work's title."""
    own = normalise_doi(str(record.get("DOI", "")))
    return any(_doi(each) != own for each in _updates(record.get("update-to")))


def notices_in(record: Mapping[str, Any]) -> Notices:
    """Read the notices about a work, and what it says itself as a notice about others.

    A work's title ("RETRACTED: ...") may be all that says so; a notice's title says it of another.
    """
    own = normalise_doi(str(record.get("DOI", "")))
    found: Notices = {}
    told = [
        *[(each, own) for each in _updates(record.get("updated-by"))],
        *[(each, _doi(each)) for each in _updates(record.get("update-to"))],
    ]
    for update, about in told:
        kind = kind_of(str(update.get("type") or update.get("label") or ""))
        if kind is None or not about:
            continue
        notice = Notice(
            kind,
            _date(update.get("updated")),
            _doi(update) if about == own else own,
            RETRACTION_WATCH if update.get("source") == "retraction-watch" else CROSSREF,
            reasons_of(str(update.get("type")), about),
        )
        found[notice] = _merged(found.get(notice, ()), about)
    said = any(each.kind is NoticeKind.RETRACTED for each in found)
    title = csljson.work_of({"title": record.get("title")}).title or ""
    if not said and unmarked(_plain(title))[1]:
        found[Notice(NoticeKind.RETRACTED, None, None, CROSSREF)] = _merged((), own)
    return found


def _merged(keys: tuple[str, ...], doi: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*keys, *work_keys(Work(doi=doi)))))


def _updates(value: object) -> Iterator[Mapping[str, Any]]:
    for update in value[:MAX_NOTICES] if isinstance(value, list) else ():
        if isinstance(update, dict):
            yield update


def _doi(update: Mapping[str, Any]) -> str | None:
    doi = update.get("DOI")
    return normalise_doi(doi) or None if isinstance(doi, str) else None


def _date(updated: object) -> str | None:
    """Read a date that is given in parts: the year, perhaps the month, perhaps the day."""
    parts = updated.get("date-parts") if isinstance(updated, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not first or not all(type(p) is int for p in first[:3]):
        return None
    return iso_date(*first[:3])


def _plain(words: str | None) -> str:
    """Take the markup out of a title, which publishers leave in, and fold white space."""
    return " ".join(html.unescape(_TAG.sub("", html.unescape(words or ""))).split())
