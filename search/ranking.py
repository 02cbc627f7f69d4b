"""How well a word matches a passage: BM25F, with the figures that every engine uses.

S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

import math
from functools import lru_cache
from typing import NamedTuple

from search.analysis import Token, analyse

K1 = 0.9  # how soon further occurrences of a word stop counting
B = 0.4  # how far a long passage's words count less
# The words of a title stand over every passage of its article: they say what it is about, and must
# not lift a passage without them over one that says it itself.
TITLE, SECTION, TEXT = 0.4, 0.6, 1.0
OTHER_NAME = 0.3  # what a match of another name counts for, beside the one that was typed
PREFIX_SCORE = 1.0  # of any match of a prefix: how many words begin so says nothing of its worth
GAP = 10_000  # positions between the fields, so that no phrase runs from one into the next


class Occurrence(NamedTuple):
    """A word of a passage document.

    Attributes:
        position: its place among the document's words; fields stand GAP apart.
        weight: what it counts for.
    """

    stem: str
    word: str
    position: int
    weight: float


@lru_cache(maxsize=64)
def lay_out(title: str, section: str, text: str) -> tuple[Occurrence, ...]:
    """Lay a document's fields out as one run of weighted words.

    The last documents are kept, since an engine may ask for the same one more than once.
    """
    words = []
    start = 0
    for tokens, weight in (
        (_heading(title), TITLE),
        (_heading(section), SECTION),
        (analyse(text), TEXT),
    ):
        words += [Occurrence(t.stem, t.word, start + t.position, weight) for t in tokens]
        start += GAP + (tokens[-1].position if tokens else 0)
    return tuple(words)


@lru_cache(maxsize=256)
def _heading(text: str) -> tuple[Token, ...]:
    """Analyse a title or the name of a section, which many passages share."""
    return tuple(analyse(text))


def rarity(documents: int, having: int) -> float:
    """Return the inverse document frequency of a word that so many of the documents have."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def bm25(rarity: float, weight: float, length: int, average: float) -> float:
    """Score a word that occurs with a total weight in a document of so many words."""
    return rarity * weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / average))
