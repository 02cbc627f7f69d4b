"""The want of an exposure: "not getting enough vitamin D" names vitamin D deficiency."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from ingest.phrases import Phrases, lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.vocabulary import Vocabulary
    from ingest.mentions import Sighting
    from ingest.words import Word

ADJECTIVES = 2  # words between the want and what is wanting: "lack of regular exercise"
LONGEST = 4  # words of the longest phrase that names a want


@cache
def _wants() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in lexicon("grammar")["lacking"]["words"])


@cache
def _apart() -> frozenset[str]:
    """Return the words that part a want from what stands behind them: "little evidence that"."""
    clauses = word_set("grammar", "coordination", "broken_by") - {"to", "from", "without"}
    return clauses | word_set("reports", "body")


def as_lack(
    text: str, words: Sequence[Word], sighting: Sighting, vocabulary: Vocabulary
) -> Sighting:
    """Return the want of an exposure where the words before it say so, else the exposure.

    Args:
        text: the whole text.
        words: the sentence's words.
        sighting: the exposure as it was found.
        vocabulary: says what the want of an exposure is called, if it has a name.
    """
    lack = vocabulary.lack_of(sighting.concept.iri)
    if lack is None or lack.iri == sighting.concept.iri:
        return sighting
    first = bisect_left(words, sighting.mention.start, key=attrgetter("start"))
    for start in range(first - 1, max(-1, first - 1 - ADJECTIVES - LONGEST), -1):
        if not words[start + 1].joined or words[start].text in _apart():
            break
        hit = _wants().at(words, start)
        if hit is not None and 0 <= first - start - hit[1] <= ADJECTIVES:
            begin, end = words[start].start, sighting.mention.end
            mention = replace(
                sighting.mention,
                concept=lack.iri,
                label=lack.label,
                text=text[begin:end],
                start=begin,
            )
            return sighting._replace(mention=mention, concept=lack, tentative=False)
    return sighting
