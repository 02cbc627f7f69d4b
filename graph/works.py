"""Works that can be cited: what a reference says of one, and what became of it since."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum


class ReferenceType(StrEnum):
    """The kind of a cited work."""

    JOURNAL_ARTICLE = "journal-article"
    BOOK = "book"
    CHAPTER = "chapter"
    WEBPAGE = "webpage"
    REPORT = "report"
    THESIS = "thesis"
    CONFERENCE_PAPER = "conference-paper"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is said of a work that can be cited; fields that are not known are None.

    Attributes:
        authors: in the order and form that the reference has.
        pages: as printed: a range, a first page, or an article's number.
    """

    type: ReferenceType = ReferenceType.OTHER
    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None


WORK_FIELDS = tuple(field.name for field in fields(Work))


class NoticeKind(StrEnum):
    """What a notice says of a published work, the gravest first."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    CORRECTED = "corrected"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that a journal published about a work.

    Attributes:
        date: ISO 8601 date of the notice, or None.
        notice: DOI or address of the notice itself, or None.
        registry: who told of it, such as "Crossref" or "Retraction Watch".
        reasons: what the registry gives as reasons, in its own words.
    """

    kind: NoticeKind
    date: str | None
    notice: str | None
    registry: str
    reasons: tuple[str, ...] = ()


def standing(notices: Iterable[Notice]) -> NoticeKind | None:
    """Tell what holds of a work: the gravest of its notices that none later lifts; None for none.

    A reinstatement lifts what is not dated after it. A notice without a date is held to be the
    oldest of its kind, so that a reinstatement lifts it and nothing is lifted by one without date
    but what has none itself.
    """
    found = tuple(notices)
    lifted = [each.date or "" for each in found if each.kind is NoticeKind.REINSTATED]
    last = max(lifted, default=None)
    kinds = [
        each.kind
        for each in found
        if each.kind is NoticeKind.REINSTATED or last is None or (each.date or "") > last
    ]
    return min(kinds, key=tuple(NoticeKind).index, default=None)


@dataclass(frozen=True, slots=True, order=True)
class WorkVersion:
    """A version of a work: its number from 1, its year and its DOI."""

    number: int
    year: int | None
    doi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Work):
    """An entry of an article's reference list, parsed to fields.

    Attributes:
        raw: the entry's own words, without its list number.
        source: id of the work that it names; see `graph.identity`.
    """

    id: str
    source: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Work):
    """A cited work, one however many references name it; the fullest of what is known speaks.

    Attributes:
        raw: the words of the fullest reference; "" for a study that nothing cites.
        versions: for a work that is published anew under one name, the versions that references
            name or that the store holds, oldest first; else empty.
        notices: what became of it since, oldest first.
    """

    id: str
    raw: str
    versions: tuple[WorkVersion, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def standing(self) -> NoticeKind | None:
        """What holds of it now: the gravest notice that no later reinstatement lifts."""
        return standing(self.notices)

    @property
    def is_retracted(self) -> bool:
        """Whether it was withdrawn and not reinstated since: then nothing may count it."""
        return self.standing is NoticeKind.RETRACTED
