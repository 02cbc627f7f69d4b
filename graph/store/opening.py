"""Opening a store: its engine, SQLite's manners, and the schema brought up to date."""

from __future__ import annotations

import sqlite3
import time
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sqlalchemy import column as sql_column
from sqlalchemy import create_engine, event, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from graph.errors import StoreError
from graph.store.store import Store
from graph.store.works import settle_all

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCHEMA = "0004"  # the newest migration
BUSY_MILLISECONDS = 30_000  # how long a writer waits for another


def open_store(url: str) -> Store:
    """Open the store at a SQLAlchemy URL, making it or migrating it where that is needed.

    Raises:
        StoreError: the URL is wrong, the database cannot be reached, is no database, or was made
            by a newer version.
    """
    try:
        shown = make_url(url).render_as_string(hide_password=True)
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"The store's address is wrong: {error}.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _greet_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _use_wal(engine)
        _migrate(engine, shown)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(f"The store {shown} cannot be opened: {error.orig}.") from error
    except StoreError:
        engine.dispose()
        raise
    return Store(engine)


def _greet_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Leave transactions to us, and wait for other writers instead of failing."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys=ON")
    # In WAL mode this survives the kill of a process; only a power cut may lose the last commit.
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    """Begin for real: a writer takes the lock at once, so that it never has to give way later."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _use_wal(engine: Engine) -> None:
    """Turn the write-ahead log on; SQLite does not wait for others here, so we do."""
    if engine.dialect.name != "sqlite":
        return
    give_up = time.monotonic() + BUSY_MILLISECONDS / 1000
    try:
        connection = engine.raw_connection()
        try:
            while not _try_wal(connection, give_up):
                time.sleep(0.02)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(f"The store {engine.url.database} cannot be opened: {error}.") from error


def _try_wal(connection: Any, give_up: float) -> bool:
    try:
        connection.cursor().execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) or time.monotonic() > give_up:
            raise
        return False
    return True


def _migrate(engine: Engine, shown: str) -> None:
    with engine.connect() as connection:
        if _revision(connection) == SCHEMA:
            return
    writer = engine.execution_options(writing=True)
    with writer.begin() as connection:
        # Another process may have migrated while this one waited for the lock.
        found = _revision(connection)
        if found == SCHEMA:
            return
        if found is not None and found > SCHEMA:
            raise StoreError(
                f"The store {shown} was made by a newer version of Trabecula (schema {found}; "
                f"this one knows {SCHEMA}). Use that version, or another data folder."
            )
        _upgrade(connection)
        settle_all(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = table("alembic_version", sql_column("version_num"))
    found: str | None = connection.scalar(select(version.c.version_num))
    return found


def _upgrade(connection: Connection) -> None:
    # Alembic takes a while to import and is needed for a new or an older store only.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("graph.store") / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
