"""The walk through a sentence, clause by clause and cue by cue, that makes its links.

One pass from left to right. A clause gathers its subject (exposures before a cue), its verb, and
the nouns and modifiers over the next outcome; an outcome under a cue makes a link. What a clause
lacks it takes over from the clause before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.claims.cues import PlacedCue
from ingest.claims.exposures import on_exposure
from ingest.claims.outcomes import on_outcome
from ingest.claims.pointers import on_sign
from ingest.claims.sentence import Placed
from ingest.claims.signs import Sign, find_signs, judging_words
from ingest.claims.state import MAX_LINKS, State, Surroundings
from ingest.claims.verbs import on_cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.claims.clause import Clause, Head
    from ingest.claims.links import Actor, Link, Step
    from ingest.claims.sentence import Sentence
    from ingest.claims.zones import Zone

Event = Placed | PlacedCue | Sign
TRAILING = 2  # words between a lead-in's verb and its colon: "improves the following:"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a walk found.

    Attributes:
        actors: the exposures that the sentence itself names, outside comparisons.
        waiting: the verb that the sentence ends in, still without an outcome: "yoga improves:".
        clauses: the clauses as they were gone through, with the drafts that made no link too.
    """

    links: tuple[Link, ...]
    steps: tuple[Step, ...]
    actors: tuple[Actor, ...]
    waiting: Head | None = None
    clauses: tuple[Clause, ...] = ()


def walk(sentence: Sentence, zones: Sequence[Zone], around: Surroundings) -> Reading:
    """Walk through a sentence and return what it says.

    Args:
        sentence: the sentence, laid out.
        zones: its populations and comparators.
        around: what it may lean on.
    """
    if _says_nothing(sentence, around):
        return Reading((), (), ())
    state = State(sentence, zones, around)
    events: list[tuple[int, int, Event]] = []
    events += [(placed.first, 0, placed) for placed in sentence.exposures]
    events += [(placed.first, 1, placed) for placed in sentence.outcomes]
    events += [(cue.first, 2, cue) for cue in sentence.cues]
    events += [(sign.first, 3, sign) for sign in find_signs(sentence)]
    for _, rank, event in sorted(events, key=lambda one: one[:2]):
        match event:
            case Placed() if rank == 0:
                on_exposure(state, event)
            case Placed():
                on_outcome(state, event)
            case PlacedCue():
                on_cue(state, event)
            case Sign():
                on_sign(state, event)
    waiting = _waiting(state)
    state.finish(len(sentence.words))
    return Reading(
        tuple(state.links[:MAX_LINKS]),
        tuple(state.steps[:MAX_LINKS]),
        tuple(state.actors),
        waiting,
        tuple(state.clauses),
    )


def _says_nothing(sentence: Sentence, around: Surroundings) -> bool:
    """Whether a sentence has nothing to make a link of, as many have, so that it costs little."""
    if sentence.exposures or sentence.cues or sentence.inner or around.verb is not None:
        return False
    return around.topic is None or not any(word.text in judging_words() for word in sentence.words)


def _waiting(state: State) -> Head | None:
    """Return the verb that the sentence ends in, or ends in but for a few words without a cue."""
    clause = state.clause
    if clause.verb is None or clause.closed or clause.nouns:
        return None
    behind = len(state.sentence.words) - 1 - clause.verb.placed.last
    return clause.verb if behind <= TRAILING else None
