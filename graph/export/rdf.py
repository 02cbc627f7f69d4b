"""The RDF formats, written while the triples are made, article by article.

Oxigraph writes Turtle, TriG and RDF/XML, JSON-LD is written node by node, and lines are sorted on
disk.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph.export.sorting import sorted_lines
from graph.rdf.graphs import named_graphs, quads
from graph.terms import PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary

# What XML 1.0 cannot hold at all; a sign in its place keeps every offset.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def turtle(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write Turtle."""
    triples = _triples(holdings, vocabulary, base)
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def trig(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write TriG: Turtle with the named graphs."""
    all_quads = quads(named_graphs(holdings, vocabulary, base))
    ox.serialize(all_quads, out, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def rdfxml(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write RDF/XML; a character that XML cannot hold becomes U+FFFD."""
    triples = map(_for_xml, _triples(holdings, vocabulary, base))
    ox.serialize(triples, out, ox.RdfFormat.RDF_XML, prefixes=PREFIXES)


def jsonld(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write JSON-LD with a context."""
    write_jsonld(_triples(holdings, vocabulary, base), out)


def ntriples(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write a triple a line."""
    ox.serialize(_triples(holdings, vocabulary, base), out, ox.RdfFormat.N_TRIPLES)


def nquads(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write a quad a line, sorted, each once: canonical, since no node is blank."""
    graphs = named_graphs(holdings, vocabulary, base)
    out.writelines(sorted_lines(f"{each} .\n".encode() for each in quads(graphs)))


def write_jsonld(triples: Iterable[ox.Triple], out: BinaryIO) -> None:
    """Write triples as JSON-LD, those of a subject that follow each other as one node."""
    before = json.dumps({"@context": PREFIXES})[:-1] + ', "@graph": [\n'
    for subject, said in groupby(triples, key=lambda triple: triple.subject):
        node = _node(_compact(subject), said)
        out.write(f"{before}{json.dumps(node, ensure_ascii=False)}".encode())
        before = ",\n"
    out.write(b"\n]}\n")


def _node(subject: str, triples: Iterable[ox.Triple]) -> dict[str, Any]:
    """Make a JSON-LD node object."""
    values: dict[str, list[Any]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == RDF.type:
            values["@type"].append(_compact(triple.object))
        else:
            values[_compact(triple.predicate)].append(_value(triple.object))
    return {"@id": subject, **values}


def _value(value: Any) -> Any:
    if not isinstance(value, ox.Literal):
        return {"@id": _compact(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _STRING:
        return value.value
    return {"@value": value.value, "@type": _compact(value.datatype)}


_STRING = f"{PREFIXES['xsd']}string"


@cache
def _prefixed(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _compact(node: Any) -> str:
    """Shorten the address of a term by the context; the collection's own stay whole."""
    iri: str = node.value
    return _prefixed(iri) if iri.startswith(_NAMESPACES) else iri


_NAMESPACES = tuple(PREFIXES.values())


def _triples(holdings: Holdings, vocabulary: Vocabulary, base: str) -> Iterator[ox.Triple]:
    for _, triples in named_graphs(holdings, vocabulary, base):
        yield from triples


def _for_xml(triple: ox.Triple) -> ox.Triple:
    held = triple.object
    if not isinstance(held, ox.Literal) or not _NOT_IN_XML.search(held.value):
        return triple
    text = _NOT_IN_XML.sub(_REPLACEMENT, held.value)
    typed = None if held.language else held.datatype
    written = ox.Literal(text, language=held.language, datatype=typed)
    return ox.Triple(triple.subject, triple.predicate, written)
