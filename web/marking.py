"""An article's text as it was, cut up for display: claims, concept words and citation markers.

Every character but the line breaks between passages comes out again, in order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from graph.model import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.model import ArticleRecord, Claim, Marker, Passage, Reference

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is one thing throughout.

    Attributes:
        marker: the in-text citation that it is, or None.
        number: of a marker, its place among the article's markers, from 1; else 0.
        exposure: it names what a claim starts from.
        outcome: it names what a claim ends at.
    """

    text: str
    marker: Marker | None = None
    exposure: bool = False
    outcome: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, or text that belongs to none.

    Attributes:
        passage: the passage, or None for text between passages.
        claims: the readings of the passage, in the order of the text.
        letter: "A", "B" ... for a passage with claims, unique in the article; else "".
    """

    segments: tuple[Segment, ...]
    passage: Passage | None = None
    claims: tuple[Claim, ...] = ()
    letter: str = ""

    @property
    def cited(self) -> bool:
        """Whether a claim of the passage cites something."""
        return any(claim.citations for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that stand in one paragraph, heading or list item."""

    kind: PassageKind
    pieces: tuple[Piece, ...]

    @property
    def claimed(self) -> tuple[Piece, ...]:
        """The pieces that claims were read in."""
        return tuple(piece for piece in self.pieces if piece.claims)

    @property
    def own_bullet(self) -> bool:
        """Whether the text brings its own bullet or number."""
        return self.pieces[0].passage is None


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks of one kind: a list's items, a stretch of boilerplate."""

    kind: PassageKind
    blocks: tuple[Block, ...]


def marked(text: str, places: Sequence[Sequence[int]]) -> Iterator[tuple[str, bool]]:
    """Cut a text at ordered, disjoint places: each piece with whether it is one of them."""
    done = 0
    for start, end in places:
        if start > done:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def mark_article(record: ArticleRecord) -> tuple[Group, ...]:
    """Rebuild an article's paragraphs from its passages, with all that was read marked in place.

    A line break between two passages, or a change of kind, starts a new block.
    """
    blocks = (block for line in _lines(record) for block in _by_kind(line))
    return tuple(Group(kind, tuple(run)) for kind, run in groupby(blocks, key=lambda b: b.kind))


def segments(groups: Iterable[Group]) -> Iterator[Segment]:
    """Yield every stretch of an article's text, in order."""
    for group in groups:
        for block in group.blocks:
            for piece in block.pieces:
                yield from piece.segments


def pointing(groups: Iterable[Group]) -> dict[str, list[int]]:
    """Return the numbers of the markers that point to each reference, by its id.

    A marker that is cut in two, since a concept's words end within it, counts once.
    """
    found: dict[str, dict[int, None]] = {}
    for segment in segments(groups):
        for reference in segment.marker.references if segment.marker else ():
            found.setdefault(reference, {})[segment.number] = None
    return {reference: list(numbers) for reference, numbers in found.items()}


def letters(groups: Iterable[Group]) -> dict[str, str]:
    """Return the letter of each passage with claims, by the passage's id."""
    return {
        piece.passage.id: piece.letter
        for group in groups
        for block in group.blocks
        for piece in block.pieces
        if piece.passage and piece.letter
    }


def repeated(groups: Iterable[Group], references: Iterable[Reference]) -> dict[str, Block]:
    """Return the lines of the printed list that are a reference word for word, by its id.

    Such a line need not be shown twice.
    """
    printed = {
        "".join(segment.text for piece in block.pieces for segment in piece.segments): block
        for group in groups
        if group.kind is PassageKind.REFERENCE
        for block in group.blocks
    }
    lines = {text.strip(): block for text, block in printed.items()}
    found: dict[str, Block] = {}
    for reference in references:
        # Taken out, so that a work that is listed twice has each of its lines once.
        if (block := lines.pop(reference.raw.strip(), None)) is not None:
            found[reference.id] = block
    return found


