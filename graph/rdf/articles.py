"""An article's record as triples."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph import terms as t
from graph.ids import proposition_id
from graph.model import ArticleKind, Direction
from graph.rdf import fields as f
from graph.rdf.addresses import Addresses
from graph.rdf.works import reference_triples, work_triples
from graph.terms import BIOLINK, C4O, CITO, DCTERMS, MP, OA, PROV, RDF, SCHEMA, TB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph.model import ArticleRecord, Claim, Marker, Mechanism, Mention, Passage, Quantity
    from graph.studies import Study

    People = Callable[[str], Iterable[str]]

CONTEXT = 32  # characters before and after a quote that help to find it again


def article_triples(
    record: ArticleRecord, base: str, people: People = lambda _: ()
) -> Iterator[Triple]:
    """Describe an article with its text, and all that was read out of it.

    What its claims say is described by `proposition_triples`. A triple may come twice: two values
    at one place share its selector.

    Args:
        record: the article's.
        base: what the IRIs start with.
        people: tells the IRIs of the populations that a claim's words for its people name.
    """
    place = _Place(Addresses(base), record)
    yield from _article(place)
    stating = {claim.passage for claim in record.claims}
    stating |= {mechanism.passage for mechanism in record.mechanisms}
    for passage in record.passages:
        yield from _passage(place, passage, quoted=passage.id in stating)
    for position, reference in enumerate(record.references):
        yield from reference_triples(place.at, record.article.id, reference, position)
    order = {reference.id: position for position, reference in enumerate(record.references)}
    for marker in record.markers:
        yield from _marker(place, marker, order)
    sources = {reference.id: reference.source for reference in record.references}
    for claim in record.claims:
        yield from _claim(place, claim, sources)
        for iri in sorted(people(claim.population)) if claim.population else ():
            yield Triple(place.at.of("claims", claim.id), TB.people, NamedNode(iri))
    for mechanism in record.mechanisms:
        yield from _mechanism(place, mechanism)


def extraction_triples(base: str) -> Iterator[Triple]:
    """Describe the program that found the claims."""
    activity, agent = _extraction(base), NamedNode(f"{base}software/trabecula")
    yield Triple(activity, RDF.type, PROV.Activity)
    yield Triple(activity, PROV.wasAssociatedWith, agent)
    yield Triple(agent, RDF.type, PROV.SoftwareAgent)
    yield Triple(agent, SCHEMA.name, Literal("Trabecula"))
    yield Triple(agent, SCHEMA.softwareVersion, Literal(version("trabecula")))


def in_list_order(references: Iterable[str], order: Mapping[str, int]) -> list[str]:
    """Sort references as their list has them; those that are in no list come first."""
    return sorted(references, key=lambda each: (order.get(each, -1), each))


@cache
def _extraction(base: str) -> NamedNode:
    return NamedNode(f"{base}extractions/{version('trabecula')}")


class _Place:
    """An article's text, and the addresses of spans of it."""

    def __init__(self, at: Addresses, record: ArticleRecord) -> None:
        self.at = at
        self.record = record
        self.text = record.article.text
        self.iri = at.of("articles", record.article.id)

    def placed(self, subject: NamedNode, start: int, end: int) -> Iterator[Triple]:
        """Place something in the text by its offsets."""
        yield Triple(subject, RDF.type, OA.SpecificResource)
        yield Triple(subject, OA.hasSource, self.iri)
        yield Triple(subject, OA.hasSelector, self.position(start, end))
        yield from self.span(start, end)

    def span(self, start: int, end: int) -> Iterator[Triple]:
        """Describe a span of the text."""
        position = self.position(start, end)
        yield Triple(position, RDF.type, OA.TextPositionSelector)
        yield Triple(position, OA.start, f.COUNT.write(start))
        yield Triple(position, OA.end, f.COUNT.write(end))

    def quoted(self, subject: NamedNode, start: int, end: int) -> Iterator[Triple]:
        """Place something by its words too, so that it is found again in a text that changed."""
        quote = NamedNode(f"{self.iri.value}#quote={start},{end}")
        yield Triple(subject, OA.hasSelector, quote)
        yield Triple(quote, RDF.type, OA.TextQuoteSelector)
        yield Triple(quote, OA.exact, Literal(self.text[start:end]))
        yield Triple(quote, OA.prefix, Literal(self.text[max(0, start - CONTEXT) : start]))
        yield Triple(quote, OA.suffix, Literal(self.text[end : end + CONTEXT]))

    def position(self, start: int, end: int) -> NamedNode:
        """Name a span of the text."""
        # The form of RFC 5147, which counts positions between characters as we do.
        return NamedNode(f"{self.iri.value}#char={start},{end}")


