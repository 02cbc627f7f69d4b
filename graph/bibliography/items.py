"""A work as an item of CSL-JSON, the form that reference managers exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.bibliography.names import CslName, csl_names
from graph.model import NoticeKind, ReferenceType

if TYPE_CHECKING:
    from graph.model import Source

Item = dict[str, Any]

TYPES = {
    ReferenceType.JOURNAL_ARTICLE: "article-journal",
    ReferenceType.BOOK: "book",
    ReferenceType.CHAPTER: "chapter",
    ReferenceType.WEBPAGE: "webpage",
    ReferenceType.REPORT: "report",
    ReferenceType.THESIS: "thesis",
    ReferenceType.CONFERENCE_PAPER: "paper-conference",
    ReferenceType.OTHER: "document",
}
NOTES = {
    NoticeKind.RETRACTED: "This work was retracted",
    NoticeKind.CONCERN: "An expression of concern was published about this work",
    NoticeKind.CORRECTED: "This work was corrected",
    NoticeKind.REINSTATED: "This work was retracted and then reinstated",
}
OTHERS: CslName = {"literal": "et al."}
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")


def item_of(source: Source) -> Item:
    """Make a CSL-JSON item of a source; what is not known is left out.

    A work whose reference could not be parted into fields has no title; its words as they were
    printed stand in the note, beside what became of it since.
    """
    title, link = _plain(source.title), _plain(source.url)
    fields = {
        "id": source.id,
        "type": TYPES[source.type],
        "title": title.rstrip(".") or title,
        "author": _authors(source),
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "container-title": _plain(source.container).rstrip(" .,"),
        "volume": _plain(source.volume),
        "issue": _plain(source.issue),
        "page": _plain(source.pages).translate(_DASHES),
        "DOI": _plain(source.doi or _version_doi(source)),
        "PMID": _plain(source.pmid),
        "URL": link if link.startswith(("http://", "https://")) else None,
        "note": _note(source, has_title=bool(title)),
    }
    return {name: value for name, value in fields.items() if value}


def _authors(source: Source) -> list[CslName]:
    """Part the authors; OTHERS stands for those whom the reference leaves out."""
    printed_names = tuple(filter(None, map(_plain, source.authors)))
    names = csl_names(printed_names)
    if names:
        _, last, behind = _plain(source.raw).rpartition(printed_names[-1])
        if last and behind.lstrip(" ,.;&").casefold().startswith("et al"):
            names.append(OTHERS)
    return names


def _version_doi(source: Source) -> str | None:
    """Return the DOI of the newest version held, where that is the one that speaks."""
    newest = source.versions[-1] if source.versions else None
    return newest.doi if newest and newest.year == source.year else None


def printed(item: Item) -> str:
    """Return an item's title, or the reference as it was printed where it has none."""
    return str(item.get("title") or item.get("note") or item["id"])


def _note(source: Source, *, has_title: bool) -> str:
    """Say what became of a work, with the newest notice of that, and how it was printed."""
    said = []
    if source.standing:
        told = [each for each in source.notices if each.kind is source.standing]
        of_it = told[-1] if told else None
        details = [part for part in (of_it.date, of_it.notice) if part] if of_it else []
        said.append(NOTES[source.standing] + (f" ({', '.join(details)})" if details else "") + ".")
    if not has_title:
        said.insert(0, _plain(source.raw))
    return " ".join(each for each in said if each)


def _plain(text: str | None) -> str:
    """Return a text in one line, without the characters that no program prints."""
    spaced = "".join(ch if ch.isprintable() else " " for ch in text or "")
    return " ".join(spaced.split())
