"""Settling: giving each draft of a clause its exposures, once the clause is over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.claims.clause import Clause, Draft, cues_of, merged
from ingest.claims.links import Actor, Link, Origin
from ingest.claims.scope import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.claims.state import Surroundings
    from ingest.claims.zones import Zone


def settle(
    clause: Clause,
    inherited: Sequence[Actor],
    surroundings: Surroundings,
    zones: Sequence[Zone],
) -> list[Link]:
    """Make links of a clause's drafts.

    The exposures are the clause's subject, else what a preposition brought in, else the subject of
    the clause before, else what the sentence leans on. What is only wished or advised makes none.
    """
    if clause.foreign:
        return []
    return [
        link
        for draft in clause.drafts
        for actor in _actors(clause, draft, inherited, surroundings)
        for link in _links(draft, actor, zones)
    ]


def _actors(
    clause: Clause, draft: Draft, inherited: Sequence[Actor], around: Surroundings
) -> Sequence[Actor]:
    if draft.subject or clause.agents:
        return draft.subject or clause.agents
    if inherited and not draft.own:
        return [
            replace(actor, origin=Origin.CLAUSE) if actor.origin is Origin.SUBJECT else actor
            for actor in inherited
        ]
    place = draft.outcome.first
    if clause.second_person and not around.lent:
        return [replace(actor, word=place, origin=Origin.BEFORE) for actor in around.referents]
    return [replace(actor, word=place) for actor in around.lent]


def _links(draft: Draft, actor: Actor, zones: Sequence[Zone]) -> Iterator[Link]:
    stance = merged(draft.heads)
    if draft.outcome.sighting.concept.intermediate:
        return
    if not stance.asserted or all(head.cue.aim for head in draft.heads):
        return
    link = Link(
        exposure=actor.sighting,
        outcome=draft.outcome.sighting,
        cues=cues_of(draft.heads),
        stance=stance,
        origin=actor.origin,
        distance=abs(draft.outcome.first - actor.word),
        implied=draft.implied,
    )
    yield link
    exception = next((zone for zone in zones if zone.exception), None)
    if stance.negated and exception is not None and exception.first > draft.outcome.first:
        yield replace(link, stance=Stance(hedge=stance.hedge), exception=exception)
