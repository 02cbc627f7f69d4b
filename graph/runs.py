"""Runs of ingest: when documents were read into the store, and which could not be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class RunState(StrEnum):
    """How a run of ingest ended."""

    DONE = "done"
    INTERRUPTED = "interrupted"  # broken off; what was read before is kept
    OPEN = "open"  # under way, or broken off too suddenly to say so


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read.

    Attributes:
        name: the file's name without its folders, or the address.
        reason: what is wrong with it.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        claims: those read in all its documents.
        failed: documents that could not be read; `failures` may name fewer.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    claims: int = 0
    failed: int = 0
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run of ingest.

    Attributes:
        names: what was to be read: names of files and folders without where they lie, addresses.
        started_at, ended_at: UTC times, ISO 8601.
        process: names the process that runs it, so that one that is gone can be told.
    """

    id: int
    names: tuple[str, ...]
    started_at: str
    process: str
    state: RunState = RunState.OPEN
    ended_at: str | None = None
    outcome: Outcome = field(default_factory=Outcome)
