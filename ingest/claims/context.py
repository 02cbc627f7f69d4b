"""Context: what a sentence leans on when it does not name its exposure itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from graph.model import PassageKind
from ingest.claims.cues import Form, Role
from ingest.claims.links import Actor, Origin
from ingest.claims.state import Surroundings
from ingest.phrases import Phrases, lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.claims.clause import Head
    from ingest.claims.links import Link
    from ingest.claims.sentence import Sentence
    from ingest.claims.walk import Reading
    from ingest.mentions import Sighting

ITEM_OPENING = 2  # words before the exposure that a list item opens with
MEMORY = 3  # sentences without a concept that a referent outlives


@dataclass(slots=True)
class Context:
    """What has been read of a section so far.

    Attributes:
        referents: exposures that a pronoun points back to.
        lead_in: exposures of the sentence that opens the list at hand.
        lead_in_links: what that sentence says, for items that name the exposures themselves
            ("these exercises reduce falls:").
        lead_in_population: whom that sentence speaks of.
        lead_in_verb: the verb that it ends in ("yoga improves:"), for items that name outcomes.
        heading: exposures named in the heading, when it announces effects.
        topic: the exposure that the article's title names.
        outcomes: how often each outcome was named.
        outcome_led: the last sentence spoke of an outcome, so that no pronoun means the topic.
    """

    referents: list[Actor] = field(default_factory=list)
    lead_in: list[Actor] = field(default_factory=list)
    lead_in_links: tuple[Link, ...] = ()
    lead_in_population: str | None = None
    lead_in_verb: Head | None = None
    heading: list[Actor] = field(default_factory=list)
    topic: list[Actor] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    last_outcomes: dict[str, Sighting] = field(default_factory=dict)
    silent: int = 0
    outcome_led: bool = False

    def surroundings(self, kind: PassageKind) -> Surroundings:
        """Return what the next sentence may lean on."""
        return Surroundings(
            tuple(self.antecedents()),
            tuple(self.lent(kind)),
            self.main_outcome(),
            self.lead_in_verb if kind is PassageKind.LIST_ITEM else None,
        )

    def main_outcome(self) -> Sighting | None:
        """Return the outcome that at least half of the outcomes named so far are.

        A broader name ("pain" in a text on back pain) counts for the narrower one.
        """
        if not self.outcomes:
            return None
        iri, count = max(self.outcomes.items(), key=itemgetter(1))
        sighting = self.last_outcomes[iri]
        count += sum(self.outcomes[broader] for broader in sighting.concept.broader)
        return sighting if count * 2 >= self.outcomes.total() else None

    def enter_section(self, heading: Sentence | None) -> None:
        """Forget what belonged to the section before."""
        self.referents = []
        self.close_list()
        self.heading, self.outcome_led = [], False
        if heading is not None and _announces(heading):
            self.heading = _actors(heading, Origin.HEADING)

    def close_list(self) -> None:
        """Forget the lead-in, once its list is over."""
        self.lead_in, self.lead_in_links, self.lead_in_population = [], (), None
        self.lead_in_verb = None

    def open_list(self, reading: Reading, population: str | None) -> None:
        """Take a sentence that ends in a colon as the lead-in of the items that follow."""
        self.lead_in_links = reading.links
        self.lead_in = [replace(actor, origin=Origin.LEAD_IN) for actor in reading.actors]
        if not self.lead_in:
            self.lead_in = [replace(actor, origin=Origin.LEAD_IN) for actor in self.referents]
        self.lead_in_population = population
        verb = reading.waiting
        self.lead_in_verb = verb and replace(verb, placed=verb.placed._replace(first=-1, last=-1))

    def item_links(
        self, sentence: Sentence, narrower: Callable[[str], frozenset[str]]
    ) -> list[Link]:
        """Return the links of an item that names an exposure for what the lead-in says.

        The item must open with the exposure, and the lead-in must have spoken of a broader one.
        """
        if not sentence.exposures or sentence.exposures[0].first > ITEM_OPENING:
            return []
        return [
            replace(link, exposure=actor.sighting, origin=Origin.LEAD_IN)
            for actor in _first_group(sentence)
            for link in self.lead_in_links
            if actor.sighting.concept.iri in narrower(link.exposure.concept.iri)
        ]

    def lent(self, kind: PassageKind) -> list[Actor]:
        """Return the exposures that a passage may lean on as a whole."""
        if kind is not PassageKind.LIST_ITEM:
            return []
        return self.lead_in or self.heading

    def antecedents(self) -> list[Actor]:
        """Return what a pronoun points back to: the sentence before, else the article's topic."""
        return self.referents or ([] if self.outcome_led else self.topic)

    def count_outcomes(self, sentence: Sentence) -> None:
        """Note the outcomes that a passage of any kind names, for the article's main one."""
        for placed in sentence.outcomes:
            if not placed.sighting.tentative:
                self.outcomes[placed.sighting.concept.iri] += 1
                self.last_outcomes[placed.sighting.concept.iri] = placed.sighting

    def remember(self, sentence: Sentence, reading: Reading) -> None:
        """Note what the next sentence's pronouns point back to."""
        linked = {link.exposure.concept.iri: link for link in reading.links}
        if linked:
            heads = [link for link in linked.values() if link.origin is not Origin.EXAMPLE]
            self.referents = [
                Actor(link.exposure, 0, Origin.ANAPHOR) for link in heads or linked.values()
            ]
            self.silent = 0
            return
        named = sorted((*sentence.exposures, *sentence.outcomes), key=lambda one: one.first)
        if not named:
            self.silent += 1
            if self.silent > MEMORY:
                self.referents = []
            return
        self.silent = 0
        self.outcome_led = named[0] not in sentence.exposures
        if named[0] in sentence.exposures:
            self.referents = _first_group(sentence)
        elif not reading.actors:
            self.referents = []


