"""Keeping what an ingest did in the store, for those who look after the collection."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from graph.runs import Failure, Outcome, RunState
from graph.store import Change
from ingest.items import is_address
from web.processes import this_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.store import Store
    from web.commands.reporting import Tally

MAX_NAMES = 20  # of what was to be read, that are kept
MAX_FAILURES = 200  # documents of one run that are named
MAX_LENGTH = 500  # characters of a name or a reason


@contextmanager
def recorded(store: Store, paths: Sequence[str], tally: Tally) -> Iterator[None]:
    """Keep a run of ingest: that it began, and at the end, whatever the end, what it did.

    Args:
        store: where it is kept.
        paths: what is to be read, as the person named it.
        tally: counts what it does.
    """
    number = store.begin_run([shown(path) for path in paths[:MAX_NAMES]], this_process())
    state = RunState.INTERRUPTED
    try:
        yield
        state = RunState.DONE
    finally:
        store.end_run(number, state, outcome(tally))


def outcome(tally: Tally) -> Outcome:
    """Return what a tally counted; of very many failures the first are named."""
    return Outcome(
        added=tally.changes[Change.ADDED],
        changed=tally.changes[Change.CHANGED],
        unchanged=tally.changes[Change.UNCHANGED],
        claims=tally.claims,
        failed=len(tally.errors),
        failures=tuple(
            Failure(shown(error.path), error.reason[:MAX_LENGTH])
            for error in tally.errors[:MAX_FAILURES]
        ),
    )


def shown(path: str) -> str:
    """Name a file or a folder without where it lies; an address keeps its whole name."""
    name = path if is_address(path) else PurePath(path).name or "the folder itself"
    return name[:MAX_LENGTH]
