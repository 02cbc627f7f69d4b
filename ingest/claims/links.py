"""Links: what a sentence was read to say, before it is a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.claims.cues import Cue
    from ingest.claims.scope import Stance
    from ingest.claims.zones import Zone
    from ingest.mentions import Sighting


class Origin(StrEnum):
    """Where a link's exposure was found."""

    SUBJECT = "subject"
    AGENT = "agent"
    EXAMPLE = "example"
    CLAUSE = "clause"
    ANAPHOR = "anaphor"
    LEAD_IN = "lead-in"
    BEFORE = "before"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Actor:
    """An exposure at a place of the sentence, or one that a word of it points back to.

    Attributes:
        word: index of the word where it stands (the first word, if it stands elsewhere).
    """

    sighting: Sighting
    word: int
    origin: Origin = Origin.SUBJECT


@dataclass(frozen=True, slots=True)
class Link:
    """An exposure said to change an outcome.

    Attributes:
        cues: the chain over the outcome, outermost first.
        distance: words between exposure and outcome.
        exception: the group for whom the opposite of a denied effect is said.
        implied: the outcome is not named, only meant.
        compares_groups: the groups that the sentence names are those that it compares.
    """

    exposure: Sighting
    outcome: Sighting
    cues: tuple[Cue, ...]
    stance: Stance
    origin: Origin
    distance: int
    exception: Zone | None = None
    implied: bool = False
    compares_groups: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An outcome said to change another outcome."""

    cause: Sighting
    effect: Sighting
    cues: tuple[Cue, ...]
    stance: Stance
