"""The embedded engine on disk: Whoosh behind the protocol, and its only importer.

A write is one commit of one new segment. Whoosh commits by renaming one small file into place,
so that a process that is killed before it leaves the state before, and its leftovers are swept
away by the next write. `seen` and `basis` are a document of their own in the same commit.

A write merges small segments only, so that others wait for it briefly; the rest is left for `tidy`:
see `search.merging`.
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from functools import partial
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from whoosh import fields, query
from whoosh import index as whoosh_index
from whoosh.analysis import Token
from whoosh.columns import FixedBytesColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.util.filelock import try_for

from graph.errors import SearchIndexError
from search.base import Facet, Page
from search.dense_page import place_of
from search.fields import length_of, spellings, stems_at, words_of
from search.index_folder import IndexFolder, index_name
from search.merging import FAN_IN, QUICK, Size, to_merge
from search.ranking import Field, length_code
from search.whoosh_view import FIGURES, MOST, VALUE_MARK, WhooshView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any as Untyped  # Whoosh has no types

    from search.base import PassageDocument, Query
    from search.fields import Words

LAYOUT = 2  # of the fields below; an index of another layout counts as empty, and is swept away
NAME = index_name(LAYOUT)
WAIT = 600.0  # seconds that a writer waits for another one
POLL = 0.02  # seconds between tries
RETRIES = 10  # of opening an index while it is being written
STATE = query.Term("role", "state")


class State(NamedTuple):
    """What the index knows of itself."""

    seen: int = 0
    basis: str = ""


class _Laid(str):
    """A field's text with its words, which Whoosh hands through to the analyser as it is."""

    __slots__ = ("words",)
    words: Words


def _laid(words: Words) -> _Laid:
    laid = _Laid("-")
    laid.words = words
    return laid


def _analyser(value: _Laid, **_options: object) -> Iterator[Untyped]:
    """Hand our own analysis to Whoosh, which wants one token object used over and over."""
    token = Token(positions=True)
    token.boost = 1.0
    for token.pos, token.text in stems_at(value.words):
        yield token


# Scorable where no score is asked for: Whoosh looks for the file of lengths of any other field
# at each of its words.
SCHEMA = fields.Schema(
    passage=fields.KEYWORD(stored=True, scorable=True),
    article=fields.KEYWORD(stored=True, scorable=True),
    words=fields.KEYWORD(scorable=True),
    facets=fields.KEYWORD(scorable=True),
    figures=fields.COLUMN(FixedBytesColumn(FIGURES.itemsize)),
    role=fields.ID(),
    state=fields.STORED(),
    **{field.value: fields.TEXT(analyzer=_analyser) for field in Field},
)


