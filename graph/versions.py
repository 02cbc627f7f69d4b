"""Versions of a work that is published anew under one name: which one is cited, which is newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.identity import version_of

if TYPE_CHECKING:
    from graph.identity import Version
    from graph.model import Reference, Source, WorkVersion


def is_versioned(reference: Reference) -> bool:
    """Tell whether a reference names a work that is published anew under one name."""
    return version_of(reference, reference.raw) is not None


def version_doi(reference: Reference, source: Source) -> str | None:
    """Return the DOI of the version that a reference names; None for a work without versions."""
    own = version_of(reference, reference.raw)
    if own is None:
        return None
    if _is_bare(reference, own):
        meant = [each for each in source.versions if each.year and each.year == reference.year]
    else:
        meant = [each for each in source.versions if each.number == own.number]
    return meant[-1].doi if meant else own.work


def newer_version(reference: Reference, source: Source) -> WorkVersion | None:
    """Return the newest version that is known, where it is newer than the one that is cited."""
    own = version_of(reference, reference.raw)
    if own is None or not source.versions:
        return None
    newest = source.versions[-1]
    if not _is_bare(reference, own):
        return newest if newest.number > own.number else None
    if newest.year is None or reference.year is None:
        return None
    return newest if newest.year > reference.year else None


def _is_bare(reference: Reference, own: Version) -> bool:
    """Tell whether only a review's number is given: then its year says which version is meant."""
    return own.number == 1 and not reference.doi
