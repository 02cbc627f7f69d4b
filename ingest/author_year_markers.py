"""Markers by author and year, in brackets or in the running text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph.ids import squash
from ingest.found_markers import Found, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage
    from ingest.references.listed import Listed

HEAD = 500  # characters of an entry in which its authors stand
COVERED = 0.5  # share of a bracket that authors and years must fill

_NAME = r"(?:(?:van|von|de|der|den|da|di|del|la|le) ){0,2}[A-ZÀ-Þ][\w'’-]{1,40}"
_NAMES = (
    rf"{_NAME}(?:,? (?:et al\.?|(?:and|&) (?:colleagues|others)|(?:(?:and|&) )?{_NAME})"
    rf"|, (?:and|&) {_NAME}){{0,6}}"
)
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_YEARS = rf"{_YEAR}(?:,? ?(?:{_YEAR}|[a-z]\b)){{0,6}}"
_BRACKETED = re.compile(rf"[(\[]([^()\[\]]{{3,600}}?\b{_YEAR}[^()\[\]]{{0,40}})[)\]]")
_CITED = re.compile(rf"({_NAMES}),? ?\(?({_YEARS})\)?")
_NARRATIVE = re.compile(rf"({_NAMES}) ?[(\[]({_YEARS})[)\]]")
_PARTS = re.compile(rf"{_YEAR}|\b[a-z]\b")
_SPLIT = re.compile(r",? (?:and|&) |, | et al\.?")
_NOBODY = frozenset(("", "colleagues", "others", "et al", "et al."))
_MONTH = re.compile(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|\w{2,5}(?:tem|o|em)ber|In|Since|Spring|Summer"
)


class AuthorYearFinder:
    """Finds the author-year markers of a text and joins them to its list."""

    def __init__(self, text: str, listed: Sequence[Listed]) -> None:
        self._text = text
        # For each year the entries of it: who wrote them, squashed, and their ids.
        self._by_year: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry in listed:
            for year in _years_of(entry):
                self._by_year[year].append((squash(entry.reference.raw[:HEAD]), entry.reference.id))

    def within(self, passage: Passage) -> Iterator[Found]:
        """Find the markers within a passage, in any order."""
        for match in _NARRATIVE.finditer(self._text, passage.start, passage.end):
            references = self._named(match.group(1), match.group(2))
            if references or " et al" in match.group(1):
                yield Found(match.start(), match.end(), Style.NAMED, references)
        for match in _BRACKETED.finditer(self._text, passage.start, passage.end):
            parts = [p for p in _CITED.finditer(match.group(1)) if not _MONTH.fullmatch(p.group(1))]
            references = tuple(
                reference for p in parts for reference in self._named(p.group(1), p.group(2))
            )
            filled = sum(len(part.group()) for part in parts) / len(match.group(1))
            if references or filled >= COVERED:
                unique = tuple(dict.fromkeys(references))
                yield Found(match.start(), match.end(), Style.NAMED, unique)

    def _named(self, names: str, years: str) -> tuple[str, ...]:
        """Name the references of a year by surnames: all that are printed must be among theirs."""
        wanted = [squash(name) for name in _SPLIT.split(names) if name.strip() not in _NOBODY]
        found: list[str] = []
        year = ""
        for part in _PARTS.findall(years):
            year = year[:4] + part if len(part) == 1 else part
            entries = self._by_year.get(year) or self._by_year.get(year[:4], [])
            matching = [entry for entry in entries if all(name in entry[0] for name in wanted)]
            first = [entry for entry in matching if entry[0].startswith(wanted[0])]
            best = [ident for _, ident in first or matching]
            if len(year) == 5 and year not in self._by_year:
                # The text tells 2010a from 2010b, the list does not: take them in its order.
                place = ord(year[4]) - ord("a")
                best = best[place : place + 1] or best
            found += best[:1]
        return tuple(dict.fromkeys(found))


def _years_of(entry: Listed) -> set[str]:
    printed = re.findall(rf"\b{_YEAR}", entry.reference.raw[: 2 * HEAD])
    years = {year for year in printed if len(year) == 5}
    if entry.reference.year:
        years.add(str(entry.reference.year))
    return years
