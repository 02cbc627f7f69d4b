"""The settings, and the only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import UsageError

DEFAULT_DATA = "trabecula-data"
DEFAULT_BASE = "https://trabecula.example/"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which parts are used.

    Attributes:
        data: folder that holds the store and the search index.
        store: SQLAlchemy URL of the store; a SQLite file in `data` unless set.
        engine: name of the search engine.
        base: address that the exported IRIs start with; ends with a slash.
        vocabulary: folder of the user's own Turtle files, or None.
    """

    data: Path
    store: str
    engine: str = "whoosh"
    base: str = DEFAULT_BASE
    vocabulary: Path | None = None

    @property
    def index(self) -> Path:
        """Folder of the search index."""
        return self.data / f"index-{self.engine}"


VARIABLES = {
    "TRABECULA_DATA": "folder of the store and the index",
    "TRABECULA_STORE": "SQLAlchemy URL of the store",
    "TRABECULA_ENGINE": "search engine",
    "TRABECULA_BASE": "address that exported IRIs start with",
    "TRABECULA_VOCABULARY": "folder of your own Turtle files",
}


def settings_from_environment(data: Path | None = None) -> Settings:
    """Read this process's settings; see `read_settings`."""
    return read_settings(os.environ, data)


def read_settings(environ: Mapping[str, str], data: Path | None = None) -> Settings:
    """Read the settings from the environment's variables; `data`, where given, goes before them.

    Raises:
        UsageError: a variable has a value that it cannot take; names the variable.
    """
    folder = data or Path(environ.get("TRABECULA_DATA") or DEFAULT_DATA)
    base = environ.get("TRABECULA_BASE") or DEFAULT_BASE
    if not base.startswith(("http://", "https://")) or any(ch in base for ch in ' <>"{}|\\^`'):
        raise UsageError(f"TRABECULA_BASE must be an http or https address, and is {base!r}.")
    own = environ.get("TRABECULA_VOCABULARY")
    if own and not Path(own).is_dir():
        raise UsageError(f"TRABECULA_VOCABULARY names no folder: {own}")
    return Settings(
        data=folder,
        store=environ.get("TRABECULA_STORE") or f"sqlite:///{folder / 'store.sqlite'}",
        engine=environ.get("TRABECULA_ENGINE") or "whoosh",
        base=base if base.endswith("/") else base + "/",
        vocabulary=Path(own) if own else None,
    )
