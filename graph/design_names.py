"""The names of study designs, in titles, in types of records and in abstracts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.ids import squash
from graph.studies import StudyDesign

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class DesignNames:
    """What a design is called.

    Attributes:
        title: finds it in a title.
        types: names of it in the types of records, folded.
        abstract: finds it in an abstract.
        journals: journals that publish nothing else, squashed.
        example: a title in which it is found.
    """

    design: StudyDesign
    title: re.Pattern[str]
    types: frozenset[str]
    abstract: re.Pattern[str]
    journals: frozenset[str]
    example: str


@cache
def design_names() -> tuple[DesignNames, ...]:
    """Return the designs of `graph/designs.toml`; where several are found, the first holds."""
    data = tomllib.loads(files("graph").joinpath("designs.toml").read_text("utf-8"))
    return tuple(
        DesignNames(
            StudyDesign(row["design"]),
            _pattern(row["title"]),
            frozenset(row["types"]),
            _pattern(row["abstract"]),
            frozenset(map(squash, row.get("journals", ()))),
            row["example"],
        )
        for row in data["design"]
    )


def design_in_title(title: str) -> StudyDesign | None:
    """Return the design that a title names; None where it names none."""
    return next((row.design for row in design_names() if row.title.search(title)), None)


def design_of_journal(journal: str) -> StudyDesign | None:
    """Return the design of all that a journal publishes; None for journals of many kinds."""
    name = squash(journal)
    return next((row.design for row in design_names() if name in row.journals), None)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Compile words to one pattern; without any it matches nothing."""
    if not words:
        return re.compile(r"(?!)")
    ends = [re.escape(w[:-1]) if w.endswith("*") else rf"{re.escape(w)}\b" for w in words]
    flexible = "|".join(ends).replace(r"\ ", r"\s").replace(r"\-", r"[-\u2010\u2011]")
    return re.compile(rf"\b(?:{flexible})", re.IGNORECASE)
