"""A citation marker as it was found, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Style(Enum):
    """How a marker is printed."""

    SQUARE = auto()
    ROUND = auto()
    RAISED = auto()
    FUSED = auto()
    NAMED = auto()
    LINK = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A marker found in the text.

    Attributes:
        references: ids of the listed references that it names.
        numbers: for a numeric style, the numbers that it spells out.
        href: for a link, where it leads; its reference is yet to be found or made.
        words: for a link, its words.
    """

    start: int
    end: int
    style: Style
    references: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    href: str | None = None
    words: str = ""
