"""Details of a claim beside its link: for whom, how much, against what, how large."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.claims.attribution import attribution_of
from ingest.claims.cues import Role
from ingest.claims.measures import measures_in
from ingest.claims.quantities import dose_in, magnitude_in
from ingest.claims.signs import SignKind, find_signs
from ingest.claims.zones import Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.model import Quantity
    from ingest.claims.links import Link
    from ingest.claims.sentence import Sentence


_STOP = re.compile(r"[.!?][\W_]{0,8}[A-Z]")
GOVERNED = 3  # words between a judgement and the group that it is made for
# ", and in women with ..." opens a clause of its own.
_JOINING = frozenset({"and", "but"})
_BEFORE = frozenset({"in", "among", "for"})


@dataclass(frozen=True, slots=True)
class Details:
    """What a sentence says beside its links, each as its own words or None.

    Attributes:
        breaks: offsets at which the sentence's clauses part, in their order.
        judged: for the word at which a judgement's group begins ("good for older people"), the
            offset of the judgement.
    """

    sentence: Sentence
    populations: tuple[Zone, ...]
    dose: str | None
    comparator: str | None
    magnitude: str | None
    attribution: str | None
    quantities: tuple[Quantity, ...]
    breaks: tuple[int, ...]
    judged: Mapping[int, int]

    def population_of(self, link: Link) -> str | None:
        """Quote the population that stands nearest to the link's outcome."""
        if link.exception is not None:
            return _quote(self.sentence, link.exception)
        place = link.outcome.mention.start
        words = self.sentence.words
        zones = [zone for zone in self.populations if not zone.exception]
        # The nearest first: of a sentence with many groups few are looked at.
        zones.sort(key=lambda zone: abs(words[zone.first].start - place))
        nearest = next((zone for zone in zones if self._meant(zone, link)), None)
        return None if nearest is None else _quote(self.sentence, nearest)

    def _meant(self, zone: Zone, link: Link) -> bool:
        """Whether no clause or full stop parts the group from the outcome."""
        words, end = self.sentence.words, link.outcome.mention.end
        start = words[zone.first].start
        gap = self.sentence.text[words[zone.last].end : link.outcome.mention.start]
        if link.compares_groups or _STOP.search(gap):
            return False
        after = bisect_left(self.breaks, end)
        if after < len(self.breaks) and self.breaks[after] <= start:
            return False
        if self.judged.get(zone.first, -1) >= end:
            # "eases pain and is good for older people" speaks of them in its second half
            return False
        opening = zone.first - 1
        while opening > 0 and words[opening].joined and words[opening].text in _BEFORE:
            opening -= 1
        opens = opening >= 0 and words[opening].text in _JOINING and not words[opening].joined
        return not (opens and end <= words[opening].start)


def first_population(sentence: Sentence, zones: Sequence[Zone]) -> str | None:
    """Quote the first population of a sentence."""
    return next((_quote(sentence, zone) for zone in _populations(sentence, zones)), None)


def _populations(sentence: Sentence, zones: Sequence[Zone]) -> tuple[Zone, ...]:
    return tuple(
        zone
        for zone in zones
        if zone.kind is ZoneKind.POPULATION and _quote(sentence, zone) is not None
    )


def read_details(sentence: Sentence, zones: Sequence[Zone]) -> Details:
    """Read the details of a sentence; the words of a population are no dose."""
    populations = _populations(sentence, zones)
    comparators = [zone for zone in zones if zone.kind is ZoneKind.COMPARATOR]
    signs = tuple(find_signs(sentence))
    plain = sentence.text[sentence.start : sentence.end]
    for zone in populations:
        start = sentence.words[zone.first].start - sentence.start
        end = sentence.words[zone.last].end - sentence.start
        plain = plain[:start] + "\n" * (end - start) + plain[end:]
    return Details(
        sentence,
        populations,
        dose_in(plain),
        sentence.quote(comparators[0].first, comparators[0].last) if comparators else None,
        magnitude_in(plain),
        attribution_of(sentence, signs),
        measures_in(sentence.text, sentence.start, sentence.end),
        tuple(
            sorted(
                sentence.words[sign.first].start for sign in signs if sign.kind is SignKind.BREAK
            )
        ),
        {
            index: sentence.words[cue.first].start
            for cue in sentence.cues
            if cue.cue.role is Role.EVALUATIVE
            for index in range(cue.last + 1, cue.last + 1 + GOVERNED)
        },
    )


def _quote(sentence: Sentence, zone: Zone) -> str | None:
    """Quote a population; one that is made of those who exercise keeps only its head."""
    inside = [one for one in sentence.exposures if zone.first <= one.first <= zone.last]
    if inside:
        return (
            sentence.quote(zone.first, zone.head)
            if zone.first < zone.head or not zone.bare
            else None
        )
    return sentence.quote(zone.first, zone.last)
