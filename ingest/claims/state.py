"""The state of a walk through a sentence: the clause at hand and what has been made so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from graph.model import ConceptKind
from ingest.claims.clause import Clause, Draft, Head, cues_of, merged
from ingest.claims.cues import Role
from ingest.claims.links import Step
from ingest.claims.scope import (
    NEITHER,
    Assertion,
    Stance,
    assertion_of,
    denied,
    has_evidence,
    stance_in,
    tells_the_start,
    weakest,
)
from ingest.claims.sentence import Placed
from ingest.claims.settling import settle
from ingest.claims.zones import ZoneKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Hedge
    from ingest.claims.cues import PlacedCue
    from ingest.claims.links import Actor, Link
    from ingest.claims.sentence import Sentence
    from ingest.claims.zones import Zone
    from ingest.mentions import Sighting

MAX_LINKS = 120  # links of one sentence; a longer list is no statement that a person could check
_COMPARING = (Role.MODIFIER, Role.PREDICATE)
IMPLYING = "effective"  # the judgement that may stand without its outcome
FRONT = 12  # words before which a purpose counts as the sentence's opening


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sentence may lean on.

    Attributes:
        referents: exposures that "it" or "these exercises" point back to, when the sentence itself
            has named none before.
        lent: exposures that the sentence leans on as a whole, such as a list's lead-in.
        topic: the outcome that the text is about, for "... are effective" without one.
        verb: the verb that a list's lead-in ends in, over items that name their outcome alone.
    """

    referents: tuple[Actor, ...] = ()
    lent: tuple[Actor, ...] = ()
    topic: Sighting | None = None
    verb: Head | None = None


