"""What articles and sources are called, in a caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from graph.identity import work_keys
from graph.store import tables as t
from graph.store.matching import matching
from graph.works import Work

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection


def sources_called(connection: Connection, name: str) -> frozenset[str]:
    """Return the ids of the sources that an id, a DOI or a PubMed number names."""
    name = name.strip()
    number = name.casefold().removeprefix("pmid:").strip()
    keys = set(work_keys(Work(doi=name)))
    if number.isdigit() and number.isascii():
        keys |= set(work_keys(Work(pmid=number)))
    named = select(t.work_keys.c.source).distinct()
    found = {row.source for row in matching(connection, named, t.work_keys.c.key, keys)}
    found |= {row.source for row in matching(connection, named, t.work_keys.c.source, {name})}
    return frozenset(found)


def article_titles(connection: Connection, ids: Collection[str] | None = None) -> Mapping[str, str]:
    """Return the titles of articles by id; of all of them, where no ids are given."""
    query = select(t.articles.c.id, t.articles.c.title)
    found = (
        connection.execute(query)
        if ids is None
        else matching(connection, query, t.articles.c.id, ids)
    )
    return {row.id: row.title for row in found}


def source_titles(connection: Connection) -> Mapping[str, str]:
    """Return a title of each cited work that has one, by source; the last one by the alphabet."""
    query = (
        select(t.references.c.source, func.max(t.references.c.title).label("title"))
        .where(t.references.c.title.is_not(None))
        .group_by(t.references.c.source)
    )
    return {row.source: row.title for row in connection.execute(query)}


def sources_of(connection: Connection, references: Collection[str]) -> Mapping[str, str]:
    """Return the sources that references name, by reference."""
    query = select(t.references.c.id, t.references.c.source)
    found = matching(connection, query, t.references.c.id, references)
    return {row.id: row.source for row in found}
