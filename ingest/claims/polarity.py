"""Polarity: from the cues over an outcome to its direction and its effect on the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Direction, Effect
from ingest.claims.cues import Change, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Concept
    from ingest.claims.cues import Cue

OPPOSITE = {
    Change.INCREASE: Change.DECREASE,
    Change.DECREASE: Change.INCREASE,
    Change.BETTER: Change.WORSE,
    Change.WORSE: Change.BETTER,
    Change.UNCLEAR: Change.UNCLEAR,
    Change.MIXED: Change.MIXED,
}
_OPPOSITE_DIRECTION = {
    Direction.INCREASE: Direction.DECREASE,
    Direction.DECREASE: Direction.INCREASE,
}


def change_of(cues: Sequence[Cue]) -> Change:
    """Combine a chain of cues, outermost first: "slows the loss of" makes an increase.

    Weak cues count only where no other is; better and worse win over up and down, a decrease turns
    what it governs round.
    """
    strong = [cue for cue in cues if not cue.weak]
    if not strong:
        return _main(cues)
    if any(cue.change is Change.UNCLEAR and cue.role is Role.VERB for cue in strong):
        definite = [cue for cue in strong if cue.change is not Change.UNCLEAR]
        return definite[-1].change if definite else Change.UNCLEAR
    if strong[0].role is Role.VERB and len(strong) > 1:
        kept = [
            cue
            for cue in strong[1:]
            if cue.role is not Role.MODIFIER or cue.change is not Change.WORSE
        ]
        strong = [strong[0], *kept]
    change = strong[-1].change
    for cue in reversed(strong[:-1]):
        change = _apply(cue.change, change)
    return change


def _main(cues: Sequence[Cue]) -> Change:
    for cue in reversed(cues):
        if cue.change not in (Change.INCREASE, Change.DECREASE):
            return cue.change
    return cues[-1].change


def _apply(outer: Change, inner: Change) -> Change:
    if outer is Change.DECREASE:
        return OPPOSITE[inner]
    if outer is Change.INCREASE or inner is Change.BETTER:
        return inner
    return outer


def direction_of(change: Change, concept: Concept, *, inverse: bool) -> Direction:
    """Turn a change of the words into the change of the concept that they name."""
    if change in (Change.UNCLEAR, Change.MIXED):
        return Direction(change.value)
    if change in (Change.BETTER, Change.WORSE):
        wished = concept.wished or Direction.UNCLEAR
        return wished if change is Change.BETTER else _OPPOSITE_DIRECTION.get(wished, wished)
    direction = Direction.INCREASE if change is Change.INCREASE else Direction.DECREASE
    return _OPPOSITE_DIRECTION[direction] if inverse else direction


def opposite(direction: Direction) -> Direction:
    """Turn an increase into a decrease and back; leave what has no opposite."""
    return _OPPOSITE_DIRECTION.get(direction, direction)


def effect_of(direction: Direction, concept: Concept) -> Effect:
    """Say what an outcome's change means for the person."""
    if direction is Direction.NO_EFFECT:
        return Effect.NEUTRAL
    if direction not in _OPPOSITE_DIRECTION or concept.wished is None:
        return Effect.UNCLEAR
    return Effect.BENEFICIAL if direction is concept.wished else Effect.HARMFUL
