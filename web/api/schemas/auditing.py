"""Shapes of the citation audit, and of the collection as whoever looks after it sees it."""

from __future__ import annotations

from graph.auditing import Resting
from graph.runs import RunState
from graph.store import Happening
from web.api.schemas.base import Count, Shape
from web.api.schemas.claims import Claim


class RestingClaim(Claim):
    """A claim of an article, with what it rests on there."""

    resting: Resting


class Tally(Shape):
    """An audit in figures."""

    claims: Count
    sourced: Count
    own: Count
    retracted: Count
    uncited: Count
    markers: Count
    dangling: Count
    references: Count
    retracted_references: Count
    doubted_references: Count
    unchecked: Count
    unmarked: Count


class AuditEntry(Shape):
    """A sentence or a reference that a finding is about."""

    passage: str | None
    reference: str | None
    words: str
    more: str


class Finding(Shape):
    """What an audit found of one kind."""

    kind: str
    title: str
    meaning: str
    advice: str
    needs_work: bool
    count: Count
    entries: list[AuditEntry]


class AuditSummary(Shape):
    """An audit without its entries."""

    verdict: str
    reservations: list[str]
    counts: Tally


class Audit(AuditSummary):
    """An article's audit."""

    findings: list[Finding]


class Failure(Shape):
    """A document that could not be read."""

    name: str
    reason: str


class Run(Shape):
    """A run of ingest."""

    id: int
    names: list[str]
    state: RunState
    started_at: str
    ended_at: str | None
    added: Count
    changed: Count
    unchanged: Count
    claims: Count
    failed: Count
    failures: list[Failure]


class ArticleChange(Shape):
    """The last change of an article."""

    article: str
    title: str
    what: Happening
    at: str
    fates: dict[str, Count]


class CollectionCounts(Shape):
    """How much the collection holds."""

    articles: Count
    kinds: dict[str, Count]
    claims: Count
    sources: Count
    references: Count


class IndexState(Shape):
    """How far the index is: changes that it lacks, and when it was written last."""

    lag: Count
    at: str | None


class RegistryState(Shape):
    """How far a registry was asked."""

    name: str
    asked: Count
    known: Count
    last: str
    is_table: bool


class Coverage(Shape):
    """How many cited sources were checked."""

    sources: Count
    known: Count
    unknown: Count
    not_asked: Count


class Collection(Shape):
    """The state of the collection."""

    counts: CollectionCounts
    index: IndexState
    registries: list[RegistryState]
    checked: Coverage
    audit: AuditSummary
    runs: list[Run]
    changes: list[ArticleChange]
