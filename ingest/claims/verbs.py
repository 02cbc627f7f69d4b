"""Cues on a walk: verbs and judgements that reign, nouns and modifiers that join them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from ingest.claims.bringing import is_brought_about
from ingest.claims.clause import joined
from ingest.claims.cues import Form, Role
from ingest.claims.subjects import is_undergone, other_agent
from ingest.claims.syntax import has_noun, has_object, is_passive
from ingest.claims.zones import ZoneKind
from ingest.phrases import word_set

if TYPE_CHECKING:
    from ingest.claims.clause import Draft, Head
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
        case Role.VERB | Role.EVALUATIVE if not is_brought_about(state, head):
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
    if is_undergone(state, head):
        return
    treatment = other_agent(state, head)
    if treatment is not None and not state.clause.pending:
        state.finish(treatment)
        state.clause.foreign = True
    clause = state.clause
    if clause.stance is not None:
        running = clause.verb is not None and not clause.closed
        head.stance = joined(clause.stance, head, running=running)
    if _is_said_again(state, head):
        if clause.agents:  # "falls decreased with yoga and increased with rest"
            outcome = clause.drafts[-1].outcome
            state.finish(head.placed.first)
            state.link(outcome, (head,), own=True)
        return
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
    last = head.placed.last
    return active and not has_object(state.sentence, last) and not has_noun(state.sentence, last)


def _is_said_again(state: State, head: Head) -> bool:
    """Whether a passive goes on with the last one's subject: "pain is eased and managed by"."""
    clause, first = state.clause, head.placed.first
    return (
        head.cue.form is Form.PAST
        and not clause.pending
        and bool(clause.drafts)
        and clause.drafts[-1].own
        and state.sentence.words[first - 1].text in word_set("grammar", "coordination", "plain")
        and not has_object(state.sentence, head.placed.last)
    )


def _find_causes(state: State, head: Head) -> None:
    """Take outcomes that are the subject of a verb with an object as causes of that object."""
    clause = state.clause
    if clause.subject or head.cue.role is not Role.VERB or head.cue.form is Form.ING:
        return
    if not has_object(state.sentence, head.placed.last):
        return
    nominal = list(takewhile(_is_nominal, reversed(clause.drafts)))[::-1]
    causes = clause.pending + [draft.outcome for draft in nominal]
    if causes:
        clause.causes = causes
        del clause.drafts[len(clause.drafts) - len(nominal) :]


def _is_nominal(draft: Draft) -> bool:
    """Whether no finite verb stands over the outcome, so that it may be a subject itself."""
    return all(one.cue.role is not Role.VERB or one.cue.form is Form.ING for one in draft.heads)
