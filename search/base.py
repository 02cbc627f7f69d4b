"""What every search engine speaks: documents in, queries, pages of hits out.

An engine ranks; it stores no text. Words are analysed by `search.analysis` for all engines alike,
so that the same query means the same in each of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from graph.model import PassageKind


@dataclass(frozen=True, slots=True)
class PassageDocument:
    """A passage as an engine indexes it.

    Attributes:
        id: the passage's id; hits name it.
        article: id of its article; replacing an article replaces all its passages.
        exposures: IRIs of the exposure concepts that its claims start from.
        outcomes: IRIs of the outcome concepts that its claims end at.
        directions: values of `graph.model.Direction` of its claims.
    """

    id: str
    article: str
    title: str
    section: str
    text: str
    kind: PassageKind
    exposures: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One word, matched by its stem; a trailing `*` in the query makes it a prefix."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow each other, each matched by its stem."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part must match; no parts match everything."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part must match; no parts match nothing.

    Attributes:
        alike: the parts are names of one thing, as the person said it first. The best of them
            alone counts for the score, and any but the first one counts for less.
    """

    parts: tuple["Node", ...]
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not match."""

    part: "Node"


Node = Term | Phrase | All | Any | Not


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit's claims must have: an empty part filters nothing, values in one are choices."""

    exposures: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """A query ready for an engine.

    Attributes:
        typed: what the person typed.
        root: what must match.
        concepts: IRIs of the concepts recognised in it, in order.
        notes: what a person should know of how it was read (a slip in the syntax, say).
        limit: hits a page, 1 to 100.
        offset: hits passed over before it, 0 to 10,000.
    """

    typed: str
    root: Node
    filters: Filters = field(default_factory=Filters)
    concepts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches; a higher score is a better match, only within one result."""

    passage: str
    article: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of the hits, best first, ties by passage id; total counts all of them."""

    hits: tuple[Hit, ...]
    total: int


class SearchIndex(Protocol):
    """A projection of the store that finds passages.

    Every write is one atomic batch: a reader, in this process or another, sees all of it or none.
    Two writers wait for each other. All methods raise `SearchIndexError` when the index is broken.
    """

    def seen(self) -> int:
        """Return the last change of the store that the index holds; 0 for a new index."""

    def basis(self) -> str:
        """Return what the last write gave as its basis; "" for a new index."""

    def write(
        self,
        replaced: Iterable[str],
        documents: Iterable[PassageDocument],
        seen: int,
        *,
        basis: str = "",
        after: int | None = None,
    ) -> bool:
        """Drop all passages of the replaced articles, add the documents, and remember `seen`.

        Args:
            replaced: ids of articles.
            documents: passages to add.
            seen: the last change of the store that the index then holds.
            basis: what the documents were made with, such as the vocabulary's fingerprint.
            after: the `seen` that the batch was made for; where another writer has moved it since,
                nothing is written.

        Returns:
            Whether the batch was written.
        """

    def clear(self) -> None:
        """Forget everything; `seen` is 0 again."""

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""

    def count(self) -> int:
        """Return how many passages the index holds."""

    def close(self) -> None:
        """Let go of files and locks."""
