"""Each claim as a nanopublication with a trusty URI: what is said, where, and who read it.

No time is told: the same content has the same URI. The hash and the forms of the addresses are
those of the nanopub library.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import Literal, URIRef

from graph import terms as t
from graph.excerpts import excerpt
from graph.rdf import article_triples, extraction_triples, proposition_triples, said_in
from graph.rdf.as_rdflib import rdflib_term
from graph.terms import DCTERMS, NP, PREFIXES, PROV, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.model import ArticleRecord, Claim
    from graph.vocabulary import Vocabulary

    Graphs = list[tuple[str, list[ox.Triple]]]

ABOUT = ("#char=", "#quote=")  # selectors of an article's text


def nanopubs(holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write TriG, four graphs a claim."""
    quads = (
        quad
        for record in holdings.records()
        for claim in record.claims
        for quad in nanopub(record, claim, base)
    )
    ox.serialize(quads, out, ox.RdfFormat.TRIG, prefixes={**PREFIXES, "np": NP.iri})


def nanopub(record: ArticleRecord, claim: Claim, base: str) -> list[ox.Quad]:
    """Make the nanopublication of a claim, sorted, under its trusty URI."""
    from nanopub.trustyuri.rdf.RdfHasher import make_hash
    from nanopub.trustyuri.rdf.RdfPreprocessor import transform

    start = f"{base}np/"
    graphs = _graphs(record, claim, base, start)
    quads = [
        (URIRef(f"{start}{name}"), *map(rdflib_term, (each.subject, each.predicate, each.object)))
        for name, triples in graphs
        for each in triples
    ]
    artefact = make_hash(list(quads), hashstr=" ", baseuri=start)

    def trusty(term: Any) -> Any:
        if isinstance(term, Literal):
            language, datatype = term.language, term.datatype
            return ox.Literal(
                str(term),
                language=language,
                datatype=None if language or datatype is None else ox.NamedNode(datatype),
            )
        return ox.NamedNode(str(transform(term, artefact, start, {})))  # type: ignore[no-untyped-call] # theirs

    made = {ox.Quad(trusty(s), trusty(p), trusty(o), trusty(graph)) for graph, s, p, o in quads}
    return sorted(made, key=lambda quad: (str(quad.graph_name), str(quad)))


def _graphs(record: ArticleRecord, claim: Claim, base: str, start: str) -> Graphs:
    this = ox.NamedNode(start)
    assertion, provenance, pubinfo = (
        ox.NamedNode(f"{start}{name}") for name in ("assertion", "provenance", "pubinfo")
    )
    part = excerpt(record, {claim.passage})
    # What the list of references has besides is not told here, and need not be made.
    cited = tuple(each for each in part.references if each.id in claim.citations)
    part = replace(part, references=cited)
    iri = ox.NamedNode(f"{base}claims/{claim.id}")
    software = ox.NamedNode(f"{base}software/trabecula")
    said = [each for each in said_in(part) if each.id == claim.proposition]
    return [
        (
            "head",
            [
                ox.Triple(this, RDF.type, NP.Nanopublication),
                ox.Triple(this, NP.hasAssertion, assertion),
                ox.Triple(this, NP.hasProvenance, provenance),
                ox.Triple(this, NP.hasPublicationInfo, pubinfo),
            ],
        ),
        ("assertion", list(proposition_triples(said, base))),
        (
            "provenance",
            [
                ox.Triple(assertion, PROV.wasDerivedFrom, iri),
                *_about(article_triples(part, base), iri, claim, base),
                *extraction_triples(base),
            ],
        ),
        (
            "pubinfo",
            [
                ox.Triple(this, DCTERMS.creator, software),
                ox.Triple(software, RDF.type, PROV.SoftwareAgent),
                ox.Triple(this, DCTERMS.subject, iri),
            ],
        ),
    ]


def _about(
    triples: Iterable[ox.Triple], iri: ox.NamedNode, claim: Claim, base: str
) -> Iterator[ox.Triple]:
    """Keep what is said of a claim, its parts, its passage, and the places of these."""
    passage = f"{base}passages/{claim.passage}"
    for each in triples:
        subject = each.subject.value if isinstance(each.subject, ox.NamedNode) else ""
        is_own = subject == iri.value or subject.startswith(f"{iri.value}#") or subject == passage
        is_place = any(sign in subject for sign in ABOUT)
        is_title = each.predicate in (DCTERMS.title, t.SCHEMA.url) and "/articles/" in subject
        if is_own or is_place or (is_title and "#" not in subject):
            yield each
