"""Triples back to records: what `graph.rdf.articles` wrote, checked against the article's text.

A quote that is not in the text, an unknown value or a place outside of it is refused: what cannot
be shown in its place is no claim. Passages, claims and markers come in the order of their places,
as they are read out of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph.errors import RdfError
from graph.model import (
    Article,
    ArticleRecord,
    Claim,
    Direction,
    Marker,
    Mechanism,
    Mention,
    Passage,
    Quantity,
    Reference,
    Work,
)
from graph.rdf import fields as f
from graph.rdf.addresses import id_of
from graph.rdf.articles import in_list_order
from graph.rdf.description import Description, in_order
from graph.studies import Quote, Study
from graph.terms import (
    BIRO,
    C4O,
    CITO,
    DCTERMS,
    OA,
    RDF,
    SCHEMA,
    TB,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def article_nodes(store: ox.Store) -> Iterator[ox.NamedNode]:
    """Find the articles that are described with their text, in one order."""
    found: set[ox.NamedNode] = set()
    for kind in (SCHEMA.MedicalWebPage, SCHEMA.MedicalScholarlyArticle):
        for quad in store.quads_for_pattern(None, RDF.type, kind, None):
            if isinstance(quad.subject, ox.NamedNode):
                found.add(quad.subject)
    yield from sorted(found, key=lambda node: node.value)


def read_record(store: ox.Store, node: ox.NamedNode) -> ArticleRecord:
    """Read all that is said of an article.

    Args:
        store: holds the triples, in whatever graphs.
        node: the article's address, under any base.

    Raises:
        RdfError: something is missing, double or of no known value, or a quote is not where it is
            said to be.
    """
    return _Reading(Description(store, node)).record()


def read_work(said: Description) -> Work:
    """Read the fields of a work."""
    return Work(**said.fields(f.WORK), authors=said.authors())


class _Reading:
    def __init__(self, said: Description) -> None:
        self._said = said
        self._id = id_of(said.node, "articles")
        self._article = self._read_article()

    def record(self) -> ArticleRecord:
        passages, markers = [], []
        for each in self._said.pointing(OA.hasSource):
            if each.is_a(C4O.InTextReferencePointer):
                markers.append(each)
            elif "/passages/" in each.node.value:
                passages.append(each)
        placed = sorted((self._passage(each) for each in passages), key=_place_of)
        spans = {passage.id: passage for passage in placed}
        references = in_order(
            each
            for each in self._said.pointing(DCTERMS.isPartOf)
            if each.is_a(BIRO.BibliographicReference)
        )
        entries = tuple(map(_reference, references))
        order = {reference.id: position for position, reference in enumerate(entries)}
        mechanisms = [
            self._mechanism(each, spans)
            for each in self._said.pointing(DCTERMS.isPartOf)
            if each.is_a(TB.Mechanism)
        ]
        claims = [self._claim(each, spans) for each in self._said.pointing(SCHEMA.appearance)]

        def by_place(said: Claim | Mechanism) -> tuple[int, int, int, str]:
            one, other = (
                (said.exposure, said.outcome)
                if isinstance(said, Claim)
                else (said.cause, said.effect)
            )
            return spans[said.passage].start, one.start, other.start, said.id

        return ArticleRecord(
            article=self._article,
            passages=tuple(placed),
            claims=tuple(sorted(claims, key=by_place)),
            mechanisms=tuple(sorted(mechanisms, key=by_place)),
            markers=tuple(sorted((self._marker(m, order) for m in markers), key=_place_of)),
            references=entries,
        )

    def _read_article(self) -> Article:
        said = self._said
        values = said.fields(f.ARTICLE)
        work = said.optional_node(TB.citedAs)
        self._text: str = values["text"]
        return Article(
            id=self._id,
            path=said.text(TB.readFrom) or f"imported:{self._id}",
            work=read_work(work) if work else None,
            study=self._study() if said.is_a(TB.Study) else None,
            **values,
        )

    def _study(self) -> Study:
        quotes: dict[str, Any] = {}
        for name, term in (
            ("design_quote", TB.designQuote),
            ("participants_quote", TB.participantsQuote),
            ("studies_quote", TB.studiesQuote),
        ):
            place = self._said.optional_node(term)
            quotes[name] = None if place is None else Quote(**self._quoted(place, *place.span()))
        return Study(**self._said.fields(f.STUDY), **quotes)

    def _quoted(self, said: Description, start: int, end: int) -> dict[str, Any]:
        if not 0 <= start < end <= len(self._text):
            raise RdfError(f"{said.node} stands at {start} to {end}, which is not in its text")
        return {"text": self._text[start:end], "start": start, "end": end}

    def _passage(self, said: Description) -> Passage:
        place = self._quoted(said, *said.place())
        return Passage(
            id=id_of(said.node, "passages"),
            start=place["start"],
            end=place["end"],
            **said.fields(f.PASSAGE),
        )

    def _stated(self, said: Description, spans: Mapping[str, Passage]) -> dict[str, Any]:
        """Read what a claim and a mechanism share: their sentence, in its place."""
        passage = id_of(said.node_of(TB.passage).node, "passages")
        if passage not in spans:
            raise RdfError(f"{said.node} stands in a passage that its article has not")
        sentence = said.text(SCHEMA.text)
        if sentence != self._text[spans[passage].start : spans[passage].end]:
            raise RdfError(f"{said.node} does not quote its passage word for word")
        return {"passage": passage}

    def _mention(self, said: Description) -> Mention:
        return Mention(
            concept=said.node_of(TB.concept).node.value,
            **said.fields(f.MENTION),
            **self._quoted(said, *said.place()),
        )

    def _claim(self, said: Description, spans: Mapping[str, Passage]) -> Claim:
        proposition = said.node_of(TB.states)
        cited = in_order(said.pointing(CITO.hasCitingEntity))
        return Claim(
            id=id_of(said.node, "claims"),
            proposition=id_of(proposition.node, "propositions"),
            exposure=self._mention(said.node_of(TB.exposure)),
            outcome=self._mention(said.node_of(TB.outcome)),
            direction=_direction(proposition),
            quantities=tuple(map(self._quantity, in_order(said.nodes(TB.quantity)))),
            citations=tuple(id_of(c.node_of(TB.reference).node, "references") for c in cited),
            **self._stated(said, spans),
            **said.fields(f.CLAIM),
        )

    def _quantity(self, said: Description) -> Quantity:
        return Quantity(**said.fields(f.QUANTITY), **self._quoted(said, *said.place()))

    def _mechanism(self, said: Description, spans: Mapping[str, Passage]) -> Mechanism:
        return Mechanism(
            id=id_of(said.node, "mechanisms"),
            cause=self._mention(said.node_of(TB.cause)),
            effect=self._mention(said.node_of(TB.effectOn)),
            direction=_direction(said),
            **self._stated(said, spans),
            **said.fields(f.MECHANISM),
        )

    def _marker(self, said: Description, order: Mapping[str, int]) -> Marker:
        place = self._quoted(said, *said.place())
        if said.fields(f.MARKER)["text"] != place["text"]:
            raise RdfError(f"{said.node} does not quote its text word for word")
        named = [id_of(each.node, "references") for each in said.nodes(C4O.denotes)]
        printed = said.text(TB.printedOrder)
        if printed is not None and sorted(printed.split(" ")) != sorted(named):
            raise RdfError(f"{said.node} has an order of other references than it denotes")
        ordered = printed.split(" ") if printed else in_list_order(named, order)
        return Marker(**place, references=tuple(ordered))


def _reference(said: Description) -> Reference:
    raw = said.text(C4O.hasContent)
    if raw is None:
        raise RdfError(f"{said.node} has no {C4O.hasContent}")
    return Reference(
        id=id_of(said.node, "references"),
        source=id_of(said.node_of(BIRO.references).node, "sources"),
        raw=raw,
        authors=said.authors(),
        **said.fields(f.WORK),
    )


def _direction(said: Description) -> Direction:
    values = said.fields((f.Field("direction", TB.direction, f.one_of(Direction)),))
    direction: Direction = values["direction"]
    return direction


def _place_of(value: Passage | Marker) -> tuple[int, int]:
    return value.start, value.end
