"""Measures: doses and sizes of effects as values with units, each with its own words.

A dose has an amount, a frequency, a duration or an intensity; an effect a change in percent, a
standardised or plain difference, a ratio, an interval of confidence, a p-value. The patterns stand
in `ingest/cues/measures.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.model import Quantity, QuantityKind
from ingest.numbers import value_of
from ingest.phrases import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
_NUMBER = rf"(?:\d{{1,6}}(?:[.,]\d{{1,3}})?|(?:{_SMALL}))"
_PIECES = {
    "{span}": rf"(?P<low>{_NUMBER})(?:\s?(?:-|–|to|or)\s?(?P<high>{_NUMBER}))?",
    "{signed}": r"[+−–-]?\d{1,6}(?:\.\d{1,4})?",
    "{each}": r"(?:/|per|a|an|each|every)",
    "{period}": r"(?P<period>day|week|month|year|fortnight|night|session)",
}
_LY = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_SHORT = {"min": "minute", "mins": "minute", "wk": "week", "wks": "week", "reps": "repetition"}


@dataclass(frozen=True, slots=True)
class _Measure:
    kind: QuantityKind
    pattern: re.Pattern[str]
    unit: str | None


def measures_in(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Find the measures in `text[start:end]`, in order, none overlapping another."""
    found: list[Quantity] = []
    if not _DIGIT_OR_WORD.search(text, start, end):
        return ()
    taken = bytearray(end - start)
    for measure in _measures():
        for quantity in _found(measure, text, start, end):
            place = slice(quantity.start - start, quantity.end - start)
            if not any(taken[place]):
                taken[place] = b"\x01" * (quantity.end - quantity.start)
                found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


# Most sentences hold no measure; one look tells.
_DIGIT_OR_WORD = re.compile(
    rf"\d|\b(?:{_SMALL}|once|twice|thrice|vigorous|brisk|low|moderate|high|light)\b", re.IGNORECASE
)


@cache
def _measures() -> tuple[_Measure, ...]:
    found = []
    for row in lexicon("measures")["measure"]:
        pattern = row["pattern"]
        for name, piece in _PIECES.items():
            pattern = pattern.replace(name, piece)
        compiled = re.compile(pattern, re.IGNORECASE)
        found.append(_Measure(QuantityKind(row["kind"]), compiled, row.get("unit")))
    return tuple(found)


def _found(measure: _Measure, text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in measure.pattern.finditer(text, start, end):
        given = {name: value for name, value in match.groupdict().items() if value}
        low, high = (value_of(given[name]) if name in given else None for name in ("low", "high"))
        unit = _unit_of(measure, given)
        yield Quantity(measure.kind, match.group(), match.start(), match.end(), low, high, unit)


def _unit_of(measure: _Measure, given: dict[str, str]) -> str | None:
    unit = given.get("unit") or measure.unit
    if unit and measure.kind in (QuantityKind.AMOUNT, QuantityKind.DURATION):
        unit = _SHORT.get(unit.lower(), unit if len(unit) < 3 else unit.removesuffix("s"))
    period = given.get("period") or _LY.get(given.get("ly", "").lower())
    return f"{unit} per {period.lower()}" if period else unit
