"""Markers by number: in brackets, raised, or glued to the word before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.found_markers import Found, Style
from ingest.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage
    from ingest.document import Document
    from ingest.references.listed import Listed

MAX_RANGE = 50  # references in a range such as 3-6; a wider one is no citation

_LIST = r"\d{1,3}(?:\s?[,;–—‐-]\s?\d{1,3}){0,30}"
# In brackets a blank, or the end of a line, may part numbers too.
_SPACED = r"\d{1,3}(?:\s?[,;–—‐-]\s?\d{1,3}|\s\d{1,3}){0,30}"
_SQUARE = re.compile(rf"\[\s?({_SPACED})\s?\]")
_ROUND = re.compile(rf"\(\s?({_SPACED})\s?\)")
# A test's statistic with its degrees of freedom: "F [1,7] = 1.62", "χ2 (4)".
_STATISTIC = re.compile(r"(?:(?:\A|[\s(,;])[FTtHZUX]|[χΧ]\s?[2²]?)\s?\Z")
_MARKED_UP = re.compile(rf"[\[(]?\s?({_LIST})\s?[\])]?")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹](?:[⁰¹²³⁴-⁹]|[,⁻–‐-](?=[⁰¹²³⁴-⁹])){0,30}")
# Digits that lost their markup: glued to a word's end or its stop, before a blank or the end.
_FUSED = re.compile(
    rf"(?:(?<=[a-z)\"”’][.,;:])|(?<=[a-z]{{3}}\))|(?<=[a-z]{{4}}))({_SPACED})(?=[\s.,;:)^]|\Z)"
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# What stands before a raised number that is a power: a unit, or a ten.
_UNIT = re.compile(
    r"(?:(?:^|[\s\d/·*(])(?:[cmkµμn]?m|s|in|ft|h|L|l|kg|min|R|r|x|n|np)|[α-ωΑ-Ω]p?|\b10|[\s(/·])\Z"
)
# What stands before a bracketed number that counts or measures and cites nothing.
_COUNTS = re.compile(
    r"(?:\b(?:n|p|r|t|f|d|df|grade|grades|level|class|stage|type|step|figure|fig\.?|table|phase|"
    r"part|chapter|question|item|age|aged|score|about|approximately|of|than|to|are|is|by|the|a)"
    r"\s?[=:]?\s?|[±=<>%]\s?|\d\s)\Z",
    re.IGNORECASE,
)


class NumericFinder:
    """Finds the numeric markers of a document and joins them to its list."""

    def __init__(self, document: Document, listed: Sequence[Listed]) -> None:
        self._document = document
        self._superscripts = Spans(document.superscripts)
        self._by_number: dict[int, str] = {}
        for entry in listed:
            self._by_number.setdefault(entry.number, entry.reference.id)

    def within(self, passage: Passage) -> Iterator[Found]:
        """Find the markers within a passage, in any order."""
        yield from self._raised(passage)
        text = self._document.text
        for match in _SQUARE.finditer(text, passage.start, passage.end):
            if _STATISTIC.search(text[max(passage.start, match.start() - 6) : match.start()]):
                continue
            yield self._read(match.start(), match.end(), Style.SQUARE, match.group(1))
        if self._by_number:
            yield from self._round(passage)
            for match in _FUSED.finditer(text, passage.start, passage.end):
                found = self._read(match.start(1), match.end(1), Style.FUSED, match.group(1))
                if len(found.references) == len(found.numbers):
                    yield found

    def numbered(self, start: int, end: int, style: Style, numbers: tuple[int, ...]) -> Found:
        """Make the marker of some numbers; a number that the list has not is passed over."""
        known = (self._by_number[n] for n in numbers if n in self._by_number)
        return Found(start, end, style, tuple(dict.fromkeys(known)), numbers)

    def _read(self, start: int, end: int, style: Style, numbers: str) -> Found:
        return self.numbered(start, end, style, _expand(numbers))

    def _raised(self, passage: Passage) -> Iterator[Found]:
        text = self._document.text
        for span in self._superscripts.within(passage.start, passage.end):
            match = _MARKED_UP.fullmatch(text, span.start, span.end)
            if match is not None and not self._is_power(passage, span.start, span.end):
                yield self._read(span.start, span.end, Style.RAISED, match.group(1))
        for match in _RAISED.finditer(text, passage.start, passage.end):
            before = text[max(passage.start, match.start() - 1) : match.start()]
            if not before.isdigit() and not self._is_power(passage, match.start(), match.end()):
                digits = match.group().translate(_DIGITS)
                yield self._read(match.start(), match.end(), Style.RAISED, digits)

    def _is_power(self, passage: Passage, start: int, end: int) -> bool:
        """Tell a power, "10 m2", and an isotope, "ring-13C", from a citation."""
        text = self._document.text
        before = text[max(passage.start, start - 6) : start]
        isotope = text[end : end + 1].isalpha() and not re.search(r"[\w.,;:!?)\]]\Z", before)
        return isotope or bool(_UNIT.search(before))

    def _round(self, passage: Passage) -> Iterator[Found]:
        text = self._document.text
        rounds = list(_ROUND.finditer(text, passage.start, passage.end))
        for match in rounds:
            before = text[max(passage.start, match.start() - 24) : match.start()]
            found = self._read(match.start(), match.end(), Style.ROUND, match.group(1))
            counts = not before.strip() or bool(
                _COUNTS.search(before) or _STATISTIC.search(before[-6:])
            )
            if found.references and not (counts or self._enumerates(passage, match, rounds)):
                yield found

    def _enumerates(
        self, passage: Passage, match: re.Match[str], rounds: Sequence[re.Match[str]]
    ) -> bool:
        """Tell "(1) do this, (2) do that" from citations: each opens a clause of its own."""
        if len(rounds) < 2 or not all(m.group(1).isdecimal() for m in rounds):
            return False
        values = [int(m.group(1)) for m in rounds]
        follows = self._document.text[match.end() : min(match.end() + 2, passage.end)]
        ascending = values == list(range(1, len(values) + 1))
        return ascending and bool(re.match(r"\s\w", follows))


def _expand(numbers: str) -> tuple[int, ...]:
    """Spell out "1,3-5" as 1, 3, 4, 5; nothing for a range that no reference list has."""
    found: list[int] = []
    for part in re.split(r"\s?[,;]\s?|(?<=\d)\s(?=\d)", numbers.strip()):
        ends = [int(end) for end in re.split(r"\s?[–—‐-]\s?", part)]
        if len(ends) > 2 or not ends[0] <= ends[-1] <= ends[0] + MAX_RANGE:
            return ()
        found += range(ends[0], ends[-1] + 1)
    return tuple(found)
