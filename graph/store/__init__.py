"""The store: the system of record for articles, claims, references and sources."""

from graph.store.opening import open_store
from graph.store.store import Store
from graph.store.summaries import (
    ArticleSummary,
    Change,
    ChangeEntry,
    Counts,
    Fetch,
    MechanismLink,
    PlacedPassage,
    Proposition,
    Role,
    Version,
)

__all__ = [
    "ArticleSummary",
    "Change",
    "ChangeEntry",
    "Counts",
    "Fetch",
    "MechanismLink",
    "PlacedPassage",
    "Proposition",
    "Role",
    "Store",
    "Version",
    "open_store",
]
