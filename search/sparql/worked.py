"""The worked queries, with the prefixes that each needs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class WorkedQuery:
    """A question in SPARQL.

    Attributes:
        name: a word that names it.
        sentence: what it asks.
        text: the query, with its prefixes.
    """

    name: str
    sentence: str
    text: str


@cache
def worked_queries() -> tuple[WorkedQuery, ...]:
    """Read the worked queries, in the order of their file."""
    file = files("search.sparql") / "worked_queries.toml"
    return tuple(
        WorkedQuery(each["name"], each["sentence"], with_prefixes(each["query"].strip()))
        for each in tomllib.loads(file.read_text("utf-8"))["query"]
    )


def with_prefixes(query: str) -> str:
    """Put the prefixes that a query uses before it."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w-]){name}:[A-Za-z]", query)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + query + "\n"
