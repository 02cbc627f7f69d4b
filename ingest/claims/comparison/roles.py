"""Roles: which words of a sentence name the arm that was treated, the other arm, the outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import snowballstemmer

from ingest.phrases import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_CHARACTERS = 4_000  # of a sentence; what is beyond is not read
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W_]+)*|\d+(?:[.·]\d+)*|[%<>=.;]")
_GROUP = re.compile(r"\b(?:group|arm)s?\s+([A-Za-z0-9])\b", re.IGNORECASE)


class Role(StrEnum):
    """What a word names."""

    INTERVENTION = "I"
    COMPARATOR = "C"
    OUTCOME = "O"


@dataclass(frozen=True, slots=True)
class Token:
    """A word's stem, a number or a mark, where it begins, and what it names."""

    stem: str
    start: int
    role: Role | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.stem[0].isdigit()


@dataclass(frozen=True, slots=True)
class Arms:
    """The stems that tell two arms and an outcome apart."""

    intervention: frozenset[str]
    comparator: frozenset[str]
    outcome: frozenset[str]
    plain: Role | None = None

    def role_of(self, stem: str) -> Role | None:
        """Say what a stem names, if it names one of the three."""
        if stem in self.intervention:
            return Role.INTERVENTION
        if stem in self.comparator:
            return Role.COMPARATOR
        if stem in self.outcome:
            return Role.OUTCOME
        if self.plain is not None and stem in word_set("comparison", "arms", "plain_names"):
            return self.plain
        if stem in word_set("comparison", "arms", "done_names"):
            done = self.plain is not Role.INTERVENTION
            return Role.INTERVENTION if done else Role.COMPARATOR
        return None


def arms_of(intervention: str, comparator: str, outcome: str) -> Arms:
    """Find the stems that belong to one of the arms alone, and those of the outcome."""
    ours, theirs, measured = _names(intervention), _names(comparator), _names(outcome)
    shared = (ours & theirs) | measured
    plain = word_set("comparison", "arms", "plain")
    role = Role.COMPARATOR if _stems(comparator) & plain else None
    if role is None and _stems(intervention) & plain:
        role = Role.INTERVENTION
    return Arms(ours - shared, theirs - shared, measured, role)


def read_tokens(sentence: str, arms: Arms) -> list[Token]:
    """Read the tokens of a sentence with their roles, in order."""
    found = []
    for match in _TOKEN.finditer(sentence, 0, min(len(sentence), MAX_CHARACTERS)):
        stem = _stem(match.group())
        group = _GROUP.match(sentence, match.start())
        role = arms.role_of(f"group {group.group(1).lower()}") if group else None
        found.append(Token(stem, match.start(), role or arms.role_of(stem)))
    return found


def _names(name: str) -> frozenset[str]:
    """Return the stems of a name that tell it from others, its letter among them ("Group B")."""
    small = word_set("comparison", "arms", "small")
    stems = {stem for stem in _stems(name) if stem not in small and len(stem) > 1}
    stems = {stem for stem in stems if not stem[0].isdigit()}
    return frozenset(stems | {f"group {match.group(1).lower()}" for match in _GROUP.finditer(name)})


def _stems(text: str) -> set[str]:
    return {_stem(match.group()) for match in _TOKEN.finditer(text[:MAX_CHARACTERS])}


def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word.lower().replace("’", "'")))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


def classes_of(stem: str) -> Iterable[str]:
    """Yield the classes of comparing words that a stem belongs to."""
    return _classes(stem)


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    keys = ("up", "down", "none", "differ", "significant", "better", "worse")
    return {key: tuple(word_set("comparison", "classes", key)) for key in keys}


def _classes(stem: str) -> tuple[str, ...]:
    # A short beginning is a word of its own: "low" is not "lower", "no" is not "nor".
    return tuple(
        key
        for key, beginnings in _beginnings().items()
        if any(stem == one or (len(one) > 4 and stem.startswith(one)) for one in beginnings)
    )
