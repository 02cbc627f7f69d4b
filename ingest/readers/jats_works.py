"""What a JATS article says of works: of itself, and of each that it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from graph.model import ReferenceType, Work
from ingest.readers.listing import printed
from ingest.readers.xml import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

XLINK = "{http://www.w3.org/1999/xlink}href"
HOLDING = frozenset(("name", "string-name", "mixed-citation", "element-citation", "date"))
CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
TYPES = {
    "journal": ReferenceType.JOURNAL_ARTICLE,
    "book": ReferenceType.BOOK,
    "confproc": ReferenceType.CONFERENCE_PAPER,
    "web": ReferenceType.WEBPAGE,
    "webpage": ReferenceType.WEBPAGE,
    "thesis": ReferenceType.THESIS,
    "report": ReferenceType.REPORT,
    "gov": ReferenceType.REPORT,
}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DOI = re.compile(r"10\.\d{4,9}/\S{1,300}")


def cited(reference: _Element) -> tuple[str, Work | None]:
    """Read an entry of a reference list: its words as printed, and the fields that it tags.

    Fields without words between them are put in order. The fields are None where the entry tags
    no title, so that its words are read as those of any other reference.
    """
    citation = next(reference.iter(*CITATIONS), None)
    if citation is None:
        return _without_label(reference), None
    fields = _Fields(citation)
    work = fields.work(citation)
    listed = citation.tag == "element-citation" or not _has_punctuation(citation)
    raw = printed(work, others="etal" in fields.found) if listed else _without_label(citation)
    return raw or _without_label(citation), work if work.title else None


def _without_label(element: _Element) -> str:
    words = words_of(element)
    label = element.find("label")
    return words if label is None else words.removeprefix(words_of(label)).strip()


def own_work(meta: _Element, journal: _Element | None) -> Work:
    """Read what an article is to be cited as, from its front matter."""
    ids = {each.get("pub-id-type"): words_of(each) for each in meta.findall("article-id")}
    dates = [words_of(date.find("year")) for date in meta.findall("pub-date")]
    years = [int(year) for year in dates if _YEAR.fullmatch(year)]
    container = None
    if journal is not None:
        container = words_of(next(journal.iter("journal-title"), None)) or None
    found = {name: words_of(meta.find(name)) for name in ("fpage", "lpage", "elocation-id")}
    authors = (
        name
        for contributor in meta.iterfind("contrib-group/contrib")
        if contributor.get("contrib-type") in ("author", None)
        for name in _authors(contributor)
    )
    return Work(
        type=ReferenceType.JOURNAL_ARTICLE,
        authors=tuple(authors),
        year=min(years, default=None),
        title=words_of(meta.find("title-group/article-title")) or None,
        container=container,
        volume=words_of(meta.find("volume")) or None,
        issue=words_of(meta.find("issue")) or None,
        pages=_pages(found),
        doi=ids.get("doi"),
        pmid=ids.get("pmid"),
    )


class _Fields:
    """The tagged fields of a citation, gathered in one walk: the first words of each tag."""

    def __init__(self, citation: _Element) -> None:
        self.found: dict[str, str] = {}
        self.authors: list[str] = []
        self.gathered(citation)

    def gathered(self, citation: _Element) -> None:
        found = self.found
        writing = True
        authors = self.authors
        for element in citation.iter(etree.Element):
            tag = element.tag
            if tag in HOLDING:
                continue
            if tag == "person-group":
                writing = element.get("person-group-type") in (None, "author") or not authors
                continue
            words = words_of(element)
            if tag == "given-names":
                if writing and words and authors:
                    authors[-1] += f" {words}"
            elif tag in ("surname", "collab"):
                if writing and words:
                    authors.append(words)
            elif tag == "etal":
                found["etal"] = tag
            elif tag == "pub-id":
                self._number(element.get("pub-id-type"), words)
            elif tag in ("ext-link", "uri"):
                self._link(element.get(XLINK) or words)
            elif words and tag not in found:
                found[tag] = words

    def _number(self, kind: str | None, words: str) -> None:
        if words and kind in ("doi", "pmid", "medline"):
            self.found.setdefault("pmid" if kind == "medline" else kind, words)

    def _link(self, href: str) -> None:
        if doi := _DOI.search(href):
            self.found.setdefault("doi", doi.group().rstrip(".,;"))
        elif href.startswith(("http://", "https://")):
            self.found.setdefault("url", href)

    def work(self, citation: _Element) -> Work:
        found = self.found
        title, source = found.get("article-title"), found.get("source")
        chapter = found.get("chapter-title")
        kind = _type(citation, bool(title or chapter), found)
        if kind in (ReferenceType.BOOK, ReferenceType.CHAPTER):
            title = chapter or title
        year = _YEAR.search(found.get("year", ""))
        return Work(
            type=kind,
            authors=tuple(self.authors),
            year=int(year.group()) if year else None,
            title=title or source,
            container=source if title else None,
            volume=found.get("volume"),
            issue=found.get("issue"),
            pages=_pages(found),
            doi=found.get("doi"),
            pmid=found.get("pmid"),
            url=found.get("url"),
        )


def _type(citation: _Element, titled: bool, found: dict[str, str]) -> ReferenceType:
    named = citation.get("publication-type") or citation.get("citation-type") or ""
    kind = TYPES.get(named, ReferenceType.OTHER)
    if kind is ReferenceType.BOOK and titled and "source" in found:
        return ReferenceType.CHAPTER
    if kind is ReferenceType.OTHER and titled and "volume" in found:
        return ReferenceType.JOURNAL_ARTICLE
    if kind is ReferenceType.OTHER and "url" in found:
        return ReferenceType.WEBPAGE
    return kind


def _authors(within: _Element) -> Iterator[str]:
    for element in within.iter("name", "collab"):
        if element.tag == "collab":
            yield words_of(element)
        else:
            parts = (words_of(element.find(name)) for name in ("surname", "given-names"))
            yield " ".join(part for part in parts if part)


def _pages(found: dict[str, str]) -> str | None:
    first, last = found.get("fpage"), found.get("lpage")
    if first and last and last != first:
        return f"{first}-{last}"
    return first or found.get("page-range") or found.get("elocation-id") or None


def _has_punctuation(citation: _Element) -> bool:
    """Tell whether words stand between a citation's tags, as in a printed string."""
    return bool((citation.text or "").strip()) or any(
        (child.tail or "").strip() for child in citation
    )
