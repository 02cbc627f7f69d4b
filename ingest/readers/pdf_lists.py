"""Printed list numbers: told from other numbers at a line's start by their running on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_lines import Line

_NUMBER = re.compile(r"\s?([\[(]?)(\d{1,3})([\])]?[.:)]?)(?=\s|[^\W\d_]|\Z)\s{0,3}")
_BULLET = re.compile(r"[•▪‣●○■□◦·]\s{0,3}(?=\S)")
SKIPPED = 2  # numbers of a list that may be missing in a row
PLAIN = 3  # items that a list needs whose numbers have no mark to them
MARKED = 2
OPEN = 20  # lists that are looked back to


@dataclass(frozen=True, slots=True)
class Label:
    """What a list's item begins with.

    Attributes:
        number: None for a dot.
        length: characters of the line's text that it takes up.
    """

    number: int | None
    length: int


@dataclass(slots=True)
class _Chain:
    manner: tuple[str, str]
    number: int
    x0: float
    text: float
    column: int
    items: list[tuple[int, Label]] = field(default_factory=list)

    def takes(self, other: _Chain, size: float) -> bool:
        if other.manner != self.manner or not 0 < other.number - self.number <= SKIPPED:
            return False
        if other.column != self.column:
            return other.number == self.number + 1
        near = 0.4 * size
        return abs(other.x0 - self.x0) < near or abs(other.text - self.text) < near


def labels_of(lines: Sequence[tuple[Line, int]]) -> dict[int, Label]:
    """Find the lines that begin an item of a list.

    Args:
        lines: each with the number of the column that it stands in.
    """
    found: dict[int, Label] = {}
    chains: list[_Chain] = []
    for place, (line, column) in enumerate(lines):
        text = line.text[:12]
        bullet, match = _BULLET.match(text), _NUMBER.match(text)
        if bullet is not None and len(line.text) > 2:
            found[place] = Label(None, bullet.end())
        if match is None or len(line.words) < 2 or (match.end() == len(text) < 12):
            continue
        manner, number = (match.group(1), match.group(3)), int(match.group(2))
        item = (place, Label(number, match.end()))
        here = _Chain(manner, number, line.x0, _text_x(line, match.group()), column, [item])
        chain = next((each for each in chains if each.takes(here, line.size)), None)
        if chain is not None:
            here.items = [*chain.items[-PLAIN:], item]
            chains.remove(chain)
        elif number > 1 or not _begins(manner, line, match.end()):
            continue
        chains = [here, *chains[: OPEN - 1]]
        if len(here.items) >= (MARKED if any(manner) else PLAIN):
            found.update(here.items)
    return found


def _begins(manner: tuple[str, str], line: Line, length: int) -> bool:
    """Tell whether a first number looks like a list's; one without a mark needs a capital."""
    return any(manner) or line.text[length : length + 1].isupper()


def _text_x(line: Line, label: str) -> float:
    """Say where the text beside a number begins."""
    left = len(label.strip())
    for word in line.words:
        if left <= 0:
            return word.x0
        left -= len(word.text)
    return line.words[-1].x1
