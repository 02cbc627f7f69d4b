"""The addresses of everything that RDF speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as ox

from graph.errors import RdfError

_ID = re.compile(r"[0-9a-f]{8,40}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The IRIs under one base, which ends with a slash."""

    base: str

    def of(self, kind: str, ident: str, part: str = "") -> ox.NamedNode:
        """Name a thing: "claims", "sources", ... with its id, and a part of it after a hash."""
        return ox.NamedNode(f"{self.base}{kind}/{ident}{'#' + part if part else ''}")

    def graph(self, article: str) -> ox.NamedNode:
        """Name the graph of all that an article says."""
        return self.of("graphs/articles", article)

    def shared_graph(self, name: str) -> ox.NamedNode:
        """Name a graph that is no single article's: "vocabulary", "sources", ..."""
        return self.of("graphs", name)


def id_of(node: object, kind: str) -> str:
    """Return the id in an address, whatever base it has.

    Raises:
        RdfError: it is no address of that kind.
    """
    if isinstance(node, ox.NamedNode):
        before, _, ident = node.value.rpartition("/")
        if before.endswith(f"/{kind}") and _ID.fullmatch(ident):
            return ident
    raise RdfError(f"{node} is no address of one of the {kind}")
