"""Claims and mechanisms with what a reader needs to check them, in a caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from graph.model import Evidence, NoticeKind, Step
from graph.store import documents, rows
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.sources import standings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Column, Connection, Row, Table

    from graph.model import Claim, Reference


def by_article(
    connection: Connection, table: Table, ids: Sequence[str]
) -> dict[str, list[Row[Any]]]:
    """Group a table's rows by article, each group by position."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in matching(connection, table, table.c.article, ids):
        found[row.article].append(row)
    for group in found.values():
        group.sort(key=lambda row: row.position)
    return found


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
    claims = claims_of(connection, found)
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
    own = {
        article: role
        for article, role in documents.roles(connection, articles).items()
        if role.source
    }
    references = _references(connection, {i for claim in claims for i in claim.citations})
    known = standings(connection, {reference.source for reference in references.values()})
    return tuple(
        Evidence(
            claim=claim,
            article=articles[row.article],
            passage=passages[claim.passage],
            references=cited,
            withdrawn=role.source if role and role.standing is NoticeKind.RETRACTED else None,
            own=role.source if role else None,
            standings={each.source: known[each.source] for each in cited if each.source in known},
        )
        for row, claim in zip(found, claims, strict=True)
        for cited in [tuple(references[i] for i in claim.citations if i in references)]
        for role in [own.get(row.article)]
    )


def steps(connection: Connection, causes: Collection[str]) -> tuple[Step, ...]:
    """Return the mechanisms that start from some outcomes, in the order of article and text."""
    found = sorted(
        matching(connection, t.mechanisms, t.mechanisms.c.cause, causes),
        key=lambda row: (row.article, row.position),
    )
    held = {row.article for row in found}
    texts = {
        row.id: rows.to_article(row)
        for row in matching(connection, t.articles, t.articles.c.id, held)
    }
    passages = {
        row.id: rows.to_passage(row)
        for row in matching(connection, t.passages, t.passages.c.id, {r.passage for r in found})
    }
    markers = by_article(connection, t.markers, sorted(held))
    pointed = {
        row.id: [
            each
            for marker in markers.get(row.article, ())
            if passages[row.passage].start <= marker.start < passages[row.passage].end
            for each in marker.references
        ]
        for row in found
    }
    references = _references(connection, {each for ids in pointed.values() for each in ids})
    known = standings(connection, {reference.source for reference in references.values()})
    gone = documents.withdrawn(connection, held)
    return tuple(
        Step(
            mechanism=rows.to_mechanism(row),
            article=texts[row.article],
            passage=passages[row.passage],
            references=cited,
            standings={each.source: known[each.source] for each in cited if each.source in known},
            sources=()
            if row.article in gone
            else tuple(
                dict.fromkeys(
                    each.source
                    for each in cited
                    if known.get(each.source) is not NoticeKind.RETRACTED
                )
            ),
        )
        for row in found
        for cited in [
            tuple(references[i] for i in dict.fromkeys(pointed[row.id]) if i in references)
        ]
    )


def claims_of(connection: Connection, found: Sequence[Row[Any]]) -> list[Claim]:
    """Make the claims of rows of `claims`, each with its citations."""
    ids = {row.id for row in found}
    cited = cited_by_claim(matching(connection, t.citations, t.citations.c.claim, ids))
    return [rows.to_claim(row, cited[row.id]) for row in found]


def _references(connection: Connection, ids: Collection[str]) -> dict[str, Reference]:
    found = matching(connection, t.references, t.references.c.id, ids)
    return {row.id: rows.to_reference(row) for row in found}


def cited_by_claim(citations: Iterable[Row[Any]]) -> dict[str, list[str]]:
    """Group citations by claim, in the order of their markers."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(citations, key=lambda row: row.position):
        found[row.claim].append(row.reference)
    return found
