"""Markers by author and year, in brackets or in the running text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph.ids import squash
from ingest.found_markers import Found, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage
    from ingest.references.listed import Listed

HEAD = 500  # characters of an entry in which its authors stand
COVERED = 0.5  # share of a bracket that authors and years must fill

_NAME = (
    r"(?:(?:van|von|de|der|den|da|di|del|la|le) ){0,2}"
    r"(?:[dlDLO][’'`´ʼ׳])?[A-ZÀ-ÞŁŚŠŽČĆĐ][\w'’‐-]{1,40}"
)
_NAMES = (
    rf"{_NAME}(?:,? (?:et al\.?|(?:and|&) (?:colleagues|others)|(?:(?:and|&) )?{_NAME})"
    rf"|, (?:and|&) {_NAME}){{0,6}}"
)
_YEAR = r"(?:(?:1[89]|20)\d\d[a-z]?|in press)"
_YEARS = rf"{_YEAR}(?:,? ?(?:{_YEAR}|[a-z]\b)){{0,6}}"
_BRACKETED = re.compile(rf"[(\[]([^()\[\]]{{3,600}}?\b{_YEAR}[^()\[\]]{{0,40}})[)\]]")
_CITED = re.compile(rf"({_NAMES}),? ?\(?({_YEARS})\)?")
_NARRATIVE = re.compile(rf"({_NAMES}) ?[(\[]({_YEARS})[)\]]")
_PARTS = re.compile(rf"{_YEAR}|\b[a-z]\b")
_BESIDE = re.compile(r"[\s,;&–—‐-]{0,5}(?:and\s)?")
_SPLIT = re.compile(r",? (?:and|&) |, |,? et al\.?")
_OTHERS = re.compile(r"\bet al|\b(?:colleagues|others)\b")
_NOBODY = frozenset(("", "colleagues", "others", "et al", "et al."))
_MONTH = re.compile(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|\w{2,5}(?:tem|o|em)ber|In|Since|Spring|Summer"
)


class _Entry(NamedTuple):
    """An entry of the list: its first words, squashed; how many authors it names; its id."""

    names: str
    authors: int
    ident: str


class AuthorYearFinder:
    """Finds the author-year markers of a text and joins them to its list.

    Citations side by side, "(Novak, 2001; Ito et al., 2003)", are one marker, from the first name
    to the last year. Where the list is numbered, each year is a marker of its own.
    """

    def __init__(self, text: str, listed: Sequence[Listed], *, one_by_one: bool = False) -> None:
        self._text = text
        self._one_by_one = one_by_one
        self._by_year: dict[str, list[_Entry]] = defaultdict(list)
        for entry in listed:
            reference = entry.reference
            names = squash(reference.raw[:HEAD])
            for year in _years_of(entry):
                self._by_year[year].append(_Entry(names, len(reference.authors), reference.id))

    def within(self, passage: Passage) -> Iterator[Found]:
        """Find the markers within a passage, in any order."""
        for match in _NARRATIVE.finditer(self._text, passage.start, passage.end):
            references = self._named(match.group(1), match.group(2))
            if references or " et al" in match.group(1):
                start, end = match.span(2) if self._one_by_one else match.span()
                yield Found(start, end, Style.NAMED, references)
        for match in _BRACKETED.finditer(self._text, passage.start, passage.end):
            yield from self._bracketed(match)

    def _bracketed(self, bracket: re.Match[str]) -> Iterator[Found]:
        parts = [
            part
            for part in _CITED.finditer(self._text, bracket.start(1), bracket.end(1))
            if not _MONTH.fullmatch(part.group(1))
        ]
        filled = sum(len(part.group()) for part in parts) / len(bracket.group(1))
        known = [self._named(part.group(1), part.group(2)) for part in parts]
        if not (any(known) or filled >= COVERED):
            return
        if self._one_by_one:
            for part, found in zip(parts, known, strict=True):
                yield Found(*part.span(2), Style.NAMED, found)
            return
        markers: list[Found] = []
        for part, found in zip(parts, known, strict=True):
            before = markers[-1] if markers else None
            if before and _BESIDE.fullmatch(self._text, before.end, part.start()):
                references = tuple(dict.fromkeys(before.references + found))
                markers[-1] = Found(before.start, part.end(), Style.NAMED, references)
            else:
                markers.append(Found(*part.span(), Style.NAMED, found))
        if len(markers) == 1 and not self._text[markers[0].end : bracket.end(1)].strip():
            inside = self._text[bracket.start(1) : markers[0].start]
            if not inside.strip():  # nothing else stands in the bracket, which belongs to it then
                markers = [Found(*bracket.span(), Style.NAMED, markers[0].references)]
        yield from markers

    def _named(self, names: str, years: str) -> tuple[str, ...]:
        """Name the references of some years by surnames: all that are printed must be theirs."""
        printed = [name for name in _SPLIT.split(names) if name.strip() not in _NOBODY]
        wanted = [squash(name) for name in printed]
        # "While Novak et al. (2001)": the sentence's first word is no name.
        fewer = [squash(printed[0].rsplit(" ", 1)[-1]), *wanted[1:]] if printed else []
        others = bool(_OTHERS.search(names))
        found: list[str] = []
        year = ""
        for part in _PARTS.findall(years):
            year = year[:4] + part if len(part) == 1 else part
            tries = (self._best(each, year, others=others) for each in (wanted, fewer))
            found += next(filter(None, tries), [])[:1]
        return tuple(dict.fromkeys(found))

    def _best(self, wanted: Sequence[str], year: str, *, others: bool) -> list[str]:
        """Name the entries of a year that surnames fit best, in the order of the list."""
        entries = self._by_year.get(year) or self._by_year.get(year[:4], [])
        ranked = [
            (rank, entry.ident)
            for entry in entries
            if (rank := _rank(wanted, entry, others=others)) is not None
        ]
        first = min((rank for rank, _ in ranked), default=None)
        best = [ident for rank, ident in ranked if rank == first]
        if len(year) == 5 and year not in self._by_year:
            # The text tells 2010a from 2010b, the list does not: take them in its order.
            place = ord(year[4]) - ord("a")
            return best[place : place + 1] or best
        return best


def _rank(wanted: Sequence[str], entry: _Entry, *, others: bool) -> tuple[int, ...] | None:
    """Tell how well surnames fit an entry, the least fits best; None when one is missing.

    First of all it begins with the first name; then it has as many authors as are cited, or more
    where "et al" says so; then the names follow each other closely.
    """
    if not wanted:
        return None
    place = reach = 0
    for name in wanted:
        found = entry.names.find(name, reach)
        if found < 0 and (found := entry.names.find(name)) < 0:
            return None
        reach = found + len(name)
        place = max(place, found)
    fits = entry.authors > len(wanted) if others else entry.authors == len(wanted)
    return int(not entry.names.startswith(wanted[0])), int(not fits), place


def _years_of(entry: Listed) -> set[str]:
    printed = re.findall(
        rf"(?<!\d){_YEAR}(?!\d)", entry.reference.raw[: 2 * HEAD].replace("In p", "in p")
    )
    years = {year for year in printed if not year.isdecimal()}
    if entry.reference.year:
        years.add(str(entry.reference.year))
    # A string may have been read wrongly; what it prints first and last can be its year too.
    plain = [year for year in printed if year.isdecimal()]
    return years | {*plain[:1], *plain[-1:]}
