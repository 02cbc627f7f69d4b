"""Who acts: whether the exposure before a verb is what the verb is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.claims.cues import Change, Form, Role
from ingest.claims.syntax import has_object
from ingest.phrases import word_set

if TYPE_CHECKING:
    from ingest.claims.clause import Head
    from ingest.claims.state import State

JOINT_REACH = 2  # words before a treatment that join it to an exposure


def is_undergone(state: State, head: Head) -> bool:
    """Whether the exposure is what is changed and changes nothing: "yoga was reduced by pain"."""
    cue, clause = head.cue, state.clause
    if cue.role is not Role.VERB or cue.form is not Form.PAST or cue.weak or cue.correlational:
        return False
    changes = cue.alone or cue.change in (Change.INCREASE, Change.DECREASE)
    if not changes or clause.pending or clause.drafts or not clause.subject:
        return False
    if has_object(state.sentence, head.placed.last):
        return False  # "there are reduced rates of"
    before = _content_before(state, head.placed.first, word_set("grammar", "verbs", "negations"))
    return state.sentence.words[before].text in word_set("grammar", "verbs", "be")


def other_agent(state: State, head: Head) -> int | None:
    """Find the treatment right before a verb that acts instead of any exposure: "surgery eases".

    Returns:
        Its word; None where there is none, or where it is joined to an exposure.
    """
    if head.cue.role not in (Role.VERB, Role.EVALUATIVE):
        return None
    words = state.sentence.words
    place = _content_before(state, head.placed.first, word_set("grammar", "verbs", "running"))
    if words[place].text not in word_set("grammar", "agents") or place == head.placed.first:
        return None
    if state.sentence.concepts[place] >= 0 or not words[place + 1].joined:
        return None
    near = {word.text for word in words[max(0, place - JOINT_REACH) : place]}
    return None if near & word_set("grammar", "agents", "joining") else place


def _content_before(state: State, first: int, small: frozenset[str]) -> int:
    """Return the word before another one, adverbs and the small words given passed over."""
    place = first - 1
    words = state.sentence.words
    while place > 0 and (words[place].text.endswith("ly") or words[place].text in small):
        place -= 1
    return max(place, 0)
