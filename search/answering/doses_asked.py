"""The doses that a question names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import QuantityKind
from search.answering.wordings import patterns

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose that a question names.

    Attributes:
        unit: a singular noun ("week", "IU"), or "times".
        period: what it is counted by ("day"); None where the question names none.
    """

    kind: QuantityKind
    text: str
    low: float
    high: float
    unit: str
    period: str | None = None


_TIMES = {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5}
_UNITS = {"hour": "hour", "min": "minute", "rep": "repetition", "µg": "mcg", "gram": "g"}


def doses_in(text: str) -> tuple[Dose, ...]:
    """Find the doses that a question names, a stretch of words once."""
    found: list[Dose] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in patterns()["dose"].items():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_dose(QuantityKind(name), match))
    return tuple(found)


def _dose(kind: QuantityKind, match: re.Match[str]) -> Dose:
    groups = {name: match[number] for name, number in _groups(match).items() if match[number]}
    low = _number(groups["low"])
    unit = "times" if kind is QuantityKind.FREQUENCY else singular_unit(groups["unit"])
    return Dose(
        kind=kind,
        text=match.group(),
        low=low,
        high=_number(groups["high"]) if "high" in groups else low,
        unit=unit,
        period=groups.get("period", "").lower() or None,
    )


def _groups(match: re.Match[str]) -> dict[str, int]:
    """Return the groups of a match by their own names; see `_alternatives`."""
    return {
        name.rstrip("_0123456789"): number
        for name, number in match.re.groupindex.items()
        if match[number]
    }


def _number(words: str) -> float:
    named = _TIMES.get(words.lower())
    return float(named if named is not None else words.replace(",", ""))


def singular_unit(unit: str) -> str:
    """Name a unit in the singular, by its usual short form."""
    name = unit if unit == "IU" else unit.lower()
    name = name[:-1] if len(name) > 2 and name.endswith("s") else name
    return _UNITS.get(name, name)
