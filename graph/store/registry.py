"""What registries say: fields of works and notices about them, kept beside what articles say."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from graph.identity import work_keys
from graph.ids import digest
from graph.store import tables as t
from graph.store.works import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from graph.model import Notice, Work


def put_work(
    connection: Connection, registry: str, asked: str, work: Work | None
) -> frozenset[str]:
    """Keep what a registry said when it was asked for a key; None says that it knows no such work.

    Returns:
        Ids of the articles whose references have another source now.
    """
    ident = digest("registry", registry, asked)
    connection.execute(delete(t.registry).where(t.registry.c.id == ident))
    connection.execute(
        insert(t.registry),
        {
            "id": ident,
            "registry": registry,
            "asked": asked,
            "work": None if work is None else asdict(work),
            "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )
    # The key that was asked for is one of the work's names too: a title found its DOI, perhaps.
    named = {} if work is None else {0: tuple(dict.fromkeys((*work_keys(work), asked)))}
    return settle(connection, ident, named)


def asked(connection: Connection, registry: str) -> dict[str, str]:
    """Return the keys that a registry was asked for, with the UTC time of the answer."""
    query = select(t.registry.c.asked, t.registry.c.fetched_at)
    return {
        row.asked: row.fetched_at
        for row in connection.execute(query.where(t.registry.c.registry == registry))
    }


def put_notices(
    connection: Connection, registry: str, found: Mapping[Notice, Iterable[str]]
) -> frozenset[str]:
    """Keep notices, each with the keys of the work that it is about; known ones change nothing.

    Returns:
        Ids of the articles that cite, or are, a work whose notices changed.
    """
    changed: set[str] = set()
    for notice, keys in found.items():
        ident = digest("notice", registry, notice.kind, notice.date or "", notice.notice or "")
        for key in dict.fromkeys(keys):
            held = select(t.notices.c.id).where(t.notices.c.id == ident, t.notices.c.key == key)
            if connection.execute(held).first() is None:
                values = {**asdict(notice), "id": ident, "key": key, "registry": registry}
                connection.execute(insert(t.notices), values)
                changed.add(key)
    return _owners(connection, changed)


def _owners(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Find the articles that name the works of some keys, under whatever key."""
    owners: set[str] = set()
    for key in keys:
        sources = select(t.work_keys.c.source).where(t.work_keys.c.key == key)
        owners.update(
            connection.scalars(
                select(t.work_keys.c.owner).where(t.work_keys.c.source.in_(sources)).distinct()
            )
        )
    return frozenset(owners)
