"""How much a source weighs: by the design of its study, its age, and how directly it speaks.

The figures stand in weights.toml, with where they come from; the rule in docs/answers.md.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.studies import StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.model import Direction, Source
    from graph.studies import Appraisal

UNKNOWN = "level unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim says for a source: a direction, and why it is less direct than was asked.

    Attributes:
        indirect: keys of `[directness]`, sorted.
    """

    direction: Direction
    indirect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A source with its weight.

    Attributes:
        level: the level of its design, or that it is not known.
        recency: what its age leaves of the weight, in (0, 1].
        indirect: why it does not speak directly to the question; empty where it does.
        sides: its weight for each direction that it stands behind; a source that stands behind
            several is shared between them, so that it never counts more than once.
    """

    source: Source
    appraisal: Appraisal
    level: str
    recency: float
    indirect: tuple[str, ...]
    sides: Mapping[Direction, float]

    @property
    def weight(self) -> float:
        """The weight of all its sides together."""
        return sum(self.sides.values())


@dataclass(frozen=True, slots=True)
class Scheme:
    """The figures of weights.toml.

    Attributes:
        levels: name and weight of each design's level.
        unknown: weight of what names no design.
        unstudied: weight of works that are no studies, by the type of the work.
        recency: years behind the newest source, and what is left of the weight, by years.
        directness: what is left of the weight, by what differs from the question.
        carries: the share of the weight that carries a verdict, in (0.5, 1].
        sites: names of places of the body, folded, longer ones first.
    """

    name: str
    levels: Mapping[StudyDesign, tuple[str, float]]
    unknown: float
    unstudied: Mapping[str, float]
    recency: tuple[tuple[int, float], ...]
    directness: Mapping[str, float]
    carries: float
    sites: tuple[str, ...]


@cache
def scheme() -> Scheme:
    """Read weights.toml."""
    text = files("search.answering").joinpath("weights.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return Scheme(
        name=data["scheme"],
        levels={
            StudyDesign(design): (row["name"], row["weight"])
            for row in data["level"]
            for design in row["designs"]
        },
        unknown=data["unknown"]["weight"],
        unstudied={kind: row["weight"] for row in data["unstudied"] for kind in row["types"]},
        recency=tuple((row["years"], row["factor"]) for row in data["recency"]),
        directness=data["directness"],
        carries=data["carries"],
        sites=tuple(data["differences"]["site"]),
    )


def voices(
    said: Mapping[str, Iterable[Said]], known: Mapping[str, tuple[Source, Appraisal]]
) -> tuple[Voice, ...]:
    """Weigh sources, the weightiest first.

    Args:
        said: what the claims say for each source, by the source's id.
        known: the sources; one that the store no longer has is left out.
    """
    found = {key: known[key] for key in said if key in known}
    newest = max((source.year for source, _ in found.values() if source.year), default=None)
    weighed = (_voice(*each, said[key], newest) for key, each in found.items())
    return tuple(sorted(weighed, key=lambda voice: (-voice.weight, voice.source.id)))


def _voice(source: Source, appraisal: Appraisal, said: Iterable[Said], newest: int | None) -> Voice:
    level, weight = _level(source, appraisal)
    recency = _recency(source.year, newest)
    best = _most_direct(said)
    sides = {
        direction: weight * recency * _left(indirect) / len(best)
        for direction, indirect in sorted(best.items())
    }
    indirect = min(best.values(), key=lambda each: (-_left(each), each))
    return Voice(source, appraisal, level, recency, indirect, sides)


def _level(source: Source, appraisal: Appraisal) -> tuple[str, float]:
    figures = scheme()
    if appraisal.design is not None:
        return figures.levels[appraisal.design]
    return UNKNOWN, figures.unstudied.get(source.type.value, figures.unknown)


def _recency(year: int | None, newest: int | None) -> float:
    rows = scheme().recency
    if newest is None:
        return 1.0
    if year is None:
        return rows[-1][1]
    return next((factor for years, factor in rows if newest - year <= years), rows[-1][1])


def _most_direct(said: Iterable[Said]) -> dict[Direction, tuple[str, ...]]:
    """Return what is most direct among a source's claims of each direction."""
    best: dict[Direction, tuple[str, ...]] = {}
    for each in said:
        held = best.get(each.direction)
        if held is None or (-_left(each.indirect), each.indirect) < (-_left(held), held):
            best[each.direction] = each.indirect
    return best


def _left(indirect: Iterable[str]) -> float:
    left = 1.0
    for name in indirect:
        left *= scheme().directness[name]
    return left
