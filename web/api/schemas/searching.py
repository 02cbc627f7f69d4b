"""Shapes of a search's result."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from graph.model import PassageKind
from search.base import Facet, Sort
from search.ranking import Field as Place
from search.suggestions import SuggestionKind
from web.api.schemas.base import ArticleCard, ConceptCard, Count, Shape, Slice
from web.api.schemas.claims import Claim

Highlight = Annotated[list[Count], Field(min_length=2, max_length=2)]


class Match(Shape):
    """Words of the query that stand in a passage; another name of a concept names it."""

    words: str
    where: Place
    concept: ConceptCard | None


class Hit(Shape):
    """A passage that matches."""

    passage: str
    title: str
    section: str
    kind: PassageKind
    text: str
    start: Count
    end: Count
    highlights: list[Highlight]
    why: list[Match]
    score: float
    others: Count
    article: ArticleCard
    deep_link: str | None
    claims: list[Claim]


class Value(Shape):
    """A value of a facet, and what stands for it in words."""

    value: str
    label: str


class CountedValue(Value):
    """A value of a facet with how many passages have it."""

    passages: Count
    chosen: bool


class Recognised(Shape):
    """A concept recognised in a query, and the names by which it was widened."""

    concept: ConceptCard
    typed: str
    names: list[str]
    more: Count
    exact: bool


class Correction(Shape):
    """A word that was probably meant otherwise."""

    typed: str
    meant: str


class DidYouMean(Shape):
    """The query that was probably meant."""

    query: str
    words: list[Correction]


class SearchResult(Slice):
    """The passages that match."""

    query: str
    articles: Count
    sort: Sort
    grouped: bool
    notes: list[str]
    did_you_mean: DidYouMean | None
    concepts: list[ConceptCard]
    recognised: list[Recognised]
    filters: dict[Facet, list[Value]]
    facets: dict[Facet, list[CountedValue]]
    hits: list[Hit]


class SimilarResult(Shape):
    """The passages like one."""

    passage: str
    text: str
    section: str
    article: ArticleCard
    hits: list[Hit]


class Suggestion(Shape):
    """What may be meant."""

    kind: SuggestionKind
    text: str
    id: str


class Suggested(Shape):
    """What may be meant by a beginning."""

    query: str
    suggestions: list[Suggestion]
