"""Reading the store, within a transaction that the caller holds; a fixed number of queries each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from graph.model import ArticleRecord, Direction, Evidence, NoticeKind
from graph.store import documents, rows
from graph.store import tables as t
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
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, Connection, Row, Table

    from graph.model import Claim, Reference
    from graph.revision import ClaimChange

T = TypeVar("T")

BATCH = 100  # articles read at a time when all are


def _by_article(
    connection: Connection, table: Table, ids: Sequence[str]
) -> dict[str, list[Row[Any]]]:
    """Group a table's rows by article, each group by position."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in matching(connection, table, table.c.article, ids):
        found[row.article].append(row)
    for group in found.values():
        group.sort(key=lambda row: row.position)
    return found


def records(connection: Connection, ids: Sequence[str]) -> Iterator[ArticleRecord]:
    """Yield the records of these articles, by id; an unknown id is passed over."""
    found = {
        table.name: _by_article(connection, table, ids)
        for table in (t.passages, t.claims, t.mechanisms, t.markers, t.references, t.citations)
    }

    def to_claim(row: Row[Any]) -> Claim:
        return rows.to_claim(row, cited.get(row.article, {}).get(row.id, ()))

    def values(table: Table, article: str, make: Callable[[Row[Any]], T]) -> tuple[T, ...]:
        return tuple(make(row) for row in found[table.name].get(article, ()))

    articles = matching(connection, t.articles, t.articles.c.id, ids)
    cited = {article: _cited(group) for article, group in found[t.citations.name].items()}
    for article in sorted(map(rows.to_article, articles), key=lambda item: item.id):
        yield ArticleRecord(
            article=article,
            passages=values(t.passages, article.id, rows.to_passage),
            claims=values(t.claims, article.id, to_claim),
            mechanisms=values(t.mechanisms, article.id, rows.to_mechanism),
            markers=values(t.markers, article.id, rows.to_marker),
            references=values(t.references, article.id, rows.to_reference),
        )


def _cited(citations: Iterable[Row[Any]]) -> dict[str, list[str]]:
    """Group citations by claim, in the order of their markers."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(citations, key=lambda row: row.position):
        found[row.claim].append(row.reference)
    return found


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


def evidence(
    connection: Connection,
    wanted: Mapping[Column[Any], Collection[str] | None],
    source: str | None,
) -> tuple[Evidence, ...]:
    """Return the claims whose columns have wanted values, in the order of article and text."""
    query = select(t.claims).order_by(t.claims.c.article, t.claims.c.position)
    for column, values in wanted.items():
        if values is not None:
            query = query.where(column.in_(sorted(set(values))))
    if source is not None:
        citing = (
            select(t.citations.c.claim)
            .join(t.references, t.references.c.id == t.citations.c.reference)
            .where(t.references.c.source == source)
        )
        query = query.where(t.claims.c.id.in_(citing))
    found = connection.execute(query).all()
    claims = _claims(connection, found)
    articles = {
        row.id: rows.to_article(row)
        for row in matching(connection, t.articles, t.articles.c.id, {row.article for row in found})
    }
    passages = {
        row.id: rows.to_passage(row)
        for row in matching(
            connection, t.passages, t.passages.c.id, {claim.passage for claim in claims}
        )
    }
    gone = documents.withdrawn(connection, articles)
    references = _references(connection, {i for claim in claims for i in claim.citations})
    known = standings(connection, {reference.source for reference in references.values()})
    return tuple(
        Evidence(
            claim=claim,
            article=articles[row.article],
            passage=passages[claim.passage],
            references=cited,
            withdrawn=gone.get(row.article),
            standings={each.source: known[each.source] for each in cited if each.source in known},
        )
        for row, claim in zip(found, claims, strict=True)
        for cited in [tuple(references[i] for i in claim.citations if i in references)]
    )


def _claims(connection: Connection, found: Sequence[Row[Any]]) -> list[Claim]:
    ids = {row.id for row in found}
    cited = _cited(matching(connection, t.citations, t.citations.c.claim, ids))
    return [rows.to_claim(row, cited[row.id]) for row in found]


def _references(connection: Connection, ids: Collection[str]) -> dict[str, Reference]:
    found = matching(connection, t.references, t.references.c.id, ids)
    return {row.id: rows.to_reference(row) for row in found}


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
    for claim in _claims(connection, stated):
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
    said: dict[str, Row[Any]] = {}
    behind: dict[str, tuple[set[str], set[str], set[str]]] = defaultdict(
        lambda: (set(), set(), set())
    )
    for row in connection.execute(query):
        said[row.proposition] = row
        claims, articles, sources = behind[row.proposition]
        claims.add(row.id)
        articles.add(row.article)
        if row.source is None or row.article in gone:
            continue
        if known.get(row.source) is not NoticeKind.RETRACTED:
            sources.add(row.source)
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
