"""Why sources may disagree: what the claims of one side have in common and those of the other lack.

Nothing is inferred: each difference is made of words of the claims, or of years and designs that
are known of their sources.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.model import Direction, QuantityKind
from search.answering.verdicts import DECISIVE
from search.answering.weights import scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from graph.model import Evidence
    from search.answering.verdicts import Verdict, Weighed

CLAUSE = 60  # characters after the outcome in which its place of the body is looked for
_END = re.compile(r"[,;:.]|\bbut\b|\bwhile\b|\bwhereas\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the sides of a disagreement do not share.

    Attributes:
        kind: "population", "dose", "site", "follow-up", "exposure", "outcome", "comparator",
            "design" or "years".
        sides: words of each side, sorted.
    """

    kind: str
    sides: Mapping[Direction, tuple[str, ...]]


def differences(verdict: Verdict) -> tuple[Difference, ...]:
    """Find in what the sides of a verdict differ, as far as their claims and sources say.

    Where all claims together do not tell the sides apart, those of the sources that stand on more
    than one side may.
    """
    sides = {each: verdict.counted(each) for each in DECISIVE}
    sides = {direction: claims for direction, claims in sides.items() if claims}
    both = {voice.source.id for voice in verdict.voices if len(voice.sides) > 1}
    within = {side: _resting_on(both, claims) for side, claims in sides.items()}
    found = [
        difference
        for kind in KINDS
        if (difference := _difference(kind, sides) or _difference(kind, within))
    ]
    return (*found, *_of_sources(verdict, sides))


def _resting_on(sources: Collection[str], claims: Iterable[Weighed]) -> tuple[Weighed, ...]:
    return tuple(each for each in claims if not set(each.evidence.sources).isdisjoint(sources))


def _difference(kind: str, sides: Mapping[Direction, Iterable[Weighed]]) -> Difference | None:
    words = {side: _words(claims, KINDS[kind]) for side, claims in sides.items()}
    if not _are_apart(words):
        return None
    return Difference(kind, {side: tuple(sorted(each)) for side, each in words.items()})


def _words(claims: Iterable[Weighed], read: Callable[[Evidence], Iterable[str]]) -> frozenset[str]:
    return frozenset(
        " ".join(word.split()) for each in claims for word in read(each.evidence) if word
    )


def _are_apart(words: Mapping[Direction, frozenset[str]]) -> bool:
    """Tell whether every side names something and no two sides name the same."""
    named = list(words.values())
    return (
        len(named) > 1
        and all(named)
        and len(frozenset(map(str.casefold, frozenset().union(*named))))
        == sum(len(frozenset(map(str.casefold, each))) for each in named)
    )


def _of_sources(verdict: Verdict, sides: Iterable[Direction]) -> Iterable[Difference]:
    """Compare the designs and the years of the sides' sources."""
    designs: dict[Direction, frozenset[str]] = {}
    years: dict[Direction, frozenset[int]] = {}
    for side in sides:
        own = [voice for voice in verdict.voices if set(voice.sides) == {side}]
        designs[side] = frozenset(v.appraisal.design.value for v in own if v.appraisal.design)
        years[side] = frozenset(voice.source.year for voice in own if voice.source.year)
    if _are_apart(designs):
        yield Difference("design", {side: tuple(sorted(each)) for side, each in designs.items()})
    spans = sorted((min(each), max(each)) for each in years.values() if each)
    apart = all(one[1] < other[0] for one, other in itertools.pairwise(spans))
    if len(spans) == len(years) > 1 and apart:
        yield Difference(
            "years", {side: tuple(map(str, sorted(each))) for side, each in years.items()}
        )


def _site(evidence: Evidence) -> Iterable[str]:
    """Name the places of the body that the outcome's clause names."""
    passage, outcome, text = evidence.passage, evidence.claim.outcome, evidence.article.text
    if not passage.start <= outcome.start < passage.end:
        return []
    most = min(outcome.end + CLAUSE, passage.end)
    ends = _END.search(text, outcome.end, most)
    clause = text[outcome.start : ends.start() if ends else most]
    return [match.group().lower() for match in _sites().finditer(clause)]


@cache
def _sites() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in scheme().sites)
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


def _follow_up(evidence: Evidence) -> Iterable[str]:
    return [q.text for q in evidence.claim.quantities if q.kind is QuantityKind.DURATION]


KINDS: dict[str, Callable[[Evidence], Iterable[str]]] = {
    "population": lambda each: [each.claim.population or ""],
    "dose": lambda each: [each.claim.dose or ""],
    "site": _site,
    "follow-up": _follow_up,
    "exposure": lambda each: [each.claim.exposure.label],
    "outcome": lambda each: [each.claim.outcome.label],
    "comparator": lambda each: [each.claim.comparator or ""],
}
