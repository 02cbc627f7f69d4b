"""Measures: doses and sizes of effects as values with units, each with its own words.

A dose has an amount, a frequency, a duration or an intensity; an effect a change in percent, a
standardised or plain difference, a ratio, an interval of confidence, a p-value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.model import Quantity, QuantityKind
from ingest.numbers import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
_NUM = rf"(?:\d{{1,6}}(?:[.,]\d{{1,3}})?|{_SMALL})"
_SPAN = rf"(?P<low>{_NUM})(?:\s?(?:-|–|to|or)\s?(?P<high>{_NUM}))?"
_PERIOD = r"(?P<period>day|week|month|year|fortnight|night|session)"
_EACH = r"(?:/|per|a|an|each|every)"
_SIGNED = r"[+−–-]?\d{1,6}(?:\.\d{1,4})?"
_OF = r"(?:\s?(?:=|of|:|was)\s?|\s)"

_PATTERNS: tuple[tuple[QuantityKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            QuantityKind.INTERVAL,
            rf"\bCI\b[^\d−–-]{{0,12}}(?P<low>{_SIGNED})\s?(?:to|,|–|-)\s?(?P<high>{_SIGNED})",
        ),
        (
            QuantityKind.P_VALUE,
            r"\bp(?:[\s-]?values?)?\s?(?P<unit>[=<>≤≥])\s?(?P<low>0?\.\d{1,6}|[01](?:\.\d{1,6})?)",
        ),
        (
            QuantityKind.RATIO,
            rf"\b(?P<unit>RR|OR|HR|RaR|IRR|risk ratio|rate ratio|odds ratio|hazard ratio)\b{_OF}"
            rf"(?P<low>\d{{1,4}}(?:\.\d{{1,4}})?)",
        ),
        (
            QuantityKind.DIFFERENCE,
            rf"\b(?P<unit>SMD|WMD|MD|mean difference|effect size|ES)\b{_OF}(?P<low>{_SIGNED})",
        ),
        (
            QuantityKind.FREQUENCY,
            rf"\b{_SPAN}\s(?:times|sessions|days|x)\s?(?:{_EACH}\s?{_PERIOD}|(?P<ly>daily|weekly|monthly))\b",
        ),
        (
            QuantityKind.FREQUENCY,
            rf"\b(?P<low>once|twice|thrice)\s(?:{_EACH}\s?{_PERIOD}|(?P<ly>daily|weekly|monthly|yearly))\b",
        ),
        (
            QuantityKind.AMOUNT,
            rf"\b{_SPAN}[\s-]?(?P<unit>IU|mg|mcg|µg|μg|g|grams?|kg|steps|sets|repetitions|reps)\b"
            rf"(?:\s(?:of\s\w{{1,20}}\s)?{_EACH}\s?{_PERIOD}|/{_PERIOD[:-1].replace('period', 'slash')})?)?",
        ),
        (
            QuantityKind.DURATION,
            rf"\b{_SPAN}[\s-]?(?P<unit>minutes?|mins?|hours?|days?|weeks?|wks?|months?|years?)\b"
            r"(?![\s-](?:old|older|of age))",
        ),
        (
            QuantityKind.INTENSITY,
            rf"\b{_SPAN}\s?%\sof\s(?:1-?RM|one[- ]repetition maximum|maximal?|max|VO2 ?(?:max|peak)|heart rate reserve|HRR)\b",
        ),
        (
            QuantityKind.INTENSITY,
            r"\b(?:light[- ]to[- ]moderate|moderate[- ]to[- ]vigorous|moderate[- ]to[- ]high|vigorous"
            r"|(?:low|moderate|high)[- ]intensity|(?:low|high)[- ](?:load|impact)|brisk)\b(?=[\s-]\w)",
        ),
        (
            QuantityKind.PERCENT,
            rf"(?P<low>{_SIGNED})(?:\s?%?\s?(?:-|–|to)\s?(?P<high>\d{{1,4}}(?:\.\d{{1,3}})?))?\s?%",
        ),
    )
)
_LY = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_SINGULAR = {"mins": "minute", "min": "minute", "wks": "week", "wk": "week", "reps": "repetition"}


def measures_in(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """Find the measures in `text[start:end]`, in order, none overlapping another.

    Where two patterns meet, the one that stands first in the table has the words.
    """
    taken = bytearray(end - start)
    found = []
    for kind, pattern in _PATTERNS:
        for quantity in _found(kind, pattern, text, start, end):
            place = slice(quantity.start - start, quantity.end - start)
            if not any(taken[place]):
                taken[place] = b"\x01" * (quantity.end - quantity.start)
                found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _found(
    kind: QuantityKind, pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[Quantity]:
    for match in pattern.finditer(text, start, end):
        given = {name: value for name, value in match.groupdict().items() if value}
        low = value_of(given["low"]) if "low" in given else None
        high = value_of(given["high"]) if "high" in given else None
        period = given.get("period") or given.get("slash") or _LY.get(given.get("ly", "").lower())
        unit = given.get("unit")
        if unit is not None and kind in (QuantityKind.AMOUNT, QuantityKind.DURATION):
            unit = _SINGULAR.get(unit.lower(), unit if unit.isupper() else _one(unit))
        if period:
            unit = f"{unit or 'times'} per {period.lower()}"
        elif kind is QuantityKind.PERCENT or (kind is QuantityKind.INTENSITY and low is not None):
            unit = "%"
        yield Quantity(kind, match.group(), match.start(), match.end(), low, high, unit)


def _one(unit: str) -> str:
    """Put a unit into the singular: "weeks" is week, "g" stays."""
    return unit.removesuffix("s") if len(unit) > 2 else unit
