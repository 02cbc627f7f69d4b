"""A clause as it is being read: its subject, its verb, and the links that wait for an exposure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.claims.scope import Assertion, Stance, combine, weakest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.claims.cues import Cue, PlacedCue
    from ingest.claims.links import Actor
    from ingest.claims.sentence import Placed


@dataclass(slots=True)
class Head:
    """A cue in a chain over an outcome, and how it is meant."""

    placed: PlacedCue
    stance: Stance
    assertion: Assertion = Assertion.LEANS

    @property
    def cue(self) -> Cue:
        """Return the cue without its place."""
        return self.placed.cue


@dataclass(slots=True)
class Draft:
    """A link whose exposures are not settled yet.

    Attributes:
        implied: the outcome is only meant.
        own: the outcome is the verb's own subject, so that no earlier clause lends an exposure.
    """

    outcome: Placed
    heads: tuple[Head, ...]
    subject: list[Actor]
    implied: bool = False
    own: bool = False


@dataclass(slots=True)
class Clause:
    """What has been read of a clause.

    Attributes:
        start: its first word.
        subject: exposures before the verb.
        agents: exposures that a preposition brings in behind the outcome ("falls fell with yoga").
        examples: exposures that only illustrate one of the subject.
        verb: the verb or judgement that reigns.
        stance: how the last verb was meant, for verbs that lean on it.
        nouns: nouns and modifiers between the verb and the next outcome.
        closed: an outcome has been reached since the last cue.
        pending: outcomes that no cue governs yet.
        causes: outcomes that are the subject of the verb.
        foreign: a treatment that is no exposure acts, so that the clause claims nothing.
    """

    start: int
    subject: list[Actor] = field(default_factory=list)
    agents: list[Actor] = field(default_factory=list)
    examples: list[Actor] = field(default_factory=list)
    verb: Head | None = None
    stance: Stance | None = None
    nouns: list[Head] = field(default_factory=list)
    closed: bool = False
    pending: list[Placed] = field(default_factory=list)
    causes: list[Placed] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    conditional: bool = False
    second_person: bool = False
    foreign: bool = False

    @property
    def chain(self) -> list[Head]:
        """Return the heads over the next outcome, outermost first."""
        return [*([self.verb] if self.verb else []), *self.nouns]


def cues_of(heads: Sequence[Head]) -> tuple[Cue, ...]:
    """Return the cues of a chain."""
    return tuple(head.cue for head in heads)


def merged(heads: Sequence[Head]) -> Stance:
    """Join the stances of a chain: any denial denies it, the weakest hedge wins."""
    return Stance(
        asserted=all(head.stance.asserted for head in heads),
        negated=any(head.stance.negated for head in heads),
        partial=any(head.stance.partial for head in heads),
        hedge=weakest(*(head.stance.hedge for head in heads)),
    )


def joined(before: Stance, head: Head, *, running: bool) -> Stance:
    """Join a verb's own stance with that of the verb before it.

    Args:
        before: the earlier verb's stance.
        head: the verb.
        running: no outcome stands between the two, so that they make one chain ("may be effective
            in reducing ...").
    """
    own = head.stance
    if not running:
        return combine(before, own, head.cue.form, head.assertion)
    licensed = head.assertion is Assertion.YES
    return Stance(
        asserted=own.asserted and (before.asserted or licensed),
        negated=own.negated or before.negated,
        partial=own.partial or before.partial,
        hedge=weakest(before.hedge, own.hedge),
    )
