"""Many documents: finding them, and reading them in one process or several."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import BatchError, DocumentError
from graph.vocabulary import load_vocabulary
from ingest import containers
from ingest.items import Item, place_of
from ingest.pipeline import ArticleReader, article_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph.model import ArticleRecord

MAX_FILES = 100_000  # documents of one call; a folder with more is named and refused
AHEAD = 4  # documents under way for each worker, so that memory stays flat over a long batch


def find_documents(paths: Iterable[str]) -> Iterator[Item | DocumentError]:
    """Name each document once: files as given, folders by the suffixes that readers know, sorted.

    A folder without a document comes as an error in its place, since somebody expected some.
    Links that lead out of a folder are not followed.
    """
    seen: set[str] = set()
    for path in paths:
        found = _walk(path) if Path(path).is_dir() else [path]
        if not found:
            known = ", ".join(containers.READABLE)
            yield DocumentError(path, f"the folder holds no document of the kinds {known}")
        for name in found:
            place = place_of(name)
            if place not in seen:
                seen.add(place)
                yield Item(name)


def _walk(folder: str) -> list[str]:
    names: list[str] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names += (
            os.path.join(root, name)  # noqa: PTH118 - keeps the folder as the person wrote it
            for name in files
            if name.casefold().endswith(containers.READABLE) and not name.startswith(".")
        )
        if len(names) > MAX_FILES:
            raise DocumentError(folder, f"holds more than {MAX_FILES} documents")
    return sorted(names)


def read_batch(
    items: Iterable[Item | DocumentError],
    *,
    vocabulary_folder: Path | None = None,
    workers: int = 1,
    known_id: Callable[[str], str | None] = lambda _place: None,
    place: Callable[[str], str] = lambda path: path,
) -> Iterator[tuple[Item, ArticleRecord | DocumentError]]:
    """Read documents in their order, containers taken apart; an unreadable one comes as its error.

    Args:
        items: what is to be read; an error among them is handed on in its place.
        vocabulary_folder: a folder of the user's own Turtle files.
        workers: processes that read; 1 reads in this one.
        known_id: tells the id that a place has in the store.
        place: how a path is kept in the record, such as its absolute form.

    Raises:
        BatchError: one of several processes died.
    """
    jobs = _jobs(items, known_id, place)
    if workers <= 1:
        reader = article_reader(load_vocabulary(vocabulary_folder))
        for job in jobs:
            yield _named(job[0]), _read(reader, job)
        return
    # Started anew rather than forked: a progress bar has a thread of its own by then.
    pool = ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start, initargs=(vocabulary_folder,)
    )
    try:
        with pool:
            yield from _read_in(pool, jobs, workers * AHEAD)
    except BrokenProcessPool as error:
        raise BatchError(
            "A process that reads documents died, for want of memory perhaps. What was read before "
            "is kept; the same call with one worker goes on from there and shows the document."
        ) from error


# What is to be read, what it is kept as, and the id that it has.
Job = tuple[Item | DocumentError, str, str | None]


def _jobs(
    items: Iterable[Item | DocumentError],
    known_id: Callable[[str], str | None],
    place: Callable[[str], str],
) -> Iterator[Job]:
    for item in items:
        for member in (item,) if isinstance(item, DocumentError) else containers.members(item):
            kept = place(member.path)
            yield member, kept, known_id(kept)


def _named(item: Item | DocumentError) -> Item:
    return Item(item.path) if isinstance(item, DocumentError) else item


def _read_in(
    pool: ProcessPoolExecutor, jobs: Iterator[Job], ahead: int
) -> Iterator[tuple[Item, ArticleRecord | DocumentError]]:
    """Keep a pool busy with some jobs ahead of the one that is waited for."""
    pending = deque((job[0], pool.submit(_read_in_worker, job)) for job in islice(jobs, ahead))
    while pending:
        item, future = pending.popleft()
        result = future.result()
        pending.extend((job[0], pool.submit(_read_in_worker, job)) for job in islice(jobs, 1))
        yield _named(item), result


def _read(reader: ArticleReader, job: Job) -> ArticleRecord | DocumentError:
    item, kept, known = job
    if isinstance(item, DocumentError):
        return item
    try:
        return reader.read_item(item, kept, known)
    except DocumentError as error:
        return DocumentError(item.path, error.reason)


_reader: ArticleReader | None = None


def _start(vocabulary_folder: Path | None) -> None:
    """Give a worker process its reader, once; the only state a process of ours holds."""
    global _reader
    _reader = article_reader(load_vocabulary(vocabulary_folder))


def _read_in_worker(job: Job) -> ArticleRecord | DocumentError:
    if _reader is None:
        raise RuntimeError("a worker was given a document before it was started")
    return _read(_reader, job)
