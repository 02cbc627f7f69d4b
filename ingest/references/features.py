"""What the tagger sees of a token: itself, its neighbours, its place, and the stretch it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.references.tokens import Token

_OPENERS = tuple('"“‘«„')
_CLOSERS = tuple('"”’»')
_NOTHING = "#"
TELLING = (
    "journals meetings publishers places editors months volumes pages inside reports web theses"
).split()

# How much of its neighbours a token sees: all of the next ones, less of those further off.
_REACH = (
    (-3, slice(1, 3)),
    (-2, slice(5)),
    (-1, slice(None)),
    (1, slice(None)),
    (2, slice(5)),
    (3, slice(1, 3)),
)

Row = list[str]


def plain_features(tokens: Sequence[Token]) -> list[Row]:
    """Describe each token by itself and its three neighbours on each side."""
    own = [_own(token) for token in tokens]
    state = _State()
    rows = []
    for place, token in enumerate(tokens):
        row = list(own[place])
        for offset, reach in _REACH:
            other = place + offset
            if 0 <= other < len(tokens):
                row += [f"{offset}|{each}" for each in own[other][reach]]
            else:
                row.append(f"{offset}|none")
        row += _together(tokens, place)
        row += state.before(token, place, len(tokens))
        state.take(token, tokens[place - 1] if place else None)
        rows.append(row)
    return rows


def chunk_features(tokens: Sequence[Token], plain: Sequence[Row]) -> list[Row]:
    """Describe each token as above, and by the stretches between stops, and commas, around it.

    Args:
        tokens: those of a string.
        plain: what `plain_features` says of them.
    """
    strong = _in_chunks("S", tokens, _ends_strongly)
    weak = _in_chunks("W", tokens, _ends_weakly)
    return [one + two + three for one, two, three in zip(plain, strong, weak, strict=True)]


def described(tokens: Sequence[Token]) -> dict[str, list[Row]]:
    """Describe tokens for each model, by its name."""
    plain = plain_features(tokens)
    return {"plain": plain, "chunks": chunk_features(tokens, plain)}


def _own(token: Token) -> Row:
    row = [
        f"word={token.word}",
        f"kind={token.kind}",
        f"end={token.last}",
        f"start={token.first}",
        f"shape={token.shape}",
        f"head={token.word[:3]}",
        f"tail={token.word[-3:]}",
        f"size={min(len(token.word), 8)}",
        *(f"in={name}" for name in token.lists),
    ]
    if token.text.endswith((".,", ".;", ".:", ".)")):
        row.append(f"ends={token.text[-2:]}")
    return row


def _together(tokens: Sequence[Token], place: int) -> Row:
    """Put neighbours' kinds and marks together, since a sum of single ones cannot tell "and"."""

    def at(offset: int, name: str) -> str:
        other = place + offset
        return getattr(tokens[other], name) if 0 <= other < len(tokens) else _NOTHING

    kind, last, word = at(0, "kind"), at(0, "last"), at(0, "word")
    before, mark = at(-1, "kind"), at(-1, "last")
    return [
        f"pe+k={mark}{kind}",
        f"pk+pe+k={before}{mark}{kind}",
        f"k+e+nk={kind}{last}{at(1, 'kind')}",
        f"pk+pe+k+e={before}{mark}{kind}{last}",
        f"pk2={at(-2, 'kind')}{at(-2, 'last')}{before}{mark}{kind}",
        f"nk2={kind}{last}{at(1, 'kind')}{at(1, 'last')}{at(2, 'kind')}",
        f"pw+pe={at(-1, 'word')}{mark}",
        f"w+e={word}{last}",
        f"pw+w={at(-1, 'word')}_{word}",
        f"w+nw={word}_{at(1, 'word')}",
    ]


class _State:
    """What has been seen of a string up to a token."""

    def __init__(self) -> None:
        self.quoted = False
        self.depth = self.years = self.stops = self.commas = 0
        self.seen: set[str] = set()

    def before(self, token: Token, place: int, count: int) -> Row:
        self.quoted = self.quoted or token.text.lstrip("(").startswith(_OPENERS)
        return [
            f"at={min(place, 6)}",
            f"left={min(count - place - 1, 6)}",
            f"tenth={10 * place // count}",
            f"quoted={self.quoted}",
            f"years={min(self.years, 2)}",
            f"inside={self.depth > 0}",
            f"stops={min(self.stops, 4)}",
            f"commas={min(self.commas, 6)}",
            f"seen={'|'.join(sorted(self.seen))}",
        ]

    def take(self, token: Token, earlier: Token | None) -> None:
        text = token.text
        if self.quoted and text.rstrip(".,;:)").endswith(_CLOSERS):
            self.quoted = False
            self.seen.add("quote")
        opened = text.count("(") + text.count("[") - text.count(")") - text.count("]")
        self.depth = max(self.depth + opened, 0)
        self.stops += text.endswith(".") and len(text) > 4
        self.commas += text.endswith(",")
        if token.kind == "year":
            self.years += 1
            self.seen.add("year")
        if "inside" in token.lists and earlier is not None and earlier.last in '.,;:”"':
            self.seen.add("in")
        if "editors" in token.lists:
            self.seen.add("editors")


