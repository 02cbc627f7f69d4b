"""An explanation: what was seen in a sentence, and how each of its claims came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.claims.silence import Silence

if TYPE_CHECKING:
    from graph.model import Claim, Mechanism, Passage
    from ingest.claims.cues import Change, Cue
    from ingest.claims.links import Link
    from ingest.claims.signs import SignKind
    from ingest.claims.zones import ZoneKind
    from ingest.mentions import Sighting


@dataclass(frozen=True, slots=True)
class Quote:
    """Words at a place of the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SeenMention:
    """A concept that is named.

    Attributes:
        silence: why it made neither a claim nor a mechanism; None where it made one.
        shown_by: the words that show that reason.
    """

    sighting: Sighting
    silence: Silence | None = None
    shown_by: Quote | None = None


@dataclass(frozen=True, slots=True)
class SeenCue:
    """A cue, with its place where it has one.

    Attributes:
        file: the lexicon file that it stands in, without the suffix.
        turned: a preposition turns its change round ("protects from").
    """

    cue: Cue
    quote: Quote | None
    file: str
    turned: bool = False


@dataclass(frozen=True, slots=True)
class SeenZone:
    """Who is spoken of, or what is compared."""

    kind: ZoneKind
    quote: Quote
    exception: bool = False


@dataclass(frozen=True, slots=True)
class SeenSign:
    """A word that parts clauses, reports, points back or judges."""

    kind: SignKind
    quote: Quote


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """A claim with the way that led to it.

    Attributes:
        link: the link that it was made of.
        chain: the cues over the outcome, outermost first.
        change: what the chain comes to, before it is measured by the concept.
        denied_by, hedged_by: the words that deny or hedge it.
        weighing: what was weighed for the confidence, and what was left after it.
    """

    claim: Claim
    link: Link
    chain: tuple[SeenCue, ...]
    change: Change
    denied_by: Quote | None
    hedged_by: Quote | None
    weighing: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExplainedPassage:
    """A sentence, heading or list item with all that was seen in it.

    Attributes:
        silence: why the whole of it makes no claim; None where it was read for claims.
    """

    passage: Passage
    silence: Silence | None = Silence.NOT_READ
    mentions: tuple[SeenMention, ...] = ()
    cues: tuple[SeenCue, ...] = ()
    zones: tuple[SeenZone, ...] = ()
    signs: tuple[SeenSign, ...] = ()
    claims: tuple[ExplainedClaim, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was read of a sentence; every offset counts in `text`, which has what came before too.

    Attributes:
        start: where the sentence begins.
    """

    text: str
    start: int
    passages: tuple[ExplainedPassage, ...]
