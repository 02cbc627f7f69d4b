"""Splitting text into sentences, with a citation after the full stop kept to the one before it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_LISTS = tomllib.loads((files("ingest") / "cues" / "abbreviations.toml").read_text("utf-8"))
_NEVER = frozenset(_LISTS["never_last"])
_SOMETIMES = frozenset(_LISTS["sometimes_last"])
_LETTERED = frozenset(_LISTS["before_a_letter"])
_LISTED = _NEVER | _SOMETIMES

# Not before a small letter ("e.g."), nor a number that the sentence goes on with ("0.05 in all"):
# such a stop ends nothing.
_STOP = re.compile(r"[.!?…]++(?![a-z]|\d++(?:[^\s,;–-]|\s[^\sA-Z“\",;–-]))")
_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}"
# What may follow a stop and still belongs to its sentence: closing quotes, then markers.
_TAIL = re.compile(
    r"[\"'”’»)\]*_]{0,4}"
    rf"(?:\s?\({_NUMBERS}\)|\s?\[{_NUMBERS}\]|[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹,⁻–-]{{0,20}}"
    rf"|(?<=[^\d\s]){_NUMBERS}(?=\s+[A-Z“\"]|\s*\Z)){{0,3}}"
    r"[\"'”’»)\]*_]{0,4}"
)
_RUN_ON = re.compile(r"[A-Z“\"][a-z]{2}|[A-Z] [a-z]")
_OPENER = re.compile(r"[\"'“‘«(\[*_]{0,4}(\S)")
REACH = 48  # characters looked back for the word before a stop
LONGEST = 40  # characters of that word that count, from its end


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text: start and end of each, without white space around them.

    Every character that is not white space stands in one of them. Cost grows with the length of
    the text alone.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.start() < start:
            continue
        if _ends_plainly(text, stop):
            _keep(text, start, stop.end(), bounds)
            start = stop.end()
            continue
        tail = _TAIL.match(text, stop.end())
        end = stop.end() if tail is None else tail.end()
        if _ends(text, start, stop, end):
            _keep(text, start, end, bounds)
            start = end
    _keep(text, start, len(text), bounds)
    return bounds


def _ends_plainly(text: str, stop: re.Match[str]) -> bool:
    """Tell common ends at little cost: the text's, or a plain word, a stop, a blank, a capital."""
    place, end = stop.span()
    if end == len(text):
        return True
    if text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    word = text[text.rfind(" ", max(0, place - REACH), place) + 1 : place]
    return len(word) > 2 and word.isalpha() and word.islower() and word not in _LISTED


def _keep(text: str, start: int, end: int, bounds: list[tuple[int, int]]) -> None:
    words = text[start:end]
    kept = words.strip()
    if kept:
        first = start + len(words) - len(words.lstrip())
        bounds.append((first, first + len(kept)))


def _ends(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether a stop, with its tail up to `end`, closes the sentence begun at `start`."""
    if end >= len(text):
        return True
    word = _last_word(text[max(start, stop.start() - REACH) : stop.start()])
    if not text[end].isspace():
        # "bone.Exercise": a blank was lost, unless it is a name, an address or a number.
        return (
            stop.group() == "."
            and end == stop.end()
            and bool(re.search(r"[a-z]{3}\Z", word))
            and not set("/@.") & set(word)
            and bool(_RUN_ON.match(text, end))
        )
    opener = _OPENER.match(text, _skip_blanks(text, end))
    following = opener.group(1) if opener else ""
    if following.islower():
        return False
    if stop.group() != ".":
        return True
    return not _is_abbreviation(text, start, stop.start(), word, following)


def _last_word(text: str) -> str:
    """Return the word that a text stops with; "" where it stops with a blank."""
    if not text or text[-1].isspace():
        return ""
    return text.rsplit(None, 1)[-1][-LONGEST:]


def _skip_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _is_abbreviation(text: str, start: int, place: int, word: str, following: str) -> bool:
    plain = word.strip("\"'“‘(«[*_").casefold()
    if plain in _NEVER or plain.rsplit("-", 1)[-1] in _NEVER:
        return True
    if plain in _SOMETIMES:
        return not following.isupper()
    if word.isdecimal() and len(word) <= 2 and not text[start : place - len(word)].strip():
        return True  # a list's number
    if len(plain) == 1 and word[-1].isupper():
        return _is_initial(text, start, place - len(word))
    return bool(re.fullmatch(r"(?:[A-Za-z]\.){1,4}[A-Za-z]", word)) and not following.isupper()


def _is_initial(text: str, start: int, place: int) -> bool:
    """Tell a person's initial from a lettered thing, such as a vitamin, by the word before it."""
    name = _last_word(text[max(start, place - REACH) : place].rstrip())
    return not name or (name[0].isupper() and name.casefold() not in _LETTERED)
