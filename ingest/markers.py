"""Citation markers in the text: numbers in brackets or raised, author and year, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ids import squash
from ingest.source_links import is_source_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage
    from ingest.document import Document
    from ingest.references.listed import Listed

MAX_RANGE = 50  # references in a range such as 3-6; a wider one is no citation

_LIST = r"\d{1,3}(?:\s?[,;–—‐-]\s?\d{1,3}){0,30}"
_SQUARE = re.compile(rf"\[\s?({_LIST})\s?\]")
_ROUND = re.compile(rf"\(\s?({_LIST})\s?\)")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹](?:[⁰¹²³⁴-⁹]|[,⁻–‐-](?=[⁰¹²³⁴-⁹])){0,30}")
# Digits that lost their markup: glued to a word's end or its stop, before a blank or the end.
_FUSED = re.compile(
    rf"(?:(?<=[a-z)\"”’][.,;:])|(?<=[a-z]{{3}}\))|(?<=[a-z]{{4}}))({_LIST})(?=[\s.,;:)^]|\Z)"
)
_NAME = r"(?:(?:van|von|de|der|den|da|di|del|la|le) ){0,2}[A-ZÀ-Þ][\w'’-]{1,40}"
_NAMES = (
    rf"{_NAME}(?:,? (?:et al\.?|(?:and|&) (?:colleagues|others)|(?:(?:and|&) )?{_NAME})){{0,6}}"
)
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_YEARS = rf"{_YEAR}(?:, (?:{_YEAR}|[a-z])){{0,6}}"
_BRACKETED = re.compile(rf"[(\[]([^()\[\]]{{3,400}}?\b{_YEAR})(?:, ?pp?\.? ?[\d–-]{{1,12}})?[)\]]")
_CITED = re.compile(rf"(?:(?:e\.g\.|see|cf\.|and|also),? )?({_NAMES}),? ?\(?({_YEARS})\)?")
_NARRATIVE = re.compile(rf"({_NAMES}) ?[(\[]({_YEARS})[)\]]")
_MONTH = re.compile(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|\w{2,5}(?:tem|o|em)ber|In|Since|Spring|Summer"
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# What stands before a bracketed number that counts or measures and cites nothing.
_COUNTS = re.compile(
    r"(?:\b(?:n|p|r|t|f|d|df|grade|grades|level|class|stage|type|step|figure|fig\.?|table|phase|"
    r"part|chapter|question|item|age|aged|score|about|approximately|of|than|to|are|is|by|the|a)"
    r"\s?[=:]?\s?)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A marker found in the text.

    Attributes:
        references: ids of the listed references that it names.
        href: for a link, where it leads; its reference is yet to be found or made.
        words: for a link, its words.
    """

    start: int
    end: int
    references: tuple[str, ...] = ()
    href: str | None = None
    words: str = ""


def find_markers(
    document: Document, citing: Sequence[Passage], listed: Sequence[Listed]
) -> list[Found]:
    """Find the markers within the citing passages, in the order of the text, none overlapping."""
    finder = _Finder(document, listed)
    found = [marker for passage in citing for marker in finder.within(passage)]
    kept: list[Found] = []
    for marker in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
    return kept


