"""Concepts in SKOS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph import terms as t
from graph.terms import RDF, SKOS, TB, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Concept


def concept_triples(concepts: Iterable[Concept]) -> Iterator[ox.Triple]:
    """Describe concepts, each in the scheme of its kind."""
    for concept in concepts:
        iri = ox.NamedNode(concept.iri)
        yield ox.Triple(iri, RDF.type, SKOS.Concept)
        if concept.kind in t.CONCEPT_CLASSES:
            yield ox.Triple(iri, RDF.type, t.CONCEPT_CLASSES[concept.kind])
        yield ox.Triple(iri, SKOS.inScheme, t.SCHEME_OF[concept.kind])
        yield ox.Triple(iri, SKOS.prefLabel, _english(concept.label))
        for named, labels in (
            (SKOS.altLabel, concept.alt_labels),
            (SKOS.hiddenLabel, concept.hidden_labels),
            (TB.inverseLabel, concept.inverse_labels),
            (TB.contextLabel, concept.context_labels),
            (TB.usualLabel, concept.usual_labels),
        ):
            for label in labels:
                yield ox.Triple(iri, named, _english(label))
        if concept.definition:
            yield ox.Triple(iri, SKOS.definition, _english(concept.definition))
        if concept.wished:
            wished = ox.Literal(concept.wished.value, datatype=TB.wishedDirection)
            yield ox.Triple(iri, SKOS.notation, wished)
        if concept.intermediate:
            yield ox.Triple(iri, TB.intermediate, ox.Literal("true", datatype=XSD.boolean))
        for relation, others in (
            (SKOS.broader, concept.broader),
            (SKOS.exactMatch, concept.exact_match),
            (TB.inverseOf, concept.inverse),
            (TB.lackOf, concept.lack_of),
        ):
            for other in others:
                yield ox.Triple(iri, relation, ox.NamedNode(other))


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")
