"""What registries call a notice about a work, and its date, in our words."""

from __future__ import annotations

import re
from datetime import date

from graph.identity import version_of
from graph.model import NoticeKind, Work

# The registries write these with capitals, hyphens, underscores, run together or with words
# around them ("expression_of_concern", "ExpressionOfConcernIn"); the first that fits counts.
CUES = (
    ("reinstat", NoticeKind.REINSTATED),
    ("retract", NoticeKind.RETRACTED),
    ("withdraw", NoticeKind.RETRACTED),
    ("remov", NoticeKind.RETRACTED),
    ("concern", NoticeKind.CONCERN),
    ("correct", NoticeKind.CORRECTED),
    ("corrig", NoticeKind.CORRECTED),
    ("errat", NoticeKind.CORRECTED),
)
PARTIAL = "partial: only a part of the work is withdrawn"

_BANNER = r"(?:RETRACTED|WITHDRAWN|REMOVED)(?: (?:ARTICLE|CHAPTER|PAPER))?"
_MARK = re.compile(
    rf"^\s*(?:\[{_BANNER}\]|{_BANNER}\s?:)\s*|\s*[\[(]{_BANNER}[\])]\s*$", re.IGNORECASE
)


def kind_of(words: str) -> NoticeKind | None:
    """Tell what a registry's word for a notice says; None for a new edition and its like."""
    told = words.casefold()
    return next((kind for cue, kind in CUES if cue in told), None)


def reasons_of(words: str, doi: str | None) -> tuple[str, ...]:
    """Say what a notice covers where that is less than the work as we know it.

    It counts for the whole work all the same: which part of it, or which version of a review, a
    citing text rests on is not known.

    Args:
        words: what the registry calls the notice.
        doi: of the work that it is about.
    """
    version = version_of(Work(doi=doi)) if doi else None
    partial = (PARTIAL,) if "partial" in words.casefold() else ()
    return partial if version is None else (*partial, f"about version {version.number}")


def unmarked(title: str) -> tuple[str, bool]:
    """Take "RETRACTED:" and its like off a title; tell whether it was there."""
    bare = _MARK.sub("", title)
    return (bare, True) if bare and bare != title else (title, False)


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Write a date as ISO 8601, as far as it is known; None where there is no such day."""
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except (ValueError, OverflowError):
        return None
    return whole if month and day else whole[:7] if month else whole[:4]
