"""Which part of a long answer a page shows: all in short, one finding, or one side in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import NotFoundError, QueryError
from web.presenters.answering import SIDES, by_sentence

if TYPE_CHECKING:
    from graph.records import Json

SENTENCES = 20  # of one side on a page of its own
FINDINGS = 20  # on a page of a list


def unfolded(result: Json, *, pair: str = "", only: str = "", offset: int = 0) -> Json:
    """Choose what of an answer is shown.

    Args:
        result: the answer.
        pair: ids of the exposure and the outcome of the only finding shown, with "~" between; ""
            for none.
        only: one of SIDES, shown alone and in full; "" for none.
        offset: sentences of that side, or findings of the list, that are passed over.

    Returns:
        `part`, the finding or the answer itself; `pair` and `only`; `groups`, the quotes of that
        side by sentence; `findings` of the page; `total`, `limit` and `offset` of either.

    Raises:
        NotFoundError: the answer has no such finding.
        QueryError: there is no such side.
    """
    if only and only not in SIDES:
        raise QueryError(f"only is one of {', '.join(SIDES)}, and not {only!r}.")
    part = _finding(result, pair) if pair else result
    groups = by_sentence(part[only]) if only else []
    findings = [] if pair or only else result["findings"]
    limit = SENTENCES if only else FINDINGS
    return {
        "part": part,
        "pair": pair,
        "only": only,
        "groups": groups[offset : offset + limit],
        "findings": findings[offset : offset + limit],
        "total": len(groups) if only else len(findings),
        "limit": limit,
        "offset": offset,
    }


def pair_of(finding: Json) -> str:
    """Name a finding by its concepts, as `unfolded` takes it."""
    return f"{finding['exposure']['id']}~{finding['outcome']['id']}"


def _finding(result: Json, pair: str) -> Json:
    for finding in result["findings"]:
        if pair_of(finding) == pair:
            found: Json = finding
            return found
    raise NotFoundError(f"This answer has no finding {pair!r}.")
