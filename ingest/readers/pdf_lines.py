"""From words to printed lines, with what was raised told from what stands on the line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.readers.pdf_words import ASCENT, DESCENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.readers.pdf_words import Word

REACH = 1.0  # of the size: words further apart do not belong to one run of text
BLANK = 0.15  # of the size: the least width of a blank
SHARED = 0.4  # of the lower one's height that two words on one line have in common
TWICE = 0.3  # of a word's width: the same word nearer than that was printed twice
MAX_HELD = 20  # words of a line that are held against those of another
LABEL = re.compile(r"[\[(]?(?:\d{1,3}|[•▪‣●○■□◦·])[\])]?[.:)]?")
LABEL_REACH = 4.0  # of the size, from a list's number to its text
_ACCENT = re.compile(r"([´`¨ˆ˜˚ˇ])([A-Za-zı])")
_COMBINING = dict(zip("´`¨ˆ˜˚ˇ", "\u0301\u0300\u0308\u0302\u0303\u030a\u030c", strict=True))


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a line in one manner; a blank before it is part of it."""

    text: str
    raised: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Words that are printed side by side.

    Attributes:
        y, size, bold: of most of its letters.
        head: width of its first word.
        pieces: its text, parted where the manner changes.
    """

    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    head: float

    @property
    def top(self) -> float:
        """Where its tall letters end."""
        return self.y - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where its hanging letters end."""
        return self.y + DESCENT * self.size


