"""A reference string as tokens, and what each is by its own letters and figures."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

MAX_TOKENS = 400  # a longer string is no reference; what follows is left unlabelled

_WORDS = tomllib.loads((files("ingest.references") / "lexicon.toml").read_text("utf-8"))
LEXICON = {name: frozenset(words.split()) for name, words in _WORDS.items()}

# A run without blanks, parted where a figure's place ends: "2005;60(2):187-94." is four tokens.
_TOKEN = re.compile(r"[^\s;:()\[\]]*[;:)\]]+[,.;:]*|[(\[]?[^\s;:()\[\]]+[)\]]?[,.;:]*|\S")
_EDGES = ".,;:()[]\"'“”‘’«»„*_"
_KINDS = (
    ("year", re.compile(r"(?:1[5-9]|20)\d\d[a-z]?")),
    ("number", re.compile(r"\d{1,6}")),
    ("range", re.compile(r"[A-Za-z]{0,2}\d{1,6}\s?[-–—‐_]{1,2}\s?[A-Za-z]{0,2}\d{1,6}")),
    ("coded", re.compile(r"[A-Za-z]{1,3}\d{1,9}\w?")),
    ("initial", re.compile(r"[A-ZÀ-Þ]\.?(?:-?[A-ZÀ-Þ]\.?){0,3}")),
    ("roman", re.compile(r"[IVXLC]{2,6}")),
    ("capital", re.compile(r"[A-ZÀ-Þ][\w'’‐-]*[a-zß-ÿ][\w'’‐-]*")),
    ("upper", re.compile(r"[A-ZÀ-Þ&-]{2,}")),
    ("lower", re.compile(r"[a-zß-ÿ][\w'’‐-]*")),
    ("address", re.compile(r"(?:https?://|www\.|doi:|10\.\d{4}).*", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a reference string.

    Attributes:
        start, end: its place in the string.
        word: it in lower case without the marks around it, each figure as a 9.
        kind: what it can be by its letters and figures: a year, a number, an initial and so on.
        first, last: its first and last character where that is a mark, else "a".
        lists: names of the lists of the lexicon that have it.
    """

    text: str
    start: int
    end: int
    word: str
    kind: str
    first: str
    last: str
    shape: str
    lists: tuple[str, ...]


def tokenise(raw: str) -> list[Token]:
    """Part a string into tokens; every character that is not white space is in one of them."""
    found: list[Token] = []
    for word in re.finditer(r"\S+", raw):
        whole = "://" in word.group() or word.group().casefold().startswith(("www.", "doi:", "10."))
        pieces = [word] if whole else _TOKEN.finditer(raw, word.start(), word.end())
        found += [_token(piece.group(), piece.start(), piece.end()) for piece in pieces]
        if len(found) > MAX_TOKENS:
            return found[:MAX_TOKENS]
    return found


def _token(text: str, start: int, end: int) -> Token:
    bare = text.strip(_EDGES)
    lower = bare.casefold()
    return Token(
        text=text,
        start=start,
        end=end,
        word=re.sub(r"\d", "9", lower[:30]),
        kind=next((name for name, pattern in _KINDS if pattern.fullmatch(bare)), "other"),
        first="a" if text[0].isalnum() else text[0],
        last="a" if text[-1].isalnum() else text[-1],
        shape=_shape(bare),
        lists=tuple(name for name, words in LEXICON.items() if lower in words),
    )


def _shape(bare: str) -> str:
    """Draw a token with one sign for each kind of character, runs drawn once."""
    drawn = "".join(
        "A" if ch.isupper() else "a" if ch.isalpha() else "9" if ch.isdigit() else ch
        for ch in bare[:20]
    )
    return re.sub(r"(.)\1+", r"\1", drawn)
