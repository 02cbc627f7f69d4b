"""What the store holds as RDF, and back: the same content gives the same triples, none blank."""

from graph.rdf.addresses import Addresses
from graph.rdf.articles import article_triples, extraction_triples
from graph.rdf.concepts import concept_triples
from graph.rdf.propositions import proposition_triples, said_in
from graph.rdf.works import answer_triples, source_triples

__all__ = [
    "Addresses",
    "answer_triples",
    "article_triples",
    "concept_triples",
    "extraction_triples",
    "proposition_triples",
    "said_in",
    "source_triples",
]
