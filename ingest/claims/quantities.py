"""Quantities: the dose of an exposure and the size of an effect, quoted."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|ten|twelve)"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|–|to|or)\s?{_NUMBER})?"
_TIME = r"(?:min(?:ute)?s?|hours?|h|days?|weeks?|months?|years?)"
_AMOUNT = r"(?:IU|mg|mcg|µg|μg|g|grams?|units?|reps?|repetitions?|sets?|sessions?|times|steps)"
_PER = r"(?:\s?(?:/|per|a|an|each|every)\s?(?:day|week|month|session|night|kg|year))"
_QUALIFIER = r"(?:at least|up to|about|around|more than|less than|only)"
_DOSE = re.compile(
    rf"(?<![±+−.,])(?<!± )\b(?:{_QUALIFIER}\s)?(?:"
    rf"{_RANGE}[ -]?{_AMOUNT}(?:\sof\s\w+)?{_PER}?"
    rf"|{_RANGE}[ -]?{_TIME}{_PER}"
    rf"|(?:once|twice){_PER}"
    rf"|{_RANGE}\s?%(?=\s(?:body[ -])?weight[ -](?:loss|reduction))"
    rf"|every other day|(?:once|twice) weekly|daily doses?"
    rf")(?!\w)",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"\b(?:(?:for|beyond|over|at least|up to|after)\s)(?:{_QUALIFIER}\s)?"
    rf"(?:{_RANGE}[ -]?{_TIME}\b(?!\sand older|\sold|\sof age)"
    r"|an? (?:day or two|few weeks|few months|long time)|(?:your|a|the) lifetime)",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\b(?:light[- ]to[- ]moderate|moderate[- ]to[- ]vigorous|vigorous|brisk"
    r"|high[- ]dose|low[- ]dose)"
    r"\b(?=\s\w)",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,9}(?:\.\d{1,9})?"
# No start within a number, so that a long run of digits is tried once.
_PERCENT = rf"(?<!\d)[~+−–-]?{_DIGITS}(?:\s?%?\s?(?:-|–|to)\s?{_DIGITS})?\s?%"
_MAGNITUDE = re.compile(
    rf"(?:\b(?:by|up to)\s(?:about\s|around\s|up to\s|nearly\s|almost\s)?)?{_PERCENT}"
    r"|\b(?:SMD|MD|RR|OR|HR|RaR|IRR|WMD)\s?(?:=|of|:)?\s?[−–-]?\d+(?:\.\d+)?"
    r"|\bfrom \d+(?:\.\d+)? to \d+(?:\.\d+)?"
    r"|\b(?:small|moderate|large) effect sizes?"
)


def dose_in(text: str) -> str | None:
    """Quote the first amount, frequency, intensity or length of an exposure."""
    for pattern in (_DOSE, _LENGTH, _MANNER):
        if match := pattern.search(text):
            return match.group()
    return None


def magnitude_in(text: str) -> str | None:
    """Quote the first size of an effect: percent, standardised difference, ratio."""
    match = _MAGNITUDE.search(text)
    return match.group() if match else None
