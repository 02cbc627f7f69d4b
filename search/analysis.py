"""Text to words: how every engine, and the highlights, cut and compare them.

A word is a run of letters and digits of any script. Its case, accents and compatibility forms are
folded, and it is compared by its English stem (Porter2, through snowballstemmer). Stop words are
dropped but keep their places, so that a phrase matches the same words at the same distances.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from snowballstemmer.english_stemmer import EnglishStemmer

VERSION = "2"  # of the words that this module makes; an index made with another one is rebuilt
MAX_KNOWN = 200_000  # words that are kept with their stems
MAX_WORD = 64  # characters that count of a word; longer runs are not language

# Soft hyphens and zero-width marks stand inside words without being part of them; combining marks
# belong to the letter before them; an apostrophe or a decimal point counts between letters or
# digits. Raised and lowered digits are reference marks or units and never part of a word. Digits
# after four letters or more are a word of their own, so that "covid19" is "covid-19".
# So are digits of other scripts digits here, and fractions and numbers in circles marks: folded,
# they would be digits within a word.
_MARKS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff"
    "\u3220-\u3229\u3248-\u325f\u3280-\u3289\u32b1-\u32bf\U0001f100-\U0001f10c"
)
_LETTER = f"[^\\W_\\d{_MARKS}]"
_DIGIT = r"\d"
_INSIDE = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
_WORD = re.compile(
    f"{_LETTER}{{4,}}(?={_DIGIT})"
    f"|{_DIGIT}(?:{_DIGIT}|{_LETTER}|{_INSIDE}|(?<={_DIGIT})[.,](?={_DIGIT}))*"
    f"|{_LETTER}(?:{_LETTER}|{_DIGIT}|{_INSIDE}|['\u2019](?={_LETTER}))*"
)
_WILD = {"*": ".*", "?": "."}
_local = threading.local()


class Token(NamedTuple):
    """A word of a text.

    Attributes:
        stem: what words are compared by.
        start: where it begins in the text.
        end: where it ends there.
        position: its number among the text's words, the stop words counted.
        word: the folded word itself, which a prefix is compared with.
    """

    stem: str
    start: int
    end: int
    position: int
    word: str


def analyse(text: str) -> list[Token]:
    """Cut a text to its words, the stop words left out."""
    tokens = []
    for position, match in enumerate(_WORD.finditer(text)):
        word, stem = _known[match.group()]
        if stem:
            tokens.append(Token(stem, match.start(), match.end(), position, word))
    return tokens


def cut(text: str) -> list[tuple[str, str]]:
    """Cut a text to all its words with their stems; the stem of a stop word is empty."""
    return list(map(_known.__getitem__, _WORD.findall(text)))


def sequence(text: str) -> tuple[tuple[str, int], ...]:
    """Return the stems of a query's word or phrase, each with its distance from the first.

    Several come from one word too ("weight-bearing"); none from stop words alone.
    """
    tokens = analyse(text)
    return tuple((token.stem, token.position - tokens[0].position) for token in tokens)


def prefix(text: str) -> str:
    """Return the folded beginning of words that a query's prefix stands for; "" for none."""
    matches = _WORD.findall(text)
    return _fold(matches[-1]) if matches else ""


def wildcard(text: str) -> str:
    """Return the regular expression over folded words that a query's pattern stands for.

    `*` stands for any characters and `?` for one; "" where the pattern holds no letter or digit.
    """
    parts = [part if part in _WILD else _fold(part) for part in re.split(r"([*?])", text)]
    if all(part in _WILD for part in parts if part):
        return ""
    spelt = "".join(_WILD.get(part) or re.escape(part) for part in parts)
    return re.sub(r"(?:\.\*)+", ".*", spelt)


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the words that are too common to be searched for."""
    text = resources.files("search").joinpath("stop_words.txt").read_text("utf-8")
    return frozenset(text.split())


class _Known(dict[str, tuple[str, str]]):
    """Raw words, folded and stemmed when first asked for; the stem of a stop word is empty.

    A dictionary answers several times as fast as a cache that keeps an order; texts that hold ever
    new words empty it.
    """

    def __missing__(self, raw: str) -> tuple[str, str]:
        if len(self) >= MAX_KNOWN:
            self.clear()
        word = _fold(raw)
        stem = "" if not word or word in stop_words() else _stemmer().stemWord(word)
        self[raw] = word, stem
        return word, stem


_known = _Known()


def _fold(raw: str) -> str:
    return "".join(_folded_characters(raw[: 2 * MAX_WORD]))[:MAX_WORD]


def _folded_characters(raw: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKD", raw.casefold()).casefold():
        if character.isalnum() or character in ".,":
            yield character
        elif character in "'\u2019":
            yield "'"


def _stemmer() -> "EnglishStemmer":
    """Return this thread's stemmer: one keeps the word that it is at work on in itself."""
    if not hasattr(_local, "stemmer"):
        from snowballstemmer.english_stemmer import EnglishStemmer

        _local.stemmer = EnglishStemmer()
    stemmer: EnglishStemmer = _local.stemmer
    return stemmer
