"""How well a word matches a passage: BM25 over weighted fields, as every engine reckons it.

S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009). The
figures K1 and B, and the rounding of lengths, are those that Tantivy and Lucene have built in, so
that engines that bring their own scoring agree with those that are given ours.
"""

import math
from bisect import bisect_right
from enum import StrEnum
from itertools import takewhile

K1 = 1.2  # how soon further occurrences of a word stop counting
B = 0.75  # how far a long field's words count less
OTHER_NAME = 0.3  # what a match of another name counts for, beside the one that was typed
PATTERN_SCORE = 1.0  # of any match of a pattern: how many words fit it says nothing of its worth
DIGITS = 4  # of a score that count: engines reckon the rest differently
STATES = 1  # documents of an index that hold its state and no passage; they count for the averages


class Field(StrEnum):
    """A field of a passage document that words are searched in."""

    TEXT = "text"
    HEADING = "heading"  # the article's title and the section's
    CLAIMS = "claims"  # names of the claims' concepts, titles of the sources


# The words of a heading stand over every passage of its article: they say what it is about, and
# must not lift a passage without them over one that says it itself.
WEIGHTS = {Field.TEXT: 1.0, Field.HEADING: 0.4, Field.CLAIMS: 0.3}


def rarity(documents: int, having: int) -> float:
    """Return the inverse document frequency of a word that so many of the documents have."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def bm25(rarity: float, weight: float, length: float, average: float) -> float:
    """Score a word that occurs so often in a field of so many words."""
    return rarity * weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / average))


def _rounded_lengths() -> tuple[int, ...]:
    """List the lengths that one byte tells apart: exact to 40, then in steps of an eighth.

    The encoding of Lucene's `SmallFloat.intToByte4`.
    """
    lengths = list(range(24))
    for code in range(256 - 24):
        shift = (code >> 3) - 1
        lengths.append(24 + (code & 7 if shift < 0 else (code & 7 | 8) << shift))
    return tuple(takewhile(lambda length: length < 2**31, lengths))


LENGTHS = _rounded_lengths()  # by their code


def length_code(length: int) -> int:
    """Return the code of a field's length, rounded down."""
    return bisect_right(LENGTHS, length) - 1
