"""The RDF of a collection held against its shapes, article by article."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Namespace

from graph.rdf import (
    answer_triples,
    article_triples,
    concept_triples,
    proposition_triples,
    said_in,
    source_triples,
)
from graph.rdf.as_rdflib import rdflib_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary

SH = Namespace("http://www.w3.org/ns/shacl#")
TOGETHER = 500  # sources, or answers, that are checked at a time


def violations(holdings: Holdings, vocabulary: Vocabulary, base: str) -> Iterator[str]:
    """Say, a sentence each, where what would be exported is not as its shapes have it."""
    yield from wrong_in(concept_triples(vocabulary.concepts))
    known = holdings.known_sources()
    while part := list(islice(known, TOGETHER)):
        yield from wrong_in(source_triples(part, base))
    answers = holdings.answers()
    while told := list(islice(answers, TOGETHER)):
        yield from wrong_in(answer_triples(told, base))
    for record in holdings.records():
        propositions = proposition_triples(said_in(record), base)
        triples = article_triples(record, base, vocabulary.people)
        yield from wrong_in(chain(triples, propositions))


def wrong_in(triples: Iterable[ox.Triple]) -> list[str]:
    """Say where triples break a shape: node, property, value, and what was asked of it."""
    from pyshacl import validate

    data = Graph()
    for each in triples:
        data.add((rdflib_term(each.subject), rdflib_term(each.predicate), rdflib_term(each.object)))
    conforms, report, _ = validate(data, shacl_graph=_shapes(), advanced=False, js=False)
    if conforms:
        return []
    return sorted(
        " ".join(
            str(value)
            for term in (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
            if (value := report.value(result, term)) is not None
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


@cache
def _shapes() -> Graph:
    return Graph().parse(data=(files("graph.rdf") / "shapes.ttl").read_text("utf-8"))
