"""Records to RDF: the same content gives the same triples, and no node is blank."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, Literal, URIRef

from graph import terms as t
from graph.model import ArticleKind, Direction
from graph.studies import Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from graph.model import (
        Article,
        ArticleRecord,
        Claim,
        Concept,
        Marker,
        Mechanism,
        Passage,
        Reference,
    )

    Triple = tuple[URIRef, URIRef, Node]

CONTEXT = 32  # characters before and after a quote that help to find it again


@dataclass(frozen=True, slots=True)
class Addresses:
    """The IRIs of everything under one base, which ends with a slash."""

    base: str

    def of(self, kind: str, ident: str, part: str = "") -> URIRef:
        """Name a thing: "claims", "sources", ... with its id, and a part of it after a hash."""
        return URIRef(f"{self.base}{kind}/{ident}{'#' + part if part else ''}")


def article_triples(record: ArticleRecord, base: str) -> Iterator[Triple]:
    """Describe an article with its claims, markers, references and citations."""
    at = Addresses(base)
    article = at.of("articles", record.article.id)
    yield from _article(article, record.article)
    sources = {reference.id: reference.source for reference in record.references}
    passages = {passage.id: passage for passage in record.passages}
    stating = {claim.passage for claim in record.claims}
    stating |= {mechanism.passage for mechanism in record.mechanisms}
    for ident in sorted(stating & passages.keys()):
        yield from _passage(at, article, record.article.text, passages[ident])
    for reference in record.references:
        yield from _reference(at, article, reference)
    for marker in record.markers:
        yield from _marker(at, article, record, marker)
    for claim in record.claims:
        yield from _claim(at, article, claim, sources)
    for mechanism in record.mechanisms:
        yield from _mechanism(at, mechanism)


def concept_triples(concepts: Iterable[Concept]) -> Iterator[Triple]:
    """Describe concepts in SKOS."""
    for concept in concepts:
        iri = URIRef(concept.iri)
        yield iri, RDF.type, SKOS.Concept
        if concept.kind in t.CONCEPT_CLASSES:
            yield iri, RDF.type, t.CONCEPT_CLASSES[concept.kind]
        yield iri, SKOS.inScheme, t.SCHEME_OF[concept.kind]
        yield iri, SKOS.prefLabel, Literal(concept.label, lang="en")
        for predicate, labels in (
            (SKOS.altLabel, concept.alt_labels),
            (SKOS.hiddenLabel, concept.hidden_labels),
            (t.TB.inverseLabel, concept.inverse_labels),
            (t.TB.contextLabel, concept.context_labels),
            (t.TB.usualLabel, concept.usual_labels),
        ):
            for label in labels:
                yield iri, predicate, Literal(label, lang="en")
        if concept.definition:
            yield iri, SKOS.definition, Literal(concept.definition, lang="en")
        if concept.wished:
            wished = Literal(concept.wished.value, datatype=t.TB.wishedDirection)
            yield iri, SKOS.notation, wished
        if concept.intermediate:
            yield iri, t.TB.intermediate, Literal(True)
        for predicate, others in (
            (SKOS.broader, concept.broader),
            (SKOS.exactMatch, concept.exact_match),
            (t.TB.inverseOf, concept.inverse),
            (t.TB.lackOf, concept.lack_of),
        ):
            for other in others:
                yield iri, predicate, URIRef(other)


def extraction_triples(base: str) -> Iterator[Triple]:
    """Describe the program that found the claims."""
    activity, agent = _extraction(base), URIRef(f"{base}software/trabecula")
    yield activity, RDF.type, PROV.Activity
    yield activity, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, t.SCHEMA.name, Literal("Trabecula")
    yield agent, t.SCHEMA.softwareVersion, Literal(version("trabecula"))


def literals(subject: URIRef, values: dict[Any, str | None]) -> Iterator[Triple]:
    """Describe a resource by those of some values that are not None."""
    for predicate, value in values.items():
        if value is not None:
            yield subject, predicate, Literal(value)


def _extraction(base: str) -> URIRef:
    return URIRef(f"{base}extractions/{version('trabecula')}")


def _article(iri: URIRef, article: Article) -> Iterator[Triple]:
    if article.kind is ArticleKind.STUDY:
        yield from _study(iri, article.study or Study())
    else:
        yield iri, RDF.type, t.FABIO.WebPage
        yield iri, RDF.type, t.SCHEMA.MedicalWebPage
    yield iri, DCTERMS.title, Literal(article.title)
    yield iri, DCTERMS.language, Literal(article.language)
    if article.published:
        yield iri, DCTERMS.issued, Literal(article.published, datatype=XSD.date)
    if article.url:
        yield iri, t.SCHEMA.url, Literal(article.url, datatype=XSD.anyURI)


def _study(iri: URIRef, study: Study) -> Iterator[Triple]:
    yield iri, RDF.type, t.DESIGN_CLASSES.get(study.design, t.FABIO.JournalArticle)
    yield iri, RDF.type, t.SCHEMA.MedicalScholarlyArticle
    if study.design:
        yield iri, t.TB.design, Literal(study.design.value)
    for predicate, count in (
        (t.TB.participants, study.participants),
        (t.TB.studies, study.studies),
    ):
        if count is not None:
            yield iri, predicate, Literal(count)


def _selectors(iri: URIRef, article: URIRef, text: str, start: int, end: int) -> Iterator[Triple]:
    """Place a resource in an article's text, by its words and by its offsets."""
    quote, position = URIRef(f"{iri}-quote"), URIRef(f"{iri}-position")
    yield iri, RDF.type, t.OA.SpecificResource
    yield iri, t.OA.hasSource, article
    yield iri, t.OA.hasSelector, quote
    yield iri, t.OA.hasSelector, position
    yield quote, RDF.type, t.OA.TextQuoteSelector
    yield quote, t.OA.exact, Literal(text[start:end])
    yield quote, t.OA.prefix, Literal(text[max(0, start - CONTEXT) : start])
    yield quote, t.OA.suffix, Literal(text[end : end + CONTEXT])
    yield position, RDF.type, t.OA.TextPositionSelector
    yield position, t.OA.start, Literal(start, datatype=XSD.nonNegativeInteger)
    yield position, t.OA.end, Literal(end, datatype=XSD.nonNegativeInteger)


