"""What an export reads: the store as a whole, or a selection of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import ArticleRecord, NoticeKind
    from graph.store import Answer, KnownSource, MechanismLink, Proposition


class Holdings(Protocol):
    """A collection to write out; iterators take memory that does not grow with it."""

    def records(self) -> Iterator[ArticleRecord]:
        """Yield every record, by article id."""

    def known_sources(self) -> Iterator[KnownSource]:
        """Yield every cited work and every study, by id."""

    def answers(self) -> Iterator[Answer]:
        """Yield what registries answered about those works."""

    def standings(self) -> dict[str, NoticeKind]:
        """Return what holds of the sources that have a notice."""

    def propositions(self) -> tuple[Proposition, ...]:
        """Return what is said, with what stands behind it, by id."""

    def mechanisms(self) -> tuple[MechanismLink, ...]:
        """Return the links from outcome to outcome, sorted."""
