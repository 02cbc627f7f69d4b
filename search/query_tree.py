"""From the pieces of a query to the tree of what must match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis import analyse
from search.base import All, Any, Has, Node, Not
from search.query_fields import KINDS
from search.query_syntax import Piece, PieceKind
from search.query_words import WordReader, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.base import Facet

PREFER_ALL = 4  # words or concepts: what matches all of so few ranks first, of more it seldom does


class TreeReader:
    """Builds the tree of a query from pieces that fit together.

    OR binds least, then AND and standing side by side, then NOT.
    Fields of one kind side by side are alternatives.
    """

    def __init__(self, words: WordReader) -> None:
        self.words = words
        self.concepts: list[str] = []

    def read(self, pieces: list[Piece]) -> Node | None:
        """Build the tree; None where nothing is left to search for.

        Without an operator, bracket or phrase the fields are no part of it: they narrow the search
        as a whole.
        """
        if not is_plain(pieces):
            return self._any(pieces)
        nodes = self._run(pieces, negated=False, keep_together=False)
        if 1 < len(nodes) <= PREFER_ALL:
            return Any((All(tuple(nodes)), *nodes))
        return _joined(Any, nodes)

    def _any(self, pieces: list[Piece]) -> Node | None:
        parts = [self._all(part) for part in _split(pieces)]
        return _joined(Any, [part for part in parts if part is not None])

    def _all(self, pieces: list[Piece]) -> Node | None:
        parts: list[Node] = []
        negated = False
        for part in _parts(pieces):
            kind = part[0].kind
            if kind is PieceKind.NOT:
                negated = not negated
            elif kind is not PieceKind.AND:
                parts += self._part(part, negated)
                negated = False
        return _joined(All, parts)

    def _part(self, part: list[Piece], negated: bool) -> list[Node]:
        first = part[0]
        if first.kind is PieceKind.WORDS:
            return self._run(part, negated=negated, keep_together=True)
        concepts = list(self.concepts)
        node: Node | None
        if first.facet is not None:
            node = self._field(first.facet, first.values)
        elif first.kind is PieceKind.OPEN:
            node = self._any(part[1:-1])
        else:
            node = phrase(first.text) if analyse(first.text) else None
        if node is None:
            return []
        if negated:
            self.concepts = concepts  # what is excluded is not what the query is about
            return [Not(node)]
        return [node]

    def _field(self, facet: Facet, values: frozenset[str]) -> Has:
        if facet in KINDS:
            self.concepts += sorted(values)
        return Has(facet, values)

    def _run(self, pieces: Iterable[Piece], *, negated: bool, keep_together: bool) -> list[Node]:
        """Read words side by side; a NOT before them takes the first word or concept."""
        chunks = [piece.text for piece in pieces if piece.kind is PieceKind.WORDS]
        units = self.words.units(chunks, keep_together=keep_together)
        nodes: list[Node] = []
        for unit in units:
            if negated and not nodes:
                nodes.append(Not(unit.node))
            else:
                nodes.append(unit.node)
                self.concepts += unit.concepts
        return nodes


def is_plain(pieces: list[Piece]) -> bool:
    """Tell whether there are only words and fields."""
    return all(piece.kind in (PieceKind.WORDS, PieceKind.FIELD) for piece in pieces)


def _joined(kind: type[All] | type[Any], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _split(pieces: list[Piece]) -> list[list[Piece]]:
    """Split at OR, but not inside brackets."""
    alternatives: list[list[Piece]] = [[]]
    for part in _parts(pieces):
        if part[0].kind is PieceKind.OR:
            alternatives.append([])
        else:
            alternatives[-1] += part
    return alternatives


def _parts(pieces: list[Piece]) -> list[list[Piece]]:
    """Put into one part what stands in brackets, with them, and words side by side."""
    parts: list[list[Piece]] = []
    depth = 0
    for piece in pieces:
        words = piece.kind is PieceKind.WORDS
        if depth or (words and parts and parts[-1][0].kind is PieceKind.WORDS):
            parts[-1].append(piece)
        else:
            parts.append([piece])
        depth += (piece.kind is PieceKind.OPEN) - (piece.kind is PieceKind.CLOSE)
    return parts
