"""The store: the system of record for articles, claims, references and sources."""

from graph.store.opening import open_store
from graph.store.store import Store
from graph.store.summaries import (
    Answer,
    ArticleChange,
    ArticleSummary,
    Change,
    ChangeEntry,
    Counts,
    Fetch,
    Happening,
    KnownSource,
    MechanismLink,
    PlacedPassage,
    Proposition,
    RegistryState,
    Role,
    Version,
)

__all__ = [
    "Answer",
    "ArticleChange",
    "ArticleSummary",
    "Change",
    "ChangeEntry",
    "Counts",
    "Fetch",
    "Happening",
    "KnownSource",
    "MechanismLink",
    "PlacedPassage",
    "Proposition",
    "RegistryState",
    "Role",
    "Store",
    "Version",
    "open_store",
]
