"""Runs of ingest, and what changed lately; the caller holds the transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from graph.runs import Failure, Outcome, Run, RunState
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.rows import timestamp
from graph.store.summaries import ArticleChange, Happening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

KEPT = 100  # runs


def begin(connection: Connection, names: Sequence[str], process: str) -> int:
    """Note that a run begins, and let go of the oldest; return its number."""
    values = {
        "names": list(names),
        "started_at": timestamp(),
        "process": process,
        "state": RunState.OPEN,
    }
    query = insert(t.runs).values(values).returning(t.runs.c.id)
    number: int = connection.execute(query).scalar_one()
    connection.execute(delete(t.runs).where(t.runs.c.id <= number - KEPT))
    return number


def end(connection: Connection, number: int, state: RunState, outcome: Outcome) -> None:
    """Note how a run ended."""
    values = {"state": state, "ended_at": timestamp(), "outcome": asdict(outcome)}
    connection.execute(update(t.runs).where(t.runs.c.id == number).values(**values))


def runs(connection: Connection) -> tuple[Run, ...]:
    """Return the runs that are kept, newest first."""
    query = select(t.runs).order_by(t.runs.c.id.desc())
    return tuple(_to_run(row) for row in connection.execute(query))


def _to_run(row: Row[Any]) -> Run:
    fields = dict(row.outcome or {})
    fields["failures"] = tuple(Failure(**each) for each in fields.get("failures", ()))
    return Run(
        id=row.id,
        names=tuple(row.names),
        started_at=row.started_at,
        process=row.process,
        state=RunState(row.state),
        ended_at=row.ended_at,
        outcome=Outcome(**fields),
    )


def happenings(connection: Connection, limit: int) -> tuple[ArticleChange, ...]:
    """Return the last changes of articles, newest first, one an article."""
    a, v = t.articles.c, t.versions.c
    held = (
        select(a.id, a.title, a.version, a.ingested_at, v.ingested_at.label("worded_at"))
        .join(t.versions, (v.article == a.id) & (v.number == a.version))
        .order_by(a.ingested_at.desc(), a.id)
        .limit(limit)
    )
    gone = (
        select(t.changes)
        .where(t.changes.c.removed.is_(True), t.changes.c.at.is_not(None))
        .order_by(t.changes.c.seq.desc())
        .limit(limit)
    )
    found = [
        ArticleChange(row.article, row.title or "", Happening.REMOVED, row.at)
        for row in connection.execute(gone)
    ]
    rows = connection.execute(held).all()
    fates = _fates(connection, {row.id: row.version for row in rows})
    for row in rows:
        happened = Happening.ADDED if row.version == 1 else Happening.CHANGED
        if row.ingested_at != row.worded_at:
            happened = Happening.REREAD
        fate = fates.get(row.id, {}) if happened is Happening.CHANGED else {}
        found.append(ArticleChange(row.id, row.title, happened, row.ingested_at, fate))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:limit])


def _fates(connection: Connection, versions: dict[str, int]) -> dict[str, dict[str, int]]:
    """Count what became of the claims of the texts before the newest, by article."""
    r = t.revisions.c
    query = select(r.article, r.number, r.fate, func.count().label("claims")).group_by(
        r.article, r.number, r.fate
    )
    counted: dict[str, dict[str, int]] = {}
    for row in matching(connection, query, r.article, versions):
        if row.number == versions[row.article]:
            counted.setdefault(row.article, {})[row.fate] = row.claims
    return counted


def ledger(connection: Connection) -> str:
    """Name the state of what is kept beside articles; see `Store.ledger`."""
    answers = select(func.count(), func.max(t.registry.c.fetched_at)).select_from(t.registry)
    ended = select(func.max(t.runs.c.id), func.count(t.runs.c.ended_at))
    states = (*connection.execute(answers).one(), *connection.execute(ended).one())
    return "|".join(map(str, states))
