"""A sentence on a terminal, with marks under its words."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 96  # characters of a line, so that an indented one stays under a hundred


def shown(text: str) -> str:
    """Return a text with a blank for every character that a terminal could act on."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


def underlined(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Break a text into lines, and write under each the marks of what stands there.

    Args:
        text: the text.
        spans: start, end and the one character that marks it; a later span hides an earlier one.

    Yields:
        A line and its marks, without blanks at their ends.
    """
    marks = [" "] * len(text)
    for start, end, mark in spans:
        for place in range(max(0, start), min(end, len(text))):
            marks[place] = mark
    plain = shown(text)
    for start, end in _lines(plain):
        under = "".join(marks[place] * _columns(plain[place]) for place in range(start, end))
        yield plain[start:end].rstrip(), under.rstrip()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Part a text at blanks; a word longer than a line is cut."""
    start = 0
    while start < len(text):
        end, columns = start, 0
        # The marks below take as many columns as the words do, and a character at least one.
        while end < len(text) and columns + max(1, _columns(text[end])) <= WIDTH:
            columns += max(1, _columns(text[end]))
            end += 1
        if end < len(text):
            blank = text.rfind(" ", start, end + 1)
            end = blank if blank > start else end
        yield start, end
        start = end
        while start < len(text) and text[start] == " ":
            start += 1


def _columns(character: str) -> int:
    """Count the columns of a terminal that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
