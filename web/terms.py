"""The terms of the method, in words for a person who is no programmer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flask import g


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the site uses in a sense of its own.

    Attributes:
        id: its name in addresses: /help#ID.
        part: the part of the help page that explains it.
        title: the word itself.
        meaning: what it means here, in a sentence or two.
    """

    id: str
    part: str
    title: str
    meaning: str


@cache
def terms() -> dict[str, Term]:
    """Read the terms from `terms.toml`, by id, in the order of that file."""
    parts = tomllib.loads((files("web") / "terms.toml").read_text("utf-8"))
    return {
        name: Term(name, part, **words)
        for part, each in parts.items()
        for name, words in each.items()
    }


def first_mention(name: str) -> Term | None:
    """Return a term where the page being made has not explained it yet, else None.

    Raises:
        KeyError: there is no such term.
    """
    term = terms()[name]
    explained: set[str] = g.setdefault("explained", set())
    if name in explained:
        return None
    explained.add(name)
    return term
