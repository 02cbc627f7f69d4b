"""A passage document's fields as words with their places, the same for every engine."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from search.analysis import analyse
from search.ranking import Field

if TYPE_CHECKING:
    from search.analysis import Token
    from search.base import PassageDocument

GAP = 64  # positions between the parts of a field, so that no phrase runs from one into the next

Words = tuple["Token", ...]


def words_of(document: PassageDocument) -> dict[Field, Words]:
    """Return the words of each field, at positions that parts of a field share and GAP parts."""
    return {
        Field.TEXT: tuple(analyse(document.text)),
        Field.HEADING: _joined(document.title, document.section),
        Field.CLAIMS: _joined(document.claims, document.sources),
    }


@lru_cache(maxsize=1024)
def _joined(*parts: str) -> Words:
    """Lay parts out one behind the other; kept, since many passages share their headings."""
    words: list[Token] = []
    start = 0
    for part in parts:
        tokens = analyse(part)
        words += [token._replace(position=token.position + start) for token in tokens]
        start += GAP + (tokens[-1].position if tokens else 0)
    return tuple(words)