def _article(place: _Place) -> Iterator[Triple]:
    article, iri = place.record.article, place.iri
    if article.kind is ArticleKind.STUDY:
        design = article.study.design if article.study else None
        yield Triple(iri, RDF.type, t.DESIGN_CLASSES.get(design, t.FABIO.JournalArticle))
        yield Triple(iri, RDF.type, SCHEMA.MedicalScholarlyArticle)
    else:
        yield Triple(iri, RDF.type, t.FABIO.WebPage)
        yield Triple(iri, RDF.type, SCHEMA.MedicalWebPage)
    yield from f.said(iri, article, f.ARTICLE)
    if article.path.startswith(("http://", "https://")):
        yield Triple(iri, TB.readFrom, f.LINK.write(article.path))
    if article.work is not None:
        work = place.at.of("articles", article.id, "work")
        yield Triple(iri, TB.citedAs, work)
        yield Triple(work, RDF.type, t.BIRO.BibliographicRecord)
        yield from work_triples(work, article.work)
    if article.study is not None:
        yield from _study(place, article.study)


def _study(place: _Place, study: Study) -> Iterator[Triple]:
    yield Triple(place.iri, RDF.type, TB.Study)
    yield from f.said(place.iri, study, f.STUDY)
    for name, quote in (
        (TB.designQuote, study.design_quote),
        (TB.participantsQuote, study.participants_quote),
        (TB.studiesQuote, study.studies_quote),
    ):
        if quote is not None:
            yield Triple(place.iri, name, place.position(quote.start, quote.end))
            yield from place.span(quote.start, quote.end)


def _passage(place: _Place, passage: Passage, *, quoted: bool) -> Iterator[Triple]:
    iri = place.at.of("passages", passage.id)
    if passage.kind in t.PASSAGE_CLASSES:
        yield Triple(iri, RDF.type, t.PASSAGE_CLASSES[passage.kind])
    yield from place.placed(iri, passage.start, passage.end)
    yield from f.said(iri, passage, f.PASSAGE)
    if quoted:
        yield Triple(iri, PROV.wasQuotedFrom, place.iri)
        yield from place.quoted(iri, passage.start, passage.end)


def _marker(place: _Place, marker: Marker, order: Mapping[str, int]) -> Iterator[Triple]:
    iri = place.at.of("articles", place.record.article.id, f"marker-{marker.start}-{marker.end}")
    yield Triple(iri, RDF.type, C4O.InTextReferencePointer)
    yield from f.said(iri, marker, f.MARKER)
    for reference in marker.references:
        yield Triple(iri, C4O.denotes, place.at.of("references", reference))
    if list(marker.references) != in_list_order(marker.references, order):
        yield Triple(iri, TB.printedOrder, Literal(" ".join(marker.references)))
    yield from place.placed(iri, marker.start, marker.end)
    yield from place.quoted(iri, marker.start, marker.end)


