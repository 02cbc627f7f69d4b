"""Shapes of a search's result."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from graph.model import PassageKind
from web.api.schemas.base import ArticleCard, ConceptCard, Count, Direction, Shape, Slice
from web.api.schemas.claims import Claim

Highlight = Annotated[list[Count], Field(min_length=2, max_length=2)]


class Hit(Shape):
    """A passage that matches."""

    passage: str
    title: str
    section: str
    kind: PassageKind
    text: str
    highlights: list[Highlight]
    score: float
    article: ArticleCard
    claims: list[Claim]


class Filters(Shape):
    """What narrowed a search."""

    exercises: list[ConceptCard]
    outcomes: list[ConceptCard]
    directions: list[Direction]


class SearchResult(Slice):
    """The passages that match."""

    query: str
    notes: list[str]
    concepts: list[ConceptCard]
    filters: Filters
    hits: list[Hit]
