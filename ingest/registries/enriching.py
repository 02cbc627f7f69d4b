"""Asking registries for the sources of a store, and keeping what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from graph.auditing import WHOLE_TABLE
from graph.errors import DocumentError
from ingest.registries.base import RETRACTION_WATCH, Question
from ingest.registries.cache import MAX_AGE, utc_now
from ingest.registries.retraction_watch import read_notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from graph.errors import RegistryError
    from graph.model import Notice
    from graph.store import Store
from ingest.registries.base import Answer, Notices, Registry

PATIENCE = 5  # failures in a row after which a registry is asked no more
ROWS = 5_000  # of a table of notices, kept in one transaction


@dataclass(slots=True)
class Report:
    """What became of a run with one registry.

    Attributes:
        asked: sources that it was asked for; of a table, rows that were read.
        completed: those that it knew; of a table, rows that give a number of their work.
        doubtful: a sentence for each whose number leads to another work.
        failed: a sentence for each question, or row, that came to nothing.
        notices: notices that it told of, known ones included.
        stopped: why it was not asked to the end, or None.
    """

    registry: str
    asked: int = 0
    completed: int = 0
    doubtful: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    notices: int = 0
    stopped: str | None = None

    @property
    def unknown(self) -> int:
        """Those that it does not know, or knows none that is surely the same."""
        return self.asked - self.completed - len(self.doubtful) - len(self.failed)


class Run:
    """Asks one registry for the sources of a store; what is kept at any moment stays.

    Answers in the store that are older than MAX_AGE are asked for again, since a work may be
    retracted at any time.

    Args:
        store: whose sources, and where the answers are kept.
        registry: whom to ask.
        limit: how many to ask for at most; None for all.
        again: also ask for what was answered lately.
        now: tells the time.
    """

    def __init__(
        self,
        store: Store,
        registry: Registry,
        *,
        limit: int | None = None,
        again: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.report = Report(registry.name)
        self._store = store
        self._registry = registry
        self._limit = limit
        self._again = again
        self._now = now
        self._tried: set[str] = set()

    def due(self) -> list[Question]:
        """List what is to be asked now; none when it was asked to the limit, or stopped."""
        if self.report.stopped is not None:
            return []
        left = None if self._limit is None else self._limit - self.report.asked
        return list(islice(self._questions(), left))

    def ask(self, questions: Sequence[Question]) -> Iterator[Answer]:
        """Ask, keep each answer as it comes, and yield it.

        A registry that fails too often in a row, or refuses us, is asked no more.
        """
        failures = 0
        last: RegistryError | None = None
        self._tried.update(question.key for question in questions)
        for answer in self._registry.look_up(questions):
            self.report.asked += 1
            if answer.error is None:
                failures = 0
                self._keep(answer)
            else:
                self.report.failed.append(f"{answer.question.key}: {self._said(answer.error)}")
                failures += answer.error is not last  # a batch fails as one
                last = answer.error
            yield answer
            if last is not None and (last.final or failures >= PATIENCE):
                times = "" if last.final else f", {failures} times in a row"
                self.report.stopped = f"{self._said(last)}{times}; it is asked no more for now"
                return

    def _questions(self) -> Iterator[Question]:
        seen = set(self._tried)
        if not self._again:
            oldest = (self._now() - MAX_AGE).isoformat(timespec="seconds")
            asked = self._store.asked(self._registry.name)
            seen.update(key for key, when in asked.items() if when > oldest)
        for source in self._store.sources():
            for key in self._registry.keys(source):
                if key not in seen:
                    seen.add(key)
                    yield Question(key, source)

    def _keep(self, answer: Answer) -> None:
        told: dict[str, Notices] = {}
        for notice, keys in answer.notices.items():
            told.setdefault(notice.registry, {})[notice] = tuple(keys)
        for name, notices in told.items():
            self._store.put_notices(name, notices)
        # A work that was found under another name need not be asked for under its own.
        own = () if answer.work is None else self._registry.keys(answer.work)
        names = tuple(dict.fromkeys((answer.question.key, *own)))
        for key in names:
            self._store.put_work(self._registry.name, key, answer.work)
        self._tried.update(names)
        self.report.notices += len(answer.notices)
        self.report.completed += answer.work is not None
        if answer.doubt is not None:
            self.report.doubtful.append(f"{answer.question.key}: {answer.doubt}")

    def _said(self, error: RegistryError) -> str:
        return f"{self._registry.name} {error.reason}"


def keep_retractions(store: Store, path: Path, report: Report) -> Iterator[int]:
    """Keep every notice of a Retraction Watch table, whether or not its work is cited yet.

    Args:
        store: where they are kept.
        path: the CSV file.
        report: is filled on the way.

    Yields:
        How many rows were read since the last time.

    Raises:
        DocumentError: the file is no such table.
    """
    rows = read_notices(path)
    while batch := list(islice(rows, ROWS)):
        found: dict[Notice, tuple[str, ...]] = {}
        before = report.asked
        for row in batch:
            if isinstance(row, DocumentError):
                report.failed.append(str(row))
                continue
            report.asked += 1
            if row.keys:
                report.completed += 1
                found[row.notice] = (*found.get(row.notice, ()), *row.keys)
        report.notices += len(found)
        store.put_notices(RETRACTION_WATCH, found)
        yield report.asked - before
    store.put_work(RETRACTION_WATCH, WHOLE_TABLE, None)