def _mention(place: _Place, whole: NamedNode, role: str, mention: Mention) -> Iterator[Triple]:
    """Describe a concept named in the text, as that role of a claim or a mechanism."""
    iri = NamedNode(f"{whole.value}#{role}")
    yield Triple(whole, NamedNode(t.TB.iri + role), iri)
    yield Triple(iri, RDF.type, TB.Mention)
    yield Triple(iri, TB.concept, NamedNode(mention.concept))
    yield from f.said(iri, mention, f.MENTION)
    yield from place.placed(iri, mention.start, mention.end)


def _quantity(
    place: _Place, claim: NamedNode, position: int, quantity: Quantity
) -> Iterator[Triple]:
    iri = NamedNode(f"{claim.value}#quantity-{position + 1}")
    yield Triple(claim, TB.quantity, iri)
    yield Triple(iri, RDF.type, SCHEMA.QuantitativeValue)
    yield Triple(iri, SCHEMA.position, f.COUNT.write(position + 1))
    yield from f.said(iri, quantity, f.QUANTITY)
    yield from place.placed(iri, quantity.start, quantity.end)


def _claim(place: _Place, claim: Claim, sources: Mapping[str, str]) -> Iterator[Triple]:
    at = place.at
    iri, proposition = at.of("claims", claim.id), at.of("propositions", claim.proposition)
    cited = [reference for reference in claim.citations if reference in sources]
    yield Triple(iri, RDF.type, MP.Claim)
    yield Triple(iri, RDF.type, SCHEMA.Claim)
    yield Triple(iri, SCHEMA.appearance, place.iri)
    yield Triple(iri, TB.states, proposition)
    yield Triple(iri, TB.passage, at.of("passages", claim.passage))
    yield Triple(iri, PROV.wasGeneratedBy, _extraction(at.base))
    yield Triple(iri, t.HAS_EVIDENCE, t.TRACEABLE if cited else t.UNTRACEABLE)
    yield Triple(iri, t.HAS_EVIDENCE, t.BY_MACHINE)
    yield from f.said(iri, claim, f.CLAIM)
    yield from _mention(place, iri, "exposure", claim.exposure)
    yield from _mention(place, iri, "outcome", claim.outcome)
    for number, quantity in enumerate(claim.quantities):
        yield from _quantity(place, iri, number, quantity)
    yield Triple(iri, MP.supports, proposition)
    for other in Direction:
        if claim.direction.opposes(other):
            opposed = proposition_id(claim.exposure.concept, claim.outcome.concept, other)
            yield Triple(iri, MP.challenges, at.of("propositions", opposed))
    for number, reference in enumerate(cited):
        citation = at.of("claims", claim.id, f"cites-{reference}")
        yield Triple(citation, RDF.type, CITO.Citation)
        yield Triple(citation, CITO.hasCitingEntity, iri)
        yield Triple(citation, CITO.hasCitedEntity, at.of("sources", sources[reference]))
        yield Triple(citation, CITO.hasCitationCharacterization, CITO.citesAsEvidence)
        yield Triple(citation, TB.reference, at.of("references", reference))
        yield Triple(citation, SCHEMA.position, f.COUNT.write(number + 1))


def _mechanism(place: _Place, mechanism: Mechanism) -> Iterator[Triple]:
    iri = place.at.of("mechanisms", mechanism.id)
    yield Triple(iri, RDF.type, TB.Mechanism)
    yield Triple(iri, DCTERMS.isPartOf, place.iri)
    yield Triple(iri, TB.passage, place.at.of("passages", mechanism.passage))
    yield from f.said(iri, mechanism, f.MECHANISM)
    yield Triple(iri, BIOLINK.subject, NamedNode(mechanism.cause.concept))
    yield Triple(iri, BIOLINK.predicate, BIOLINK.affects)
    yield Triple(iri, BIOLINK.object, NamedNode(mechanism.effect.concept))
    yield Triple(iri, TB.direction, Literal(mechanism.direction.value))
    yield from _mention(place, iri, "cause", mechanism.cause)
    yield from _mention(place, iri, "effectOn", mechanism.effect)
