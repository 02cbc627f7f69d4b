"""Shapes of the network of concepts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from web.api.schemas.base import ConceptCard, Count, Direction, Effect, Shape


class Edge(Shape):
    """What one proposition says, or an outcome that is said to lead to another."""

    id: str
    relation: Literal["claim", "mechanism"]
    start: Annotated[ConceptCard, Field(alias="from")]
    end: Annotated[ConceptCard, Field(alias="to")]
    direction: Direction
    reading: str
    effect: Effect
    claims: Count
    articles: Count
    sources: Count


class Around(Shape):
    """A concept with the ids of its links that are given, and how many more it has."""

    concept: ConceptCard
    total: Count
    more: Count
    links: list[str]


class Neighbourhood(Shape):
    """The network around some concepts."""

    concepts: list[Around]
    nodes: list[ConceptCard]
    edges: list[Edge]


class Chains(Shape):
    """The ways from an exposure to an outcome: ids of edges, in their order."""

    start: Annotated[ConceptCard, Field(alias="from")]
    end: Annotated[ConceptCard, Field(alias="to")]
    nodes: list[ConceptCard]
    edges: list[Edge]
    chains: list[list[str]]
