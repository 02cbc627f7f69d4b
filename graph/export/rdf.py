"""The RDF formats, written article by article; only the cited works are all in memory at once.

Turtle, TriG and RDF/XML are written by Oxigraph while the triples are made, JSON-LD node by node.
N-Triples and N-Quads are sorted on disk.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import RDF, XSD, Literal, URIRef

from graph.export.sorting import sorted_lines
from graph.rdf import article_triples, concept_triples, extraction_triples
from graph.source_rdf import source_triples
from graph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from rdflib.term import Node

    from graph.rdf import Triple
    from graph.store import Store
    from graph.vocabulary import Vocabulary

# What XML 1.0 cannot hold at all; a sign in its place keeps every offset.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
_PREFIXES = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}


def turtle(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write Turtle; what two articles share stands once with each."""
    triples = _triples(store, vocabulary, base)
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=_PREFIXES)


def trig(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write TriG: Turtle with the named graphs."""
    quads = _quads(store, vocabulary, base)
    ox.serialize(quads, out, ox.RdfFormat.TRIG, prefixes=_PREFIXES)


def rdfxml(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write RDF/XML; a character that XML cannot hold becomes U+FFFD."""
    triples = map(_for_xml, _triples(store, vocabulary, base))
    ox.serialize(triples, out, ox.RdfFormat.RDF_XML, prefixes=_PREFIXES)


def jsonld(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write JSON-LD with a context; what two articles share stands once with each."""
    triples = _all_triples(store, vocabulary, base)
    before = json.dumps({"@context": _PREFIXES})[:-1] + ', "@graph": [\n'
    for subject, said in groupby(triples, key=itemgetter(0)):
        out.write(f"{before}{json.dumps(_node(subject, said), ensure_ascii=False)}".encode())
        before = ",\n"
    out.write(b"\n]}\n")


def _node(subject: URIRef, triples: Iterable[Triple]) -> dict[str, Any]:
    """Make a JSON-LD node object."""
    values: dict[str, list[Any]] = defaultdict(list)
    for _, predicate, value in triples:
        if predicate == RDF.type:
            values["@type"].append(_compact(str(value)))
        else:
            values[_compact(predicate)].append(_value(value))
    return {"@id": subject, **values}


def _value(value: Node) -> Any:
    if not isinstance(value, Literal):
        return {"@id": value}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype is None or value.datatype == XSD.string:
        return str(value)
    return {"@value": str(value), "@type": _compact(value.datatype)}


@cache
def _compact(iri: str) -> str:
    """Shorten an IRI by the context."""
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def ntriples(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write a triple a line, sorted, each once."""
    out.writelines(sorted_lines(f"{each} .\n" for each in _triples(store, vocabulary, base)))


def nquads(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write a quad a line, sorted, each once: canonical, since no node is blank."""
    out.writelines(sorted_lines(f"{each} .\n" for each in _quads(store, vocabulary, base)))


def _parts(
    store: Store, vocabulary: Vocabulary, base: str
) -> Iterator[tuple[URIRef, Iterator[Triple]]]:
    """Yield the named graphs: the vocabulary, the sources, and one for each article."""
    yield URIRef(f"{base}graphs/vocabulary"), concept_triples(vocabulary.concepts)
    yield URIRef(f"{base}graphs/extraction"), extraction_triples(base)
    yield URIRef(f"{base}graphs/sources"), source_triples(store.sources(), base)
    for record in store.records():
        name = URIRef(f"{base}graphs/articles/{record.article.id}")
        yield name, article_triples(record, base)


def _all_triples(store: Store, vocabulary: Vocabulary, base: str) -> Iterator[Triple]:
    for _, triples in _parts(store, vocabulary, base):
        yield from triples


def _triples(store: Store, vocabulary: Vocabulary, base: str) -> Iterator[ox.Triple]:
    return (ox.Triple(*_terms(each)) for each in _all_triples(store, vocabulary, base))


def _quads(store: Store, vocabulary: Vocabulary, base: str) -> Iterator[ox.Quad]:
    for name, triples in _parts(store, vocabulary, base):
        graph = ox.NamedNode(name)
        yield from (ox.Quad(*_terms(each), graph) for each in triples)


def _terms(triple: Triple) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]:
    subject, predicate, value = triple
    return ox.NamedNode(subject), ox.NamedNode(predicate), to_oxigraph(value)


def to_oxigraph(value: Node) -> ox.NamedNode | ox.Literal:
    """Make Oxigraph's form of a term; written as a string it is canonical."""
    if isinstance(value, URIRef):
        return ox.NamedNode(value)
    if not isinstance(value, Literal):
        raise TypeError(f"{value!r} is neither an IRI nor a literal")
    if value.language:
        return ox.Literal(str(value), language=value.language)
    datatype = ox.NamedNode(value.datatype) if value.datatype else None
    return ox.Literal(str(value), datatype=datatype)


def _for_xml(triple: ox.Triple) -> ox.Triple:
    held = triple.object
    if not isinstance(held, ox.Literal) or not _NOT_IN_XML.search(held.value):
        return triple
    text = _NOT_IN_XML.sub(_REPLACEMENT, held.value)
    typed = None if held.language else held.datatype
    written = ox.Literal(text, language=held.language, datatype=typed)
    return ox.Triple(triple.subject, triple.predicate, written)
