"""Putting records into the store and taking them out; the caller holds the transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from graph.revision import compare
from graph.store import reading
from graph.store import tables as t
from graph.store.matching import matching
from graph.store.rows import from_claim, from_mechanism, record_digest, timestamp
from graph.store.summaries import Change
from graph.store.works import keys_of, naming, settle

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection, Row, Table

    from graph.model import ArticleRecord
    from graph.revision import ClaimChange
    from graph.store.rows import Values


def put(connection: Connection, record: ArticleRecord) -> Change:
    """Store a record; see `Store.put`."""
    article, digest = record.article, record_digest(record)
    held = connection.execute(select(t.articles).where(t.articles.c.id == article.id)).first()
    _move(connection, article.path, article.id, held)
    if held is not None and held.digest == digest:
        _name_by_first_location(connection, article.id)
        return Change.UNCHANGED
    now = timestamp()
    new_text = held is None or (held.text, held.title) != (article.text, article.title)
    version = 1 if held is None else held.version + new_text
    values = {**asdict(article), "version": version, "digest": digest, "ingested_at": now}
    before: ArticleRecord | None = None
    if held is None:
        connection.execute(insert(t.articles), values)
    else:
        if new_text:
            before = next(reading.records(connection, [article.id]))
        _clear(connection, article.id)
        connection.execute(update(t.articles).where(t.articles.c.id == article.id).values(**values))
    if before is not None:
        _keep_revision(connection, version, compare(before, record), article.id)
    if new_text:
        kept = {"article": article.id, "number": version, "ingested_at": now}
        kept |= {"title": article.title, "text": article.text}
        connection.execute(insert(t.versions), kept)
    _fill(connection, record)
    concerned = _citing(connection, article.id)
    concerned |= settle(connection, article.id, keys_of(record))
    note_changes(connection, concerned | _citing(connection, article.id))
    _locate(connection, article.path, article.id)
    _name_by_first_location(connection, article.id)
    note_change(connection, article.id, removed=False)
    return Change.ADDED if held is None else Change.CHANGED


def _keep_revision(
    connection: Connection, version: int, changes: Sequence[ClaimChange], article: str
) -> None:
    """Keep what became of the claims of the text before."""
    if changes:
        connection.execute(
            insert(t.revisions),
            [
                {
                    "article": article,
                    "number": version,
                    "position": position,
                    "claim": asdict(change.claim),
                    "fate": change.fate,
                    "now": change.now,
                    "start": change.start,
                }
                for position, change in enumerate(changes)
            ],
        )


def _citing(connection: Connection, article: str) -> frozenset[str]:
    """Find the articles that name the work that an article is, so that its design bears on them."""
    keys = select(t.work_keys.c.key).where(
        t.work_keys.c.owner == article, t.work_keys.c.position == t.OF_STUDY
    )
    return naming(connection, connection.scalars(keys).all()) - {article}


def remove(connection: Connection, article: str) -> bool:
    """Take an article out with all that belongs to it; tell whether it was there."""
    _clear(connection, article)
    concerned = _citing(connection, article)
    note_changes(connection, concerned | settle(connection, article, {}))
    title = connection.scalar(select(t.articles.c.title).where(t.articles.c.id == article))
    for table in (t.versions, t.revisions, t.locations):
        connection.execute(delete(table).where(table.c.article == article))
    gone = connection.execute(delete(t.articles).where(t.articles.c.id == article)).rowcount
    if gone:
        note_change(connection, article, removed=True, title=title)
    return bool(gone)


def _move(connection: Connection, path: str, article: str, held: Row[Any] | None) -> None:
    """Let a place point to its article; an article that no place points to any longer goes."""
    before = connection.scalar(select(t.locations.c.article).where(t.locations.c.path == path))
    if before == article:
        return
    if before is not None:
        connection.execute(delete(t.locations).where(t.locations.c.path == path))
        left = select(func.count()).where(t.locations.c.article == before)
        if not connection.scalar(left):
            remove(connection, before)
        else:
            _name_by_first_location(connection, before)
    if held is not None:
        _locate(connection, path, article)


def _locate(connection: Connection, path: str, article: str) -> None:
    known = select(t.locations.c.article).where(t.locations.c.path == path)
    if connection.scalar(known) is None:
        connection.execute(insert(t.locations), {"path": path, "article": article})


def _name_by_first_location(connection: Connection, article: str) -> None:
    """Show the first of an article's places, so that the order of ingest does not matter."""
    first = select(func.min(t.locations.c.path)).where(t.locations.c.article == article)
    connection.execute(
        update(t.articles).where(t.articles.c.id == article).values(path=first.scalar_subquery())
    )


def _clear(connection: Connection, article: str) -> None:
    for table in t.OF_AN_ARTICLE:
        connection.execute(delete(table).where(table.c.article == article))


def _fill(connection: Connection, record: ArticleRecord) -> None:
    cited = [
        {"claim": claim.id, "position": position, "reference": reference}
        for claim in record.claims
        for position, reference in enumerate(claim.citations)
    ]
    _insert(connection, record, t.passages, [asdict(passage) for passage in record.passages])
    _insert(connection, record, t.claims, [from_claim(claim) for claim in record.claims])
    _insert(connection, record, t.mechanisms, [from_mechanism(m) for m in record.mechanisms])
    _insert(connection, record, t.markers, [asdict(marker) for marker in record.markers])
    _insert(connection, record, t.references, [asdict(entry) for entry in record.references])
    _insert(connection, record, t.citations, cited)


def _insert(
    connection: Connection, record: ArticleRecord, table: Table, rows: list[Values]
) -> None:
    """Insert an article's rows; rows without a position of their own are numbered."""
    if rows:
        numbered = [
            {"position": number, **row, "article": record.article.id}
            for number, row in enumerate(rows)
        ]
        connection.execute(insert(table), numbered)


def note_changes(connection: Connection, owners: Collection[str]) -> int:
    """Number a change of each article among these owners, so that projections follow; count them.

    An owner that is no article is a registry's record.
    """
    held = matching(connection, select(t.articles.c.id), t.articles.c.id, owners)
    ids = [row.id for row in held]
    for article in ids:
        note_change(connection, article, removed=False)
    return len(ids)


def note_change(
    connection: Connection, article: str, *, removed: bool, title: str | None = None
) -> None:
    """Number a change of an article, in place of its last; one that goes leaves its title."""
    now = timestamp()
    values = {"article": article, "removed": removed, "title": title, "at": now}
    connection.execute(delete(t.changes).where(t.changes.c.article == article))
    connection.execute(insert(t.changes), values)
