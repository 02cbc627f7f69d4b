"""A page out of all hits, best first, ties by passage id."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")


def page_of(
    hits: list[tuple[float, Key]], offset: int, limit: int, name: Callable[[Key], str]
) -> list[tuple[float, Key]]:
    """Cut a page out of hits, a score and an engine's key each.

    Only the hits that tie with one on the page are asked for their passage's id, which an engine
    may have to read from disk.
    """
    ranked = sorted(hits, key=lambda hit: -hit[0])
    page = ranked[offset : offset + limit]
    if not page:
        return []
    best, worst = page[0][0], page[-1][0]
    before = sum(1 for score, _ in ranked if score > best)
    tied = [hit for hit in ranked if worst <= hit[0] <= best]
    tied.sort(key=lambda hit: (-hit[0], name(hit[1])))
    return tied[offset - before : offset - before + limit]
