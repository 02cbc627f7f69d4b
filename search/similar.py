"""From a passage to the query that finds others like it."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from search.analysis import analyse
from search.base import All, Any, Node, Not, Phrase, Query, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORDS = 12  # of a passage that are searched for
COPIED = 5  # words from which a passage is left out by its words, and not only by its name
SAME = 24  # words that follow each other in a passage make another one the same


def similar_query(
    text: str, names: Iterable[str], words: Mapping[str, int], passages: int, limit: int
) -> Query | None:
    """Ask for passages with the most telling words of one, but not for copies of it.

    Args:
        text: the passage.
        names: of the concepts that its claims link, which are searched as well.
        words: every word of the collection with how many passages have it.
        passages: how many there are.
        limit: hits wanted, 1 to 100.

    Returns:
        The query; None where the passage has no word to search for.
    """
    tokens = analyse(text)
    if not tokens:
        return None
    times = Counter(token.word for token in tokens)

    def telling(word: str) -> tuple[float, str]:
        return -times[word] * math.log(1 + passages / (1 + words.get(word, 0))), word

    parts: list[Node] = [Term(word) for word in sorted(times, key=telling)[:WORDS]]
    for name in dict.fromkeys(names):
        named = tuple(token.word for token in analyse(name))
        if named:
            parts.append(Phrase(named) if len(named) > 1 else Term(named[0]))
    root: Node = Any(tuple(dict.fromkeys(parts)))
    if len(tokens) >= COPIED:
        end = tokens[min(len(tokens), SAME) - 1].end
        root = All((root, Not(Phrase(tuple(text[tokens[0].start : end].split())))))
    return Query(text, root, limit=limit)
