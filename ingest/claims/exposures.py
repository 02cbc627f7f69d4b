"""Exposures on a walk: of the subject, brought in behind the outcome, or only an example."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.claims.cues import Change, Role
from ingest.claims.links import Actor, Origin
from ingest.claims.syntax import are_coordinated, is_deprived, is_origin, preposition_before
from ingest.claims.zones import ZoneKind
from ingest.phrases import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.claims.sentence import Placed
    from ingest.claims.state import State


def on_exposure(state: State, placed: Placed) -> None:
    """Take in an exposure, unless it is what others are compared with or is said to be missing."""
    if is_deprived(state.sentence, placed):
        state.window = max(state.window, placed.first)  # "not walking" denies no verb behind it
        return
    compared = state.zone_at(placed.first, ZoneKind.COMPARATOR)
    if compared or state.describes_people(placed) or placed.sighting.tentative:
        return
    actor = Actor(placed.sighting, placed.first)
    state.actors.append(actor)
    before = preposition_before(state.sentence, placed.first)
    if state.clause.closed and state.is_done_by_people(placed):
        before = "with"
    if state.clause.closed and state.clause.drafts:
        _add_behind(state, actor, before)
    else:
        _add_before(state, actor, before)


def _add_behind(state: State, actor: Actor, before: str) -> None:
    """Place an exposure that follows an outcome: an example, an agent, or a new subject."""
    clause = state.clause
    illustrates = before in word_set("grammar", "prepositions", "example")
    if state.is_fronted():
        clause.agents.append(actor)
    elif illustrates or _goes_on(state, clause.examples, actor.word):
        _give_example(state, actor)
    elif before in word_set("grammar", "prepositions", "agent") or _goes_on(
        state, clause.agents, actor.word
    ):
        clause.agents.append(replace(actor, origin=Origin.AGENT))
    elif before != "of":
        state.finish(actor.word)
        state.clause.subject = [actor]


def _add_before(state: State, actor: Actor, before: str) -> None:
    """Place an exposure that no outcome has preceded under a cue: it is of the subject."""
    clause = state.clause
    if clause.pending and not clause.subject:
        if before in word_set("grammar", "prepositions", "agent"):
            clause.agents.append(replace(actor, origin=Origin.AGENT))
            return
    elif (
        clause.subject
        and clause.verb is None
        and (before == "from" or is_origin(state.sentence, clause.subject[-1].word, actor.word))
    ):
        return
    illustrates = before in word_set("grammar", "prepositions", "example")
    if illustrates or _goes_on(state, clause.examples, actor.word):
        actor = replace(actor, origin=Origin.EXAMPLE)
        clause.examples.append(actor)
    if clause.verb is not None and clause.verb.cue.role is Role.VERB:
        if clause.verb.cue.alone and before in word_set("grammar", "prepositions", "agent"):
            clause.agents.append(replace(actor, origin=Origin.AGENT))
            return
        if clause.subject and not illustrates:
            clause.verb, clause.nouns = None, []
            return
        if clause.verb.cue.change is Change.DECREASE:
            clause.verb = None
            return
        clause.verb, clause.nouns = None, []
    if before in ("of", "in"):
        clause.nouns = []
    clause.subject.append(actor)


def _give_example(state: State, actor: Actor) -> None:
    example = replace(actor, origin=Origin.EXAMPLE)
    state.clause.examples.append(example)
    for draft in state.clause.drafts:
        if draft.subject:
            draft.subject.append(example)


def _goes_on(state: State, actors: Sequence[Actor], first: int) -> bool:
    return bool(actors) and are_coordinated(state.sentence, actors[-1].word, first)
