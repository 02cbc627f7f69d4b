"""What a person typed, cut to pieces and put right, so that reading it never fails.

The pieces are words, "phrases", brackets, the operators AND, OR and NOT in capitals, and fields
(`outcome:pain`, `year:2010..2020`). A slip - a quotation mark or bracket without its partner, an
operator with nothing to join - is read as words or passed over, and a note says so.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from search.base import Facet

MAX_DEPTH = 8  # brackets in brackets

_PIECE = re.compile(
    rf'(?P<field>(?i:{"|".join(Facet)})):(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s()"]*))'
    r'|"(?P<phrase>[^"]*)"'
    r"|(?P<open>\()|(?P<close>\))"
    r'|(?P<text>[^\s()"]+)'
    r'|(?P<quote>")'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


class PieceKind(Enum):
    """What a piece of a query is."""

    WORDS = auto()
    PHRASE = auto()
    FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


OPERANDS = (PieceKind.WORDS, PieceKind.PHRASE, PieceKind.FIELD)
JOINING = (PieceKind.AND, PieceKind.OR)
OPERATORS = (*JOINING, PieceKind.NOT)
BRACKETS = (PieceKind.OPEN, PieceKind.CLOSE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query.

    Attributes:
        text: the words, the phrase or the field's value.
        facet: for a field, what it asks of.
        values: for a field, the values that it stands for.
    """

    kind: PieceKind
    text: str
    facet: Facet | None = None
    values: frozenset[str] = frozenset()


def read_pieces(typed: str) -> tuple[list[Piece], list[str]]:
    """Cut a query to pieces that fit together, and say in notes what did not.

    In what is returned every bracket has its partner and something within, every AND and OR stands
    between operands and every NOT before one.
    """
    pieces, notes = _cut(typed.translate(_QUOTES))
    if not any(piece.kind in OPERATORS for piece in pieces):
        # A sentence's own brackets ("body mass index (BMI)") group nothing.
        pieces = [piece for piece in pieces if piece.kind not in BRACKETS]
    pieces = _balanced(pieces, notes)
    while (slip := _dangling(pieces)) is not None:
        start, end, note = slip
        words = [
            Piece(PieceKind.WORDS, piece.text.lower())
            for piece in pieces[start:end]
            if piece.kind not in BRACKETS
        ]
        pieces[start:end] = words
        notes.append(note)
    return pieces, list(dict.fromkeys(notes))


def _cut(typed: str) -> tuple[list[Piece], list[str]]:
    pieces, notes = [], []
    for match in _PIECE.finditer(typed):
        kind = match.lastgroup
        if kind in ("field", "quoted", "value"):
            value = match["quoted"] if match["quoted"] is not None else match["value"]
            pieces.append(Piece(PieceKind.FIELD, value.strip(), Facet(match["field"].lower())))
        elif kind == "phrase":
            pieces.append(Piece(PieceKind.PHRASE, match["phrase"]))
        elif kind == "text" and match["text"] not in ("AND", "OR", "NOT"):
            pieces.append(Piece(PieceKind.WORDS, match["text"]))
        elif kind == "quote":
            notes.append(
                "A quotation mark has no partner, so what follows it was searched as words."
            )
        else:
            name = match["text"] or ("OPEN" if kind == "open" else "CLOSE")
            pieces.append(Piece(PieceKind[name], match.group()))
    return pieces, notes


def _balanced(pieces: list[Piece], notes: list[str]) -> list[Piece]:
    """Leave out brackets without a partner; all of them, where they are nested too deeply."""
    opened: list[int] = []
    paired: set[int] = set()
    deepest = brackets = 0
    for number, piece in enumerate(pieces):
        if piece.kind is PieceKind.OPEN:
            brackets += 1
            opened.append(number)
            deepest = max(deepest, len(opened))
        elif piece.kind is PieceKind.CLOSE:
            brackets += 1
            if opened:
                paired |= {opened.pop(), number}
    if deepest > MAX_DEPTH:
        paired.clear()
        notes.append(f"Brackets go {MAX_DEPTH} deep at most, so they were passed over.")
    elif len(paired) < brackets:
        notes.append("A bracket has no partner and was passed over.")
    return [
        piece
        for number, piece in enumerate(pieces)
        if number in paired or piece.kind not in BRACKETS
    ]


def _dangling(pieces: list[Piece]) -> tuple[int, int, str] | None:
    """Find the first operator with nothing to work on, or brackets around nothing."""
    ends = (*OPERANDS, PieceKind.CLOSE)
    starts = (*OPERANDS, PieceKind.OPEN, PieceKind.NOT)
    for number, piece in enumerate(pieces):
        before = pieces[number - 1].kind if number else None
        after = pieces[number + 1].kind if number + 1 < len(pieces) else None
        if piece.kind is PieceKind.OPEN and after is PieceKind.CLOSE:
            return number, number + 2, "Brackets with nothing in them were passed over."
        lonely = piece.kind in JOINING and before not in ends
        lonely = lonely or (piece.kind in (*JOINING, PieceKind.NOT) and after not in starts)
        if lonely:
            joined = "to exclude" if piece.kind is PieceKind.NOT else "to join"
            note = f"{piece.text} has nothing {joined} there, so it was read as a word."
            return number, number + 1, note
    return None
