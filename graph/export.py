"""Writing the whole collection for other tools: a format's name to its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.csv_rows import csv_row
from graph.errors import UsageError
from graph.model import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from rdflib import URIRef

    from graph.rdf import Triple
    from graph.store import Store
    from graph.vocabulary import Vocabulary

    Writer = Callable[[Store, Vocabulary, BinaryIO, str], None]

CSV_COLUMNS = (
    *("claim", "article", "title", "sentence", "start", "end", "exposure", "outcome"),
    *("direction", "effect", "hedge", "causality", "population", "dose", "comparator"),
    *("magnitude", "confidence", "sources", "dois", "retracted"),
)


def export(store: Store, vocabulary: Vocabulary, name: str, out: BinaryIO, base: str) -> None:
    """Write all that the store holds in the format of that name.

    Args:
        store: the store.
        vocabulary: the concepts, which RDF formats describe as well.
        name: one of `FORMATS`.
        out: takes the bytes.
        base: what the IRIs start with; ends with a slash.

    Raises:
        UsageError: there is no such format; names those that there are.
    """
    if name not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise UsageError(f"There is no export format {name!r}. The formats are {known}.")
    FORMATS[name](store, vocabulary, out, base)


def _parts(
    store: Store, vocabulary: Vocabulary, base: str
) -> Iterator[tuple[URIRef, Iterator[Triple]]]:
    """Yield the named graphs: the vocabulary, the sources, and one for each article."""
    from rdflib import URIRef

    from graph import rdf
    from graph.source_rdf import source_triples

    yield URIRef(f"{base}graphs/vocabulary"), rdf.concept_triples(vocabulary.concepts)
    yield URIRef(f"{base}graphs/extraction"), rdf.extraction_triples(base)
    yield URIRef(f"{base}graphs/sources"), source_triples(store.sources(), base)
    for record in store.records():
        name = URIRef(f"{base}graphs/articles/{record.article.id}")
        yield name, rdf.article_triples(record, base)


def _all_triples(store: Store, vocabulary: Vocabulary, base: str) -> Iterator[Triple]:
    for _, triples in _parts(store, vocabulary, base):
        yield from triples


def _ntriples(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """One triple a line, sorted, each once."""
    triples = _all_triples(store, vocabulary, base)
    lines = {f"{s.n3()} {p.n3()} {_term(o)} .\n" for s, p, o in triples}
    out.writelines(line.encode("utf-8") for line in sorted(lines))


def _nquads(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """One quad a line, sorted, each once: canonical, since no node is blank."""
    lines = {
        f"{s.n3()} {p.n3()} {_term(o)} {name.n3()} .\n"
        for name, triples in _parts(store, vocabulary, base)
        for s, p, o in triples
    }
    out.writelines(line.encode("utf-8") for line in sorted(lines))


def _term(term: object) -> str:
    """Write a term as canonical N-Quads do, with strings left without their type."""
    from rdflib import XSD, Literal, URIRef

    if isinstance(term, URIRef):
        return term.n3()
    if not isinstance(term, Literal):
        raise TypeError(f"{term!r} is neither an IRI nor a literal")
    escaped = "".join(_ESCAPES.get(ch, ch) for ch in str(term))
    if term.language:
        return f'"{escaped}"@{term.language}'
    if term.datatype is None or term.datatype == XSD.string:
        return f'"{escaped}"'
    return f'"{escaped}"^^{term.datatype.n3()}'


# Canonical N-Triples: these by letter, other controls by number, all else as it is.
_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}


def _turtle(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    from graph.rdf import to_graph

    graph = to_graph(_all_triples(store, vocabulary, base))
    graph.serialize(out, format="turtle", encoding="utf-8")


def _jsonld(store: Store, vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    from graph.rdf import to_graph
    from graph.terms import PREFIXES

    context = {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}
    graph = to_graph(_all_triples(store, vocabulary, base))
    graph.serialize(out, format="json-ld", context=context, encoding="utf-8", indent=1)


def _graphml(store: Store, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """The network of concepts; what stands behind an edge is counted on it."""
    import networkx as nx

    from graph.network import build_network

    network = build_network(store, vocabulary)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(network.graph):
        node = network.graph.nodes[iri]
        plain.add_node(iri, label=node["label"], kind=node["kind"] or "")
    for link in network.links():
        plain.add_edge(
            link.start,
            link.end,
            key=link.key,
            relation=link.relation.value,
            direction=link.direction.value,
            claims=link.claims,
            articles=len(link.articles),
            sources=len(link.sources),
        )
    nx.write_graphml(plain, out, named_key_ids=True)


def _csv(store: Store, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """One row a claim."""
    gone = {key for key, kind in store.standings().items() if kind is NoticeKind.RETRACTED}
    out.write(csv_row(CSV_COLUMNS).encode())
    for record in store.records():
        references = {each.id: each for each in record.references}
        places = {each.id: each for each in record.passages}
        for claim in record.claims:
            cited = [references[each] for each in claim.citations if each in references]
            row = (
                *(claim.id, record.article.id, record.article.title, claim.sentence),
                *(places[claim.passage].start, places[claim.passage].end),
                *(claim.exposure.label, claim.outcome.label, claim.direction.value),
                *(claim.effect.value, claim.hedge or "", claim.causality.value),
                *(claim.population, claim.dose, claim.comparator, claim.magnitude),
                f"{claim.confidence:.3f}",
                "; ".join(dict.fromkeys(each.source for each in cited)),
                "; ".join(dict.fromkeys(each.doi for each in cited if each.doi)),
                "; ".join(dict.fromkeys(e.source for e in cited if e.source in gone)),
            )
            out.write(csv_row(row).encode())


FORMATS: dict[str, Writer] = {
    "csv": _csv,
    "graphml": _graphml,
    "jsonld": _jsonld,
    "nquads": _nquads,
    "ntriples": _ntriples,
    "turtle": _turtle,
}