class _Growing:
    """A line that words are still added to."""

    __slots__ = ("bottom", "size", "top", "words", "x0", "x1", "y")

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.x0, self.x1 = word.x0, word.x1
        self._stand(word)

    def _stand(self, word: Word) -> None:
        self.y, self.size, self.top, self.bottom = word.y, word.size, word.top, word.bottom

    def takes(self, word: Word | _Growing) -> bool:
        """Tell whether something stands on this line and near it."""
        shared = min(self.bottom, word.bottom) - max(self.top, word.top)
        if shared < SHARED * min(self.bottom - self.top, word.bottom - word.top):
            return False
        return max(self.x0, word.x0) - min(self.x1, word.x1) <= REACH * min(self.size, word.size)

    def add(self, words: Sequence[Word]) -> None:
        """Add words that stand on it; the largest one says where it stands."""
        for word in words:
            # A letter that is much larger is an initial, which hangs below its line.
            hangs = len(word.text) == 1 and word.size > 1.6 * self.size
            hung = len(self.words) == len(self.words[0].text) == 1 and self.size > 1.6 * word.size
            if hung or (word.size > self.size and not hangs):
                self._stand(word)
            self.words.append(word)
            self.x0, self.x1 = min(self.x0, word.x0), max(self.x1, word.x1)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Put words together to runs of text on one line; a gap as between columns parts them."""
    growing = list(_in_drawing_order(_once(words)))
    return [line_of(each.words) for each in _labelled(_by_place(growing))]


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Leave out what was printed a second time on top of itself, to look bold."""
    seen: dict[tuple[str, int, int], Word] = {}
    for word in words:
        x, y, near = round(word.x0), round(word.y), TWICE * (word.x1 - word.x0)
        around = (seen.get((word.text, x + dx, y + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if not any(other is not None and abs(other.x0 - word.x0) < near for other in around):
            seen[word.text, x, y] = word
            yield word


def _in_drawing_order(words: Iterable[Word]) -> Iterator[_Growing]:
    line: _Growing | None = None
    for word in words:
        forward = line is not None and word.x0 >= line.x1 - 0.3 * max(word.size, line.size)
        if line is not None and forward and line.takes(word):
            line.add([word])
            continue
        if line is not None:
            yield line
        line = _Growing(word)
    if line is not None:
        yield line


def _by_place(lines: list[_Growing]) -> list[_Growing]:
    """Join lines that were drawn apart, as raised figures often are, by where they stand."""
    lines.sort(key=lambda line: (line.x0, -line.x1))
    rows: dict[int, list[_Growing]] = defaultdict(list)
    joined: list[_Growing] = []
    for line in lines:
        band = int(line.y // 8)
        near = [other for row in (band - 1, band, band + 1) for other in rows[row][-20:]]
        fitting = [other for other in near if other.takes(line) and not _collide(other, line)]
        if fitting:
            best = min(fitting, key=lambda other: abs(other.y - line.y))
            best.add(line.words)
        else:
            rows[band].append(line)
            joined.append(line)
    return joined


def _collide(line: _Growing, other: _Growing) -> bool:
    """Tell whether two lines are printed over each other, as what overflows a column is."""
    if other.x0 > line.x1 - 1:
        return False
    return any(
        min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * min(a.x1 - a.x0, b.x1 - b.x0)
        for a in line.words
        for b in other.words[:MAX_HELD]
    )


def _labelled(lines: list[_Growing]) -> list[_Growing]:
    """Join the number or dot of a list to the text beside it, however wide the gap."""
    rows: dict[int, list[_Growing]] = defaultdict(list)
    for line in lines:
        rows[round(line.y)].append(line)
    gone: set[int] = set()
    for line in lines:
        if len(line.words) > 2 or not LABEL.fullmatch("".join(word.text for word in line.words)):
            continue
        beside = [
            other
            for row in (-1, 0, 1)
            for other in rows[round(line.y) + row]
            if 0 < other.x0 - line.x1 < LABEL_REACH * line.size and id(other) not in gone
        ]
        if beside and not LABEL.fullmatch(beside[0].words[0].text):
            text = min(beside, key=lambda other: other.x0)
            text.add(line.words)
            gone.add(id(line))
    return [line for line in lines if id(line) not in gone]


def line_of(words: Iterable[Word]) -> Line:
    """Make a line of words, in the order from left to right."""
    ordered = sorted(words, key=lambda each: each.x0)
    sizes: Counter[float] = Counter()
    for word in ordered:
        sizes[round(word.size, 1)] += len(word.text)
    size = max(sizes, key=lambda each: (sizes[each], each))
    heights: Counter[float] = Counter()
    for word in ordered:
        if abs(word.size - size) < 0.1:
            heights[word.y] += len(word.text)
    letters = sum(len(word.text) for word in ordered if any(c.isalpha() for c in word.text))
    bold = sum(len(w.text) for w in ordered if w.bold and any(c.isalpha() for c in w.text))
    y = max(heights, key=lambda each: heights[each])
    pieces = tuple(_pieces(ordered, y, size))
    return Line(
        words=tuple(ordered),
        pieces=pieces,
        text="".join(piece.text for piece in pieces),
        x0=ordered[0].x0,
        x1=max(word.x1 for word in ordered),
        y=y,
        size=size,
        bold=letters > 0 and bold > 0.9 * letters,
        head=_head(ordered),
    )


def _head(words: Sequence[Word]) -> float:
    """Measure how wide the first word is, with all that is set against it."""
    end = words[0].x1
    for before, word in pairwise(words):
        if _apart(before, word):
            break
        end = word.x1
    return end - words[0].x0


def _apart(before: Word, word: Word) -> bool:
    gap = word.x0 - before.x1
    return gap > BLANK * word.size or (word.spaced and gap > -BLANK * word.size)


def _pieces(words: Sequence[Word], y: float, size: float) -> Iterator[Piece]:
    held: Piece | None = None
    before: Word | None = None
    for word in words:
        raised = _is_raised(word, y, size)
        blank = " " if before is not None and _apart(before, word) else ""
        text = _accented(word.text)
        if held is not None and (held.raised, held.href) == (raised, word.href):
            held = Piece(f"{held.text}{blank}{text}", raised, word.href)
        else:
            if held is not None:
                yield held
            held = Piece(blank + text, raised, word.href)
        before = word
    if held is not None:
        yield held


def _is_raised(word: Word, y: float, size: float) -> bool:
    lift = (y - word.y) / size
    small = word.size < 0.88 * size
    return 0.12 < lift < 0.8 if small else 0.25 < lift < 0.8


def _accented(text: str) -> str:
    """Set an accent that was drawn before its letter upon it."""
    if not _ACCENT.search(text):
        return text
    return _ACCENT.sub(
        lambda m: unicodedata.normalize(
            "NFC", m.group(2).replace("ı", "i") + _COMBINING[m.group(1)]
        ),
        text,
    )
