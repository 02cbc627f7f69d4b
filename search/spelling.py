"""What was probably meant by words that the collection does not have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search.analysis import analyse
from search.base import Query, Term
from search.concept_names import concept_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.vocabulary import Vocabulary
    from search.analysis import Token
    from search.base import SearchIndex

MIN_LENGTH = 4  # letters of a word that is looked up; shorter ones are like too many others
LONG = 6  # letters from which a word may have two slips
MAX_WORDS = 4  # of a query that are looked up
RARE = 2  # passages with a word that may yet be a slip
COMMONER = 20  # times as many passages have what such a word was meant for


@dataclass(frozen=True, slots=True)
class Correction:
    """A query as it was probably meant.

    Attributes:
        query: what was typed, with its slips put right.
        words: each slip as typed, with the word for it.
    """

    query: str
    words: tuple[tuple[str, str], ...]


class Speller:
    """Knows the words of a collection and of its vocabulary."""

    def __init__(self, words: Mapping[str, int], vocabulary: Vocabulary) -> None:
        """Take the words of the passages with how many of them have each."""
        named = dict.fromkeys(concept_names(vocabulary).words, 1)
        self._passages = Counter(named) + Counter(words)
        self._words = [word for word in self._passages if len(word) >= MIN_LENGTH - 1]

    def meant(self, token: Token, passages: int) -> str | None:
        """Return the word that a rare one was meant for; None where nothing is near.

        The nearest counts by the letters that must be changed, left out, put in or swapped with
        their neighbour, one of them for a short word and two for a longer one; of equally near
        ones that with the same first letter, and then the commonest.

        Args:
            token: a word of a query.
            passages: how many passages have it.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        word = token.word
        slips = 1 if len(word) < LONG or passages else 2
        near = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        found = [
            (distance, each[0] != word[0], -self._passages[each], each)
            for each, distance, _ in near
            if distance and self._passages[each] >= COMMONER * passages
        ]
        best = min(found)[-1] if found else ""
        return best if best and {each.stem for each in analyse(best)} - {token.stem} else None


def suspicious(
    typed: str, index: SearchIndex, vocabulary: Vocabulary
) -> tuple[tuple[Token, int], ...]:
    """Find the first words of a query that next to no passage has, each with how many have it."""
    return tuple(islice(_suspicious(typed, index, vocabulary), MAX_WORDS))


def _suspicious(
    typed: str, index: SearchIndex, vocabulary: Vocabulary
) -> Iterator[tuple[Token, int]]:
    named = concept_names(vocabulary).words
    for token in dict.fromkeys(analyse(typed)):
        if len(token.word) < MIN_LENGTH or not token.word.isalpha():
            continue
        around = typed[max(0, token.start - 1) : token.start] + typed[token.end : token.end + 1]
        if set(around) & set(":*") or token.word in named:
            continue
        passages = index.search(Query(token.word, Term(token.word), limit=1)).total
        if passages <= RARE:
            yield token, passages


def corrected(
    typed: str, slips: tuple[tuple[Token, int], ...], speller: Speller
) -> Correction | None:
    """Put the slips of a query right; None where nothing is near enough to any of them."""
    query, words = typed, []
    for token, passages in sorted(slips, key=lambda slip: -slip[0].start):
        if (meant := speller.meant(token, passages)) is not None:
            words.append((typed[token.start : token.end], meant))
            query = query[: token.start] + meant + query[token.end :]
    return Correction(query, tuple(reversed(words))) if words else None