def _by_kind(line: Iterable[Piece]) -> Iterator[Block]:
    """Cut a line where the kind of its passages changes; text between stays with what it follows.

    What stands before the first passage of a line, such as a bullet, goes with that passage.
    """
    kind: PassageKind | None = None
    pieces: list[Piece] = []
    for piece in line:
        following = piece.passage.kind if piece.passage else kind
        if kind is not None and following is not kind:
            yield Block(kind, tuple(pieces))
            pieces = []
        kind = following
        pieces.append(piece)
    if any(segment.text.strip() for piece in pieces for segment in piece.segments):
        yield Block(kind or PassageKind.PROSE, tuple(pieces))


def _lines(record: ArticleRecord) -> Iterator[list[Piece]]:
    """Yield the pieces between the line breaks; a passage over several lines is one piece."""
    text, cutter = record.article.text, _Cutter(record)
    line: list[Piece] = []
    done = 0
    for start, end, piece in _pieces(record, cutter):
        line_break = text.find("\n", done, start)
        while line_break >= 0:
            if done < line_break:
                line.append(Piece(cutter.segments(done, line_break)))
            yield line
            line, done = [], line_break + 1
            line_break = text.find("\n", done, start)
        if done < start:
            line.append(Piece(cutter.segments(done, start)))
        if piece is not None:
            line.append(piece)
        done = end
    yield line


def _pieces(record: ArticleRecord, cutter: _Cutter) -> Iterator[tuple[int, int, Piece | None]]:
    """Yield each passage with its place, in the order of the text, and the text's end at last."""
    claims: dict[str, list[Claim]] = {}
    for claim in record.claims:
        claims.setdefault(claim.passage, []).append(claim)
    done, lettered = 0, 0
    for passage in sorted(record.passages, key=lambda passage: (passage.start, passage.end)):
        start = max(passage.start, done)
        if start >= passage.end:
            continue
        read = tuple(sorted(claims.get(passage.id, ()), key=_place))
        letter = _letter(lettered) if read else ""
        lettered += bool(read)
        segments = cutter.segments(start, passage.end)
        yield start, passage.end, Piece(segments, passage, read, letter)
        done = passage.end
    size = len(record.article.text)
    yield size, size, None


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.exposure.start, claim.outcome.start, claim.id


def _letter(number: int) -> str:
    """Count in letters: A to Z, then AA, AB ..."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _Cutter:
    """Cuts ranges of one article's text wherever a marker or a concept's words begin or end."""

    def __init__(self, record: ArticleRecord) -> None:
        self._text = record.article.text
        self._markers = _disjoint(record.markers)
        self._exposures = _merged((c.exposure.start, c.exposure.end) for c in record.claims)
        self._outcomes = _merged((c.outcome.start, c.outcome.end) for c in record.claims)
        marks = [(marker.start, marker.end) for marker in self._markers]
        ends = {at for place in (*marks, *self._exposures, *self._outcomes) for at in place}
        self._marks = marks
        self._cuts = sorted(ends)

    def segments(self, start: int, end: int) -> tuple[Segment, ...]:
        inner = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        bounds = [start, *inner, end]
        return tuple(self._segment(a, b) for a, b in pairwise(bounds) if a < b)

    def _segment(self, start: int, end: int) -> Segment:
        at = _covering(self._marks, start)
        return Segment(
            self._text[start:end],
            marker=None if at is None else self._markers[at],
            exposure=_covering(self._exposures, start) is not None,
            outcome=_covering(self._outcomes, start) is not None,
            number=0 if at is None else at + 1,
        )


def _disjoint(markers: Iterable[Marker]) -> list[Marker]:
    kept: list[Marker] = []
    for marker in sorted(markers, key=lambda marker: (marker.start, marker.end)):
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
    return kept


def _merged(places: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(set(places)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _covering(places: Sequence[Range], at: int) -> int | None:
    """Find which of some ordered, disjoint places holds a position."""
    found = bisect_right(places, at, key=lambda place: place[0]) - 1
    return found if found >= 0 and at < places[found][1] else None
