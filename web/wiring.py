"""From the settings to the parts that work together: store, vocabulary, network and index."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar, cast

from graph.dataset import Dataset
from graph.errors import StoreError
from graph.network import Network, build_network, catch_up, network_disagreements
from graph.store import Store, open_store
from graph.vocabulary import Vocabulary, load_vocabulary
from search import indexing
from search.answering.naming import naming_people
from search.registry import open_index
from search.sparql import Limits, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.base import SearchIndex
    from web.settings import Settings


T = TypeVar("T")


class Library:
    """The collection as a whole: the store and the projections that follow it.

    Attributes:
        settings: what it was opened with.
        vocabulary: the concepts it speaks of.
        store: the system of record.
        index: the search engine's projection of it.
        dataset: the RDF projection of it, which whoever needs it brings up to the store.
        queries: answers SPARQL over the dataset.
    """

    def __init__(
        self, settings: Settings, vocabulary: Vocabulary, store: Store, index: SearchIndex
    ) -> None:
        self.settings = settings
        self.vocabulary = vocabulary
        self.store = store
        self.index = index
        self.dataset = Dataset(settings.dataset, store, vocabulary, settings.base)
        self.queries = Pool(self.dataset.catch_up, Limits(seconds=settings.time_limit))
        self._network: Network | None = None
        self._lock = threading.Lock()
        self._remembered: dict[str, tuple[object, object]] = {}

    def network(self) -> Network:
        """Return the network as of the store's last change."""
        with self._lock:
            if self._network is None:
                self._network = build_network(self.store, self.vocabulary)
            else:
                self._network = catch_up(self._network, self.store, self.vocabulary)
            return self._network

    def remembered(self, name: str, version: object, make: Callable[[], T]) -> T:
        """Return what was made under a name for a version, made now where it was not.

        Two threads may both make it; only the last version of each name is kept.
        """
        held = self._remembered.get(name)
        if held is not None and held[0] == version:
            return cast("T", held[1])
        made = make()
        self._remembered[name] = (version, made)
        return made

    def refresh(self) -> int:
        """Bring the search index up to the store's last change; return the articles it took up."""
        return indexing.catch_up(self.store, self.index, self.vocabulary)

    def lag(self) -> int:
        """Return how many changes of the store the index does not hold; one that is ahead is 1."""
        last, seen = self.store.last_change(), self.index.seen()
        return last - seen if last >= seen else 1

    def close(self) -> None:
        """Let go of the store and the index."""
        self.queries.close()
        self.index.close()
        self.store.close()


def open_library(settings: Settings, *, repair: bool = True) -> Library:
    """Open the collection that the settings name, making it where there is none.

    Args:
        settings: where everything is.
        repair: bring the index up to the store first, as after a process that was killed.

    Raises:
        StoreError: the folder cannot be made, or the store in it cannot be opened.
        SearchIndexError: the index is broken in a way that `trabecula reindex` mends.
        VocabularyError: a file of the user's own vocabulary is broken.
    """
    vocabulary = naming_people(load_vocabulary(settings.vocabulary))
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {settings.data} cannot be made: {error.strerror}.") from error
    store = open_store(settings.store)
    library = Library(settings, vocabulary, store, open_index(settings.engine, settings.index))
    if repair:
        library.refresh()
    return library


def disagreements(library: Library) -> Iterator[str]:
    """Say, a sentence each, where the projections do not hold what the store holds."""
    yield from indexing.disagreements(library.store, library.index, library.vocabulary)
    yield from network_disagreements(library.network(), library.store)
