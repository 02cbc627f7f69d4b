"""What a page prints: its words with their places, before any order is read into them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ASCENT, DESCENT = 0.7, 0.2  # of the size, to which letters reach above and below the baseline


@dataclass(frozen=True, slots=True)
class Word:
    """Letters set side by side in one size.

    Attributes:
        x0, x1: where they begin and end, in points from the page's left edge.
        y: their baseline, in points from the page's upper edge.
        size: of the type, in points.
        spaced: whether a blank was set before them.
        href: the address that a link over them leads to.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    spaced: bool = False
    href: str | None = None

    @property
    def top(self) -> float:
        """Where an ordinary tall letter of this size ends."""
        return self.y - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where a letter that hangs below the baseline ends."""
        return self.y + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """A page's words in the order that the file draws them.

    Attributes:
        words: those that run the way that most of the page does, which is left to right here.
        aside: those that run another way, or that the file marks as a running head or foot.
    """

    width: float
    height: float
    words: tuple[Word, ...]
    aside: tuple[Word, ...] = ()


def upright(width: float, height: float, found: Sequence[tuple[int | None, bool, Word]]) -> Page:
    """Turn a page so that most of it runs left to right, and measure from its upper edge.

    Args:
        width: of the page, in points.
        height: of the page, in points.
        found: words measured from the lower left corner; before each the direction that it runs
            in, 0 to the right, 1 up, 2 to the left, 3 down, None aslant, and whether the file
            marks it as a running head or foot.
    """
    letters = [0, 0, 0, 0]
    for way, _, word in found:
        if way is not None:
            letters[way] += len(word.text)
    main = letters.index(max(letters))
    words: list[Word] = []
    aside: list[Word] = []
    for way, running, word in found:
        turned = _turn(word, main if way == main else 0, width, height)
        (words if way == main and not running else aside).append(turned)
    if main in (1, 3):
        width, height = height, width
    return Page(width, height, tuple(words), tuple(aside))


def _turn(word: Word, way: int, width: float, height: float) -> Word:
    x0, x1, y = {
        0: (word.x0, word.x1, height - word.y),
        1: (word.x0, word.x1, word.y),
        2: (width - word.x0, width - word.x1, word.y),
        3: (height - word.x0, height - word.x1, width - word.y),
    }[way]
    return replace(word, x0=min(x0, x1), x1=max(x0, x1), y=y)
