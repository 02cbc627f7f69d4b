"""What documents are to the collection, and what is known of the works behind their references."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from graph.model import ArticleKind, NoticeKind
from graph.store import sources
from graph.store import tables as t
from graph.store.matching import matching

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.model import Source
    from graph.store.store import Store


FEW = 200  # sources that are sooner read one by one than all there are


@dataclass(frozen=True, slots=True)
class Role:
    """What a document is to the collection.

    Attributes:
        source: for a study, the id of the source that it is; else None.
        standing: what holds of that source, if it has a notice.
    """

    kind: ArticleKind
    source: str | None = None
    standing: NoticeKind | None = None


def roles(store: Store, articles: Collection[str]) -> dict[str, Role]:
    """Return what some articles are to the collection, by id."""
    kinds = select(t.articles.c.id, t.articles.c.kind)
    studies = select(t.work_keys.c.owner, t.work_keys.c.source).where(
        t.work_keys.c.position == t.OF_STUDY
    )
    with store._engine.begin() as connection:
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


def studies(store: Store, source: str) -> dict[str, str]:
    """Return the titles of the articles that are a source themselves, by id."""
    query = (
        select(t.articles.c.id, t.articles.c.title)
        .join(t.work_keys, t.work_keys.c.owner == t.articles.c.id)
        .where(t.work_keys.c.source == source, t.work_keys.c.position == t.OF_STUDY)
        .order_by(t.articles.c.title, t.articles.c.id)
    )
    with store._engine.begin() as connection:
        return {row.id: row.title for row in connection.execute(query)}


def cited(store: Store, ids: Collection[str]) -> dict[str, Source]:
    """Return the sources of these ids that the store holds."""
    wanted = set(ids)
    with store._engine.begin() as connection:
        if len(wanted) <= FEW:
            found = [sources.sources(connection, each) for each in sorted(wanted)]
        else:
            found = [sources.sources(connection)]
    return {source.id: source for each in found for source in each if source.id in wanted}


def retracted_references(store: Store, references: Collection[str]) -> frozenset[str]:
    """Return those of some references whose works are retracted."""
    query = select(t.references.c.id, t.references.c.source)
    with store._engine.begin() as connection:
        named = {
            row.id: row.source for row in matching(connection, query, t.references.c.id, references)
        }
        known = sources.standings(connection, set(named.values()))
    return frozenset(
        each for each, source in named.items() if known.get(source) is NoticeKind.RETRACTED
    )
