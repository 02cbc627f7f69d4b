"""Claims of one sentence made to agree: mixed findings joined, the clear put for the unclear."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.ids import claim_id, proposition_id
from graph.model import Claim, Direction, Effect

if TYPE_CHECKING:
    from collections.abc import Iterable


def _mixed(claims: list[Claim]) -> list[Claim]:
    """Join "effective in some studies, in others not" to one claim of mixed findings."""
    made: list[Claim] = []
    for claim in claims:
        words = claim.sentence.casefold().split()
        opposite = [
            other
            for other in claims
            if (other.exposure.concept, other.outcome.concept)
            == (claim.exposure.concept, claim.outcome.concept)
            and Direction.NO_EFFECT in (claim.direction, other.direction)
            and claim.direction is not other.direction
        ]
        if not opposite or "some" not in words or "others" not in [w.strip(".,") for w in words]:
            made.append(claim)
        elif claim.direction is not Direction.NO_EFFECT:
            made.append(_as_mixed(claim))
    return made


def _as_mixed(claim: Claim) -> Claim:
    direction = Direction.MIXED
    proposition = proposition_id(claim.exposure.concept, claim.outcome.concept, direction.value)
    return replace(
        claim,
        id=claim_id(proposition, claim.passage, claim.exposure.text, claim.outcome.text),
        proposition=proposition,
        direction=direction,
        effect=Effect.UNCLEAR,
        negated=False,
    )


def reconciled(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Leave out an unclear claim where the same sentence says of the same pair what is clear."""
    claims = _mixed(list(claims))
    clear = {
        (claim.exposure.concept, claim.outcome.concept, claim.outcome.start)
        for claim in claims
        if claim.direction is not Direction.UNCLEAR
    }
    return (
        claim
        for claim in claims
        if claim.direction is not Direction.UNCLEAR
        or (claim.exposure.concept, claim.outcome.concept, claim.outcome.start) not in clear
    )