class _Chunk(NamedTuple):
    """A stretch of tokens between two marks, in short."""

    first: int
    last: int
    begins: str
    length: str
    case: str
    initials: str
    figures: str
    lists: tuple[str, ...]

    @property
    def sign(self) -> str:
        return f"{self.length}{self.case}{self.initials}{self.figures}"


def _ends_strongly(token: Token) -> bool:
    quoted = token.text.rstrip(".,;:").endswith(('"', "”", "»"))
    abbreviated = token.kind == "initial" or len(token.word) <= 3
    return quoted or token.last in "?!" or (token.last == "." and not abbreviated)


def _ends_weakly(token: Token) -> bool:
    quoted = token.text.rstrip(".,;:").endswith(('"', "”", "»"))
    return quoted or token.last in ",;:?!)" or (token.last == "." and token.kind != "initial")


def _chunks(tokens: Sequence[Token], ends: Callable[[Token], bool]) -> list[_Chunk]:
    """Part tokens into chunks, each up to a token that ends one."""
    groups: list[list[int]] = [[]]
    for place, token in enumerate(tokens):
        groups[-1].append(place)
        if ends(token):
            groups.append([])
    return [_chunk(tokens, group) for group in groups if group]


def _chunk(tokens: Sequence[Token], group: Sequence[int]) -> _Chunk:
    inside = [tokens[place] for place in group]
    capitals = sum(token.kind in ("capital", "upper", "initial") for token in inside)
    lower = sum(
        token.kind == "lower" and not {"small", "and"} & set(token.lists) for token in inside
    )
    lettered = any(token.word[:1].isalpha() for token in inside)
    case = "n" if not lettered else "C" if not lower else "m" if lower < capitals else "l"
    size = len(inside)
    length = "1" if size == 1 else "2" if size < 4 else "3" if size < 9 else "4"
    named = {name for token in inside for name in token.lists}
    numbers = any(token.word[:1] == "9" and token.kind != "year" for token in inside)
    dated = any(token.kind == "year" for token in inside)
    opening = inside[0]
    telling = {"small", "inside", "editors"} & set(opening.lists)
    return _Chunk(
        first=group[0],
        last=group[-1],
        begins=opening.word if telling else opening.kind,
        length=length,
        case=case,
        initials="i" if 3 * sum(token.kind == "initial" for token in inside) > size else "",
        figures=("d" if numbers else "") + ("y" if dated else ""),
        lists=tuple(name for name in TELLING if name in named),
    )


def _in_chunks(name: str, tokens: Sequence[Token], ends: Callable[[Token], bool]) -> list[Row]:
    """Describe each token by its chunk, those on both sides of it, and its place in it."""
    chunks = _chunks(tokens, ends)
    rows = []
    for number, chunk in enumerate(chunks):
        counted = [
            f"{name}sign={chunk.sign}",
            f"{name}no={min(number, 5)}",
            f"{name}left={min(len(chunks) - number - 1, 4)}",
        ]
        around = _around_chunk(name, chunks, number)
        for place in range(chunk.first, chunk.last + 1):
            where = "F" if place == chunk.first else "L" if place == chunk.last else "M"
            rows.append([*counted, f"{name}pos={where}", *around])
    return rows


def _around_chunk(name: str, chunks: Sequence[_Chunk], number: int) -> Row:
    """Describe what a chunk begins with and holds, the next ones, and the figures behind it."""
    chunk = chunks[number]
    row = [f"{name}first={chunk.begins}", *(f"{name}has={each}" for each in chunk.lists)]
    for offset in (-1, 1):
        other = number + offset
        if 0 <= other < len(chunks):
            beside = chunks[other]
            row += [f"{name}{offset}sign={beside.sign}"]
            row += [f"{name}{offset}has={each}" for each in beside.lists]
            row.append(f"{name}{offset}{chunk.sign}|{beside.case}{beside.initials}{beside.figures}")
        else:
            row.append(f"{name}{offset}none")
    rest = sorted({mark for each in chunks[number + 1 :] for mark in each.figures})
    row.append(f"{name}rest={''.join(rest)}")
    return row
