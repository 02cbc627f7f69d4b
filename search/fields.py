"""A passage document's fields as words at their places, the same for every engine."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from search.analysis import cut
from search.ranking import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.base import PassageDocument

GAP = 64  # places between the parts of a field, so that no phrase runs from one into the next

Words = tuple[tuple[str, str], ...]  # word and stem by place; no stem where nothing is searched


def words_of(document: PassageDocument) -> dict[Field, Words]:
    """Return the words of each field."""
    return {
        Field.TEXT: tuple(cut(document.text)),
        Field.HEADING: _joined(document.title, document.section),
        Field.CLAIMS: _joined(document.claims, document.sources),
    }


def stems_at(words: Words) -> Iterator[tuple[int, str]]:
    """Give the stems that are searched, with their places."""
    return ((place, stem) for place, (_, stem) in enumerate(words) if stem)


def length_of(words: Words) -> int:
    """Count the words that are searched."""
    return sum(1 for _, stem in words if stem)


def spellings(words: Iterable[tuple[str, str]]) -> set[str]:
    """Return the folded words that are searched, each once."""
    return {word for word, stem in words if stem}


@lru_cache(maxsize=1024)
def _joined(*parts: str) -> Words:
    """Lay parts out one behind the other; kept, since many passages share their headings."""
    words: list[tuple[str, str]] = []
    for part in parts:
        found: Sequence[tuple[str, str]] = cut(part)
        if words and found:
            words += [("", "")] * GAP
        words += found
    return tuple(words)
