"""Cited works as RDF, with the notices that tell what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from rdflib import DCTERMS, RDF, XSD, Literal, URIRef

from graph import terms as t
from graph.ids import digest
from graph.rdf import Addresses, literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Notice, Source
    from graph.rdf import Triple


def source_triples(sources: Iterable[Source], base: str) -> Iterator[Triple]:
    """Describe cited works, and what became of them."""
    at = Addresses(base)
    for source in sources:
        iri = at.of("sources", source.id)
        yield iri, RDF.type, t.SOURCE_CLASSES[source.type]
        yield from literals(
            iri,
            {
                DCTERMS.title: source.title,
                DCTERMS.bibliographicCitation: source.raw or None,
                t.FABIO.hasPubMedId: source.pmid,
                t.BIBO.doi: source.doi,
                t.BIBO.volume: source.volume,
                t.BIBO.issue: source.issue,
                t.BIBO.pages: source.pages,
                t.TB.container: source.container,
            },
        )
        for author in source.authors:
            yield iri, t.DC.creator, Literal(author)
        if source.year is not None:
            year = Literal(f"{source.year:04}", datatype=XSD.gYear)
            yield iri, t.FABIO.hasPublicationYear, year
        if source.standing:
            yield iri, t.SCHEMA.creativeWorkStatus, Literal(source.standing.value)
        for notice in source.notices:
            yield from _notice(at, source.id, notice)
        if source.doi:
            yield iri, t.SCHEMA.sameAs, _resolver(source.doi)
        if source.url:
            yield iri, t.SCHEMA.url, Literal(source.url, datatype=XSD.anyURI)


def _notice(at: Addresses, source: str, notice: Notice) -> Iterator[Triple]:
    """Describe a notice about a cited work, with the registry that told of it."""
    said = (notice.kind.value, notice.date or "", notice.notice or "", notice.registry)
    iri = at.of("sources", source, f"notice-{digest(*said)}")
    about = at.of("sources", source)
    yield iri, RDF.type, t.TB.Notice
    yield iri, t.SCHEMA.about, about
    if notice.kind in t.NOTICE_RELATIONS:
        yield iri, t.NOTICE_RELATIONS[notice.kind], about
    if notice.date:
        whole = len(notice.date) == len("2000-01-01")
        yield iri, DCTERMS.date, Literal(notice.date, datatype=XSD.date if whole else None)
    is_doi = notice.notice is not None and notice.notice.startswith("10.")
    yield from literals(
        iri,
        {
            t.TB.notice: notice.kind.value,
            t.BIBO.doi if is_doi else t.SCHEMA.url: notice.notice,
            t.TB.toldBy: notice.registry,
        },
    )
    for reason in notice.reasons:
        yield iri, DCTERMS.description, Literal(reason)


def _resolver(doi: str) -> URIRef:
    """Make the address that resolves a DOI; what no IRI may have there is escaped."""
    return URIRef(f"https://doi.org/{quote(doi, safe=_IN_A_PATH)}")


_IN_A_PATH = "/:@!$&'()*+,;="  # and letters, digits, and -._~, which are never escaped
