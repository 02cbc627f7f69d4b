"""Where in a journal a work stands: volume, issue, pages, and the year among them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAGES = r"(?P<pages>[A-Za-z]{0,3}\d[\w.]{0,20}(?:\s?[–‐-]\s?[A-Za-z]{0,3}\d\w{0,12})?)"
_DATE = (
    r"(?P<year>(?:1[89]|20)\d\d)"
    r"(?:[ ,]{1,2}[A-Z][a-z]{2,8}\.?(?:[ -]?[A-Z]?[a-z]{0,8})?(?: \d{1,2})?)?"
)
_VOLUME = r"(?P<volume>[A-Z]{0,2}\d{1,5}(?:[–-]\d{1,4})?)"
_ISSUE = r"\((?P<issue>[^()]{1,30})\)"

# In the order of how much each asks for.
_STYLES = [
    # Vancouver, AMA: 2005;60(2):187–194.
    re.compile(rf"{_DATE}\s?[;,]\s?{_VOLUME}?\s?(?:{_ISSUE})?\s?[:,]\s?{_PAGES}"),
    # Vancouver without pages: 2024 Oct;12(19)
    re.compile(rf"{_DATE}\s?;\s?{_VOLUME}\s?(?:{_ISSUE})?"),
    # Vancouver without volume: 2009:183–788
    re.compile(rf"(?P<year>(?:1[89]|20)\d\d):{_PAGES}"),
    # APA: 34(1), 17–23
    re.compile(rf"(?<=[\s,.]){_VOLUME}\s?{_ISSUE}\s?[,:]\s?(?:pp?\.\s?|Article )?{_PAGES}"),
    # APA without issue: 34, 17–23
    re.compile(rf",\s{_VOLUME}\s?[,:]\s?(?:pp?\.\s?)?{_PAGES}"),
    # APA without volume: , (1), CD004376
    re.compile(rf",\s\((?P<issue>\d{{1,3}})\)\s?[,:]\s?{_PAGES}"),
    # Nature, with the year at the end: 34, 17–23 (2002)
    re.compile(rf"(?<=\s){_VOLUME}\s?[,:]\s?{_PAGES}\s?\((?P<year>(?:1[89]|20)\d\d)\)"),
    # Harvard: vol. 34, no. 1, pp. 17–23
    re.compile(
        rf"\bvol(?:ume)?\.?\s?{_VOLUME}(?:,?\s(?:no|issue|iss)\.?\s?(?P<issue>\w{{1,8}}))?"
        rf"(?:,?\s(?:pp?\.?\s?)?{_PAGES})?",
        re.IGNORECASE,
    ),
    # Volume and issue alone: 34(1)
    re.compile(rf"(?<=[\s,]){_VOLUME}\s?{_ISSUE}(?=[\s.,;]|\Z)"),
    # A report's series: no 405
    re.compile(r",?\s\bno\.?\s?(?P<issue>\d{1,5})\b"),
    # A Cochrane review by its number alone: CD005381 (2015)
    re.compile(r"\b(?P<pages>CD\d{6})\b(?:\s?\((?P<year>\d{4})\))?"),
    # A range alone: pp. 17–23, or , 1–7
    re.compile(r"(?:\bpp?\.\s?|,\s)(?P<pages>\d{1,5}\s?[–‐-]\s?\d{1,5})"),
    # A volume alone at the end, as in "Neural Plasticity, 2016"
    re.compile(r",\s(?P<volume>\d{1,4})[\s.]*\Z"),
]


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a journal; what is not said is None."""

    year: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


def take_locator(text: str) -> tuple[Locator, str]:
    """Find a work's place in its journal: the place, and the text before it."""
    for style in _STYLES:
        match = style.search(text)
        if match is not None:
            groups = match.groupdict()
            found = Locator(**{name: _clean(groups.get(name)) for name in Locator.__slots__})
            return found, text[: match.start()]
    return Locator(), text


def _clean(value: str | None) -> str | None:
    return value.strip(" .") or None if value else None
