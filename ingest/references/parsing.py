"""A reference string to fields: identifiers, authors, year, place in a journal, title."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model import ReferenceType, Work
from ingest.references.fields import to_work
from ingest.references.identifiers import take_identifiers
from ingest.references.locators import Locator, take_locator
from ingest.references.names import take_authors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.references.tagger import Segment

MAX_HEAD = 400  # characters within which a year stands after the authors
TOLD_BY_WORDS = (ReferenceType.REPORT, ReferenceType.THESIS)
_VANCOUVER_PLACE = re.compile(r"(?:1[89]|20)\d\d[\w ]{0,12};\s?\d{0,4}\s?(?:\(|:)|\bCD\d{6}\b")
_APA_YEAR = re.compile(r"\((?:1[89]|20)\d\d[a-z]?\)")
MAX_LENGTH = 4_000  # characters; what is longer is no reference and stays unparsed

_MARKUP = re.compile(
    r"\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\\(?=[\[\]()*_])|</?\w{1,10}>"
)
_NUMBER = re.compile(r"\A\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+(?=\D)")
_WEB = re.compile(
    r"\b(?:Retrieved|Accessed|Available (?:at|from|online)|Available|Last (?:accessed|updated)|"
    r"Viewed|Cited)\b",
    re.IGNORECASE,
)
_WEB_PHRASE = re.compile(
    r"[(\[]?\b(?:(?:Retrieved|Accessed|Viewed|Cited|Last accessed)(?: on)?:?\s{0,2}"
    r"(?:[\w.]{1,12},?\s){0,3}\d{4}[,.]?\s?(?:from)?|Available(?: at| from| online)?:?|"
    r"Retrieved from)[)\].]?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\[(?:Internet|Online|Epub[^\]]{0,40})\]|\bEpub\b[^.]{0,40}\.|\bFree (?:PMC )?article\b\.?|"
    r"\[\s*\]|\(\s*\)",
    re.IGNORECASE,
)
_YEAR_AFTER_NAMES = re.compile(
    r"[\s.,]*[(\[](?:(?P<year>(?:1[89]|20)\d\d)[a-z]?(?:[,/][^)\]]{0,30})?|n\.d\.|in press)[)\]]"
    r"[\s.:,]*",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"[\s.,]*(?P<year>(?:1[89]|20)\d\d)[a-z]?[.,:]\s+")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_TITLE_END = re.compile(
    r"(?<!\bvs)(?<!\b[A-Z])(?<!\bSt)[.?!][\"'”’]?(?=\s+[\"“‘A-ZÀ-Þ\d(\[])|[.?!]\s*\Z"
)
_IN = re.compile(r"(?:\A|[.\s])In:? (?=[A-Z])")
_THESIS = re.compile(r"\b(?:thesis|dissertation)\b", re.IGNORECASE)
_CONFERENCE = re.compile(r"\b(?:proceedings of|conference|symposium|congress)\b", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:report|data brief|white paper|working paper|guidance|department of|ministry|"
    r"government|technical)\b",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:Press|Publish(?:ers|ing)|Wiley|Elsevier|Springer|Lippincott|Routledge|Kinetics|Books?)\b"
    r"|\b[A-Z][\w .,()]{2,40}: [A-Z][\w&,. ]{3,80}"
)


def parse_reference(raw: str, segmenter: Callable[[str], Sequence[Segment]] | None = None) -> Work:
    """Parse a reference string; never fails, but leaves what it cannot tell as None.

    Rules read strings whose own marks part their fields, as in the styles of medical journals. All
    others are labelled by the tagger, and the labelled stretches are read.

    Args:
        raw: the string.
        segmenter: labels a string's stretches; the shipped tagger unless given.
    """
    if len(raw) > MAX_LENGTH:
        return Work()
    work = by_rules(raw)
    if _VANCOUVER_PLACE.search(raw) or (work.doi and work.authors and _APA_YEAR.search(raw)):
        return work
    found = by_labels(raw, segmenter or _tagged)
    if found.year and str(found.year) not in _WEB_PHRASE.sub("", raw):
        found = replace(found, year=None)  # when a page was looked at, not when it was written
    if found.year is None and work.year and not _WEB.search(raw):
        found = replace(found, year=work.year)
    if _WEB.search(raw) and not (found.authors and found.title):
        return work  # a page's own name and site, which no other style looks like
    return replace(found, type=work.type) if work.type in TOLD_BY_WORDS else found


def _tagged(text: str) -> Sequence[Segment]:
    # The tagger's models take a moment to load, which lists in Vancouver style never need.
    from ingest.references.tagger import segments

    return segments(text)


def by_labels(raw: str, segmenter: Callable[[str], Sequence[Segment]]) -> Work:
    """Read a string whose stretches a tagger labels; its identifiers by rules."""
    named = take_identifiers(" ".join(raw.split()))
    text = _MARKUP.sub("", named.text)
    found = to_work(text, segmenter(text))
    return replace(found, doi=named.doi, pmid=named.pmid, url=named.url)


def by_rules(raw: str) -> Work:
    """Parse a string by the marks that part its fields in the styles of journals."""
    named = take_identifiers(" ".join(raw.split()))
    text = _NUMBER.sub("", _MARKUP.sub("", named.rest), count=1)
    web = bool(_WEB.search(text))
    text = " ".join(_NOISE.sub(" ", _WEB_PHRASE.sub(" ", text)).split())
    authors, rest = take_authors(text)
    year, rest = _take_year(rest)
    locator, rest = take_locator(rest)
    title, after = _take_title(rest, has_journal=locator.volume is not None)
    if year is None:
        found = locator.year or (None if web else _last_year(text))
        year = int(found) if found else None
    kind = _kind(text, locator, web=web and named.doi is None, doi=named.doi, after=after)
    return Work(
        type=kind,
        authors=authors,
        year=year,
        title=title,
        container=_container(after, kind, numbered=locator.issue is not None),
        volume=locator.volume,
        issue=locator.issue,
        pages=locator.pages,
        doi=named.doi,
        pmid=named.pmid,
        url=named.url,
    )


def _take_year(text: str) -> tuple[int | None, str]:
    """Read a year that stands right after the authors, with or without brackets."""
    for pattern in (_YEAR_AFTER_NAMES, _BARE_YEAR):
        match = pattern.match(text)
        if match is not None:
            year = match.group("year")
            return int(year) if year else None, text[match.end() :]
    return None, text


def _last_year(text: str) -> str | None:
    years = _ANY_YEAR.findall(text)
    return str(years[-1]) if years else None


def _take_title(text: str, *, has_journal: bool) -> tuple[str | None, str]:
    """Part the title from what follows it, at the first stop that ends a title."""
    text = text.strip(" .,;:")
    if not text:
        return None, ""
    match = _TITLE_END.search(text)
    if match is None:
        # A lone name before volume and pages is the journal's; the title is missing.
        return (None, text) if has_journal and len(text.split()) <= 6 else (_trim(text), "")
    keep = match.end() if text[match.start()] in "?!" else match.start()
    return _trim(text[:keep]), text[match.end() :].strip(" .,;:")


def _trim(title: str) -> str | None:
    return title.strip(" .,;\"“”'") or None


def _container(after: str, kind: ReferenceType, *, numbered: bool) -> str | None:
    """Read what the work appeared in, from between its title and its volume."""
    text = re.sub(r"\A(?:In:?|Available|from)\s+", "", after)
    if kind in (ReferenceType.BOOK, ReferenceType.THESIS):
        return None
    if kind is ReferenceType.REPORT:
        return text.strip(" .,;") or None if numbered else None
    if kind is not ReferenceType.WEBPAGE:
        text = re.split(r"\.\s", text)[0]
    text = re.sub(
        r"[\s,;.]*\(?(?:1[89]|20)\d\d\)?(?:\s[A-Z][a-z]{2,8})?(?:\s\d{1,2})?[\s.,;]*\Z", "", text
    )
    return text.strip(" .,;:()[]") or None


def _kind(text: str, locator: Locator, *, web: bool, doi: str | None, after: str) -> ReferenceType:
    """Tell what kind of work a reference names, by the words and the numbers in it."""
    if _THESIS.search(text):
        return ReferenceType.THESIS
    if locator.volume or (locator.issue and not _REPORT.search(text)):
        return ReferenceType.JOURNAL_ARTICLE
    if _IN.search(text):
        return ReferenceType.CONFERENCE_PAPER if _CONFERENCE.search(text) else ReferenceType.CHAPTER
    if doi or locator.pages:
        return ReferenceType.JOURNAL_ARTICLE
    if _REPORT.search(after) or (_REPORT.search(text) and not web):
        return ReferenceType.REPORT
    if web:
        return ReferenceType.WEBPAGE
    if _PUBLISHER.search(after):
        return ReferenceType.BOOK
    return ReferenceType.OTHER
