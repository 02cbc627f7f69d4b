"""Signs on a walk: clause breaks, reports, words that point back, verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model import Hedge
from ingest.claims.clause import Head
from ingest.claims.cues import Change, Cue, PlacedCue, Role
from ingest.claims.links import Actor, Origin
from ingest.claims.scope import stance_in, weakest
from ingest.claims.signs import Sign, SignKind
from ingest.claims.state import IMPLYING
from ingest.phrases import word_set

if TYPE_CHECKING:
    from ingest.claims.state import State


_HEDGES = {SignKind.WEAK: Hedge.MAY, SignKind.HELD: Hedge.SUGGESTS}
OPENING = 2  # words of a clause before a pronoun that may point out of the sentence
_VERDICTS = {
    SignKind.VERDICT: Cue(IMPLYING, Role.EVALUATIVE, Change.BETTER, weak=True),
    SignKind.BETTER: Cue("better outcomes", Role.EVALUATIVE, Change.BETTER),
    SignKind.WORSE: Cue("worse outcomes", Role.EVALUATIVE, Change.WORSE),
    SignKind.MIXED: Cue("mixed results", Role.EVALUATIVE, Change.MIXED),
}


def on_sign(state: State, sign: Sign) -> None:
    """Follow a sign: close the clause, look back, or judge."""
    match sign.kind:
        case SignKind.BREAK | SignKind.CONDITION:
            _on_break(state, sign)
        case SignKind.COLON:
            _on_colon(state, sign)
        case SignKind.REPORT:
            _on_report(state, sign)
        case SignKind.DOUBT:
            state.doubtful = True
        case SignKind.WEAK | SignKind.HELD:
            state.carried = weakest(state.carried, _HEDGES[sign.kind])
        case SignKind.FALSE:
            state.denied = True
        case SignKind.RELATIVE:
            state.finish(sign.last + 1)
        case SignKind.ANAPHOR:
            _on_anaphor(state, sign)
        case SignKind.PERSON:
            state.clause.second_person = True
        case SignKind.RESTRICTION:
            _on_restriction(state, sign)
        case SignKind.VERDICT | SignKind.BETTER | SignKind.WORSE | SignKind.MIXED:
            _on_verdict(state, sign)


def _on_break(state: State, sign: Sign) -> None:
    state.carried, state.denied = None, False
    state.doubtful = state.doubtful and not _turns(state, sign)
    state.finish(sign.last + 1)
    state.clause.conditional = sign.kind is SignKind.CONDITION


def _on_report(state: State, sign: Sign) -> None:
    own = state.stance_before(sign.last + 1)
    state.carried = weakest(state.carried, own.hedge)
    state.denied = _is_denied(state, sign)
    state.finish(sign.last + 1)


def _on_restriction(state: State, sign: Sign) -> None:
    """Let the outcome that a relative clause tells of be what causes the next one."""
    state.finish(sign.last + 1)
    state.clause.causes = [
        placed for placed in state.sentence.outcomes if placed.last == sign.first - 1
    ]


def _turns(state: State, sign: Sign) -> bool:
    """Whether what follows a break is said apart from what was left open before it."""
    word = state.sentence.words[sign.first]
    return not word.joined and word.text in word_set("scope", "breaks", "turning")


def _is_denied(state: State, sign: Sign) -> bool:
    """Whether a report is denied within its own stretch between marks: "no study shows"."""
    words = state.sentence.words
    first = sign.first
    while first > state.window and words[first].joined:
        first -= 1
    return stance_in(words, state.sentence.concepts, first, sign.first).negated


def _on_colon(state: State, sign: Sign) -> None:
    """Let a verb that still waits for its outcomes reign over the list behind the colon."""
    clause = state.clause
    waits = clause.verb is not None and clause.verb.cue.alone and not clause.closed
    state.carried, state.denied = None, False
    state.finish(sign.last + 1)
    if waits:
        state.clause.verb, state.clause.stance = clause.verb, clause.stance


def _on_verdict(state: State, sign: Sign) -> None:
    """Judge the subject for the purpose that the sentence opened with, or for the topic."""
    clause = state.clause
    stance = state.stance_before(sign.last + 1)
    stance = stance._replace(hedge=weakest(stance.hedge, state.carried))
    if state.is_fronted() and clause.agents:
        for head in (head for draft in clause.drafts for head in draft.heads):
            head.stance = stance
        return
    implies = sign.kind is not SignKind.VERDICT or IMPLYING in state.sentence.words[sign.first].text
    if (clause.verb is None or clause.verb.cue.weak) and implies:
        cue = PlacedCue(_VERDICTS[sign.kind], sign.first, sign.last)
        state.imply(sign.first, sign.last, Head(cue, stance))
        state.window = sign.last + 1


def _on_anaphor(state: State, sign: Sign) -> None:
    clause = state.clause
    if clause.verb is not None and not clause.closed:
        _on_object_anaphor(state, sign, clause.verb)
        return
    if sign.bare and (clause.subject or state.inherited):
        if clause.closed:
            state.finish(sign.first)
        return
    late = sign.bare and sign.first - clause.start > OPENING
    words = state.sentence.words
    if clause.closed or clause.pending or late or (clause.subject and _is_predicate(state, sign)):
        return
    start, end = words[sign.first].start, words[sign.last].end
    for actor in state.around.referents:
        mention = replace(
            actor.sighting.mention,
            text=state.sentence.text[start:end],
            start=start,
            end=end,
        )
        sighting = actor.sighting._replace(mention=mention)
        clause.subject.append(Actor(sighting, sign.first, Origin.ANAPHOR))


def _is_predicate(state: State, sign: Sign) -> bool:
    """Whether the words only say what the subject is: "yoga is one of the best interventions"."""
    before = state.sentence.words[sign.first - 1].text if sign.first else ""
    return before == "of" or before in word_set("grammar", "verbs", "be")


def _on_object_anaphor(state: State, sign: Sign, verb: Head) -> None:
    """Read "it" behind a verb as the outcome last named, elsewhere as a new clause's subject."""
    if not sign.bare:
        return
    if state.object is not None and sign.first == verb.placed.last + 1:
        state.link(state.object, tuple(state.clause.chain))
    else:
        state.finish(sign.first)