def _actors(sentence: Sentence, origin: Origin) -> list[Actor]:
    seen = {placed.sighting.concept.iri: placed for placed in reversed(sentence.exposures)}
    return [Actor(placed.sighting, 0, origin) for placed in reversed(seen.values())]


def _first_group(sentence: Sentence) -> list[Actor]:
    """Return the exposures that a sentence opens with, joined by commas and conjunctions."""
    group: list[Actor] = []
    last = -1
    for placed in sentence.exposures:
        gap = sentence.words[last + 1 : placed.first]
        if group and (
            len(gap) > 3
            or not all(
                word.text in word_set("grammar", "coordination", "conjunctions") for word in gap
            )
        ):
            break
        if all(placed.sighting.concept != actor.sighting.concept for actor in group):
            group.append(Actor(placed.sighting, 0, Origin.ANAPHOR))
        last = placed.last
    return group


def title_topic(sentence: Sentence) -> list[Actor]:
    """Return the one exposure that a title names, if it is one."""
    actors = _actors(sentence, Origin.HEADING)
    return actors if len(actors) == 1 else []


@cache
def _announcing() -> Phrases[str]:
    return Phrases((word, word) for word in lexicon("anaphora")["heading"]["words"])


def _announces(heading: Sentence) -> bool:
    return bool(_announcing().within(heading.words, 0, len(heading.words)))


@cache
def _imperatives() -> frozenset[str]:
    return frozenset(lexicon("purposes")["imperative"]["words"])


def is_statement(sentence: Sentence, *, item: bool) -> bool:
    """Whether a sentence states something: no question, no request.

    Args:
        sentence: the sentence.
        item: it is an item of a list that a lead-in opens, so that a bare verb is no request.
    """
    words = sentence.words
    text = sentence.text[sentence.start : sentence.end]
    if not words or "?" in text[-4:]:
        return False
    if item or len(words) < 2:
        return item
    start = 1 if words[0].text.endswith("ly") and words[1].joined else 0
    if sentence.concepts[start] >= 0 or start + 1 >= len(words):
        return True
    if words[start + 1].text in ("of", "in", "is", "are"):
        return True
    if words[start].text in _imperatives():
        return False
    first = sentence.cues[0] if sentence.cues else None
    return not (
        first is not None
        and first.first == start
        and first.cue.role is Role.VERB
        and first.cue.form is Form.BASE
    )
