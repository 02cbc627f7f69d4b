"""The settings, and the only reader of the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import UsageError

DEFAULT_DATA = "trabecula-data"
DEFAULT_ENGINE = "whoosh"
DEFAULT_BASE = "https://trabecula.example/"
DEFAULT_CROSSREF = "https://api.crossref.org"
DEFAULT_PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
DEFAULT_TIME_LIMIT = 10.0
MAX_TIME_LIMIT = 600.0
DEFAULT_LOG = "text"
LOGS = ("text", "json")

ENGINE_FILE = "engine"  # in the data folder: the name of the engine that was chosen for it
_ORIGIN = re.compile(r"\*|https?://[A-Za-z0-9.\-\[\]:]{1,255}")
_MAIL_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[!-;A-~]{1,190}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which parts are used.

    Attributes:
        data: folder that holds the store and the search index.
        store: SQLAlchemy URL of the store; a SQLite file in `data` unless set.
        engine: name of the search engine: the environment's, else the one that the collection was
            last moved to, else the usual one.
        base: address that the exported IRIs start with; ends with a slash.
        vocabulary: folder of the user's own Turtle files, or None.
        mailto: mail address that registries are told, or None; without one none is asked.
        crossref: base address of Crossref's REST API.
        pubmed: base address of NCBI's E-utilities.
        ncbi_key: NCBI's API key, with which PubMed may be asked more often, or None.
        url: address that people reach the site under, ends with a slash; None is what they asked.
        origins: other sites whose pages may read the API in a browser; "*" is any.
        time_limit: seconds that a search or an answer may take.
        log: "text" or "json".
        publish_login: name and password for the store that is published to, or None.
    """

    data: Path
    store: str
    engine: str = DEFAULT_ENGINE
    base: str = DEFAULT_BASE
    vocabulary: Path | None = None
    mailto: str | None = None
    crossref: str = DEFAULT_CROSSREF
    pubmed: str = DEFAULT_PUBMED
    ncbi_key: str | None = field(default=None, repr=False)
    url: str | None = None
    origins: tuple[str, ...] = ()
    time_limit: float = DEFAULT_TIME_LIMIT
    log: str = DEFAULT_LOG
    publish_login: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def answers(self) -> Path:
        """Folder of the registries' answers."""
        return self.data / "registries"

    @property
    def index(self) -> Path:
        """Folder of the search index."""
        return self.data / f"index-{self.engine}"

    @property
    def dataset(self) -> Path:
        """Folder of the RDF dataset."""
        return self.data / "rdf"


VARIABLES = {
    "TRABECULA_DATA": "folder of the store and the index",
    "TRABECULA_STORE": "SQLAlchemy URL of the store",
    "TRABECULA_ENGINE": "search engine",
    "TRABECULA_BASE": "address that exported IRIs start with",
    "TRABECULA_VOCABULARY": "folder of your own Turtle files",
    "TRABECULA_MAILTO": "mail address that registries are told",
    "TRABECULA_CROSSREF": "base address of Crossref's REST API",
    "TRABECULA_PUBMED": "base address of NCBI's E-utilities",
    "TRABECULA_NCBI_KEY": "NCBI's API key",
    "TRABECULA_URL": "address that people reach the site under",
    "TRABECULA_CORS": "sites whose pages may read the API",
    "TRABECULA_TIME_LIMIT": "seconds that a search or an answer may take",
    "TRABECULA_LOG": "form of the log's lines",
    "TRABECULA_PUBLISH_LOGIN": "name:password for the store that is published to",
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
    base = _address(environ, "TRABECULA_BASE", DEFAULT_BASE)
    mailto = environ.get("TRABECULA_MAILTO")
    own = environ.get("TRABECULA_VOCABULARY")
    if own and not Path(own).is_dir():
        raise UsageError(f"TRABECULA_VOCABULARY names no folder: {own}")
    return Settings(
        data=folder,
        store=environ.get("TRABECULA_STORE") or f"sqlite:///{folder / 'store.sqlite'}",
        engine=environ.get("TRABECULA_ENGINE") or _chosen_engine(folder) or DEFAULT_ENGINE,
        base=base if base.endswith("/") else base + "/",
        vocabulary=Path(own) if own else None,
        mailto=mail_address(mailto, "TRABECULA_MAILTO") if mailto else None,
        crossref=_address(environ, "TRABECULA_CROSSREF", DEFAULT_CROSSREF),
        pubmed=_address(environ, "TRABECULA_PUBMED", DEFAULT_PUBMED),
        ncbi_key=environ.get("TRABECULA_NCBI_KEY") or None,
        url=_site_address(environ),
        origins=_origins(environ),
        time_limit=_time_limit(environ),
        log=_log(environ),
        publish_login=_login(environ),
    )


def keep_engine(data: Path, engine: str) -> None:
    """Let a collection be opened with another engine from now on, unless the environment says."""
    (data / ENGINE_FILE).write_text(f"{engine}\n", "utf-8")


def _chosen_engine(data: Path) -> str | None:
    file = data / ENGINE_FILE
    return file.read_text("utf-8").strip() or None if file.is_file() else None


def mail_address(value: str, name: str) -> str:
    """Return a mail address that can be sent to a registry.

    Raises:
        UsageError: it is none; `name` says where it came from.
    """
    if not _MAIL_ADDRESS.fullmatch(value):
        raise UsageError(f"{name} must be a mail address, and is {value!r}.")
    return value


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name) or default
    if not value.startswith(("http://", "https://")) or any(ch in value for ch in ' <>"{}|\\^`'):
        raise UsageError(f"{name} must be an http or https address, and is {value!r}.")
    return value


def _site_address(environ: Mapping[str, str]) -> str | None:
    if not environ.get("TRABECULA_URL"):
        return None
    address = _address(environ, "TRABECULA_URL", "")
    return address if address.endswith("/") else address + "/"


def _origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    names = tuple((environ.get("TRABECULA_CORS") or "").replace(",", " ").split())
    for name in names:
        if not _ORIGIN.fullmatch(name):
            raise UsageError(
                f"TRABECULA_CORS takes origins such as https://clinic.example, or *,"
                f" and not {name!r}."
            )
    return names


def _time_limit(environ: Mapping[str, str]) -> float:
    value = environ.get("TRABECULA_TIME_LIMIT")
    try:
        seconds = float(value) if value else DEFAULT_TIME_LIMIT
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_TIME_LIMIT:
        raise UsageError(
            f"TRABECULA_TIME_LIMIT must be seconds up to {MAX_TIME_LIMIT:g}, and is {value!r}."
        )
    return seconds


def _login(environ: Mapping[str, str]) -> tuple[str, str] | None:
    name, colon, password = (environ.get("TRABECULA_PUBLISH_LOGIN") or "").partition(":")
    if name and not colon:
        raise UsageError("TRABECULA_PUBLISH_LOGIN must be a name and a password, as name:password.")
    return (name, password) if name else None


def _log(environ: Mapping[str, str]) -> str:
    value = environ.get("TRABECULA_LOG") or DEFAULT_LOG
    if value not in LOGS:
        raise UsageError(f"TRABECULA_LOG must be {' or '.join(LOGS)}, and is {value!r}.")
    return value
