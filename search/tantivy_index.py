"""A search engine on Tantivy, a compiled library: for larger collections."""

from __future__ import annotations

import fcntl
import json
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from graph.errors import SearchIndexError
from search.base import Page
from search.index_folder import IndexFolder, index_name
from search.tantivy_schema import SCHEMA, STATE, TOKENIZER, document_of, tokenizer
from search.tantivy_view import TantivyView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from search.base import PassageDocument, Query

LAYOUT = 1  # of the schema; an index of another layout counts as empty, and is swept away
NAME = index_name(LAYOUT)
WAIT = 600.0  # seconds that a writer waits for another one
POLL = 0.02  # seconds between tries
RETRIES = 10  # of opening an index while it is being written
HEAP = 64 * 1024 * 1024  # bytes that a writer fills before it writes a segment out
META = "meta.json"  # Tantivy's list of segments, replaced as a whole at a commit


class State(NamedTuple):
    """What the index knows of itself."""

    seen: int = 0
    basis: str = ""


class TantivyIndex:
    """A Tantivy index in a folder, shared between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._inside = path / f"{NAME}.tantivy"
        self._folder = IndexFolder(path, NAME)
        self._writing = threading.Lock()
        self._following = threading.Lock()
        self._view: TantivyView | None = None
        self._state = State()
        self._commit: tuple[int, ...] | None = None  # that the view shows

    def seen(self) -> int:
        """Return the last change of the store that the index holds."""
        with self._damage():
            self._latest()
            return self._state.seen

    def basis(self) -> str:
        """Return what the last write gave as its basis."""
        with self._damage():
            self._latest()
            return self._state.basis

    def write(
        self,
        replaced: Iterable[str],
        documents: Iterable[PassageDocument],
        seen: int,
        *,
        basis: str = "",
        after: int | None = None,
    ) -> bool:
        """Drop all passages of the replaced articles, add the documents, and remember `seen`."""
        gone = set(replaced)
        rows = {document.id: document for document in documents}
        with self._writing, self._damage(), self._locked():
            index = self._open() or self._create()
            if after is not None and _state(index.searcher()).seen != after:
                return False
            writer = index.writer(HEAP, 1)
            try:
                for article in sorted(gone):
                    writer.delete_documents_by_term("article", article)
                for row in rows:
                    writer.delete_documents_by_term("passage", row)
                writer.delete_documents_by_term("role", STATE)
                for document in rows.values():
                    writer.add_document(document_of(document))
                state = json.dumps([seen, basis])
                writer.add_document(tantivy.Document(role=STATE, state=state))
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
        return True

    def tidy(self) -> None:
        """Nothing is put off: segments are merged beside the writes."""

    def clear(self) -> None:
        """Forget everything, and make a broken index anew."""
        with self._writing, self._damage():
            self._folder.refuse_foreign()
            with self._locked():
                self._folder.sweep(everything=True)
                self._create()

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        with self._damage():
            view = self._latest()
            return view.search(query) if view else Page((), 0, 0, dict.fromkeys(query.facets, ()))

    def words(self) -> Mapping[str, int]:
        """Return every folded word of the passages with how many of them have it."""
        with self._damage():
            view = self._latest()
            return view.words() if view else {}

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""
        with self._damage():
            view = self._latest()
            return view.articles() if view else frozenset()

    def count(self) -> int:
        """Return how many passages the index holds."""
        with self._damage():
            view = self._latest()
            return view.count() if view else 0

    def close(self) -> None:
        """Let go of the files."""
        with self._following:
            self._view, self._state, self._commit = None, State(), None

    def _latest(self) -> TantivyView | None:
        """Return a view of the last commit, of whichever process; None while there is nothing."""
        with self._following:
            for _ in range(RETRIES):
                commit = self._last_commit()
                if commit == self._commit:
                    return self._view
                try:
                    index = self._open()
                except (OSError, ValueError):
                    if commit == self._last_commit():
                        raise
                    continue  # a commit came in between the look and the opening
                self._view = TantivyView(index.searcher()) if index else None
                self._state = _state(index.searcher()) if index else State()
                self._commit = commit
            return self._view

    def _last_commit(self) -> tuple[int, ...] | None:
        try:
            about = (self._inside / META).stat()
        except (FileNotFoundError, NotADirectoryError):
            self._folder.refuse_foreign()
            return None
        return (about.st_ino, about.st_mtime_ns, about.st_size)

    def _open(self) -> tantivy.Index | None:
        if not (self._inside / META).exists():
            return None
        index = tantivy.Index.open(str(self._inside))
        return _ready(index)

    def _create(self) -> tantivy.Index:
        self._folder.sweep()
        self._inside.mkdir(exist_ok=True)
        return _ready(tantivy.Index(SCHEMA, str(self._inside)))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock that writers hold, waiting for any other one."""
        self._folder.refuse_foreign()
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / f"{NAME}_WRITELOCK").open("wb") as lock:
            end = time.monotonic() + WAIT
            while not _held(lock.fileno()):
                if time.monotonic() >= end:
                    raise SearchIndexError(
                        f"The search index in {self._path} was waited for in vain: another process"
                        f" has been writing it for {WAIT:.0f} seconds."
                    )
                time.sleep(POLL)
            yield

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Turn what Tantivy raises over damaged files, a panic too, to our own error."""
        try:
            yield
        except SearchIndexError:
            raise
        except (OSError, ValueError) as error:
            raise self._broken(error) from error
        except BaseException as error:
            # A panic of compiled code is no Exception, and its class has no public name.
            if type(error).__name__ != "PanicException":
                raise
            raise self._broken(error) from error

    def _broken(self, error: BaseException) -> SearchIndexError:
        return SearchIndexError(
            f"The search index in {self._path} cannot be used ({type(error).__name__}: {error});"
            " `trabecula reindex` makes it anew from the store."
        )


def _held(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _ready(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(TOKENIZER, tokenizer())
    index.config_reader("manual")
    index.reload()
    return index


def _state(searcher: tantivy.Searcher) -> State:
    found = searcher.search(tantivy.Query.term_query(SCHEMA, "role", STATE), limit=1).hits
    for _, address in found:
        return State(*json.loads(searcher.doc(address)["state"][0]))
    return State()
