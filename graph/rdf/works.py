"""Cited works as triples: references, sources with what became of them, answers of registries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph import terms as t
from graph.ids import digest
from graph.rdf import fields as f
from graph.rdf.addresses import Addresses
from graph.terms import BIBO, BIRO, C4O, DCTERMS, RDF, SCHEMA, TB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Notice, Reference, Work
    from graph.store import Answer, KnownSource
    from graph.studies import Appraisal

_IN_A_PATH = "/:@!$&'()*+,;="  # and letters, digits, and -._~, which are never escaped


def work_triples(iri: NamedNode, work: Work) -> Iterator[Triple]:
    """Say the fields of a work, the authors in their order."""
    yield from f.said(iri, work, f.WORK)
    before, link = iri, BIBO.authorList
    for number, name in enumerate(work.authors, start=1):
        node = NamedNode(f"{_whole(iri)}author-{number}")
        yield Triple(before, link, node)
        yield Triple(node, RDF.first, Literal(name))
        before, link = node, RDF.rest
    if work.authors:
        yield Triple(before, link, RDF.nil)


def reference_triples(
    at: Addresses, article: str, reference: Reference, position: int
) -> Iterator[Triple]:
    """Describe an entry of an article's reference list; `position` counts from 0."""
    iri = at.of("references", reference.id)
    yield Triple(iri, RDF.type, BIRO.BibliographicReference)
    yield Triple(iri, DCTERMS.isPartOf, at.of("articles", article))
    yield Triple(iri, SCHEMA.position, f.COUNT.write(position + 1))
    yield Triple(iri, C4O.hasContent, Literal(reference.raw))
    yield Triple(iri, BIRO.references, at.of("sources", reference.source))
    yield from work_triples(iri, reference)


def source_triples(known: Iterable[KnownSource], base: str) -> Iterator[Triple]:
    """Describe cited works, and what became of them."""
    at = Addresses(base)
    for each in known:
        source = each.source
        iri = at.of("sources", source.id)
        yield Triple(iri, RDF.type, TB.Source)
        yield Triple(iri, RDF.type, t.SOURCE_CLASSES[source.type])
        if each.appraisal.design in t.DESIGN_CLASSES:
            yield Triple(iri, RDF.type, t.DESIGN_CLASSES[each.appraisal.design])
        yield from work_triples(iri, source)
        if source.raw:
            yield Triple(iri, DCTERMS.bibliographicCitation, Literal(source.raw))
        for author in source.authors:
            yield Triple(iri, t.DC.creator, Literal(author))
        if source.standing:
            yield Triple(iri, SCHEMA.creativeWorkStatus, Literal(source.standing.value))
        yield from _appraisal(iri, each.appraisal)
        for article in each.articles:
            yield Triple(iri, SCHEMA.workExample, at.of("articles", article))
        for version in source.versions:
            issue = at.of("sources", source.id, f"version-{version.number}")
            yield Triple(iri, DCTERMS.hasVersion, issue)
            yield Triple(issue, SCHEMA.version, f.COUNT.write(version.number))
            yield Triple(issue, BIBO.doi, Literal(version.doi))
            if version.year is not None:
                yield Triple(issue, t.FABIO.hasPublicationYear, f.YEAR.write(version.year))
        for notice in source.notices:
            yield from _notice(at, source.id, notice)
        if source.doi:
            yield Triple(iri, SCHEMA.sameAs, _resolver(source.doi))


def answer_triples(answers: Iterable[Answer], base: str) -> Iterator[Triple]:
    """Describe what registries answered, and when, when they were asked for works."""
    for answer in answers:
        iri = answer_node(answer, base)
        yield Triple(iri, RDF.type, TB.RegistryAnswer)
        yield from f.said(iri, answer, f.ANSWER)
        yield Triple(iri, TB.known, f.TRUTH.write(answer.work is not None))
        if answer.work is not None:
            yield from work_triples(iri, answer.work)


def answer_node(answer: Answer, base: str) -> NamedNode:
    """Name what a registry said when it was asked for a work."""
    return Addresses(base).of("answers", digest("registry", answer.registry, answer.asked))


def _appraisal(iri: NamedNode, appraisal: Appraisal) -> Iterator[Triple]:
    if appraisal.design is not None:
        yield Triple(iri, TB.design, Literal(appraisal.design.value))
    if appraisal.told_by is not None:
        yield Triple(iri, TB.designToldBy, Literal(appraisal.told_by))
    if appraisal.participants is not None:
        yield Triple(iri, TB.participants, f.COUNT.write(appraisal.participants))


def _notice(at: Addresses, source: str, notice: Notice) -> Iterator[Triple]:
    """Describe a notice about a cited work, with the registry that told of it."""
    said = (notice.kind.value, notice.date or "", notice.notice or "", notice.registry)
    iri = at.of("sources", source, f"notice-{digest(*said)}")
    about = at.of("sources", source)
    yield Triple(iri, RDF.type, TB.Notice)
    yield Triple(iri, SCHEMA.about, about)
    if notice.kind in t.NOTICE_RELATIONS:
        yield Triple(iri, t.NOTICE_RELATIONS[notice.kind], about)
    yield from f.said(iri, notice, f.NOTICE)
    if notice.notice is not None:
        is_doi = notice.notice.startswith("10.")
        yield Triple(iri, BIBO.doi if is_doi else SCHEMA.url, Literal(notice.notice))
    for reason in notice.reasons:
        yield Triple(iri, DCTERMS.description, Literal(reason))


def _whole(iri: NamedNode) -> str:
    """Begin the address of a part; a part of a part goes after a hyphen."""
    return f"{iri.value}-" if "#" in iri.value else f"{iri.value}#"


def _resolver(doi: str) -> NamedNode:
    """Make the address that resolves a DOI; what no IRI may have there is escaped."""
    return NamedNode(f"https://doi.org/{quote(doi, safe=_IN_A_PATH)}")
