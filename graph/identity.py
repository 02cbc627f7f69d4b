"""Which work a reference names: keys that two references to one work have in common.

A work is known by its DOI, else its PubMed number, else its title with the year and the first
author, else its address, else its words. References that share a key name one work, whichever
other keys each of them has; the work's id comes from the strongest key of them all, so that it is
the same in whatever order the references came.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from graph.ids import digest, normalise_doi, squash
from graph.works import Work

SHORT_TITLE = 13  # letters; a shorter title ("Osteoporosis") names a work in its journal only

_STRENGTH = ("doi", "pmid", "title", "url", "raw")
_REVIEW = re.compile(r"10\.1002/14651858\.((?:cd|mr|ed)\d{6})(?:\.pub(\d{1,3}))?")
_REVIEW_NUMBER = re.compile(r"\b((?:CD|MR)\d{6})(?:\.pub(\d{1,3}))?\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZÀ-ÞŁŚŠŽ](?:\.-?|-)?){1,4}")
_PARTICLES = frozenset("da de del den der di dos du el la le st ter van von".split())


class Version(NamedTuple):
    """A version of a work that is published anew under one name, as Cochrane reviews are.

    Attributes:
        work: the DOI that all versions share.
        number: 1 for the first, which carries none.
    """

    work: str
    number: int


def version_of(work: Work, raw: str = "") -> Version | None:
    """Tell which version of a Cochrane review is named; None for any other work.

    A review is also known by its number alone (CD000333), which then stands for the first version.
    """
    match = _REVIEW.fullmatch(normalise_doi(work.doi)) if work.doi else None
    if match is None and "cochrane" in f"{work.container} {raw}".casefold():
        match = _REVIEW_NUMBER.search(" ".join(filter(None, (work.pages, work.url, raw))))
    if match is None:
        return None
    return Version(f"10.1002/14651858.{match.group(1).casefold()}", int(match.group(2) or 1))


def work_keys(work: Work, raw: str = "") -> tuple[str, ...]:
    """Return the keys of a work, strongest first; at least one.

    The title counts only with letters and digits, in lower case and without accents; the first
    author by the surname. The address and the words count where there is nothing better.
    """
    keys = []
    version = version_of(work, raw)
    if version is not None:
        keys.append(f"doi:{version.work}")
    elif work.doi:
        keys.append(f"doi:{normalise_doi(work.doi)}")
    if work.pmid:
        keys.append(f"pmid:{work.pmid.strip()}")
    title, journal = squash(work.title or ""), squash(work.container or "")
    if title and (len(title) >= SHORT_TITLE or journal or not keys):
        parts = [title, str(work.year or ""), surname(next(iter(work.authors), ""))]
        if len(title) < SHORT_TITLE:
            parts.append(journal)
        keys.append("title:" + "|".join(parts))
    if not keys and work.url:
        keys.append("url:" + re.sub(r"^https?://(?:www\.)?", "", work.url).rstrip("/"))
    return tuple(keys) or (f"raw:{squash(raw)}",)


def source_of(keys: Iterable[str]) -> str:
    """Identify the work that has these keys by the strongest; the least of equals."""
    strongest = min(keys, key=lambda key: (_STRENGTH.index(key.partition(":")[0]), key))
    return digest("source", strongest)


def surname(author: str) -> str:
    """Reduce an author's printed name to the letters of the surname's first word.

    Initials before or after it, particles ("van der") and a second surname do not count, since
    styles differ in them.
    """
    last, _, _ = author.partition(",")
    words = last.split()
    while len(words) > 1 and _INITIALS.fullmatch(words[-1]):
        words.pop()  # "Vincent K R" and "Vincent Kevin R", against "K. R." and "Kevin R. Vincent"
    initials = [place for place, word in enumerate(words[:-1]) if _INITIALS.fullmatch(word)]
    named = words[initials[-1] + 1 :] if initials else words
    weighty = [word for word in named if word.casefold() not in _PARTICLES]
    return squash((weighty or named or [author])[0])
