"""The vocabulary alone, in SKOS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.rdf import concept_triples
from graph.terms import DCTERMS, PREFIXES, RDF, SCHEME_OF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary


def skos(_holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write Turtle: each scheme with its top concepts, then the concepts."""
    ox.serialize(_triples(vocabulary), out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def _triples(vocabulary: Vocabulary) -> Iterator[ox.Triple]:
    tops = {
        concept.iri
        for concept in vocabulary.concepts
        if not any(iri in vocabulary for iri in concept.broader)
    }
    for kind, scheme in SCHEME_OF.items():
        yield ox.Triple(scheme, RDF.type, SKOS.ConceptScheme)
        yield ox.Triple(scheme, DCTERMS.title, ox.Literal(f"{kind.value}s".title(), language="en"))
        for concept in vocabulary.of_kind(kind):
            if concept.iri in tops:
                node = ox.NamedNode(concept.iri)
                yield ox.Triple(scheme, SKOS.hasTopConcept, node)
                yield ox.Triple(node, SKOS.topConceptOf, scheme)
    yield from concept_triples(vocabulary.concepts)
