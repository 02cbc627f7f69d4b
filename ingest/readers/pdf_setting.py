"""How a document is set: its size of type, its leading, its columns' edges, its hanging lists."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.readers.pdf_columns import Region
    from ingest.readers.pdf_lines import Line

INDENT = 0.5  # of the size, from which a line is set in
MIN_HANGING = 3  # lines set in, and as many that are not
FULL = 5  # lines, over which a column shows its own edges


class Setting:
    """How a document is set: its size of type, its leading, its columns' edges.

    Args:
        regions: all stretches of text, in the order of reading.
    """

    def __init__(self, regions: Sequence[Region]) -> None:
        sizes: Counter[float] = Counter()
        gaps: dict[float, Counter[float]] = {}
        for region in regions:
            for line in region.lines:
                sizes[round(line.size, 1)] += sum(len(word.text) for word in line.words)
            for a, b in zip(region.lines, region.lines[1:], strict=False):
                if abs(a.size - b.size) < 0.2 and 0.8 * a.size < b.y - a.y < 3 * a.size:
                    gaps.setdefault(round(a.size, 1), Counter())[round(b.y - a.y, 1)] += 1
        self.size = max(sizes, key=lambda each: sizes[each]) if sizes else 10.0
        self._leading = {size: _most(counts) for size, counts in gaps.items()}
        self._edges = [_edges(region) for region in regions]
        wide = [
            edges
            for edges, region in zip(self._edges, regions, strict=True)
            if len(region.lines) > FULL
        ]
        self.edges = [
            edges if len(region.lines) > FULL else _widened(edges, wide)
            for edges, region in zip(self._edges, regions, strict=True)
        ]

        self._hangs = [
            frozenset(_hanging(region, *edges))
            for edges, region in zip(self.edges, regions, strict=True)
        ]

    def hangs(self, column: int, line: Line) -> bool:
        """Tell whether entries of a line's size begin at their column's edge and go on set in."""
        return round(line.size) in self._hangs[column]

    def leading(self, size: float) -> float:
        """Return the usual distance of lines of a size; headings, being few, tell it badly."""
        usual = max(self._leading.get(self.size, 0.0) / self.size, 1.25) * size
        return min(self._leading.get(round(size, 1), usual), usual)


def _most(counts: Counter[float]) -> float:
    """Take the distance that most lines have; of two alike the smaller."""
    top = max(counts.values())
    return min(gap for gap, count in counts.items() if count >= 0.5 * top)


def _edges(region: Region) -> tuple[float, float]:
    lines = region.lines
    size = median(line.size for line in lines)
    ends = sorted((line.x1 for line in lines), reverse=True)
    right = next(
        (
            x
            for x in ends
            if sum(x - 4 * size <= other <= x for other in ends[:60]) > min(len(ends), 20) * 0.1
        ),
        ends[0],
    )
    return min(line.x0 for line in lines), right


def _hanging(region: Region, left: float, right: float) -> Iterator[int]:
    """Find the sizes in which entries hang: there it is full lines that set-in lines follow."""
    for size in {round(line.size) for line in region.lines}:
        lines = [line for line in region.lines if round(line.size) == size and not line.bold]
        set_in = [INDENT * line.size < line.x0 - left < 5 * line.size for line in lines]
        if not MIN_HANGING <= sum(set_in) <= len(lines) - MIN_HANGING:
            continue
        begun, went_on = Counter[bool](), Counter[bool]()
        for a, b, inner in zip(lines, lines[1:], set_in[1:], strict=False):
            if 0 < b.y - a.y < 1.6 * b.size:
                short = right - a.x1 > b.head + b.size
                (went_on if inner else begun)[short] += 1
        if begun[True] > 1 and 4 * went_on[True] < went_on[False]:
            yield size


def _widened(
    edges: tuple[float, float], wide: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Take the edges of the full column that a few lines stand in."""
    inside = [e for e in wide if e[0] - 3 <= edges[0] and edges[1] <= e[1] + 3]
    return min(inside, key=lambda e: e[1] - e[0]) if inside else edges
