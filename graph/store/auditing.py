"""What an audit needs of the store; the caller holds the transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from graph.auditing import WHOLE_TABLE, Check, Citing, Coverage, Tally, is_checked, tally
from graph.model import ArticleKind, NoticeKind
from graph.store import documents, sources
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.summaries import RegistryState

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

NUMBERS = ("doi:", "pmid:")  # keys by which such a table knows works


def checks(connection: Connection, only: Collection[str] | None = None) -> dict[str, Check]:
    """Return what registries were asked of sources, and said; `only` narrows it to some."""
    k, r = t.work_keys.c, t.registry.c
    query = (
        select(k.source, r.registry, r.fetched_at, r.work.is_not(None).label("known"))
        .join(t.registry, r.asked == k.key)
        .distinct()
    )
    rows = list(
        connection.execute(query) if only is None else matching(connection, query, k.source, only)
    )
    known: dict[str, set[str]] = defaultdict(set)
    asked: dict[str, str] = {}
    for row in rows:
        asked[row.source] = max(asked.get(row.source, ""), row.fetched_at)
        if row.known:
            known[row.source].add(row.registry)
    for name, at in _tables(connection).items():
        for source in _numbered(connection, only):
            asked[source] = max(asked.get(source, ""), at)
            known[source].add(name)
    return {
        source: Check(bool(known.get(source)), at, tuple(sorted(known.get(source, ()))))
        for source, at in asked.items()
    }


def _tables(connection: Connection) -> dict[str, str]:
    """Return when the tables that are taken up as a whole were, by registry."""
    r = t.registry.c
    found = connection.execute(select(r.registry, r.fetched_at).where(r.asked == WHOLE_TABLE))
    return {row.registry: row.fetched_at for row in found}


def _numbered(connection: Connection, only: Collection[str] | None) -> set[str]:
    """Return the sources that are known by a number."""
    k = t.work_keys.c
    has_number = k.key.startswith(NUMBERS[0]) | k.key.startswith(NUMBERS[1])
    query = select(k.source).where(has_number).distinct()
    rows = (
        connection.execute(query) if only is None else matching(connection, query, k.source, only)
    )
    return {row.source for row in rows}


def registries(connection: Connection) -> tuple[RegistryState, ...]:
    """Return how far each registry was asked, by name."""
    r = t.registry.c
    query = (
        select(
            r.registry,
            func.count().label("asked"),
            func.count(r.work).label("known"),
            func.max(r.fetched_at).label("last"),
        )
        .group_by(r.registry)
        .order_by(r.registry)
    )
    whole = _tables(connection)
    return tuple(
        RegistryState(row.registry, row.asked, row.known, row.last, row.registry in whole)
        for row in connection.execute(query)
    )


def coverage(connection: Connection) -> Coverage:
    """Count the cited sources that were checked."""
    cited = set(connection.scalars(select(t.references.c.source).distinct()))
    asked, standings = checks(connection), sources.standings(connection)
    known = sum(is_checked(source, asked, standings) for source in cited)
    unknown = sum(source in asked and not is_checked(source, asked, standings) for source in cited)
    return Coverage(len(cited), known, unknown, len(cited) - known - unknown)


def tallies(connection: Connection) -> dict[str, Tally]:
    """Audit every article in figures, by id; reads neither texts nor claims."""
    standings = sources.standings(connection)
    checked = checks(connection)
    return {
        article: tally(citing, standings, checked)
        for article, citing in _citing(connection, standings).items()
    }


def _citing(connection: Connection, standings: dict[str, NoticeKind]) -> dict[str, Citing]:
    claims: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in connection.execute(select(t.claims.c.article, t.claims.c.id)):
        claims[row.article][row.id] = []
    c = t.citations.c
    for cited in connection.execute(select(c.article, c.claim, c.reference)):
        claims[cited.article].setdefault(cited.claim, []).append(cited.reference)
    markers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for marker in connection.execute(select(t.markers.c.article, t.markers.c.references)):
        markers[marker.article].append(tuple(marker.references))
    references: dict[str, dict[str, str]] = defaultdict(dict)
    r = t.references.c
    for entry in connection.execute(select(r.article, r.id, r.source).order_by(r.position)):
        references[entry.article][entry.id] = entry.source
    own = documents.own_sources(connection)
    return {
        article: Citing(
            claims=tuple(map(tuple, claims[article].values())),
            markers=tuple(markers[article]),
            references=references[article],
            is_study=article in own,
            is_withdrawn=standings.get(own.get(article, "")) is NoticeKind.RETRACTED,
            is_list=kind == ArticleKind.LIBRARY,
        )
        for article, kind in connection.execute(select(t.articles.c.id, t.articles.c.kind)).all()
    }
