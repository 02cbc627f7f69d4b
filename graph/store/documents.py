"""What documents are to the collection; the caller holds the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from graph.model import ArticleKind, NoticeKind
from graph.store import sources
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.summaries import Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


def roles(connection: Connection, articles: Collection[str]) -> dict[str, Role]:
    """Return what some articles are to the collection, by id."""
    kinds = select(t.articles.c.id, t.articles.c.kind)
    studies = select(t.work_keys.c.owner, t.work_keys.c.source).where(
        t.work_keys.c.position == t.OF_STUDY
    )
    found = list(matching(connection, kinds, t.articles.c.id, articles))
    own = {
        row.owner: row.source
        for row in matching(connection, studies, t.work_keys.c.owner, articles)
    }
    known = sources.standings(connection, set(own.values()))
    return {
        row.id: Role(ArticleKind(row.kind), own.get(row.id), known.get(own.get(row.id, "")))
        for row in found
    }


def withdrawn(connection: Connection, articles: Collection[str] | None = None) -> dict[str, str]:
    """Return the sources of those articles that are retracted studies, by article."""
    if articles is None:
        query = select(t.articles.c.id).where(t.articles.c.kind == ArticleKind.STUDY)
        articles = connection.scalars(query).all()
    return {
        article: role.source
        for article, role in roles(connection, articles).items()
        if role.source is not None and role.standing is NoticeKind.RETRACTED
    }


def own_sources(connection: Connection) -> dict[str, str]:
    """Return the sources that the studies among the articles are, by article."""
    query = (
        select(t.work_keys.c.owner, t.work_keys.c.source)
        .where(t.work_keys.c.position == t.OF_STUDY)
        .distinct()
    )
    return {row.owner: row.source for row in connection.execute(query)}


def studies(connection: Connection, source: str) -> dict[str, str]:
    """Return the titles of the articles that are a source themselves, by id."""
    query = (
        select(t.articles.c.id, t.articles.c.title)
        .join(t.work_keys, t.work_keys.c.owner == t.articles.c.id)
        .where(t.work_keys.c.source == source, t.work_keys.c.position == t.OF_STUDY)
        .order_by(t.articles.c.title, t.articles.c.id)
    )
    return {row.id: row.title for row in connection.execute(query)}


def retracted_references(connection: Connection, references: Collection[str]) -> frozenset[str]:
    """Return those of some references whose works are retracted."""
    query = select(t.references.c.id, t.references.c.source)
    named = {
        row.id: row.source for row in matching(connection, query, t.references.c.id, references)
    }
    known = sources.standings(connection, set(named.values()))
    return frozenset(
        each for each, source in named.items() if known.get(source) is NoticeKind.RETRACTED
    )
