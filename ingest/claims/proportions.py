"""Proportions: "12% of the walkers fell, compared with 25% of those who sat" as a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.claims.cues import Change, Cue, Role
from ingest.claims.links import Link, Origin
from ingest.claims.scope import Stance
from ingest.phrases import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.claims.sentence import Placed, Sentence

# "Rose by 12% in the walkers" is a change and no share.
_PERCENT = re.compile(
    r"(?<!by )(?<!of )(?<!from )(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)\s?(?:%|per ?cent)"
    r"\s(?:of|in|among)\s"
)
MAX_GROUP = 14  # words of a group's name
CUES = {
    change: Cue("share of a group", Role.PREDICATE, change)
    for change in (Change.INCREASE, Change.DECREASE)
}


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a group, in percent, and the words `first` to `last` that name the group."""

    percent: float
    first: int
    last: int
    exposures: tuple[Placed, ...]


def compared_shares(sentence: Sentence) -> list[Link]:
    """Read who had an outcome more often, where shares of groups are compared.

    One of the groups must do nothing that could be an exposure: the others are held against it.
    The outcome is the first that stands outside the names of the groups.
    """
    if not sentence.outcomes or not sentence.exposures:
        return []
    shares = _shares(sentence)
    plain = [share for share in shares if not share.exposures]
    outcome = next((one for one in sentence.outcomes if not _within(one, shares)), None)
    if outcome is None or outcome.sighting.concept.intermediate:
        return []
    if len(plain) != 1 or not _is_comparison(sentence, shares):
        return []
    return [
        Link(
            exposure=placed.sighting,
            outcome=outcome.sighting,
            cues=(CUES[Change.DECREASE if share.percent < plain[0].percent else Change.INCREASE],),
            stance=Stance(),
            origin=Origin.SUBJECT,
            distance=abs(outcome.first - placed.first),
            compares_groups=True,
        )
        for share in shares
        for placed in share.exposures
        if share.percent != plain[0].percent
    ]


def _shares(sentence: Sentence) -> list[Share]:
    """Find the shares and their groups, which end at a verb, a mark or a comparison."""
    starts = {word.start: index for index, word in enumerate(sentence.words)}
    found = []
    for match in _PERCENT.finditer(sentence.text, sentence.start, sentence.end):
        first = starts.get(match.end())
        if first is None:
            continue
        last = _end_of_group(sentence, first)
        exposures = tuple(one for one in sentence.exposures if first <= one.first <= last)
        found.append(Share(float(match.group(1)), first, last, exposures))
    return found


def _end_of_group(sentence: Sentence, first: int) -> int:
    ends = word_set("grammar", "zones", "ends") | word_set("grammar", "zones", "comparing")
    ends |= word_set("grammar", "zones", "happening")
    last = first
    for index in range(first + 1, min(first + MAX_GROUP, len(sentence.words))):
        word = sentence.words[index]
        if not word.joined or word.text in ends or word.text[0].isdigit():
            break
        last = index
    joins = sentence.words[last].text in word_set("grammar", "coordination", "plain")
    return last - 1 if joins and last > first else last


def _within(placed: Placed, shares: Sequence[Share]) -> bool:
    return any(share.first <= placed.first <= share.last for share in shares)


def _is_comparison(sentence: Sentence, shares: Sequence[Share]) -> bool:
    """Whether a word of comparison parts two of the shares."""
    comparing = word_set("grammar", "zones", "comparing") | {"compared", "and", "but", "while"}
    between = sentence.words[shares[0].last + 1 : shares[-1].first]
    return bool(comparing & {word.text for word in between})