class WhooshIndex:
    """A Whoosh index in a folder, shared between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = IndexFolder(path, NAME)
        self._writing = threading.Lock()
        self._reading = threading.Lock()  # Whoosh's readers are not safe to share at one time
        self._view: WhooshView | None = None
        self._commit: tuple[int, float] | None = None  # that the view shows

    def seen(self) -> int:
        """Return the last change of the store that the index holds."""
        with self._latest() as view:
            return _state(view.searcher).seen if view else 0

    def basis(self) -> str:
        """Return what the last write gave as its basis."""
        with self._latest() as view:
            return _state(view.searcher).basis if view else ""

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
        gone = sorted(set(replaced))
        rows = {document.id: document for document in documents}
        with self._writing, self._damage(), self._writer() as writer:
            if after is not None:
                with writer.searcher() as searcher:
                    if _state(searcher).seen != after:
                        return False
            for article in gone:
                writer.delete_by_term("article", article)
            if writer.segments:
                for name in rows:
                    writer.delete_by_term("passage", name)
            writer.delete_by_query(STATE)
            for document in rows.values():
                writer.add_document(**_row(document))
            writer.add_document(role="state", state=json.dumps([seen, basis]))
            writer.commit(mergetype=partial(_merged, most=QUICK))
        return True

    def tidy(self) -> None:
        """Merge what writes left apart; a search goes through fewer segments then."""
        with self._writing, self._damage(), self._writer() as writer:
            if len(writer.segments) < FAN_IN:
                writer.cancel()
            else:
                writer.commit(mergetype=partial(_merged, most=inf))

    def clear(self) -> None:
        """Forget everything, and make a broken index anew."""
        with self._writing, self._reading:
            self._drop_view()
            with self._damage():
                self._folder.refuse_foreign()
                with self._locked() as storage:
                    self._folder.sweep(everything=True)
                    whoosh_index.FileIndex.create(storage, SCHEMA, NAME)

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        with self._latest() as view:
            return view.search(query) if view else Page((), 0, 0, dict.fromkeys(query.facets, ()))

    def words(self) -> Mapping[str, int]:
        """Return every folded word of the passages with how many of them have it."""
        with self._latest() as view:
            return view.words() if view else {}

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""
        with self._latest() as view:
            return view.articles() if view else frozenset()

    def count(self) -> int:
        """Return how many passages the index holds."""
        with self._latest() as view:
            return len(view.everything()) if view else 0

    def close(self) -> None:
        """Let go of the files."""
        with self._reading:
            self._drop_view()

    @contextmanager
    def _latest(self) -> Iterator[WhooshView | None]:
        """Lend a view of the last commit, of whichever process; None while there is nothing.

        Whoosh's own way to refresh a searcher is passed by: it mixes segments that a merge has
        replaced back in, and deletions that came since out.
        """
        with self._reading, self._damage():
            self._retried(self._follow)
            yield self._view

    def _follow(self) -> None:
        """Open the last commit, unless it is open already."""
        index = self._open()
        # The number alone would not tell an index from one that was made anew.
        there = index is not None and not index.is_empty()
        commit = (index.latest_generation(), index.last_modified()) if there else None
        if commit != self._commit:
            self._drop_view()
            if there:
                self._view = WhooshView(index.searcher())
                self._commit = commit

    def _open(self) -> Untyped:
        try:
            return whoosh_index.FileIndex(FileStorage(str(self._path)), SCHEMA, NAME)
        except whoosh_index.EmptyIndexError:
            self._folder.refuse_foreign()
            return None

    def _retried(self, action: Callable[[], Untyped]) -> Untyped:
        """Read again where a commit has removed a file between the look and the opening."""
        for _ in range(RETRIES):
            try:
                return action()
            except FileNotFoundError:
                time.sleep(POLL)
        raise SearchIndexError(
            f"The search index in {self._path} has lost a file;"
            " `trabecula reindex` makes it anew from the store."
        )

    def _drop_view(self) -> None:
        if self._view is not None:
            self._view.close()
        self._view = self._commit = None

    @contextmanager
    def _writer(self) -> Iterator[Untyped]:
        """Lend the one writer, made after the wait for any other; unfinished work is undone."""
        index = self._retried(self._open)
        if index is None:
            with self._locked() as storage:
                index = self._open()  # another process may have made it while this one waited
                if index is None:
                    self._folder.sweep(everything=True)
                    index = whoosh_index.FileIndex.create(storage, SCHEMA, NAME)
        try:
            writer = index.writer(timeout=WAIT, delay=POLL)
        except whoosh_index.LockError as error:
            raise SearchIndexError(self._locked_out) from error
        try:
            self._folder.sweep()
            yield writer
        finally:
            if not writer.is_closed:
                writer.cancel()

    @contextmanager
    def _locked(self) -> Iterator[Untyped]:
        """Hold the lock that writers hold, where there is no index to write to."""
        storage = FileStorage(str(self._path)).create()
        lock = storage.lock(f"{NAME}_WRITELOCK")
        if not try_for(lock.acquire, timeout=WAIT, delay=POLL):
            raise SearchIndexError(self._locked_out)
        try:
            yield storage
        finally:
            lock.release()

    @property
    def _locked_out(self) -> str:
        return (
            f"The search index in {self._path} was waited for in vain: another process has been"
            f" writing it for {WAIT:.0f} seconds."
        )

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Turn what Whoosh raises over damaged files, which may be anything, to our own error."""
        try:
            yield
        except SearchIndexError:
            raise
        except Exception as error:
            raise SearchIndexError(
                f"The search index in {self._path} cannot be used"
                f" ({type(error).__name__}: {error});"
                " `trabecula reindex` makes it anew from the store."
            ) from error


def _state(searcher: Untyped) -> State:
    for number in STATE.docs(searcher):
        return State(*json.loads(searcher.stored_fields(number)["state"]))
    return State()


def _row(document: PassageDocument) -> dict[str, object]:
    words = words_of(document)
    values = {Facet.ARTICLE: (document.article,), **document.facets}
    return {
        "passage": [document.id],
        "article": [document.article],
        "_stored_passage": document.id,
        "_stored_article": document.article,
        "words": sorted(spellings(words[Field.TEXT])),
        "facets": [f"{facet}{VALUE_MARK}{each}" for facet, had in values.items() for each in had],
        "figures": _figures(document, words),
        **{field.value: _laid(found) for field, found in words.items()},
    }


def _figures(document: PassageDocument, words: dict[Field, Words]) -> bytes:
    lengths = (length_code(length_of(words[field])) for field in Field)
    evidence, year = min(document.evidence, MOST), min(max(document.year or 0, 0), MOST)
    return np.array((place_of(document.id), evidence, year, *lengths), FIGURES).tobytes()


def _merged(writer: Untyped, segments: list[Untyped], *, most: float) -> list[Untyped]:
    """Merge into the segment being written what `search.merging` names; return those that stay."""
    sizes = [Size(segment.doc_count_all(), segment.deleted_count()) for segment in segments]
    merged = to_merge(writer.doc_count(), sizes, most)
    for number in sorted(merged):
        reader = SegmentReader(writer.storage, writer.schema, segments[number])
        writer.add_reader(reader)
        reader.close()
    return [segment for number, segment in enumerate(segments) if number not in merged]
