"""What every shape has in common, and the few that stand in all others."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from graph.model import ArticleKind, ConceptKind, Direction, Effect, NoticeKind

__all__ = ["ArticleKind", "Direction", "Effect", "NoticeKind"]

Count = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """Values of an answer; it has these fields, all of them, and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class ConceptCard(Shape):
    """A concept where it is only named."""

    id: str | None
    iri: str
    label: str
    kind: ConceptKind | None


class ArticleName(Shape):
    """An article where it is only named."""

    id: str
    title: str
    url: str | None


class ArticleCard(ArticleName):
    """An article in short."""

    published: str | None


class Span(Shape):
    """Words of an article's text, half open."""

    text: str
    start: Count
    end: Count


class Slice(Shape):
    """A part of a list; `next` is the cursor of the part after it, and null at the end."""

    total: Count
    limit: Count
    offset: Count
    next: str | None


class Problem(Shape):
    """A problem document (RFC 9457); `errors` names the parameters that cannot be taken."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ParameterError] = []


class ParameterError(Shape):
    """Why a parameter cannot be taken."""

    parameter: str
    detail: str


Problem.model_rebuild()
