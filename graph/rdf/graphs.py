"""The named graphs of a collection: what is shared, and one for each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from graph.rdf.addresses import Addresses
from graph.rdf.articles import article_triples, extraction_triples
from graph.rdf.concepts import concept_triples
from graph.rdf.propositions import proposition_triples
from graph.rdf.works import answer_triples, source_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary

    Graph = tuple[NamedNode, Iterator[Triple]]


def named_graphs(holdings: Holdings, vocabulary: Vocabulary, base: str) -> Iterator[Graph]:
    """Yield each graph's name with its triples; memory grows with what is said, not how often.

    No triple stands in two of them, so that a union of the graphs has each once.
    """
    at = Addresses(base)
    yield from fixed_graphs(vocabulary, base)
    yield at.shared_graph("propositions"), proposition_triples(holdings.propositions(), base)
    yield at.shared_graph("sources"), source_triples(holdings.known_sources(), base)
    yield at.shared_graph("registries"), answer_triples(holdings.answers(), base)
    for record in holdings.records():
        yield at.graph(record.article.id), article_triples(record, base, vocabulary.people)


def fixed_graphs(vocabulary: Vocabulary, base: str) -> Iterator[Graph]:
    """Yield the graphs that do not depend on what was read."""
    at = Addresses(base)
    yield at.shared_graph("vocabulary"), concept_triples(vocabulary.concepts)
    yield at.shared_graph("extraction"), extraction_triples(base)


def quads(graphs: Iterable[Graph]) -> Iterator[Quad]:
    """Put the triples of graphs into them."""
    for name, triples in graphs:
        for each in triples:
            yield Quad(each.subject, each.predicate, each.object, name)
