"""Propositions: what claims say, described once however many articles say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from graph import terms as t
from graph.model import Direction
from graph.rdf import fields as f
from graph.rdf.addresses import Addresses
from graph.terms import BIOLINK, RDF, TB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import ArticleRecord
    from graph.store import Proposition


class Said(NamedTuple):
    """A proposition by itself: the concepts are IRIs."""

    id: str
    exposure: str
    outcome: str
    direction: Direction


def said_in(record: ArticleRecord) -> tuple[Said, ...]:
    """Return the propositions that an article's claims state, each once."""
    found = (
        Said(each.proposition, each.exposure.concept, each.outcome.concept, each.direction)
        for each in record.claims
    )
    return tuple(dict.fromkeys(found))


def proposition_triples(said: Iterable[Said | Proposition], base: str) -> Iterator[Triple]:
    """Describe propositions as associations of Biolink."""
    at = Addresses(base)
    for each in said:
        iri = at.of("propositions", each.id)
        yield Triple(iri, RDF.type, t.PROPOSITION)
        yield Triple(iri, RDF.type, BIOLINK.Association)
        yield Triple(iri, BIOLINK.subject, NamedNode(each.exposure))
        yield Triple(iri, BIOLINK.predicate, BIOLINK.affects)
        yield Triple(iri, BIOLINK.object, NamedNode(each.outcome))
        yield Triple(iri, TB.direction, Literal(each.direction.value))
        if each.direction in t.QUALIFIERS:
            qualifier = Literal(t.QUALIFIERS[each.direction])
            yield Triple(iri, BIOLINK.object_direction_qualifier, qualifier)
        if each.direction is Direction.NO_EFFECT:
            yield Triple(iri, BIOLINK.negated, f.TRUTH.write(True))
