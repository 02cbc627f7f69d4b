"""What an answer's sources come to in numbers: the sides, and what was left out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answering.verdicts import DECISIVE

if TYPE_CHECKING:
    from graph.records import Json
    from search.answering.verdicts import Verdict


def counts_of(verdict: Verdict | None) -> Json:
    """Count what stands beside the two sides of a verdict.

    Returns:
        `sources_unclear`, the independent sources that only claims without a clear direction cite,
        and `not_counted`, the claims that no side counts: `uncited`, `retracted` (on retracted
        sources alone), `unclear` (with a source, without a direction), `other_populations`.
    """
    claims = verdict.claims if verdict else ()
    sided = {voice.source.id for voice in verdict.voices} if verdict else set()
    unclear = [each for each in claims if each.direction not in DECISIVE and each.evidence.sources]
    return {
        "sources_unclear": len(
            {source for each in unclear for source in each.evidence.sources} - sided
        ),
        "not_counted": {
            "uncited": sum(not (each.evidence.sources or each.is_retracted) for each in claims),
            "retracted": sum(each.is_retracted for each in claims),
            "unclear": len(unclear),
            "other_populations": len(verdict.aside) if verdict else 0,
        },
    }