def _passage(at: Addresses, article: URIRef, text: str, passage: Passage) -> Iterator[Triple]:
    iri = at.of("passages", passage.id)
    yield iri, RDF.type, t.DOCO.Sentence
    yield iri, PROV.wasQuotedFrom, article
    yield from _selectors(iri, article, text, passage.start, passage.end)


def _reference(at: Addresses, article: URIRef, reference: Reference) -> Iterator[Triple]:
    iri = at.of("references", reference.id)
    yield iri, RDF.type, t.BIRO.BibliographicReference
    yield iri, DCTERMS.isPartOf, article
    yield iri, t.C4O.hasContent, Literal(reference.raw)
    yield iri, t.BIRO.references, at.of("sources", reference.source)


def _marker(
    at: Addresses, article: URIRef, record: ArticleRecord, marker: Marker
) -> Iterator[Triple]:
    iri = at.of("articles", record.article.id, f"marker-{marker.start}")
    yield iri, RDF.type, t.C4O.InTextReferencePointer
    yield iri, t.C4O.hasContent, Literal(marker.text)
    for reference in marker.references:
        yield iri, t.C4O.denotes, at.of("references", reference)
    yield from _selectors(iri, article, record.article.text, marker.start, marker.end)


def _claim(
    at: Addresses, article: URIRef, claim: Claim, sources: dict[str, str]
) -> Iterator[Triple]:
    iri, proposition = at.of("claims", claim.id), at.of("propositions", claim.proposition)
    cited = sorted({sources[each] for each in claim.citations if each in sources})
    yield iri, RDF.type, t.MP.Claim
    yield iri, RDF.type, t.SCHEMA.Claim
    yield iri, t.SCHEMA.appearance, article
    yield iri, t.SCHEMA.text, Literal(claim.sentence)
    yield iri, t.TB.states, proposition
    yield iri, t.TB.passage, at.of("passages", claim.passage)
    yield iri, PROV.wasGeneratedBy, _extraction(at.base)
    yield iri, t.HAS_EVIDENCE, t.TRACEABLE if cited else t.UNTRACEABLE
    yield iri, t.HAS_EVIDENCE, t.BY_MACHINE
    yield iri, t.TB.effect, Literal(claim.effect.value)
    yield iri, t.TB.causality, Literal(claim.causality.value)
    yield iri, t.TB.negated, Literal(claim.negated)
    confidence = Literal(f"{claim.confidence:.3f}", datatype=XSD.decimal)
    yield iri, t.TB.confidence, confidence
    yield from literals(
        iri,
        {
            t.TB.hedge: claim.hedge.value if claim.hedge else None,
            t.TB.population: claim.population,
            t.TB.dose: claim.dose,
            t.TB.comparator: claim.comparator,
            t.TB.magnitude: claim.magnitude,
            t.TB.attribution: claim.attribution,
        },
    )
    yield from _proposition(proposition, claim)
    for source in cited:
        citation = at.of("claims", claim.id, f"cites-{source}")
        yield citation, RDF.type, t.CITO.Citation
        yield citation, t.CITO.hasCitingEntity, iri
        yield citation, t.CITO.hasCitedEntity, at.of("sources", source)
        yield citation, t.CITO.hasCitationCharacterization, t.CITO.citesAsEvidence


def _proposition(iri: URIRef, claim: Claim) -> Iterator[Triple]:
    yield iri, RDF.type, t.PROPOSITION
    yield iri, RDF.type, t.BIOLINK.Association
    yield iri, t.BIOLINK.subject, URIRef(claim.exposure.concept)
    yield iri, t.BIOLINK.predicate, t.BIOLINK.affects
    yield iri, t.BIOLINK.object, URIRef(claim.outcome.concept)
    yield iri, t.TB.direction, Literal(claim.direction.value)
    if claim.direction in t.QUALIFIERS:
        qualifier = Literal(t.QUALIFIERS[claim.direction])
        yield iri, t.BIOLINK.object_direction_qualifier, qualifier
    if claim.direction is Direction.NO_EFFECT:
        yield iri, t.BIOLINK.negated, Literal(True)


def _mechanism(at: Addresses, mechanism: Mechanism) -> Iterator[Triple]:
    iri = at.of("mechanisms", mechanism.id)
    yield iri, RDF.type, t.TB.Mechanism
    yield iri, t.TB.passage, at.of("passages", mechanism.passage)
    yield iri, t.BIOLINK.subject, URIRef(mechanism.cause.concept)
    yield iri, t.BIOLINK.predicate, t.BIOLINK.affects
    yield iri, t.BIOLINK.object, URIRef(mechanism.effect.concept)
    yield iri, t.TB.direction, Literal(mechanism.direction.value)
