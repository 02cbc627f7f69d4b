"""Running heads, feet and page numbers: what stands at the same height of page after page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.readers.pdf_lines import Line

EDGE = 0.14  # of the page's height, at its upper and lower end, where they may stand
LINES = 4  # from either end of the page
STEP = 3.0  # points that the height of one may differ by
SHARE = 0.3  # of the pages on which one recurs; heads of left and right pages differ
FEW = 3  # pages, at least, on which words recur; two pages of two
APART = 2.5  # of the size: how far a page number is from the text, at least
_NUMBERS = re.compile(r"\b[ivxlc]{1,7}\b|\d+", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[-–—|\s]{0,3}(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?[-–—|\s]{0,3}")


def furniture_of(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[frozenset[int]]:
    """Find for each page the places of those of its lines that belong to every page.

    Args:
        pages: the lines of each page.
        heights: of each page, in points.
    """
    found = [list(_outer(lines, height)) for lines, height in zip(pages, heights, strict=True)]
    counts = Counter(key for page in found for key in {key for _, key in page})
    needed = max(min(FEW, len(pages)), 2, SHARE * len(pages))
    running = {key for key, count in counts.items() if _around(counts, key) >= needed and count}
    kept = []
    for lines, page in zip(pages, found, strict=True):
        numbered = _page_number(lines, page)
        kept.append(frozenset(place for place, key in page if key in running) | numbered)
    return kept


Key = tuple[int, str]


def _outer(lines: Sequence[Line], height: float) -> Iterator[tuple[int, Key]]:
    """Yield the lines near the upper and lower edge with what they have in common with others."""
    order = sorted(range(len(lines)), key=lambda place: lines[place].y)
    for place in dict.fromkeys((*order[: 2 * LINES], *order[-2 * LINES :])):
        line = lines[place]
        if not EDGE * height < line.y < (1 - EDGE) * height:
            words = _NUMBERS.sub("", line.text.casefold())
            yield place, (round(line.y / STEP), "".join(filter(str.isalnum, words)))


def _around(counts: Counter[Key], key: Key) -> int:
    """Count the pages that have the same words at about the same height."""
    row, words = key
    return sum(counts[row + step, words] for step in (-1, 0, 1))


def _page_number(lines: Sequence[Line], outer: Sequence[tuple[int, Key]]) -> frozenset[int]:
    """Find a page number that stands alone as the first or last line of its page."""
    if len(lines) < 2:
        return frozenset()
    order = sorted(range(len(lines)), key=lambda place: lines[place].y)
    apart = [
        end
        for end, beside in ((order[0], order[1]), (order[-1], order[-2]))
        if abs(lines[end].y - lines[beside].y) > APART * lines[beside].size
    ]
    ends = (place for place, _ in outer if place in apart)
    return frozenset(e for e in ends if _PAGE_NUMBER.fullmatch(lines[e].text.casefold()))
