"""Whether a registry's record is surely the work that a reference names.

A record that was found by its title is taken only where title, year and first author agree: a
wrong match would put another study's findings behind a claim, no match does no harm.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from graph.identity import SHORT_TITLE, surname
from graph.ids import squash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Work

NEARLY = 0.93  # likeness of titles that may be one title, misprinted
UNLIKE = 0.6  # below this, two titles are surely not one title
COMPARED = 500  # letters of a title that are looked at

# British and American spelling, so that "randomised" and "randomized" are one word.
_SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("yse", "yze"), ("our", "or"))
_LIGATURES = (("ae", "e"), ("oe", "e"))


def is_same(work: Work, found: Work, titles: Iterable[str]) -> bool:
    """Tell whether a record that was found by words is surely the work that was sought.

    First author and year (within one, for print after online) must agree, and the title must be
    the same but for spelling. A misprinted or shortened title counts only where volume and first
    page agree too: "hip abduction" and "hip adduction" are one letter apart. The same title in
    another volume on another page is another printing, such as a guideline in several journals.

    Args:
        work: what was sought.
        found: a record.
        titles: the titles under which the record goes, with and without subtitle.
    """
    if not (_same_author(work, found) and _same_year(work, found)):
        return False
    sought = _folded(work.title or "")
    if not sought:
        return False
    folded = [_folded(title) for title in titles]
    places = _agreeing_places(work, found)
    if sought in folded:
        return places != 0
    return places == len(_PLACES) and any(_nearly(sought, title) for title in folded)


def contradicts(work: Work, found: Work) -> bool:
    """Tell whether a record under a work's own number is surely another work: a mistyped number."""
    if not work.title or not found.title:
        return False
    sought, title = _folded(work.title), _folded(found.title)
    if sought in title or title in sought or _likeness(sought, title) >= UNLIKE:
        return False
    return not (_same_author(work, found) and _same_year(work, found))


def _same_author(work: Work, found: Work) -> bool:
    if not work.authors or not found.authors:
        return False
    name = surname(work.authors[0])
    return bool(name) and name == surname(found.authors[0])


def _same_year(work: Work, found: Work) -> bool:
    return bool(work.year and found.year) and abs((work.year or 0) - (found.year or 0)) <= 1


def _agreeing_places(work: Work, found: Work) -> int | None:
    """Count in which of volume and first page both agree; None where one of them lacks any."""
    pairs = [(place(work), place(found)) for place in _PLACES]
    if not all(one and other for one, other in pairs):
        return None
    return sum(one == other for one, other in pairs)


def _volume(work: Work) -> str:
    return squash(work.volume or "")


def _first_page(work: Work) -> str:
    return squash(re.split(r"[-–—,]", work.pages or "")[0])


def _nearly(sought: str, title: str) -> bool:
    short, long = sorted((sought, title), key=len)
    begins = len(short) >= SHORT_TITLE and long.startswith(short)
    return begins or _likeness(sought, title) >= NEARLY


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:COMPARED], other[:COMPARED], autojunk=False).ratio()


def _folded(title: str) -> str:
    """Reduce a title to its letters and digits, the same for every way to spell it."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    for letters, kept in (*_LIGATURES, *_SPELLINGS):
        plain = plain.replace(letters, kept)
    return squash(plain)


_PLACES = (_volume, _first_page)
