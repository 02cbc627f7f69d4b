"""Citation markers in the text: every style's finds, put in order and held against each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from ingest.author_year_markers import AuthorYearFinder
from ingest.found_markers import Found, Style
from ingest.numeric_markers import NumericFinder
from ingest.source_links import is_source_link
from ingest.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage
    from ingest.document import Document, Link
    from ingest.references.listed import Listed

_NUMBER_ALONE = re.compile(r"[\[(]?[\d\s,;–—‐-]{1,40}[\])]?")
_TOGETHER = re.compile(r"\s?(?:[,;]|([–—‐-]))?\s?")
MAX_TOGETHER = 100  # numbers of one marker; without a bound joining would cost their square
DOUBTFUL = (Style.ROUND, Style.FUSED)  # also the styles of counts, deviations and powers
PLAIN = (Style.SQUARE, Style.RAISED, Style.NAMED, Style.NOTE)
APART = 2  # characters between two blocks


def find_markers(
    document: Document, citing: Sequence[Passage], listed: Sequence[Listed]
) -> list[Found]:
    """Find the markers within the citing passages, in the order of the text, none overlapping.

    An article keeps to one style: where plain markers prevail, numbers in round brackets and glued
    ones are figures. Numbers side by side, "[2], [4]–[6]", are one marker.
    """
    numbered = sum(entry.numbered for entry in listed) > len(listed) / 2
    numeric = NumericFinder(document, listed)
    named = AuthorYearFinder(document.text, listed, one_by_one=numbered)
    notes = _Notes(document, listed)
    links = Spans(document.links)
    found = [
        marker
        for passage in citing
        for finds in (
            _links(document, links, passage),
            notes.within(passage),
            numeric.within(passage),
            named.within(passage),
        )
        for marker in finds
    ]
    joined = Counter(marker.style for marker in found if marker.references)
    most = max(joined[style] for style in PLAIN)
    kept: list[Found] = []
    for marker in sorted(found, key=lambda item: (item.start, -item.end)):
        if marker.style in DOUBTFUL and joined[marker.style] < most:
            continue
        if kept and marker.start < kept[-1].end:
            continue
        kept.append(marker)
    return _merged(document.text, kept, numeric)


class _Notes:
    """Finds the links within a document that lead to an entry of its list, as footnotes do."""

    def __init__(self, document: Document, listed: Sequence[Listed]) -> None:
        inner = [link for link in document.links if link.href.startswith("#")]
        self._links = Spans(inner)
        starts = [entry.start for entry in listed]
        self._targets: dict[str, Listed] = {}
        for anchor in document.anchors if inner and listed else ():
            # An anchor stands before its block, from which a blank line may part it.
            entry = listed[max(bisect_right(starts, anchor.place + APART) - 1, 0)]
            if entry.start - APART <= anchor.place < entry.end:
                self._targets.setdefault(anchor.name, entry)

    def within(self, passage: Passage) -> Iterator[Found]:
        """Find the markers within a passage, in any order."""
        for link in self._links.within(passage.start, passage.end):
            entry = self._targets.get(link.href[1:])
            if entry is not None:
                ident = (entry.reference.id,)
                yield Found(link.start, link.end, Style.NOTE, ident, (entry.number,))


def _links(document: Document, links: Spans[Link], passage: Passage) -> Iterator[Found]:
    for link in links.within(passage.start, passage.end):
        words = document.text[link.start : link.end]
        if _NUMBER_ALONE.fullmatch(words) or not is_source_link(link.href, document.url):
            continue
        yield Found(link.start, link.end, Style.LINK, href=link.href, words=words.strip(" ."))


def _merged(text: str, markers: Sequence[Found], numeric: NumericFinder) -> list[Found]:
    """Join numeric markers that only a comma or a dash parts; a dash spans what lies between."""
    merged: list[Found] = []
    for marker in markers:
        before = merged[-1] if merged else None
        if before is not None and 0 < len(before.numbers) < MAX_TOGETHER and marker.numbers:
            gap = _TOGETHER.fullmatch(text, before.end, marker.start)
            if gap is not None and before.style is marker.style:
                between = range(before.numbers[-1] + 1, marker.numbers[0]) if gap.group(1) else ()
                numbers = (*before.numbers, *between, *marker.numbers)
                merged[-1] = numeric.numbered(before.start, marker.end, marker.style, numbers)
                continue
        merged.append(marker)
    return merged
