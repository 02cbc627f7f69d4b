"""The citation audit: what each claim of an article rests on, and what is wrong with its citing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.works import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


WHOLE_TABLE = "table"  # asked of a registry of which all was taken up as a file


class Resting(StrEnum):
    """What a claim rests on."""

    SOURCED = "sourced"  # it cites a source that is not known to be retracted
    OWN = "own"  # a study's own finding, which cites nobody
    RETRACTED = "retracted"  # all that it cites was retracted, or the study itself was
    UNCITED = "uncited"  # it cites nothing


@dataclass(frozen=True, slots=True)
class Check:
    """What registries were asked of a work, and said.

    Attributes:
        known: one of them knows the work, so that it would have told of a retraction.
        asked_at: UTC time of the newest answer, ISO 8601; None where nobody was asked.
        registries: who knows it, sorted.
    """

    known: bool = False
    asked_at: str | None = None
    registries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many cited sources were checked.

    Attributes:
        sources: all of them.
        known: those that a registry, or a notice, knows.
        unknown: those that no registry knows that was asked.
        not_asked: those that nobody was asked for.
    """

    sources: int
    known: int
    unknown: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class Citing:
    """What an article cites, as far as an audit needs it.

    Attributes:
        claims: for each claim, the ids of the references that it cites.
        markers: for each marker, the ids of those that it points to.
        references: the source of each reference, by the reference's id.
        is_study: it is a source itself, so that it may claim without citing.
        is_withdrawn: it is a retracted study.
        is_list: it is a list of works, which no marker need point to.
    """

    claims: tuple[tuple[str, ...], ...]
    markers: tuple[tuple[str, ...], ...]
    references: Mapping[str, str]
    is_study: bool = False
    is_withdrawn: bool = False
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """An audit in figures; `sourced`, `own`, `retracted` and `uncited` add up to `claims`.

    Attributes:
        dangling: markers that point to no entry of the reference list.
        references: entries of the reference list.
        retracted_references: those whose works were retracted.
        doubted_references: those about which an expression of concern was published.
        unchecked: those of which no registry knows the work and no notice is held, so that a
            retraction would not be known.
        unmarked: those that no marker points to.
    """

    claims: int = 0
    sourced: int = 0
    own: int = 0
    retracted: int = 0
    uncited: int = 0
    markers: int = 0
    dangling: int = 0
    references: int = 0
    retracted_references: int = 0
    doubted_references: int = 0
    unchecked: int = 0
    unmarked: int = 0


def rests_on(citations: Collection[str], retracted: Collection[str], citing: Citing) -> Resting:
    """Say what a claim of an article rests on.

    Args:
        citations: ids of the references that it cites.
        retracted: ids of the article's references whose works are retracted.
        citing: the article.
    """
    if citing.is_withdrawn:
        return Resting.RETRACTED
    if not citations:
        return Resting.OWN if citing.is_study else Resting.UNCITED
    return Resting.RETRACTED if set(citations) <= set(retracted) else Resting.SOURCED


def with_standing(
    citing: Citing, standings: Mapping[str, NoticeKind], standing: NoticeKind
) -> frozenset[str]:
    """Return the references of an article whose works have a standing."""
    return frozenset(
        each for each, source in citing.references.items() if standings.get(source) is standing
    )


def is_checked(source: str, checks: Mapping[str, Check], standings: Collection[str]) -> bool:
    """Tell whether a retraction of a work would be known: a registry, or a notice, names it."""
    check = checks.get(source)
    return source in standings or (check is not None and check.known)


def unmarked(citing: Citing) -> list[str]:
    """Return the references that no marker points to, in their order."""
    if citing.is_list:
        return []
    pointed = {each for marker in citing.markers for each in marker}
    return [each for each in citing.references if each not in pointed]


def tally(
    citing: Citing, standings: Mapping[str, NoticeKind], checks: Mapping[str, Check]
) -> Tally:
    """Audit an article in figures.

    Args:
        citing: the article.
        standings: what holds of the sources that have notices, at least of those that it cites.
        checks: what registries said of those sources.
    """
    retracted = with_standing(citing, standings, NoticeKind.RETRACTED)
    resting = _count(rests_on(cited, retracted, citing) for cited in citing.claims)
    return Tally(
        claims=len(citing.claims),
        sourced=resting[Resting.SOURCED],
        own=resting[Resting.OWN],
        retracted=resting[Resting.RETRACTED],
        uncited=resting[Resting.UNCITED],
        markers=len(citing.markers),
        dangling=sum(not marker for marker in citing.markers),
        references=len(citing.references),
        retracted_references=len(retracted),
        doubted_references=len(with_standing(citing, standings, NoticeKind.CONCERN)),
        unchecked=sum(
            not is_checked(source, checks, standings) for source in citing.references.values()
        ),
        unmarked=len(unmarked(citing)),
    )


def _count(found: Iterable[Resting]) -> dict[Resting, int]:
    counted = dict.fromkeys(Resting, 0)
    for each in found:
        counted[each] += 1
    return counted
