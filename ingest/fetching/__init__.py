"""Reading from the web: what may be asked, asked within bounds, and the pages that it leads to."""

from ingest.fetching.discovery import discover, read_pages
from ingest.fetching.fetched import Fetched, NotModified, Validators
from ingest.fetching.fetcher import Fetcher
from ingest.fetching.settings import FetchSettings, agent_for
from ingest.fetching.walking import Found, Scope

__all__ = [
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "Found",
    "NotModified",
    "Scope",
    "Validators",
    "agent_for",
    "discover",
    "read_pages",
]
