"""Cues on a walk: verbs and judgements that reign, nouns and modifiers that join them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.claims.clause import joined
from ingest.claims.cues import Form, Role
from ingest.claims.syntax import has_object, is_passive
from ingest.claims.zones import ZoneKind

if TYPE_CHECKING:
    from ingest.claims.clause import Head
    from ingest.claims.cues import PlacedCue
    from ingest.claims.state import State


def on_cue(state: State, placed: PlacedCue) -> None:
    """Take in a cue as the verb of the clause or as a part of the chain under it."""
    if placed.first in state.consumed or state.zone_at(placed.first, ZoneKind.COMPARATOR):
        return
    head = state.head(placed)
    match placed.cue.role:
        case Role.NOUN | Role.MODIFIER:
            _on_noun(state, head)
        case Role.PREDICATE:
            if state.clause.pending:
                state.link(state.clause.pending.pop(), (head,))
        case Role.VERB | Role.EVALUATIVE:
            _on_verb(state, head)
    state.window = placed.last + 1


def _on_noun(state: State, head: Head) -> None:
    clause = state.clause
    if clause.closed:
        clause.nouns, clause.closed = [], False
        if head.cue.role is Role.MODIFIER and clause.verb and not clause.verb.cue.weak:
            clause.verb = None
    clause.nouns.append(head)


def _on_verb(state: State, head: Head) -> None:
    clause = state.clause
    if clause.stance is not None:
        running = clause.verb is not None and not clause.closed
        head.stance = joined(clause.stance, head, running=running)
    if _speaks_of_subject(state, head):
        for placed in clause.pending:
            state.link(placed, (head,), own=True)
        clause.pending, clause.verb = [], None
        return
    _find_causes(state, head)
    clause.pending = []
    clause.verb, clause.stance = head, head.stance
    clause.nouns, clause.closed = [], False


def _speaks_of_subject(state: State, head: Head) -> bool:
    """Whether the verb says that the outcomes before it change: "falls decreased"."""
    if not state.clause.pending:
        return False
    if head.cue.form is Form.PAST and is_passive(state.sentence, head.placed.first):
        return True
    words, first = state.sentence.words, head.placed.first
    infinitive = first > 0 and words[first - 1].text == "to"
    active = head.cue.alone and head.cue.form is not Form.ING and not infinitive
    return active and not has_object(state.sentence, head.placed.last)


def _find_causes(state: State, head: Head) -> None:
    """Take outcomes that are the subject of a verb with an object as causes of that object."""
    clause = state.clause
    if clause.subject or head.cue.role is not Role.VERB or head.cue.form is Form.ING:
        return
    nominal = [
        draft
        for draft in clause.drafts
        if all(one.cue.role is not Role.VERB or one.cue.form is Form.ING for one in draft.heads)
    ]
    causes = clause.pending + [draft.outcome for draft in nominal]
    if causes and has_object(state.sentence, head.placed.last):
        clause.causes = causes
        clause.drafts = [draft for draft in clause.drafts if draft not in nominal]
