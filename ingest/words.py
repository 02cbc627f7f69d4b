"""Words with their places, and the normal form in which labels and texts meet."""

import re
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_PLAIN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|[0-9]+")  # the same in ASCII, at half the cost
_TRANSPARENT = frozenset(" \t\r\n\u00a0-‐‑*_/\"“”'‘’")

_SPELLINGS = (
    ("isation", "ization"),
    ("aem", "em"),
    ("oest", "est"),
    ("oede", "ede"),
    ("paed", "ped"),
    ("programme", "program"),
    ("labour", "labor"),
    ("tumour", "tumor"),
    ("fibre", "fiber"),
    ("centre", "center"),
)
_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "vertebrae": "vertebra",
    "feet": "foot",
    "analyses": "analysis",
}


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        text: its characters, in lower case with a straight apostrophe.
        joined: nothing but blanks, hyphens, quotes or emphasis marks parts it from the word before.
    """

    text: str
    start: int
    end: int
    joined: bool


def read_words(text: str, start: int, end: int) -> list[Word]:
    """Read the words of `text[start:end]`, in order; offsets count in the whole text."""
    words: list[Word] = []
    append, new = words.append, tuple.__new__  # half the cost of all reading was making words
    last = start
    pattern = _PLAIN if text[start:end].isascii() else WORD
    for match in pattern.finditer(text, start, end):
        first, stop = match.span()
        gap = text[last:first]
        form = match[0].lower()
        if "’" in form:
            form = form.replace("’", "'")
        append(new(Word, (form, first, stop, gap == " " or not _parts(gap))))
        last = stop
    if words:
        words[0] = words[0]._replace(joined=False)
    return words


def _parts(gap: str) -> bool:
    if gap in (" ", "-"):
        return False
    return bool(set(gap) - _TRANSPARENT) or "\n\n" in gap or " - " in gap or len(gap) > 6


@lru_cache(maxsize=50_000)
def normal_form(word: str) -> str:
    """Reduce a word to the form that its plural and its other spelling share.

    The form is a key, not English: only its being equal on both sides matters.
    """
    form = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    for british, american in _SPELLINGS:
        form = form.replace(british, american)
    form = _singular(form)
    return form[:-3] + "ize" if form.endswith("ise") and len(form) > 5 else form


def _singular(form: str) -> str:
    if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1]


def normal_words(text: str) -> tuple[str, ...]:
    """Reduce every word of a label."""
    return tuple(normal_form(word.text) for word in read_words(text, 0, len(text)))
