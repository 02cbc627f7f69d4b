"""What became of an article's claims when its text changed: kept, moved, changed or gone.

Sentences are the same only word for word. A sentence that was edited is never taken for the one
that it resembles: its claim is reported beside the words that stand in its place now, and what
those say is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.ids import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import ArticleRecord, Claim, Passage

REACH = 8  # passages looked ahead for the one that replaces another
LONGEST = 200  # words of a passage that are compared
EDITED = 0.5  # share of words that an edited sentence has in common with the one it replaces


class Fate(StrEnum):
    """What became of a claim."""

    KEPT = "kept"  # the sentence stands where it stood, and says what it said
    MOVED = "moved"  # the sentence stands elsewhere among the others
    CHANGED = "changed"  # the sentence was edited, or is read in another way now
    GONE = "gone"  # neither the sentence nor an edited one stands there any longer


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of one claim of an earlier text.

    Attributes:
        claim: the claim as it was, with its offsets in the earlier text.
        now: the words that stand for its sentence in the new text; None when it is gone.
        start: where they begin in the new text.
    """

    claim: Claim
    fate: Fate
    now: str | None = None
    start: int | None = None


def compare(old: ArticleRecord, new: ArticleRecord) -> tuple[ClaimChange, ...]:
    """Tell what became of each claim of the old record, in its order.

    Passages are aligned by their words, the longest runs in common first (difflib's method), with
    words that many passages share left aside, so that the cost grows with the length of the text.
    """
    before, after = _Sentences(old), _Sentences(new)
    matcher = SequenceMatcher(None, before.words, after.words)
    kept: dict[int, int] = {}
    edited: dict[int, int] = {}
    for tag, start, end, other, other_end in matcher.get_opcodes():
        if tag == "equal":
            kept |= dict(zip(range(start, end), range(other, other_end), strict=True))
        elif tag == "replace":
            edited |= _edited(before.words, after.words, range(start, end), range(other, other_end))
    placed = set(kept.values())
    elsewhere = {words: n for n, words in enumerate(after.words) if n not in placed}
    return tuple(
        _change(claim, before.places[claim.passage], before, after, kept, edited, elsewhere)
        for claim in old.claims
        if claim.passage in before.places
    )


class _Sentences:
    """An article's passages in order, as words to compare, with the claims that each states."""

    def __init__(self, record: ArticleRecord) -> None:
        text = record.article.text
        self.text = text
        self.passages: Sequence[Passage] = record.passages
        self.words = [normalise(text[each.start : each.end]) for each in record.passages]
        self.places = {each.id: place for place, each in enumerate(record.passages)}
        self.said: dict[int, set[str]] = {}
        for claim in record.claims:
            place = self.places.get(claim.passage)
            if place is not None:
                self.said.setdefault(place, set()).add(_reading(claim))


def _reading(claim: Claim) -> str:
    """Put in one string all that a claim says, apart from where."""
    said = (claim.proposition, claim.hedge, claim.negated, claim.causality, claim.effect)
    details = (claim.population, claim.dose, claim.comparator, claim.magnitude, claim.citations)
    return repr((*map(str, said), *map(str, details[:-1]), len(claim.citations)))


def _edited(before: Sequence[str], after: Sequence[str], old: range, new: range) -> dict[int, int]:
    """Pair the passages of a stretch that was replaced, in order, where they share most words."""
    pairs: dict[int, int] = {}
    rest = list(new)
    for place in old:
        for other in rest[:REACH]:
            if _alike(before[place].split()[:LONGEST], after[other].split()[:LONGEST]):
                pairs[place] = other
                rest = [each for each in rest if each > other]
                break
    return pairs


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    matcher = SequenceMatcher(None, words, others)
    return matcher.quick_ratio() >= EDITED and matcher.ratio() >= EDITED


def _change(
    claim: Claim,
    place: int,
    before: _Sentences,
    after: _Sentences,
    kept: dict[int, int],
    edited: dict[int, int],
    elsewhere: dict[str, int],
) -> ClaimChange:
    now = kept.get(place)
    fate = Fate.KEPT
    if now is None and (now := elsewhere.get(before.words[place])) is not None:
        fate = Fate.MOVED
    if now is not None and _reading(claim) not in after.said.get(now, ()):
        fate = Fate.CHANGED
    if now is None:
        now = edited.get(place)
        fate = Fate.GONE if now is None else Fate.CHANGED
    if now is None:
        return ClaimChange(claim, fate)
    passage = after.passages[now]
    return ClaimChange(claim, fate, after.text[passage.start : passage.end], passage.start)
