"""What a store of triples says of a node, read with errors that name it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph.errors import RdfError
from graph.rdf import fields as f
from graph.terms import BIBO, OA, RDF, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.rdf.fields import Field

MAX_AUTHORS = 100_000  # of one work; the longest lists of real papers have some 5,000


class Description:
    """All that is said of a node, whichever graph says it."""

    def __init__(self, store: ox.Store, node: ox.NamedNode) -> None:
        self.node = node
        self._store = store
        self._said: defaultdict[ox.NamedNode, list[Any]] | None = None

    def fields(self, fields: Iterable[Field]) -> dict[str, Any]:
        """Read the fields of a value.

        Raises:
            RdfError: one is missing, is there twice or is no value of its kind.
        """
        return f.heard(self.node, self._all(), fields)

    def is_a(self, kind: ox.NamedNode) -> bool:
        """Tell whether the node is of that class."""
        return kind in self._all()[RDF.type]

    def nodes(self, term: ox.NamedNode) -> list[Description]:
        """Follow a property to the nodes that it leads to."""
        return [Description(self._store, self._named(each)) for each in self._all()[term]]

    def node_of(self, term: ox.NamedNode) -> Description:
        """Follow a property that leads to one node.

        Raises:
            RdfError: it leads to none or to more than one.
        """
        found = self.nodes(term)
        if len(found) != 1:
            raise RdfError(f"{self.node} has {len(found)} of {term}, and not one")
        return found[0]

    def optional_node(self, term: ox.NamedNode) -> Description | None:
        """Follow a property that may be missing."""
        return self.node_of(term) if self._all()[term] else None

    def texts(self, term: ox.NamedNode) -> list[str]:
        """Return the words of a property, sorted."""
        found = [each for each in self._all()[term] if isinstance(each, ox.Literal)]
        return sorted(each.value for each in found)

    def text(self, term: ox.NamedNode) -> str | None:
        """Return the words of a property that may be there once."""
        found = self.texts(term)
        if len(found) > 1:
            raise RdfError(f"{self.node} has more than one {term}")
        return found[0] if found else None

    def count(self, term: ox.NamedNode) -> int:
        """Return a whole number from 0.

        Raises:
            RdfError: it is missing or is none.
        """
        values = f.heard(self.node, self._all(), (f.Field("count", term, f.COUNT),))
        number: int = values["count"]
        if number < 0:
            raise RdfError(f"{self.node} has {number} for {term}")
        return number

    def pointing(self, term: ox.NamedNode) -> Iterator[Description]:
        """Find the nodes whose property leads here, in one order."""
        found = {
            self._named(quad.subject)
            for quad in self._store.quads_for_pattern(None, term, self.node, None)
        }
        for node in sorted(found, key=lambda each: each.value):
            yield Description(self._store, node)

    def authors(self) -> tuple[str, ...]:
        """Return the authors of a work, in their order."""
        names: list[str] = []
        here = self.optional_node(BIBO.authorList)
        while here is not None and here.node != RDF.nil:
            name = here.text(RDF.first)
            if name is None or len(names) > MAX_AUTHORS:
                raise RdfError(f"{self.node} has a list of authors that is broken")
            names.append(name)
            here = here.node_of(RDF.rest)
        return tuple(names)

    def span(self) -> tuple[int, int]:
        """Return where a selector of positions points to."""
        return self.count(OA.start), self.count(OA.end)

    def place(self) -> tuple[int, int]:
        """Return where the node stands in its article's text.

        Raises:
            RdfError: it has no selector of positions, or two.
        """
        spans = [each for each in self.nodes(OA.hasSelector) if each.is_a(OA.TextPositionSelector)]
        if len(spans) != 1:
            raise RdfError(f"{self.node} has {len(spans)} places in its text, and not one")
        return spans[0].span()

    def _all(self) -> defaultdict[ox.NamedNode, list[Any]]:
        if self._said is None:
            self._said = defaultdict(list)
            for quad in self._store.quads_for_pattern(self.node, None, None, None):
                held = self._said[quad.predicate]
                if quad.object not in held:  # two graphs may say the same
                    held.append(quad.object)
        return self._said

    def _named(self, term: object) -> ox.NamedNode:
        if not isinstance(term, ox.NamedNode):
            raise RdfError(f"{self.node} leads to {term}, which has no address")
        return term


def in_order(found: Iterable[Description]) -> Sequence[Description]:
    """Sort nodes by their schema:position."""
    return sorted(found, key=lambda each: each.count(SCHEMA.position))
