"""Which work each reference names, kept up as references and registries come and go.

Rows of `work_keys` that share a key belong to one source. A row that brings nothing new takes the
source of the others at once; only where keys join two sources, or where the last row with a key
goes, are the rows of those sources looked at, so that the cost of an article does not grow with
the store.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from graph.identity import source_of, work_keys
from graph.store import rows
from graph.store import tables as t
from graph.store.matching import matching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from graph.model import ArticleRecord, Work

Place = tuple[str, int]
Keys = tuple[str, ...]


class _Row(NamedTuple):
    owner: str
    position: int
    key: str
    source: str


def keys_of(record: ArticleRecord) -> dict[int, Keys]:
    """Return the keys of all that a record names, by position; its own work's at OF_STUDY."""
    named = {place: work_keys(each, each.raw) for place, each in enumerate(record.references)}
    if record.article.work is not None:
        named[t.OF_STUDY] = work_keys(record.article.work, record.article.title)
    return named


def keys_of_answer(work: Work, asked: str) -> dict[int, Keys]:
    """Return the keys of the work that a registry told of, by its only position."""
    # The key that was asked for is one of the work's names too: a title found its DOI, perhaps.
    return {0: tuple(dict.fromkeys((*work_keys(work), asked)))}


def settle(connection: Connection, owner: str, named: Mapping[int, Keys]) -> frozenset[str]:
    """Let an owner name these works, in place of those that it named before.

    Args:
        connection: a writer's, within its transaction.
        owner: id of an article, or of a row of `registry`.
        named: the keys of each work, strongest first, by position.

    Returns:
        Ids of the owners whose works have another source now, without this one.
    """
    before = _rows(connection, t.work_keys.c.owner, [owner])
    connection.execute(delete(t.work_keys).where(t.work_keys.c.owner == owner))
    known = _sources_of_keys(connection, {key for keys in named.values() for key in keys})
    placed: list[_Row] = []
    unsettled: set[str] = _left_alone(before, named)
    for position, keys in named.items():
        sources = {known[key] for key in keys if key in known}
        settled = len(sources) == 1 and all(key in known for key in keys)
        source = next(iter(sources)) if settled else source_of(keys)
        placed += [_Row(owner, position, key, source) for key in dict.fromkeys(keys)]
        if not settled:
            unsettled |= {source, *sources}
    if placed:
        connection.execute(insert(t.work_keys), [row._asdict() for row in placed])
    moved = _join(connection, unsettled)
    _name(connection, {(row.owner, row.position): row.source for row in placed} | moved)
    return frozenset(place[0] for place in moved) - {owner}


def naming(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """Return the ids of the owners that name the works of some keys, under whatever key."""
    sources = set(_sources_of_keys(connection, keys).values())
    return frozenset(row.owner for row in _rows(connection, t.work_keys.c.source, sources))


def settle_all(connection: Connection) -> None:
    """Settle every work that the store names anew, as after a migration."""
    connection.execute(delete(t.work_keys))
    named: dict[str, dict[int, Keys]] = defaultdict(dict)
    for row in connection.execute(select(t.references)):
        reference = rows.to_reference(row)
        named[row.article][row.position] = work_keys(reference, reference.raw)
    studies = select(t.articles.c.id, t.articles.c.title, t.articles.c.work)
    for row in connection.execute(studies):
        if row.work:
            named[row.id][t.OF_STUDY] = work_keys(rows.to_work(row.work), row.title)
    for row in connection.execute(select(t.registry)):
        if row.work:
            named[row.id] = keys_of_answer(rows.to_work(row.work), row.asked)
    for owner in sorted(named):
        settle(connection, owner, named[owner])


def _left_alone(before: Iterable[_Row], named: Mapping[int, Keys]) -> set[str]:
    """Find the sources that lose a work's keys by an owner's new list."""
    groups: dict[int, tuple[str, set[str]]] = {}
    for row in before:
        groups.setdefault(row.position, (row.source, set()))[1].add(row.key)
    kept = {frozenset(keys) for keys in named.values()}
    return {source for source, keys in groups.values() if frozenset(keys) not in kept}


def _sources_of_keys(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    return {row.key: row.source for row in _rows(connection, t.work_keys.c.key, keys)}


def _rows(
    connection: Connection, column: ColumnElement[str], values: Collection[str]
) -> Sequence[_Row]:
    return [
        _Row(row.owner, row.position, row.key, row.source)
        for row in matching(connection, t.work_keys, column, values)
    ]


def _join(connection: Connection, sources: Collection[str]) -> dict[Place, str]:
    """Part the rows of some sources anew into works, and return the places that moved."""
    found = _rows(connection, t.work_keys.c.source, sources)
    by_key: dict[str, list[Place]] = defaultdict(list)
    by_place: dict[Place, list[str]] = defaultdict(list)
    held: dict[Place, str] = {}
    for row in found:
        place = (row.owner, row.position)
        by_key[row.key].append(place)
        by_place[place].append(row.key)
        held[place] = row.source
    moved: dict[Place, str] = {}
    left = set(by_place)
    while left:
        group, keys, reach = set[Place](), set[str](), [left.pop()]
        while reach:
            place = reach.pop()
            group.add(place)
            for key in by_place[place]:
                if key not in keys:
                    keys.add(key)
                    reach += [other for other in by_key[key] if other in left]
                    left.difference_update(by_key[key])
        source = source_of(keys)
        moved |= {place: source for place in group if held[place] != source}
    _assign(connection, moved)
    return moved


def _assign(connection: Connection, moved: Mapping[Place, str]) -> None:
    if moved:
        connection.execute(
            update(t.work_keys).where(
                t.work_keys.c.owner == bindparam("of_owner"),
                t.work_keys.c.position == bindparam("at"),
            ),
            [
                {"of_owner": owner, "at": position, "source": source}
                for (owner, position), source in moved.items()
            ],
        )


def _name(connection: Connection, places: Mapping[Place, str]) -> None:
    """Write the sources of references where they are read."""
    references = [
        {"of_article": owner, "at": position, "source": source}
        for (owner, position), source in places.items()
        if position != t.OF_STUDY
    ]
    if references:
        connection.execute(
            update(t.references).where(
                t.references.c.article == bindparam("of_article"),
                t.references.c.position == bindparam("at"),
            ),
            references,
        )
