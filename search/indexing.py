"""The index as a projection of the store: what goes in, and how it catches up.

The index remembers the last change of the store that it holds, in the same atomic write as the
passages. Killed at any moment, it takes up from there; two processes that catch up at once pass
each other by, since a batch is only written on top of the state that it was made for.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from graph.errors import NotFoundError, SearchIndexError
from search import analysis
from search.documents import UNSEARCHED, documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph.store import ChangeEntry, Store
    from graph.vocabulary import Vocabulary
    from search.base import PassageDocument, SearchIndex

    Progress = Callable[[int, int], None]

ARTICLES = 200  # of a batch
PASSAGES = 2_000  # of a batch, unless a single article has more
ATTEMPTS = 1_000  # rounds of a catch-up before others are taken to be in an endless race with it


def catch_up(
    store: Store, index: SearchIndex, vocabulary: Vocabulary, progress: Progress | None = None
) -> int:
    """Bring the index up to the store's last change.

    Made anew where the vocabulary or the analysis of words has changed since, or where the index
    has seen more than there is: the store was replaced.

    Args:
        store: the system of record.
        index: any engine's.
        vocabulary: the concepts, for the broader ones.
        progress: is told the articles done and how many there are to do.

    Returns:
        How many articles were taken up or out.
    """
    basis = _basis(vocabulary)
    if index.seen() > store.last_change() or index.basis() not in ("", basis):
        index.clear()
    done = 0
    for _ in range(ATTEMPTS):
        seen = index.seen()
        changes = store.changes_since(seen)
        if not changes:
            return done
        total = done + len(changes)
        for replaced, added, last in _batches(store, changes, vocabulary):
            if not index.write(replaced, added, last, basis=basis, after=seen):
                break  # another process was quicker; see what it has left to do
            seen = last
            done += len(replaced)
            if progress is not None:
                progress(done, total)
    raise SearchIndexError("The index changes too fast to catch up with the store.")


def rebuild(
    store: Store, index: SearchIndex, vocabulary: Vocabulary, progress: Progress | None = None
) -> int:
    """Make the index anew, also a broken one; return how many articles it took up."""
    index.clear()
    done = catch_up(store, index, vocabulary, progress)
    index.tidy()
    return done


def disagreements(store: Store, index: SearchIndex, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Say, a sentence each, where the index does not hold what the store holds."""
    found = []
    if index.seen() != store.last_change():
        found.append(
            f"The search index has seen change {index.seen()} of the store,"
            f" whose last one is {store.last_change()}."
        )
    if index.seen() and index.basis() != _basis(vocabulary):
        found.append("The search index was made with another vocabulary.")
    expected: dict[str, int] = {}
    for record in store.records():
        passages = sum(1 for passage in record.passages if passage.kind not in UNSEARCHED)
        if passages:
            expected[record.article.id] = passages
    held = index.articles()
    found += [f"The search index lacks article {a}." for a in sorted(expected.keys() - held)]
    found += [
        f"The search index holds article {a}, which the store has not."
        for a in sorted(held - expected.keys())
    ]
    if index.count() != sum(expected.values()):
        found.append(
            f"The search index holds {index.count()} passages,"
            f" the store {sum(expected.values())} to search."
        )
    return tuple(found)


def _basis(vocabulary: Vocabulary) -> str:
    return f"{analysis.VERSION}:{vocabulary.fingerprint}"


def _batches(
    store: Store, changes: Iterable[ChangeEntry], vocabulary: Vocabulary
) -> Iterator[tuple[list[str], list[PassageDocument], int]]:
    """Gather changes to batches: articles to replace, passages, last change."""
    replaced: list[str] = []
    added: list[PassageDocument] = []
    for change in sorted(changes, key=lambda change: change.seq):
        replaced.append(change.article)
        if not change.removed:
            with suppress(NotFoundError):  # removed since, which a later change says too
                added += documents(store.record(change.article), vocabulary, store)
        if len(replaced) >= ARTICLES or len(added) >= PASSAGES:
            yield replaced, added, change.seq
            replaced, added = [], []
    if replaced:
        yield replaced, added, change.seq
