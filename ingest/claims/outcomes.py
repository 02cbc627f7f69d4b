"""Outcomes on a walk: under a cue, beside another outcome, or still without a cue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.claims.clause import joined
from ingest.claims.cues import Change, Cue, PlacedCue, Role
from ingest.claims.polarity import OPPOSITE
from ingest.claims.scope import NEITHER, stance_in
from ingest.claims.syntax import are_coordinated, is_governed, is_modifier
from ingest.phrases import word_set

if TYPE_CHECKING:
    from ingest.claims.clause import Head
    from ingest.claims.sentence import Placed
    from ingest.claims.state import State


_VALUED = (Change.BETTER, Change.WORSE)
_LOSS = Cue("loss", Role.NOUN, Change.DECREASE)
MEASURE_REACH = 12
MODIFIER_REACH = 4  # words between a modifier and the outcome that it describes


def on_outcome(state: State, placed: Placed) -> None:
    """Take in an outcome, unless it only describes a group or an exposure."""
    sentence, clause = state.sentence, state.clause
    if state.zone_at(placed.first) or is_modifier(sentence, placed):
        return
    beside = state.last if clause.closed else None
    if placed.sighting.tentative and not is_governed(sentence, placed, beside):
        return
    inner = [
        state.head(state.inner[index])
        for index in range(placed.first, placed.last + 1)
        if index in state.inner
    ]
    suffix = _suffix(state, placed)
    if clause.closed and not suffix:
        _add_outcome(state, placed, inner)
        return
    heads = [_turned(state, head, placed) for head in clause.chain if _reaches(state, head, placed)]
    cut = len(heads) < len(clause.chain)
    if cut and heads and all(head.cue.weak for head in heads):
        clause.pending.append(placed)  # the weak verb alone would say the opposite
        return
    if inner and inner[0].cue.role is Role.VERB and _stands_beside(state, inner[0]):
        heads = [head for head in heads if head.cue.weak]
    state.link(placed, (*heads, *suffix, *inner))


def _add_outcome(state: State, placed: Placed, inner: list[Head]) -> None:
    """Place an outcome that follows another: under a cue of its own, or the same one."""
    clause = state.clause
    if inner:
        for head in inner:
            if clause.stance is not None and head.cue.role is Role.VERB:
                head.stance = joined(clause.stance, head, running=False)
        state.link(placed, tuple(inner))
    elif _opens_clause(state, placed):
        state.finish(placed.first)
        state.clause.pending.append(placed)
    elif clause.drafts and clause.drafts[-1].own:
        clause.pending.append(placed)  # "pain decreased and balance improved"
    elif _shares_cue(state, placed):
        shared = clause.drafts[-1].heads if clause.drafts else ()
        inside = range(placed.first, placed.last + 1)
        state.link(placed, tuple(head for head in shared if head.placed.first not in inside))
    else:
        clause.pending.append(placed)


def _stands_beside(state: State, head: Head) -> bool:
    """Whether a verb is joined to the one before it, rather than ruled by it."""
    first = head.placed.first
    words = state.sentence.words
    plain = word_set("grammar", "coordination", "plain")
    return first > 0 and (words[first - 1].text in plain or not words[first].joined)


def _opens_clause(state: State, placed: Placed) -> bool:
    """Whether a comma alone stands before an outcome that a verb follows: a run-on sentence."""
    words = state.sentence.words
    after = placed.last + 1
    if after >= len(words) or words[placed.first].joined or not words[after].joined:
        return False
    runs_on = word_set("grammar", "verbs", "auxiliaries") | word_set("grammar", "verbs", "making")
    return words[after].text in runs_on


def _shares_cue(state: State, placed: Placed) -> bool:
    """Whether a conjunct stands under the last one's cue; not so if denied: "and no sign of".

    A "nor" right before it goes on with the denial.
    """
    sentence, last = state.sentence, state.last
    if last is None or not are_coordinated(sentence, last.last, placed.first):
        return False
    if sentence.words[placed.first - 1].text in NEITHER:
        return True
    own = stance_in(sentence.words, sentence.concepts, last.last + 1, placed.first)
    return not own.negated and not own.partial


def _reaches(state: State, head: Head, placed: Placed) -> bool:
    """Whether a cue stands near enough; a measure ("reduced risk of ...") lengthens its reach."""
    words = state.sentence.words
    after = head.placed.last + 1
    if head.cue.of_cause and words[after].text == "of":
        return any(after < actor.word < placed.first for actor in state.actors)
    if head.cue.role is not Role.MODIFIER:
        return True
    measures = word_set("grammar", "measures")
    reach = MEASURE_REACH if words[after].text in measures else MODIFIER_REACH
    return placed.first - head.placed.last <= reach


def _turned(state: State, head: Head, placed: Placed) -> Head:
    """Turn a cue round where a preposition says so: "protects bones from fracture"."""
    between = state.sentence.words[head.placed.last + 1 : placed.first]
    if not head.cue.turned_by & {word.text for word in between}:
        return head
    cue = replace(head.cue, change=OPPOSITE[head.cue.change])
    return replace(head, placed=head.placed._replace(cue=cue))


def _suffix(state: State, placed: Placed) -> list[Head]:
    """Read a noun right behind the outcome, or behind its conjunct: "pain and stress reduction"."""
    cue = state.suffixes.get(placed.last + 1)
    if cue is not None and state.sentence.words[cue.first].joined:
        state.consumed.add(cue.first)
        return [state.head(cue)]
    beside = _conjunct(state, placed)
    if beside is None:
        return []
    alike = beside.sighting.concept.wished is placed.sighting.concept.wished
    cue = state.suffixes.get(beside.last + 1)
    if cue is not None and state.sentence.words[cue.first].joined:
        # "balance and fall reduction" lowers falls alone: of the two, one is wished more.
        return [state.head(cue)] if alike or cue.cue.change in _VALUED else []
    last = state.sentence.words[beside.last].text
    if alike and beside.sighting.inverse and last in word_set("grammar", "names", "losses"):
        return [state.head(PlacedCue(_LOSS, beside.last, beside.last))]
    return []


def _conjunct(state: State, placed: Placed) -> Placed | None:
    """Return the outcome that only a conjunction parts from this one: "muscle and bone loss"."""
    words, between = state.sentence.words, placed.last + 1
    if between >= len(words):
        return None
    if words[between].text not in word_set("grammar", "coordination", "plain"):
        return None
    return next((one for one in state.sentence.outcomes if one.first == between + 1), None)
