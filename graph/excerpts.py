"""A part of an article's record, whole in itself: some passages with all that hangs on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.model import ArticleRecord


def excerpt(record: ArticleRecord, passages: Collection[str]) -> ArticleRecord:
    """Narrow a record to some passages, with their claims and markers.

    The article keeps its text and its list of references, so that every place in the one and
    every number of the other still holds.

    Args:
        record: the whole record.
        passages: ids; those of other articles are passed over.
    """
    kept = tuple(each for each in record.passages if each.id in passages)
    ids = {each.id for each in kept}
    markers = tuple(
        marker
        for marker in record.markers
        if any(each.start <= marker.start and marker.end <= each.end for each in kept)
    )
    return replace(
        record,
        passages=kept,
        claims=tuple(each for each in record.claims if each.passage in ids),
        mechanisms=tuple(each for each in record.mechanisms if each.passage in ids),
        markers=markers,
    )
