"""Labelled stretches of a reference string to the fields of a work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.model import ReferenceType, Work
from ingest.references.names import split_authors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.references.tagger import Segment

CONTAINERS = ("journal", "container-title")

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ISSUE = re.compile(
    r"\(([^()]{1,20})\)|\b(?:no|nos|nr|number|issue|iss|heft|h|n)[.°\s]{1,3}(\w[\w/–-]{0,11})",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"\A[\s,;:]*(?:(?:vol(?:ume|s)?|v|bd|band|tome|t)\b[.\s]{0,3})?"
    r"([A-Z]{0,2}\d[\d–-]{0,8}|[IVXLC]{1,7}\b)",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\A[\s,;:(]*(?:(?:pp?|pages?|pgs?|s|seiten)\b[.\s]{0,2})?", re.IGNORECASE)
_COUNT = re.compile(r"\b\d+\s?(?:pp?|pages|s)\b", re.IGNORECASE)
_IN = re.compile(r"\A\s*(?:[Ii]n|IN)\b:?\s+")
_MARKS = " \t.,;:/()[]\"'“”‘’«»*_"
_THESIS = re.compile(r"\b(?:thesis|dissertation|diss)\b", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|symposium|workshop|congress|meeting)", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:technical report|tech\. rep|working paper|report|memorandum)\b", re.IGNORECASE
)


def to_work(raw: str, segments: Sequence[Segment]) -> Work:
    """Read the fields from labelled stretches; the first stretch of each label speaks."""
    found: dict[str, str] = {}
    for segment in segments:
        found.setdefault(segment.label, raw[segment.start : segment.end])
    container = next((found[name] for name in CONTAINERS if name in found), "")
    volume, issue = _volume(found.get("volume", ""))
    year = _YEAR.search(found.get("date", ""))
    return Work(
        type=_type(found, container),
        authors=split_authors(found.get("author") or found.get("editor", "")),
        year=int(year.group()) if year else None,
        title=_words(found.get("title", "")),
        container=_words(_IN.sub("", container)),
        volume=volume,
        issue=issue,
        pages=_pages(found.get("pages", "")),
    )


def _words(text: str) -> str | None:
    """Take the marks off that part a field from the next; a question mark is the title's own."""
    bare = text.strip(_MARKS)
    # A bracket that was opened within stays closed.
    return bare + ")" if bare.count("(") > bare.count(")") else bare or None


def _volume(text: str) -> tuple[str | None, str | None]:
    issue = _ISSUE.search(text)
    volume = _VOLUME.match(text)
    number = next(filter(None, issue.groups()), None) if issue else None
    if issue is not None and volume is not None and volume.start(1) >= issue.start():
        volume = None
    return volume.group(1) if volume else None, number


def _pages(text: str) -> str | None:
    if _COUNT.search(text):
        return None  # how long a book is, not where in one a work stands
    return _PAGES.sub("", text).strip(_MARKS) or None


def _type(found: dict[str, str], container: str) -> ReferenceType:
    everything = " ".join((*found.get("genre", "").split(), found.get("note", "")))
    if _THESIS.search(everything):
        return ReferenceType.THESIS
    if _MEETING.search(container):
        return ReferenceType.CONFERENCE_PAPER
    if "journal" in found:
        return ReferenceType.JOURNAL_ARTICLE
    if "container-title" in found:
        return ReferenceType.CHAPTER
    if _REPORT.search(everything):
        return ReferenceType.REPORT
    if "publisher" in found or "edition" in found:
        return ReferenceType.BOOK
    return ReferenceType.WEBPAGE if "url" in found else ReferenceType.OTHER
