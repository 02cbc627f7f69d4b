"""Confidence: how likely a reading is right, from the evidence that carried it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.claims.cues import Role
from ingest.claims.links import Origin

if TYPE_CHECKING:
    from ingest.claims.links import Link

_BY_ROLE = {
    Role.VERB: 0.9,
    Role.EVALUATIVE: 0.85,
    Role.NOUN: 0.85,
    Role.MODIFIER: 0.75,
    Role.PREDICATE: 0.75,
}
_BY_ORIGIN = {
    Origin.SUBJECT: 1.0,
    Origin.AGENT: 0.95,
    Origin.EXAMPLE: 0.95,
    Origin.CLAUSE: 0.9,
    Origin.LEAD_IN: 0.9,
    Origin.ANAPHOR: 0.85,
    Origin.BEFORE: 0.7,
    Origin.HEADING: 0.65,
}
_FAR = 12  # words between an exposure and its outcome from which each further one costs


def confidence_of(link: Link) -> float:
    """Weigh a link's evidence to a number in [0, 1]; see `weighing_of`."""
    return weighing_of(link)[-1][1]


def weighing_of(link: Link) -> list[tuple[str, float]]:
    """Weigh a link's evidence: what was weighed, and the confidence that was left after it.

    It starts from the kind of the cue that decides (a verb says most) and is taken down for an
    exposure that had to be fetched from elsewhere, for an outcome that is only implied, and by one
    hundredth for each word past the twelfth between exposure and outcome.
    """
    weighed = [(_BY_ROLE[cue.role], cue.role.value) for cue in link.cues]
    value, role = max(weighed, default=(0.6, ""))
    steps = [(role, value)]
    if _BY_ORIGIN[link.origin] < 1:
        value *= _BY_ORIGIN[link.origin]
        steps.append((link.origin.value, value))
    if link.implied:
        value *= 0.7
        steps.append(("implied", value))
    if all(cue.weak for cue in link.cues):
        value *= 0.95
        steps.append(("weak", value))
    if link.distance > _FAR:
        value -= (link.distance - _FAR) * 0.01
        steps.append(("distance", value))
    return [(what, round(max(0.05, left), 3)) for what, left in steps]
