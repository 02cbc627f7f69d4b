"""What a registry is to us: it is asked for works by their keys, and answers one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.errors import RegistryError
    from graph.model import Notice, Source, Work

CROSSREF = "Crossref"
PUBMED = "PubMed"
RETRACTION_WATCH = "Retraction Watch"


@dataclass(frozen=True, slots=True)
class Question:
    """A source that a registry is asked for.

    Attributes:
        key: the name by which it is asked for, in the form of `graph.identity.work_keys`.
        source: all that is known of it.
    """

    key: str
    source: Source


Notices = dict["Notice", tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a registry said to a question.

    Attributes:
        work: the work's fields; None where it knows none, or none that is surely the same.
        notices: what became of works, each with the keys of the work that it is about.
        doubt: why what it has was not taken, or None.
        error: why there is no answer, or None.
    """

    question: Question
    work: Work | None = None
    notices: Mapping[Notice, Sequence[str]] = field(default_factory=dict)
    doubt: str | None = None
    error: RegistryError | None = None


class Registry(Protocol):
    """A register of published works that answers over the network."""

    @property
    def name(self) -> str:
        """What it is called; its answers are kept under this name."""

    def keys(self, work: Work) -> tuple[str, ...]:
        """Return the keys by which it can be asked for a work; none where it cannot."""

    def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
        """Answer each question once, in any order; a failure is an answer too."""
