"""Shapes of works: as references name them, and as sources."""

from __future__ import annotations

from graph.model import ReferenceType
from web.api.schemas.base import NoticeKind, Shape


class Work(Shape):
    """What a work is cited as."""

    type: ReferenceType
    authors: list[str]
    year: int | None
    title: str | None
    container: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    doi: str | None
    pmid: str | None
    url: str | None


class Version(Shape):
    """One of the versions of a work that is published anew."""

    number: int
    year: int | None
    doi: str


class PrintedReference(Work):
    """An entry of a reference list, as it was printed."""

    id: str
    source: str
    raw: str


class Reference(PrintedReference):
    """An entry of a reference list, with what is known of the work."""

    citation: str
    standing: NoticeKind | None
    source_doi: str | None
    newer_version: Version | None
    link: str | None


class Notice(Shape):
    """What became of a work."""

    kind: NoticeKind
    date: str | None
    notice: str | None
    link: str | None
    registry: str
    reasons: list[str]


class Source(Work):
    """A cited work, completed by registries and other articles."""

    id: str
    raw: str
    citation: str
    link: str | None
    standing: NoticeKind | None
    notices: list[Notice]
    versions: list[Version]
