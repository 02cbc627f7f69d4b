"""What registries say: fields of works and notices about them, kept beside what articles say."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from graph.ids import digest
from graph.store import rows
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.rows import timestamp
from graph.store.summaries import Answer
from graph.store.works import keys_of_answer, naming, settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from graph.model import Notice, Work


def put_work(
    connection: Connection, registry: str, asked: str, work: Work | None, fetched_at: str | None
) -> frozenset[str]:
    """Keep what a registry said when it was asked for a key; None says that it knows no such work.

    Where `fetched_at` is None, it said so now.

    Returns:
        Ids of the articles whose references have another source now, or name that work.
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
            "fetched_at": fetched_at or timestamp(),
        },
    )
    named = {} if work is None else keys_of_answer(work, asked)
    keys = {key for keys in named.values() for key in keys}
    # What it said before no longer speaks for the work either.
    held = select(t.work_keys.c.key).where(t.work_keys.c.owner == ident)
    before = naming(connection, set(connection.scalars(held)))
    return before | settle(connection, ident, named) | naming(connection, keys)


def asked(connection: Connection, registry: str) -> dict[str, str]:
    """Return the keys that a registry was asked for, with the UTC time of the answer."""
    query = select(t.registry.c.asked, t.registry.c.fetched_at)
    return {
        row.asked: row.fetched_at
        for row in connection.execute(query.where(t.registry.c.registry == registry))
    }


def answers(connection: Connection, ids: Collection[str]) -> tuple[Answer, ...]:
    """Return what registries answered, by the ids of the answers."""
    return tuple(
        Answer(
            row.registry, row.asked, rows.to_work(row.work) if row.work else None, row.fetched_at
        )
        for row in matching(connection, t.registry, t.registry.c.id, ids)
    )


def answer_ids(connection: Connection, since: str) -> list[str]:
    """Return the ids of the answers from that UTC time on, in one order."""
    c = t.registry.c
    return list(connection.scalars(select(c.id).where(c.fetched_at >= since).order_by(c.id)))


def last_answer(connection: Connection) -> str:
    """Return the UTC time of the newest answer before this second; "" where there is none.

    More may come within this second, so that whoever remembers it would miss them.
    """
    at = t.registry.c.fetched_at
    return connection.scalar(select(func.max(at)).where(at < timestamp())) or ""


def put_notices(
    connection: Connection, registry: str, found: Mapping[Notice, Iterable[str]]
) -> frozenset[str]:
    """Keep notices, each with the keys of the work that it is about; known ones change nothing.

    Where one is known without reasons, the reasons are added.

    Returns:
        Ids of the articles that cite, or are, a work whose notices changed.
    """
    wanted: dict[tuple[str, str], dict[str, Any]] = {}
    for notice, keys in found.items():
        ident = digest("notice", registry, notice.kind, notice.date or "", notice.notice or "")
        for key in keys:
            values = {**asdict(notice), "id": ident, "key": key, "registry": registry}
            wanted.setdefault((ident, key), values)
    changed: set[str] = set()
    for row in list(matching(connection, t.notices, t.notices.c.key, {key for _, key in wanted})):
        told = wanted.pop((row.id, row.key), None)
        if told is not None and told["reasons"] and not row.reasons:
            same = (t.notices.c.id == row.id, t.notices.c.key == row.key)
            connection.execute(update(t.notices).where(*same).values(reasons=told["reasons"]))
            changed.add(row.key)
    if wanted:
        connection.execute(insert(t.notices), list(wanted.values()))
        changed |= {key for _, key in wanted}
    return naming(connection, changed)
