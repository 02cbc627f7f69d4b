"""The embedded engine on disk: Whoosh behind the protocol, and its only importer.

A write is one commit of one new segment. Whoosh commits by renaming one small file into place,
so that a process that is killed before it leaves the state before, and its leftovers are swept
away by the next write. `seen` and `basis` are a document of their own in the same commit.

Segments are merged as the index grows: see `search.merging`.
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from whoosh import fields, query, scoring
from whoosh import index as whoosh_index
from whoosh.analysis import Token
from whoosh.filedb.filestore import FileStorage
from whoosh.query.spans import SpanNear2
from whoosh.reading import SegmentReader
from whoosh.util.filelock import try_for

from graph.errors import SearchIndexError
from search import ranking
from search.base import Filters, Hit, Page
from search.evaluation import Stems, evaluate
from search.index_folder import IndexFolder, index_name
from search.merging import Size, to_merge
from search.paging import page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Any as Untyped  # Whoosh has no types

    from search.base import PassageDocument, Query

LAYOUT = 1  # of the fields below; an index of another layout counts as empty, and is swept away
NAME = index_name(LAYOUT)
WAIT = 600.0  # seconds that a writer waits for another one
POLL = 0.02  # seconds between tries
RETRIES = 10  # of opening an index while it is being written
FIELD_MARK = "\x1f"  # between title, section and text on their way through Whoosh's analysis
STATE = query.Term("role", "state")


class State(NamedTuple):
    """What the index knows of itself."""

    seen: int = 0
    basis: str = ""


def _analyser(value: str, **_options: object) -> Iterator[Untyped]:
    """Hand our own analysis to Whoosh, which wants one token object used over and over."""
    title, section, text = value.split(FIELD_MARK)
    token = Token(positions=True)
    for word in ranking.lay_out(title, section, text):
        token.text, token.pos, token.boost = word.stem, word.position, word.weight
        yield token


SCHEMA = fields.Schema(
    passage=fields.ID(stored=True, sortable=True),
    article=fields.ID(stored=True),
    content=fields.TEXT(analyzer=_analyser),
    # Scorable only because Whoosh, where it keeps no lengths, looks for their file at each word.
    words=fields.KEYWORD(scorable=True),
    exposures=fields.KEYWORD(),
    outcomes=fields.KEYWORD(),
    directions=fields.KEYWORD(),
    role=fields.ID(),
    state=fields.STORED(),
)


class _Weighting(scoring.BM25F):  # type: ignore[misc] # Whoosh has no types
    """BM25F with the figures of `search.ranking`; the document of the state counts for nothing."""

    def idf(self, searcher: Untyped, fieldname: str, text: str) -> float:
        whole = searcher.get_parent()
        return ranking.rarity(whole.doc_count_all() - 1, whole.doc_frequency(fieldname, text))

    def scorer(self, searcher: Untyped, fieldname: str, text: str, qf: float = 1) -> Untyped:
        scorer = super().scorer(searcher, fieldname, text, qf)
        if fieldname == "content":
            documents = searcher.get_parent().doc_count_all()
            scorer.avgfl *= documents / max(1, documents - 1)
        return scorer


class WhooshIndex:
    """A Whoosh index in a folder, shared between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = IndexFolder(path, NAME)
        self._writing = threading.Lock()
        self._reading = threading.Lock()  # Whoosh's readers are not safe to share at one time
        self._searcher: Untyped = None
        self._commit: tuple[int, float] | None = None  # that the searcher sees
        self._weighting = _Weighting(B=ranking.B, K1=ranking.K1)

    def seen(self) -> int:
        """Return the last change of the store that the index holds."""
        with self._latest() as searcher:
            return _state(searcher).seen

    def basis(self) -> str:
        """Return what the last write gave as its basis."""
        with self._latest() as searcher:
            return _state(searcher).basis

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
            writer.commit(mergetype=_merged)
        return True

    def clear(self) -> None:
        """Forget everything, and make a broken index anew."""
        with self._writing, self._reading:
            self._drop_searcher()
            with self._damage():
                self._folder.refuse_foreign()
                with self._locked() as storage:
                    self._folder.sweep(everything=True)
                    whoosh_index.FileIndex.create(storage, SCHEMA, NAME)

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""
        with self._latest() as searcher:
            if searcher is None:
                return Page((), 0)
            leaves = _Leaves(searcher)
            found = evaluate(query.root, leaves)
            passing = leaves.passing(query.filters)
            # Scores of equal passages may differ in the last bits from segment to segment.
            ranked = [
                (round(score, 6), number)
                for number, score in found.items()
                if passing is None or number in passing
            ]
            names = searcher.reader().column_reader("passage")
            window = page_of(ranked, query.offset, query.limit, names.__getitem__)
            hits = []
            for score, number in window:
                stored = searcher.stored_fields(number)
                hits.append(Hit(stored["passage"], stored["article"], score))
            return Page(tuple(hits), len(ranked))

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""
        with self._latest() as searcher:
            if searcher is None:
                return frozenset()
            reader = searcher.reader()
            return frozenset(
                name.decode()
                for name in reader.lexicon("article")
                if reader.postings("article", name).is_active()
            )

    def count(self) -> int:
        """Return how many passages the index holds."""
        with self._latest() as searcher:
            if searcher is None:
                return 0
            reader = searcher.reader()
            return int(reader.doc_count()) - sum(1 for _ in STATE.docs(searcher))

    def close(self) -> None:
        """Let go of the files."""
        with self._reading:
            self._drop_searcher()

    @contextmanager
    def _latest(self) -> Iterator[Untyped]:
        """Lend a searcher of the last commit, of whichever process; None while there is nothing.

        Whoosh's own way to refresh a searcher is passed by: it mixes segments that a merge has
        replaced back in, and deletions that came since out.
        """
        with self._reading, self._damage():
            self._retried(self._follow)
            yield self._searcher

    def _follow(self) -> None:
        """Open the last commit, unless it is open already."""
        index = self._open()
        # The number alone would not tell an index from one that was made anew.
        there = index is not None and not index.is_empty()
        commit = (index.latest_generation(), index.last_modified()) if there else None
        if commit != self._commit:
            self._drop_searcher()
            if there:
                self._searcher = index.searcher(weighting=self._weighting)
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

    def _drop_searcher(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = self._commit = None

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
    if searcher is None:
        return State()
    for number in STATE.docs(searcher):
        return State(*json.loads(searcher.stored_fields(number)["state"]))
    return State()


def _row(document: PassageDocument) -> dict[str, object]:
    parts = [
        part.replace(FIELD_MARK, " ") for part in (document.title, document.section, document.text)
    ]
    words = {word.word for word in ranking.lay_out(*parts)}
    return {
        "passage": document.id,
        "article": document.article,
        "content": FIELD_MARK.join(parts),
        "words": sorted(words),
        "exposures": list(document.exposures),
        "outcomes": list(document.outcomes),
        "directions": list(document.directions),
    }


def _merged(writer: Untyped, segments: list[Untyped]) -> list[Untyped]:
    """Merge into the segment being written what `search.merging` names; return those that stay."""
    sizes = [Size(segment.doc_count_all(), segment.deleted_count()) for segment in segments]
    merged = to_merge(writer.doc_count(), sizes)
    for number in sorted(merged):
        reader = SegmentReader(writer.storage, writer.schema, segments[number])
        writer.add_reader(reader)
        reader.close()
    return [segment for number, segment in enumerate(segments) if number not in merged]


class _Leaves:
    """What Whoosh is asked for: words and phrases. Keys are its numbers of documents.

    How they are joined is left to `search.evaluation`, since Whoosh's matchers for compound queries
    are not to be relied on: it reads a NOT in an OR as "but not", and its DisjunctionMax gives a
    document the score that another part has in a later one.
    """

    def __init__(self, searcher: Untyped) -> None:
        self._searcher = searcher

    def following(self, stems: Stems) -> dict[int, float]:
        """Score the passages where the stems stand at their distances."""
        (first, last), *others = stems
        found = query.Term("content", first)
        for stem, place in others:
            apart = place - last
            found = SpanNear2([found, query.Term("content", stem)], slop=apart, mindist=apart)
            last = place
        return self._scores(found)

    def beginning(self, start: str) -> dict[int, float]:
        """Score the passages with a word that begins so."""
        return dict.fromkeys(self._scores(query.Prefix("words", start)), ranking.PREFIX_SCORE)

    def everything(self) -> Iterable[int]:
        """Name every passage."""
        state = set(self._scores(STATE))
        return (n for n in self._searcher.reader().all_doc_ids() if n not in state)

    def passing(self, filters: Filters) -> set[int] | None:
        """Name the passages that the filters let through; None for all."""
        passed: set[int] | None = None
        for field, values in (
            ("exposures", filters.exposures),
            ("outcomes", filters.outcomes),
            ("directions", filters.directions),
        ):
            if values:
                found = {n for value in values for n in self._scores(query.Term(field, value))}
                passed = found if passed is None else passed & found
        return passed

    def _scores(self, asked: Untyped) -> dict[int, float]:
        scores = {}
        for searcher, first in self._searcher.leaf_searchers():
            matcher = asked.matcher(searcher, searcher.context())
            while matcher.is_active():
                scores[first + matcher.id()] = matcher.score()
                matcher.next()
        return scores
