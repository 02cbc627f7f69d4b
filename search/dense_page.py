"""A page out of matches in arrays: only as many are put in order as the page reaches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.base import GROUP, Hit
from search.ranking import DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from search.base import Query
    from search.dense import Numbers, Scores

    Name = Callable[[int], tuple[str, str]]

RANK = 1e6  # more than any score, so that a passage's evidence or year goes before it


def place_of(passage: str) -> int:
    """Return a number that orders passages by the first eight bytes of their ids."""
    return int.from_bytes(passage.encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0"))


class Matches(NamedTuple):
    """Passages that match, with what their order goes by.

    Attributes:
        values: what comes before the score in the query's order; None for the score alone.
        places: numbers in the order of the passages' ids, as far as their first bytes tell.
        articles: a code of each one's article.
    """

    numbers: Numbers
    scores: Scores
    values: NDArray[np.int32] | None
    places: NDArray[np.uint64]
    articles: NDArray[np.int64]


def hits_of(query: Query, matches: Matches, name: Name) -> tuple[Hit, ...]:
    """Cut the page that a query asks for.

    Args:
        query: how to order, group and cut.
        matches: all of them.
        name: gives a number's passage and article; asked for the page's hits and for ties.
    """
    keys = np.round(matches.scores, DIGITS)
    if matches.values is not None:
        keys += RANK * matches.values
    wanted = query.offset + query.limit
    if query.grouped:
        return tuple(_grouped(query, matches, keys, name))
    chosen = np.flatnonzero(keys >= _worst_of_best(keys, wanted))
    ordered = _in_order(matches, keys, chosen, name)
    page = islice(ordered, query.offset, wanted)
    return tuple(_hit(matches, place, name) for place in page)


def _hit(matches: Matches, place: int, name: Name, others: int = 0) -> Hit:
    passage, article = name(int(matches.numbers[place]))
    return Hit(passage, article, float(matches.scores[place]), others)


def _worst_of_best(keys: Scores, wanted: int) -> float:
    """Return the key that so many are at least as good as."""
    if wanted >= len(keys):
        return -np.inf
    return float(np.partition(keys, len(keys) - wanted)[len(keys) - wanted])


def _in_order(
    matches: Matches, keys: Scores, chosen: NDArray[np.int64], name: Name
) -> Iterator[int]:
    """Put chosen matches in order; those that only their ids tell apart are asked for them."""
    order = chosen[np.lexsort((matches.places[chosen], -keys[chosen]))]
    run: list[int] = []
    for place in order.tolist():
        if run and (keys[place] != keys[run[0]] or matches.places[place] != matches.places[run[0]]):
            yield from _by_name(matches, run, name)
            run = []
        run.append(place)
    yield from _by_name(matches, run, name)


def _by_name(matches: Matches, run: list[int], name: Name) -> list[int]:
    if len(run) < 2:
        return run
    return sorted(run, key=lambda place: name(int(matches.numbers[place])))


def _grouped(query: Query, matches: Matches, keys: Scores, name: Name) -> Iterator[Hit]:
    """Put the articles in the order of their best hits, and give the best hits of each."""
    if not len(keys):
        return
    best = np.full(int(matches.articles.max()) + 1, -np.inf)
    np.maximum.at(best, matches.articles, keys)
    worst = _worst_of_best(best[np.isfinite(best)], query.offset + query.limit)
    leading = np.flatnonzero((best >= worst)[matches.articles])
    groups: dict[int, list[int]] = {}
    for place in _in_order(matches, keys, leading, name):
        groups.setdefault(int(matches.articles[place]), []).append(place)
    for group in islice(groups.values(), query.offset, query.offset + query.limit):
        for place in group[:GROUP]:
            yield _hit(matches, place, name, max(0, len(group) - GROUP))
