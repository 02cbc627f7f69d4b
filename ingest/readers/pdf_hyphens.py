"""Words that were parted at a line's end: whether the hyphen is the word's own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HYPHENS = ("-", "\u2010")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010]\Z")
_FIRST = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_JOINING = re.compile(r"(?:and|or|to|nor|versus|vs)\b(?!-)", re.IGNORECASE)
_GLUED = re.compile(r"\S[-\u2010–—/]\Z")
USUAL = 0.06  # of lines parted, from which a text is taken to be hyphenated when nothing else tells
SELDOM = 0.03  # of lines parted, up to which most of them are parted at hyphens of their own
# Before these a hyphen is mostly the word's own.
OWN = frozenset("self non well long short high low post half mid one two three all".split())


class Hyphenation:
    """Tells what becomes of a hyphen at a line's end, by what the document writes elsewhere.

    Args:
        lines: the text of all lines, in their order.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._known: Counter[str] = Counter()
        pairs: list[tuple[str, str]] = []
        for line, following in zip(lines, (*lines[1:], ""), strict=False):
            words = _WORD.findall(_plain(line))
            # A line's first and last word may be parts of one.
            self._known.update(words[1:-1] if _LAST.search(line) else words[1:])
            pairs += filter(None, [_parted(line, following)])
        votes = [self._evidence(*pair) for pair in pairs]
        whole, own = (sum(vote is each for vote in votes) for each in (True, False))
        share = len(pairs) / max(len(lines), 1)
        self._usual = whole > (own if share > SELDOM else 2 * own) or (
            whole == own and share > USUAL
        )

    def ending(self, before: str, after: str) -> str:
        """Return a line's text as it goes on into the next: without its hyphen, or with a blank.

        Args:
            before: the line's text.
            after: the text of the next line.
        """
        if before.endswith("\xad"):
            return before[:-1]
        if before.endswith(HYPHENS) and _JOINING.match(after):
            return f"{before} "
        pair = _parted(before, after)
        if pair is None:
            return before if _GLUED.search(before[-2:]) else f"{before} "
        return before[:-1] if self._is_whole(*pair) else before

    def _is_whole(self, head: str, tail: str) -> bool:
        known = self._evidence(head, tail)
        if known is not None:
            return known
        last = head.rsplit("-", 1)[-1]
        words = min(len(last), len(tail)) > 2 and self._known[last] and self._known[tail]
        return self._usual and not ("-" in head or last in OWN or words)

    def _evidence(self, head: str, tail: str) -> bool | None:
        """Tell whether the document writes the parts as one word elsewhere, or with a hyphen."""
        whole, own = self._known[head + tail], self._known[f"{head}-{tail}"]
        return None if whole == own else whole > own


def _plain(text: str) -> str:
    return text.casefold().replace("\u2010", "-")


def _parted(before: str, after: str) -> tuple[str, str] | None:
    """Return the parts of a word that a line's end may have parted; a capital begins another."""
    last, first = _LAST.search(before[-80:]), _FIRST.match(after[:80])
    if last is None or first is None or not first.group()[0].islower():
        return None
    return _plain(last.group(1)), _plain(first.group())
