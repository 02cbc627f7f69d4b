"""Sources: what references, studies and registries together say of each cited work."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from graph.identity import version_of
from graph.model import NoticeKind, Reference, Source, Work, WorkVersion
from graph.store import appraisals, rows
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.summaries import KnownSource, Resting
from graph.works import WORK_FIELDS, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection, Row, Select

    from graph.model import Notice


def sources(connection: Connection, only: Collection[str] | None = None) -> tuple[Source, ...]:
    """Return the sources that references name or that studies are, by id; `only` gives some."""
    references: dict[str, list[Reference]] = defaultdict(list)
    for row in _rows(connection, select(t.references), t.references.c.source, only):
        references[row.source].append(rows.to_reference(row))
    studies = _studies(connection, only)
    told = _registered(connection, only)
    noticed = notices(connection, only)
    return tuple(
        _source(
            key,
            sorted(references[key], key=lambda each: (-_known(each), each.raw, each.id)),
            studies.get(key, ()),
            told.get(key, ()),
            noticed.get(key, ()),
        )
        for key in sorted({*references, *studies})
    )


def source_ids(connection: Connection) -> list[str]:
    """Return the ids of the sources that references name or that studies are, sorted."""
    named = select(t.references.c.source)
    own = select(t.work_keys.c.source).where(t.work_keys.c.position == t.OF_STUDY)
    return sorted(connection.scalars(named.union(own)))


def known_sources(connection: Connection, ids: Collection[str]) -> tuple[KnownSource, ...]:
    """Return sources with what the collection knows of each besides, by id."""
    found = {source.id: source for source in sources(connection, ids)}
    appraised = appraisals.appraisals(connection, found)
    own: dict[str, set[str]] = defaultdict(set)
    query = select(t.work_keys).where(t.work_keys.c.position == t.OF_STUDY)
    for row in matching(connection, query, t.work_keys.c.source, found):
        own[row.source].add(row.owner)
    return tuple(
        KnownSource(source, appraised[key], tuple(sorted(own[key])))
        for key, source in found.items()
    )


def resting(connection: Connection) -> dict[str, Resting]:
    """Count, for each source that has any, the claims that cite it and those of its own study."""
    citing = (
        select(t.references.c.source, func.count(t.citations.c.claim.distinct()))
        .join(t.citations, t.citations.c.reference == t.references.c.id)
        .group_by(t.references.c.source)
    )
    stating = (
        select(t.work_keys.c.source, func.count(t.claims.c.id.distinct()))
        .join(t.claims, t.claims.c.article == t.work_keys.c.owner)
        .where(t.work_keys.c.position == t.OF_STUDY)
        .group_by(t.work_keys.c.source)
    )
    cited = {row[0]: row[1] for row in connection.execute(citing)}
    own = {row[0]: row[1] for row in connection.execute(stating)}
    return {key: Resting(cited.get(key, 0), own.get(key, 0)) for key in {*cited, *own}}


def notices(
    connection: Connection, only: Collection[str] | None = None
) -> dict[str, tuple[Notice, ...]]:
    """Return the notices about sources, oldest first; `only` narrows it to some sources."""
    joined = t.work_keys.join(t.notices, t.notices.c.key == t.work_keys.c.key)
    query = select(t.work_keys.c.source, *t.notices.c).select_from(joined)
    found = _rows(connection, query, t.work_keys.c.source, only)
    gathered: dict[str, set[Notice]] = defaultdict(set)
    for row in found:
        gathered[row.source].add(rows.to_notice(row))
    return {
        source: tuple(
            sorted(each, key=lambda n: (n.date or "", n.kind, n.notice or "", n.registry))
        )
        for source, each in gathered.items()
    }


def standings(connection: Connection, only: Collection[str] | None = None) -> dict[str, NoticeKind]:
    """Return what holds of the sources that have notices; `only` narrows it to some sources."""
    found = {source: standing(each) for source, each in notices(connection, only).items()}
    return {source: kind for source, kind in found.items() if kind is not None}


def _rows(
    connection: Connection, query: Select[Any], column: Any, only: Collection[str] | None
) -> Iterable[Row[Any]]:
    return connection.execute(query) if only is None else matching(connection, query, column, only)


def _studies(connection: Connection, only: Collection[str] | None) -> dict[str, list[Work]]:
    """Return what the studies among the articles say of themselves, by source."""
    query = (
        select(t.work_keys.c.source, t.articles.c.id, t.articles.c.work)
        .join(t.articles, t.articles.c.id == t.work_keys.c.owner)
        .where(t.work_keys.c.position == t.OF_STUDY)
        .order_by(t.articles.c.id)
    )
    return _gathered(_rows(connection, query, t.work_keys.c.source, only))


def _registered(connection: Connection, only: Collection[str] | None) -> dict[str, list[Work]]:
    query = (
        select(t.work_keys.c.source, t.registry.c.id, t.registry.c.work)
        .join(t.registry, t.registry.c.id == t.work_keys.c.owner)
        .order_by(t.registry.c.registry, t.registry.c.id)
    )
    return _gathered(_rows(connection, query, t.work_keys.c.source, only))


def _gathered(found: Iterable[Row[Any]]) -> dict[str, list[Work]]:
    """Gather works by source, each owner's once."""
    works: dict[str, dict[str, Work]] = defaultdict(dict)
    for row in found:
        if row.work is not None:
            works[row.source][row.id] = rows.to_work(row.work)
    return {source: list(each.values()) for source, each in works.items()}


def _source(
    key: str,
    references: Sequence[Reference],
    studies: Sequence[Work],
    told: Sequence[Work],
    noticed: Sequence[Notice],
) -> Source:
    """Make a source: registries speak first, then the study itself, then the fullest reference.

    Of a work with versions the newest speaks first.
    """
    speaking: list[Work] = sorted([*told, *studies, *references[:1]], key=_newest_first)
    known: dict[str, Any] = {}
    for work in speaking:
        for name in WORK_FIELDS:
            value = getattr(work, name)
            if value not in (None, ()) and name not in known:
                known[name] = value
    return Source(
        id=key,
        raw=references[0].raw if references else "",
        versions=_versions([*references, *studies]),
        notices=tuple(noticed),
        **known,
    )


def _newest_first(work: Work) -> int:
    version = version_of(work, work.raw if isinstance(work, Reference) else "")
    return 0 if version is None else -version.number


def _known(reference: Reference) -> int:
    return sum(getattr(reference, name) not in (None, ()) for name in WORK_FIELDS)


def _versions(works: Iterable[Work]) -> tuple[WorkVersion, ...]:
    years: dict[tuple[int, str], list[int]] = defaultdict(list)
    for work in works:
        version = version_of(work, work.raw if isinstance(work, Reference) else "")
        if version is not None:
            doi = version.work + (f".pub{version.number}" if version.number > 1 else "")
            years[version.number, doi] += [work.year] if work.year else []
    return tuple(
        WorkVersion(number, min(found, default=None), doi)
        for (number, doi), found in sorted(years.items())
    )