class _Finder:
    def __init__(self, document: Document, listed: Sequence[Listed]) -> None:
        self.document = document
        self.by_number: dict[int, str] = {}
        for entry in listed:
            self.by_number.setdefault(entry.number, entry.reference.id)
        self.by_year: dict[str, list[tuple[str, str]]] = {}
        for entry in listed:
            for year in _years_of(entry):
                self.by_year.setdefault(year, []).append(
                    (
                        squash(" ".join(entry.reference.authors) or entry.reference.raw),
                        entry.reference.id,
                    )
                )

    def within(self, passage: Passage) -> Iterator[Found]:
        yield from self._links(passage)
        yield from self._superscripts(passage)
        yield from self._numbers(passage)
        yield from self._names(passage)

    def _links(self, passage: Passage) -> Iterator[Found]:
        for link in self.document.links:
            if passage.start <= link.start and link.end <= passage.end:
                words = self.document.text[link.start : link.end]
                number = re.fullmatch(rf"[\[(]?({_LIST})[\])]?", words)
                if number is None and is_source_link(link.href, self.document.url):
                    yield Found(link.start, link.end, href=link.href, words=words.strip(" ."))

    def _superscripts(self, passage: Passage) -> Iterator[Found]:
        text = self.document.text
        for span in self.document.superscripts:
            if passage.start <= span.start and span.end <= passage.end:
                number = re.fullmatch(rf"[\[(]?({_LIST})[\])]?", text[span.start : span.end])
                if number is not None:
                    yield self._numbered(span.start, span.end, number.group(1))
        for match in _RAISED.finditer(text, passage.start, passage.end):
            before = text[max(0, match.start() - 2) : match.start()]
            unit = re.search(r"(?:[\d\s(/·]|\b[cmk]?m)\Z", before)
            if not unit:
                digits = match.group().translate(_DIGITS)
                yield self._numbered(match.start(), match.end(), digits)

    def _numbers(self, passage: Passage) -> Iterator[Found]:
        text = self.document.text
        for match in _SQUARE.finditer(text, passage.start, passage.end):
            yield self._numbered(match.start(), match.end(), match.group(1))
        if not self.by_number:
            return
        rounds = list(_ROUND.finditer(text, passage.start, passage.end))
        for match in rounds:
            before = text[max(passage.start, match.start() - 24) : match.start()]
            found = self._numbered(match.start(), match.end(), match.group(1))
            counts = not before.strip() or bool(_COUNTS.search(before))
            if found.references and not (counts or self._enumerates(passage, match, rounds)):
                yield found
        for match in _FUSED.finditer(text, passage.start, passage.end):
            found = self._numbered(match.start(1), match.end(1), match.group(1))
            if len(found.references) == len(_expand(match.group(1)) or ()):
                yield found

    def _enumerates(
        self, passage: Passage, match: re.Match[str], rounds: Sequence[re.Match[str]]
    ) -> bool:
        """Tell "(1) do this, (2) do that" from citations: each opens a clause of its own."""
        if len(rounds) < 2 or not all(m.group(1).isdecimal() for m in rounds):
            return False
        values = [int(m.group(1)) for m in rounds]
        follows = self.document.text[match.end() : min(match.end() + 2, passage.end)]
        ascending = values == list(range(1, len(values) + 1))
        return ascending and bool(re.match(r"\s\w", follows))

    def _numbered(self, start: int, end: int, numbers: str) -> Found:
        wanted = _expand(numbers) or ()
        known = tuple(self.by_number[n] for n in wanted if n in self.by_number)
        return Found(start, end, known)

    def _names(self, passage: Passage) -> Iterator[Found]:
        text = self.document.text
        for match in _NARRATIVE.finditer(text, passage.start, passage.end):
            references = self._named(match.group(1), match.group(2))
            if references or " et al" in match.group(1):
                yield Found(match.start(), match.end(), references)
        for match in _BRACKETED.finditer(text, passage.start, passage.end):
            parts = [_CITED.fullmatch(part.strip()) for part in match.group(1).split(";")]
            cited = [part for part in parts if part and not _MONTH.fullmatch(part.group(1))]
            if cited:
                references = tuple(
                    reference
                    for part in cited
                    for reference in self._named(part.group(1), part.group(2))
                )
                yield Found(match.start(), match.end(), references)

    def _named(self, names: str, years: str) -> tuple[str, ...]:
        """Name the references of a year by surnames: all that are printed must be among theirs."""
        wanted = [
            squash(name)
            for name in re.split(r",? (?:and|&) |, | et al\.?", names)
            if name.strip() and name.strip() not in ("colleagues", "others", "et al", "et al.")
        ]
        found: list[str] = []
        last = ""
        for year in years.split(", "):
            last = last[:4] + year if len(year) == 1 else year
            entries = self.by_year.get(last) or self.by_year.get(last[:4], [])
            matching = [ident for who, ident in entries if all(name in who for name in wanted)]
            first = [
                ident for who, ident in entries if ident in matching and who.startswith(wanted[0])
            ]
            place = ord(last[4]) - ord("a") if len(last) == 5 else 0
            best = first or matching
            if len(last) == 5 and last not in self.by_year:
                # The text tells 2010a from 2010b, the list does not: take them in its order.
                place = ord(last[4]) - ord("a")
                best = best[place : place + 1] or best[:1]
            found += best[:1]
        return tuple(dict.fromkeys(found))


def _years_of(entry: Listed) -> set[str]:
    printed = re.findall(rf"\b{_YEAR}", entry.reference.raw[:600])
    years = {year for year in printed if len(year) == 5}
    if entry.reference.year:
        years.add(str(entry.reference.year))
    return years


def _expand(numbers: str) -> tuple[int, ...] | None:
    """Spell out "1,3-5" as 1, 3, 4, 5; None for a range that no reference list has."""
    found: list[int] = []
    for part in re.split(r"\s?[,;]\s?", numbers.strip()):
        ends = [int(end) for end in re.split(r"\s?[–—‐-]\s?", part)]
        if len(ends) > 2 or not ends[0] <= ends[-1] <= ends[0] + MAX_RANGE:
            return None
        found += range(ends[0], ends[-1] + 1)
    return tuple(found)
