"""Significance: what the p-values and confidence intervals of a sentence say."""

from __future__ import annotations

import re
from dataclasses import dataclass

_P_VALUE = re.compile(
    r"\bp(?:[\s-]?values?)?s?\s{0,3}(?:was|:)?\s{0,3}(?P<sign>[=<>≤≥]|less than|of)\s{0,3}"
    r"(?P<value>0?[.·]\d{1,9}|\d(?:[.·]\d{1,9})?)",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"\bCI\b[^\d−-]{0,12}(?P<low>[−-]?\d{0,6}\.?\d{1,6})\s?(?:to|,|–|-|−)\s?(?P<high>[−-]?\d{0,6}\.?\d{1,6})"
)
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class PValue:
    """A p-value as it was printed, and whether it is below the usual level."""

    start: int
    significant: bool


def p_values(sentence: str) -> list[PValue]:
    """Find the p-values of a sentence; "p > 0.001" says neither and is left out."""
    found = []
    for match in _P_VALUE.finditer(sentence):
        value = float(match["value"].replace("·", "."))
        above = match["sign"] in (">", "≥")
        if above and value < LEVEL / 5:
            continue
        found.append(PValue(match.start(), not above and value <= LEVEL))
    return found


def interval(sentence: str) -> tuple[float, float] | None:
    """Read the first confidence interval of a sentence."""
    match = _INTERVAL.search(sentence)
    if match is None:
        return None
    low, high = (float(match[name].replace("−", "-")) for name in ("low", "high"))
    return low, high
