"""The order in which a page is read: column by column, parted by what runs across them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.pdf_lines import Line, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GUTTER = 0.8  # of the size: the least width of the space between columns
MIN_COLUMN = 6.0  # of the size: a narrower one is a list's numbers or a table's
MIN_ROWS = 4  # lines side by side that make columns
TIGHT = 1.6  # of the size: the distance of lines of one paragraph, at most
MIN_TABLE = 2  # rows of a table; what stands in one row only is a line with wide blanks
MAX_DEPTH = 6  # columns within columns
ALIGNED = 0.7  # of a table's lines that stand level with one in the next column
SHORT = 4  # words in a line, on average, below which columns are a table's


@dataclass(frozen=True, slots=True)
class Region:
    """A column's stretch, or a row of a table.

    Attributes:
        x0, x1: the column's edges, as far as its own lines tell.
        table: whether its lines are a table's cells.
    """

    lines: tuple[Line, ...]
    x0: float
    x1: float
    table: bool = False


def regions_of(pages: Sequence[Sequence[Line]]) -> list[list[Region]]:
    """Part each page's lines into stretches of columns, in the order of reading.

    A page with a few lines only, as the last one may be, is set in the columns of the others.
    """
    known: Counter[int] = Counter()
    for page in pages:
        gutter = _gutter(sorted(page, key=lambda line: line.y))
        if gutter is not None:
            known[round(gutter)] += 1
    usual = [float(x) for x, count in known.most_common(2) if count > max(1, 0.2 * len(pages))]
    return [list(_parted(sorted(page, key=lambda line: line.y), 0, usual)) for page in pages]


def _parted(lines: Sequence[Line], depth: int, usual: Sequence[float]) -> Iterator[Region]:
    """Part lines, given from the top down."""
    gutter = _gutter(lines) if depth < MAX_DEPTH else None
    if gutter is None and depth < MAX_DEPTH and len(lines) < 4 * MIN_ROWS:
        gutter = _known_gutter(lines, usual)
    if gutter is None:
        if lines:
            yield _column(lines)
        return
    across = _across(lines, gutter)
    for spanning, band in groupby(zip(across, lines, strict=True), key=lambda pair: pair[0]):
        group = [line for _, line in band]
        if spanning:
            yield from _parted(group, depth + 1, usual)
            continue
        left = [line for line in group if line.x0 < gutter]
        right = [line for line in group if line.x0 >= gutter]
        if _is_table(left, right):
            several = len(list(_level(group))) >= MIN_TABLE
            yield from _rows(group) if several else [_column(group)]
        else:
            yield from _parted(left, depth + 1, usual)
            yield from _parted(right, depth + 1, usual)


def _across(lines: Sequence[Line], gutter: float) -> list[bool]:
    """Tell which lines run across a gutter, with the short last line of what does."""
    found: list[bool] = []
    for place, line in enumerate(lines):
        before, after = lines[max(place - 1, 0)], lines[min(place + 1, len(lines) - 1)]
        across = line.x0 < gutter - 1 and line.x1 > gutter + 1
        if across:
            # What overflows a column has the next one's text beside it.
            beside = (other for other in (before, after) if other.x0 > gutter - 1)
            across = not any(abs(other.y - line.y) < 0.5 * line.size for other in beside)
        elif place and found[-1]:
            alone = after is line or after.top > line.y
            like = abs(before.size - line.size) < 0.1 and before.bold == line.bold
            across = alone and like and line.y - before.y < TIGHT * line.size
        found.append(across)
    return found


def _gutter(lines: Sequence[Line]) -> float | None:
    """Find the place that most gaps between lines side by side have in common."""
    if len(lines) < 2 * MIN_ROWS:
        return None
    size = median(line.size for line in lines)
    left = min(line.x0 for line in lines) + MIN_COLUMN * size
    right = max(line.x1 for line in lines) - MIN_COLUMN * size
    ends: list[tuple[float, int]] = []
    for start, end in _gaps(lines, GUTTER * size):
        if start < right and end > left:
            ends += [(max(start, left), 1), (min(end, right), -1)]
    ends.sort(key=lambda each: (each[0], -each[1]))
    open_now = most = 0
    best = (0.0, 0.0)
    for place, (x, step) in enumerate(ends):
        open_now += step
        if open_now > most:
            most, best = open_now, (x, ends[place + 1][0])
    return sum(best) / 2 if most >= MIN_ROWS else None


def _known_gutter(lines: Sequence[Line], usual: Sequence[float]) -> float | None:
    """Find one of the document's gutters that lies between a few lines side by side."""
    if len(lines) < 2:
        return None
    size = median(line.size for line in lines)
    gaps = list(_gaps(lines, GUTTER * size))
    wide = [line for line in lines if line.x1 - line.x0 > MIN_COLUMN * size]
    for gutter in usual:
        sides = {line.x0 < gutter for line in wide}
        if len(sides) == 2 and any(start < gutter < end for start, end in gaps):
            return gutter
    return None


def _gaps(lines: Sequence[Line], least: float) -> Iterator[tuple[float, float]]:
    """Yield the gap between each line and the nearest one to its right."""
    tallest = max(line.size for line in lines)
    for place, line in enumerate(lines):
        nearest: float | None = None
        for step in (-1, 1):
            other = place + step
            while 0 <= other < len(lines) and abs(lines[other].y - line.y) <= tallest:
                found = lines[other]
                beside = min(line.bottom, found.bottom) > max(line.top, found.top)
                if beside and found.x0 >= line.x1 + least:
                    nearest = found.x0 if nearest is None else min(nearest, found.x0)
                other += step
        if nearest is not None:
            yield line.x1, nearest


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell a table's columns, which hold a word or two in a line, from a text's."""
    if not left or not right or min(_words(left), _words(right)) >= SHORT:
        return False
    if not 0.87 < median(line.size for line in left) / median(line.size for line in right) < 1.15:
        return False
    few, many = sorted((left, right), key=len)
    heights = sorted(line.y for line in many)
    level = sum(_near(heights, line.y) < 0.15 * line.size for line in few)
    return level >= ALIGNED * len(few)


def _near(heights: Sequence[float], y: float) -> float:
    place = bisect_left(heights, y)
    return min(abs(y - other) for other in heights[max(place - 1, 0) : place + 1])


def _words(lines: Sequence[Line]) -> float:
    return sum(len(line.text.split()) for line in lines) / len(lines)


def _rows(lines: Sequence[Line]) -> Iterator[Region]:
    for row in _level(lines):
        ordered = tuple(sorted(row, key=lambda line: line.x0))
        yield Region(ordered, ordered[0].x0, ordered[-1].x1, table=True)


def _level(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Group lines that stand beside each other."""
    row: list[Line] = []
    for line in lines:
        if row and line.top >= row[0].y - 0.1 * row[0].size:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _column(lines: Sequence[Line]) -> Region:
    """Make a column, where what stands beside each other is one line with wide blanks."""
    whole: list[Line] = []
    for row in _level(lines):
        level = [line for line in row if abs(line.y - row[0].y) < 0.3 * row[0].size]
        rest = [line for line in row if line not in level]
        whole.append(
            row[0] if len(row) == 1 else line_of(word for line in level for word in line.words)
        )
        whole += rest
    return Region(tuple(whole), min(line.x0 for line in whole), max(line.x1 for line in whole))
