"""What a verb brings its object to do: "causes pain to ease", "keeps bone density from falling"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.claims.clause import merged
from ingest.claims.cues import Form
from ingest.claims.polarity import OPPOSITE
from ingest.claims.scope import Assertion, weakest
from ingest.claims.syntax import has_object
from ingest.phrases import word_set

if TYPE_CHECKING:
    from ingest.claims.clause import Head
    from ingest.claims.sentence import Placed
    from ingest.claims.state import State

VERB_REACH = 5  # words between the verb that brings about and its object


def is_brought_about(state: State, head: Head) -> bool:
    """Link the outcome right before an infinitive, or before "from" and an -ing form, to that verb.

    Only where a verb of bringing about or of keeping from stands before the outcome; the verb
    behind it then says alone how the outcome changes.

    Returns:
        Whether the head was read so.
    """
    clause = state.clause
    marker = _marker(state, head)
    outcome = state.last if clause.closed else None
    if outcome is None and clause.pending:
        outcome = clause.pending[-1]
    if outcome is None or marker is None or outcome.last != marker - 1:
        return False
    if not _is_ruled(state, outcome, state.sentence.words[marker].text):
        return False
    brought = _turned(head) if head.cue.form is Form.ING else head
    brought.assertion = Assertion.YES
    if clause.closed and clause.drafts and clause.drafts[-1].outcome is outcome:
        ruling, own = merged(clause.drafts[-1].heads), brought.stance
        brought.stance = ruling._replace(
            negated=ruling.negated != own.negated, hedge=weakest(ruling.hedge, own.hedge)
        )
        clause.drafts[-1].heads = (brought,)
    elif clause.pending and clause.pending[-1] is outcome:
        clause.pending.pop()
        state.link(outcome, (brought,))
    return True


def _marker(state: State, head: Head) -> int | None:
    """Return the place of the "to" or "from" that brings the verb in, if it has no object."""
    words, place = state.sentence.words, head.placed.first - 1
    while place > 0 and words[place].text.endswith("ly"):
        place -= 1
    form = {"to": Form.BASE, "from": Form.ING}.get(words[place].text) if place > 0 else None
    fits = head.cue.alone and head.cue.form is form and words[place].joined
    return place if fits and not has_object(state.sentence, head.placed.last) else None


def _is_ruled(state: State, outcome: Placed, marker: str) -> bool:
    verbs = word_set("grammar", "bringing", "about" if marker == "to" else "from")
    near = state.sentence.words[max(0, outcome.first - VERB_REACH) : outcome.first]
    return any(word.text in verbs for word in near)


def _turned(head: Head) -> Head:
    cue = replace(head.cue, change=OPPOSITE[head.cue.change])
    return replace(head, placed=head.placed._replace(cue=cue))