class State:
    """What a walk knows at a word.

    Attributes:
        inherited: the exposures of the clause before.
        carried: the hedge of the report that the clauses stand under ("research suggests that").
        denied: that report is denied ("no research shows that").
        doubtful: what is left of the sentence is a hypothesis or a wish for research.
        window: the first word that negations and hedges of the next cue may stand at.
        last: the outcome last linked in the clause.
        object: the outcome last linked in the sentence.
        consumed: cues that were read together with the outcome before them.
        clauses: the clauses that are finished.
    """

    def __init__(self, sentence: Sentence, zones: Sequence[Zone], around: Surroundings) -> None:
        self.sentence = sentence
        self.zones = zones
        self.around = around
        self.clause = Clause(0)
        if around.verb is not None and not sentence.exposures:
            self.clause.verb, self.clause.stance = around.verb, around.verb.stance
        self.inherited: list[Actor] = []
        self.carried: Hedge | None = None
        self.denied = False
        self.doubtful = False
        self.window = 0
        self.last: Placed | None = None
        self.object: Placed | None = None
        self.links: list[Link] = []
        self.steps: list[Step] = []
        self.actors: list[Actor] = []
        self.consumed: set[int] = set()
        self.clauses: list[Clause] = []
        self.suffixes = {cue.first: cue for cue in sentence.cues if cue.cue.role is Role.NOUN}
        self.inner = {cue.first: cue for cue in sentence.inner}
        self._zone_of = {
            index: zone for zone in zones for index in range(zone.first, zone.last + 1)
        }

    def link(self, placed: Placed, heads: tuple[Head, ...], *, own: bool = False) -> None:
        """Link an outcome under a chain of cues; without one it waits."""
        clause = self.clause
        if not heads:
            clause.pending.append(placed)
            return
        if placed.first and self.sentence.words[placed.first - 1].text in NEITHER:
            heads = (*heads[:-1], replace(heads[-1], stance=denied(heads[-1].stance)))
        self.last = self.object = placed
        clause.closed = True
        if clause.causes:
            self.steps += [
                Step(cause.sighting, placed.sighting, cues_of(heads), merged(heads))
                for cause in clause.causes[:MAX_LINKS]
            ]
        elif len(clause.drafts) < MAX_LINKS:
            clause.drafts.append(Draft(placed, heads, list(clause.subject), own=own))

    def head(self, placed: PlacedCue) -> Head:
        """Read how a cue is meant."""
        words = self.sentence.words
        own = stance_in(words, self._unread, self.window, placed.first)
        assertion = assertion_of(words, placed, self.clause.start, evidence=self._evidence)
        open_ = self.clause.conditional or self.doubtful or assertion is Assertion.NO
        open_ = open_ or (placed.cue.role in _COMPARING and self._at_start)
        twice = self.denied and own.negated
        stance = Stance(
            asserted=own.asserted and not open_ and not twice,
            negated=own.negated or self.denied,
            partial=own.partial,
            hedge=weakest(own.hedge, self.carried),
        )
        return Head(placed, stance, assertion)

    @cached_property
    def _unread(self) -> Sequence[int]:
        """Say of each word, by a number that is not -1, that it is not read for denials and hedges.

        "Compared with no treatment, ..." denies nothing, nor does what a concept is called.
        """
        unread = list(self.sentence.concepts)
        for zone in self.zones:
            if zone.kind is ZoneKind.COMPARATOR:
                unread[zone.first : zone.last + 1] = [0] * (zone.last + 1 - zone.first)
        for index, word in enumerate(self.sentence.words):
            if word.text == "no" and self.sentence.is_formula(index):
                unread[index] = 0
        return unread

    @cached_property
    def _evidence(self) -> bool:
        return has_evidence(self.sentence.words)

    @cached_property
    def _at_start(self) -> bool:
        return tells_the_start(self.sentence.words)

    def stance_before(self, stop: int) -> Stance:
        """Read the negations and hedges between the last cue and a word."""
        return stance_in(self.sentence.words, self._unread, self.window, stop)

    def is_fronted(self) -> bool:
        """Whether the clause opens with its purpose: "to keep bones healthy, walking is vital"."""
        if not self.clause.drafts:
            return False
        draft = self.clause.drafts[0]
        first = draft.heads[0].placed.first
        return (
            not draft.subject and 0 < first < FRONT and self.sentence.words[first - 1].text == "to"
        )

    def imply(self, first: int, last: int, head: Head) -> None:
        """Let words `first` to `last`, a judgement alone, stand for the outcome of the text."""
        topic = self.around.topic
        if topic is None or self.clause.drafts:
            return
        start, end = self.sentence.words[first].start, self.sentence.words[last].end
        mention = replace(topic.mention, text=self.sentence.text[start:end], start=start, end=end)
        placed = Placed(topic._replace(mention=mention), first, last)
        self.clause.drafts.append(Draft(placed, (head,), list(self.clause.subject), implied=True))

    def finish(self, start: int) -> None:
        """Close the clause: settle its links, and open the next one at a word."""
        clause = self.clause
        verb = clause.verb
        if verb is not None and verb.cue.lemma == IMPLYING and not clause.closed:
            self.imply(verb.placed.first, verb.placed.first, verb)
        self.links += settle(clause, self.inherited, self.around, self.zones)
        self.inherited = clause.subject or clause.agents or self.inherited
        self.clauses.append(clause)
        self.clause = Clause(start)
        self.window = start
        self.last = None

    def describes_people(self, placed: Placed) -> bool:
        """Whether an exposure stands as an adjective of a group: "overweight adults"."""
        zone = self._zone_of.get(placed.first)
        habit = placed.sighting.concept.kind is ConceptKind.HABIT
        return habit and zone is not None and zone.first <= placed.first < zone.head

    def is_done_by_people(self, placed: Placed) -> bool:
        """Whether an exposure is what a group does: "in adults who perform yoga"."""
        zone = self._zone_of.get(placed.first)
        return zone is not None and zone.kind is ZoneKind.POPULATION and placed.first > zone.head

    def zone_at(self, index: int, kind: ZoneKind | None = None) -> bool:
        """Whether a word lies in a zone, or in one of a kind."""
        zone = self._zone_of.get(index)
        return zone is not None and (kind is None or zone.kind is kind)
