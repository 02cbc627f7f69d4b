"""Shapes of an answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from graph.studies import StudyDesign
from search.answering.questions import Asked, Form
from search.answering.verdicts import Judgement, Reason
from web.api.schemas.base import (
    ArticleName,
    ConceptCard,
    Count,
    Direction,
    Effect,
    NoticeKind,
    Shape,
)
from web.api.schemas.claims import Claim, Mechanism, Quantity
from web.api.schemas.works import Reference


class QuotedPassage(Shape):
    """A passage quoted."""

    article: ArticleName
    passage: str
    section: str
    start: Count
    end: Count
    sentence: str


class Quote(QuotedPassage):
    """A sentence that an answer is made of: of a claim, or of a step between two outcomes."""

    lead_in: str | None
    direction: Direction
    claim: Claim | None = None
    mechanism: Mechanism | None = None
    references: list[Reference]
    own: str | None


class QuoteCounts(Shape):
    """How many claims there are of each kind."""

    for_: Annotated[Count, Field(alias="for")]
    against: Count
    unclear: Count
    retracted: Count
    other_populations: Count


class Difference(Shape):
    """In what the sides of a disagreement differ."""

    kind: str
    sides: dict[Direction, list[str]]


class Voice(Shape):
    """A source with its weight."""

    source: str
    title: str | None
    year: int | None
    doi: str | None
    link: str | None
    standing: NoticeKind | None
    design: StudyDesign | None
    design_told_by: str | None
    participants: int | None
    level: str
    recency: float
    indirect: list[str]
    weight: float
    sides: dict[Direction, float]


class NotCounted(Shape):
    """How many claims no side counts, and why."""

    uncited: Count
    retracted: Count
    unclear: Count
    other_populations: Count


class Verdict(Shape):
    """What a finding or an answer has in common."""

    exposure: ConceptCard | None
    outcome: ConceptCard | None
    verdict: Judgement | Reason | None
    direction: Direction | None
    reading: str | None
    effect: Effect
    reason: Reason | None
    explanation: str | None
    sides: dict[Direction, Count]
    differences: list[Difference]
    weighed: list[Voice]
    for_: Annotated[list[Quote], Field(alias="for")]
    against: list[Quote]
    unclear: list[Quote]
    retracted: list[Quote]
    other_populations: list[Quote]
    claims: QuoteCounts
    sources_unclear: Count
    not_counted: NotCounted


class Finding(Verdict):
    """The verdict on one exposure and one outcome."""

    sources: Count


class Dose(Quantity):
    """A dose with the quotes that name it."""

    quotes: list[Quote]


class Step(Shape):
    """A step of a chain."""

    start: Annotated[ConceptCard, Field(alias="from")]
    end: Annotated[ConceptCard, Field(alias="to")]
    direction: Direction
    reading: str
    sources: Count
    quotes: list[Quote]


class Answer(Verdict):
    """An answer made of quotes, or the reason why there is none."""

    question: str
    form: Form
    asked: Asked | None
    population: ConceptCard | None
    doses_asked: list[str]
    agrees: bool | None
    headline: str
    sources_for: Count
    sources_against: Count
    findings: list[Finding]
    doses: list[Dose]
    chains: list[list[Step]]
    comparisons: list[Quote]
    passages: list[QuotedPassage]
