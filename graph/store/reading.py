"""Reading the store, within a transaction that the caller holds; a fixed number of queries each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from graph.model import ArticleRecord, Direction, NoticeKind
from graph.store import documents, rows
from graph.store import tables as t
from graph.store.evidence import by_article, cited_by_claim, claims_of
from graph.store.matching import matching
from graph.store.sources import standings
from graph.store.summaries import (
    ArticleSummary,
    MechanismLink,
    PlacedPassage,
    Proposition,
    Version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Row, Table

    from graph.model import Claim
    from graph.revision import ClaimChange

T = TypeVar("T")

BATCH = 100  # articles read at a time when all are


def records(connection: Connection, ids: Sequence[str]) -> Iterator[ArticleRecord]:
    """Yield the records of these articles, by id; an unknown id is passed over."""
    found = {
        table.name: by_article(connection, table, ids)
        for table in (t.passages, t.claims, t.mechanisms, t.markers, t.references, t.citations)
    }

    def to_claim(row: Row[Any]) -> Claim:
        return rows.to_claim(row, cited.get(row.article, {}).get(row.id, ()))

    def values(table: Table, article: str, make: Callable[[Row[Any]], T]) -> tuple[T, ...]:
        return tuple(make(row) for row in found[table.name].get(article, ()))

    articles = matching(connection, t.articles, t.articles.c.id, ids)
    cited = {article: cited_by_claim(group) for article, group in found[t.citations.name].items()}
    for article in sorted(map(rows.to_article, articles), key=lambda item: item.id):
        yield ArticleRecord(
            article=article,
            passages=values(t.passages, article.id, rows.to_passage),
            claims=values(t.claims, article.id, to_claim),
            mechanisms=values(t.mechanisms, article.id, rows.to_mechanism),
            markers=values(t.markers, article.id, rows.to_marker),
            references=values(t.references, article.id, rows.to_reference),
        )


def summaries(connection: Connection) -> tuple[ArticleSummary, ...]:
    """Return a summary of every article, by title and id."""
    counted: dict[str, dict[str, int]] = {
        table.name: dict(
            connection.execute(
                select(table.c.article, func.count()).group_by(table.c.article)
            ).all()
        )
        for table in (t.claims, t.references)
    }
    query = select(*(column for column in t.articles.c if column is not t.articles.c.text))
    found = (
        ArticleSummary(
            id=row.id,
            path=row.path,
            title=row.title,
            url=row.url,
            published=row.published,
            version=row.version,
            claims=counted[t.claims.name].get(row.id, 0),
            references=counted[t.references.name].get(row.id, 0),
            ingested_at=row.ingested_at,
        )
        for row in connection.execute(query)
    )
    return tuple(sorted(found, key=lambda summary: (summary.title.casefold(), summary.id)))


def versions(connection: Connection, article: str) -> tuple[Version, ...]:
    """Return an article's texts, oldest first."""
    query = select(t.versions).where(t.versions.c.article == article).order_by(t.versions.c.number)
    return tuple(
        Version(row.number, row.title, row.text, row.ingested_at)
        for row in connection.execute(query)
    )


def revision(connection: Connection, article: str) -> tuple[ClaimChange, ...]:
    """Return what became of the claims of the text before an article's newest, in their order."""
    newest = select(t.articles.c.version).where(t.articles.c.id == article).scalar_subquery()
    query = (
        select(t.revisions)
        .where(t.revisions.c.article == article, t.revisions.c.number == newest)
        .order_by(t.revisions.c.position)
    )
    return tuple(rows.to_claim_change(row) for row in connection.execute(query))


def placed_passages(connection: Connection, ids: Sequence[str]) -> dict[str, PlacedPassage]:
    """Return passages by id, each with its article and claims."""
    found = list(matching(connection, t.passages, t.passages.c.id, ids))
    articles = {
        row.id: rows.to_article(row)
        for row in matching(connection, t.articles, t.articles.c.id, {row.article for row in found})
    }
    stated = sorted(
        matching(connection, t.claims, t.claims.c.passage, ids), key=lambda row: row.position
    )
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims_of(connection, stated):
        claims[claim.passage].append(claim)
    return {
        row.id: PlacedPassage(articles[row.article], rows.to_passage(row), tuple(claims[row.id]))
        for row in found
    }


def propositions(connection: Connection) -> tuple[Proposition, ...]:
    """Return every proposition, by id; a retracted source stands behind none."""
    c = t.claims.c
    query = (
        select(c.proposition, c.exposure, c.outcome, c.direction, c.article, c.id)
        .add_columns(t.references.c.source)
        .select_from(
            t.claims.outerjoin(t.citations, t.citations.c.claim == c.id).outerjoin(
                t.references,
                (t.references.c.id == t.citations.c.reference)
                & (t.references.c.article == c.article),
            )
        )
    )
    known = standings(connection)
    gone = documents.withdrawn(connection)
    own = documents.own_sources(connection)
    said: dict[str, Row[Any]] = {}
    behind: dict[str, tuple[set[str], set[str], set[str]]] = defaultdict(
        lambda: (set(), set(), set())
    )
    for row in connection.execute(query):
        said[row.proposition] = row
        claims, articles, sources = behind[row.proposition]
        claims.add(row.id)
        articles.add(row.article)
        source = row.source or own.get(row.article)
        if source is None or row.article in gone:
            continue
        if known.get(source) is not NoticeKind.RETRACTED:
            sources.add(source)
    return tuple(
        Proposition(
            id=key,
            exposure=said[key].exposure,
            outcome=said[key].outcome,
            direction=Direction(said[key].direction),
            claims=len(behind[key][0]),
            articles=tuple(sorted(behind[key][1])),
            sources=tuple(sorted(behind[key][2])),
        )
        for key in sorted(said)
    )


def mechanisms(connection: Connection) -> tuple[MechanismLink, ...]:
    """Return every outcome-to-outcome link, sorted."""
    c = t.mechanisms.c
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in connection.execute(select(c.cause, c.effect, c.direction, c.article)):
        found[row.cause, row.effect, row.direction].add(row.article)
    return tuple(
        MechanismLink(cause, effect, Direction(direction), tuple(sorted(articles)))
        for (cause, effect, direction), articles in sorted(found.items())
    )
