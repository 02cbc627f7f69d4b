"""Selecting by many values at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import ColumnElement, Connection, Row, Select

CHUNK = 500  # values in one IN list; SQLite takes 32,766 parameters, older ones 999


def matching(
    connection: Connection,
    rows: Table | Select[Any],
    column: ColumnElement[Any],
    values: Collection[str],
) -> Iterator[Row[Any]]:
    """Select the rows of a table or a query by a column's values, a chunk at a time."""
    query = select(rows) if isinstance(rows, Table) else rows
    wanted = sorted(set(values))
    for start in range(0, len(wanted), CHUNK):
        yield from connection.execute(query.where(column.in_(wanted[start : start + CHUNK])))
