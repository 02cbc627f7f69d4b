"""Shapes of claims and of the evidence that they are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from graph.model import Causality, Hedge, QuantityKind
from web.api.schemas.base import ArticleCard, Count, Direction, Effect, Shape, Span
from web.api.schemas.works import Reference


class PlainMention(Span):
    """Words that name a concept."""

    concept: str
    label: str


class Mention(PlainMention):
    """Words that name a concept, with its id; null where the vocabulary has it no more."""

    id: str | None


class Quantity(Span):
    """A measure with its values."""

    kind: QuantityKind
    low: float | None
    high: float | None
    unit: str | None


class Claim(Shape):
    """What a sentence says that an exposure does to an outcome."""

    id: str
    proposition: str
    passage: str
    sentence: str
    exposure: Mention
    outcome: Mention
    direction: Direction
    effect: Effect
    negated: bool
    hedge: Hedge | None
    causality: Causality
    population: str | None
    dose: str | None
    comparator: str | None
    magnitude: str | None
    attribution: str | None
    quantities: list[Quantity]
    citations: list[str]
    confidence: Annotated[float, Field(ge=0, le=1)]
    reading: str
    rests_on: Literal["sources", "retracted", "nothing"]
    deep_link: str | None


class Place(Shape):
    """Where a passage stands in its article's text."""

    id: str
    start: Count
    end: Count
    section: str


class Evidence(Shape):
    """A claim with what is needed to check it."""

    claim: Claim
    article: ArticleCard
    passage: Place
    references: list[Reference]
    own: str | None


class DirectedLink(Shape):
    """What is said in one direction."""

    direction: Direction
    reading: str
    effect: Effect
    proposition: str
    claims: Count
    articles: Count
    sources: Count
    uncited: Count
    retracted: Count
    doses: list[str]
    evidence: list[Evidence]


class Mechanism(Shape):
    """What a sentence says that one outcome does to another."""

    id: str
    passage: str
    sentence: str
    cause: Annotated[PlainMention, Field(alias="from")]
    effect: Annotated[PlainMention, Field(alias="to")]
    direction: Direction
