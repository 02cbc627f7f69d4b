"""Shapes of what is browsed: links, concepts, articles and sources."""

from __future__ import annotations

from typing import Literal

from graph.model import PassageKind
from graph.studies import StudyDesign
from web.api.schemas.auditing import Audit, RestingClaim, Tally
from web.api.schemas.base import (
    ArticleKind,
    ConceptCard,
    Count,
    Direction,
    Effect,
    NoticeKind,
    Shape,
    Slice,
    Span,
)
from web.api.schemas.claims import DirectedLink, Evidence, Mechanism
from web.api.schemas.works import Reference, Source, Work
from web.presenters.article_list import Needs
from web.presenters.article_list import Order as ArticleOrder
from web.presenters.catalogue import Order


class Link(Shape):
    """What is said that an exposure does to an outcome, by direction."""

    exposure: ConceptCard
    outcome: ConceptCard
    claims: Count
    sources: Count
    disagreement: bool
    directions: list[DirectedLink]


class Links(Slice):
    """A list of links."""

    links: list[Link]


class CountedConcept(ConceptCard):
    """A concept with what the collection holds of it."""

    definition: str | None
    claims: Count
    sources: Count


class Concepts(Shape):
    """A list of concepts."""

    total: Count
    concepts: list[CountedConcept]


class MatchingConcept(Shape):
    """The same concept elsewhere."""

    iri: str
    label: str
    page: str


class ConceptRecord(ConceptCard):
    """All of a concept."""

    alt_labels: list[str]
    hidden_labels: list[str]
    definition: str | None
    wished: Direction | None
    broader: list[ConceptCard]
    narrower: list[ConceptCard]
    exact_match: list[str]
    links: list[MatchingConcept]


class RestingOn(Source):
    """A source with how many claims rest on it."""

    claims: Count


class ConceptWithLinks(Shape):
    """A concept with its links to others."""

    concept: ConceptRecord
    claims: Count
    sources: Count
    articles: Count
    disagreements: Count
    works: list[RestingOn]
    links: list[Link]


class ArticleSummary(Shape):
    """An article of a list."""

    id: str
    title: str
    kind: ArticleKind
    standing: NoticeKind | None
    url: str | None
    published: str | None
    version: Count
    ingested_at: str
    claims: Count
    references: Count
    audit: Tally


class Articles(Slice):
    """A list of articles, of so many `held`, with what they were asked by."""

    held: Count
    query: str
    kind: ArticleKind | None
    needs: Needs | None
    sort: ArticleOrder
    articles: list[ArticleSummary]


class Study(Shape):
    """The design and size of a study, with the words that tell them."""

    design: StudyDesign | None
    design_quote: Span | None
    participants: Count | None
    participants_quote: Span | None
    studies: Count | None
    studies_quote: Span | None


class ArticleRecord(Shape):
    """What is known of an article."""

    id: str
    title: str
    url: str | None
    published: str | None
    language: str
    kind: ArticleKind
    work: Work | None
    study: Study | None
    source: str | None
    standing: NoticeKind | None


class Passage(Shape):
    """A unit of an article's text."""

    id: str
    start: Count
    end: Count
    kind: PassageKind
    section: str
    truncated: bool
    deep_link: str | None


class Marker(Span):
    """A citation marker."""

    references: list[str]


class Change(Shape):
    """What became of a claim of the text before."""

    fate: Literal["kept", "moved", "changed", "gone"]
    sentence: str
    exposure: str
    outcome: str
    direction: Direction
    now: str | None
    start: Count | None


class Counts(Shape):
    """How much was read out of an article."""

    claims: Count
    cited: Count
    uncited: Count
    retracted: Count
    references: Count
    retracted_references: Count
    dangling_markers: Count


class WholeArticle(Shape):
    """An article with all that was read out of it."""

    article: ArticleRecord
    text: str
    passages: list[Passage]
    claims: list[RestingClaim]
    mechanisms: list[Mechanism]
    markers: list[Marker]
    references: list[Reference]
    changes: list[Change]
    counts: Counts
    audit: Audit


class ListedSource(RestingOn):
    """A source of a list."""

    own_claims: Count


class SourcesOf(Shape):
    """How many of the sources found have a value."""

    value: str
    sources: Count
    chosen: bool


class SourceFacets(Shape):
    """What a list of sources can be narrowed by."""

    standing: list[SourcesOf]
    type: list[SourcesOf]


class Sources(Slice):
    """A list of sources."""

    query: str
    sort: Order
    all: Count
    facets: SourceFacets
    sources: list[ListedSource]


class FormattedReference(Shape):
    """A work's reference in the form of a style."""

    style: Literal["apa", "vancouver"]
    label: str
    text: str
    html: str


class RestingProposition(Shape):
    """What claims say that rest on a source, with their number."""

    proposition: str
    exposure: ConceptCard
    direction: Direction
    reading: str
    effect: Effect
    outcome: ConceptCard
    claims: Count
    articles: Count


class OwnStudy(Shape):
    """A document that is a source itself."""

    id: str
    title: str
    study: Study | None
    evidence: list[Evidence]


class SourceWithClaims(Shape):
    """A source with the claims that rest on it."""

    source: Source
    formatted: list[FormattedReference]
    studies: list[OwnStudy]
    articles: Count
    claims: Count
    propositions: list[RestingProposition]
    total: Count
    evidence: list[Evidence]
