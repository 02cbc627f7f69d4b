"""Search engines by name, each imported when it is opened."""

from collections.abc import Callable
from pathlib import Path

from graph.errors import UsageError
from search.base import SearchIndex


def open_index(name: str, path: Path | None = None) -> SearchIndex:
    """Open an index with the engine of that name.

    Nothing is read before the index is used, so that a broken one can be cleared and made anew.

    Args:
        name: a key of ENGINES.
        path: the folder that the index lives in, made when it is first written; engines that keep
            nothing on disk take no notice of it.

    Raises:
        UsageError: there is no such engine, or it needs a folder and was given none.
    """
    try:
        engine = ENGINES[name]
    except KeyError:
        known = ", ".join(sorted(ENGINES))
        raise UsageError(f"There is no search engine {name!r}; there are: {known}.") from None
    return engine(path)


def _memory(_path: Path | None) -> SearchIndex:
    from search.memory_index import MemoryIndex

    return MemoryIndex()


def _whoosh(path: Path | None) -> SearchIndex:
    from search.whoosh_index import WhooshIndex

    if path is None:
        raise UsageError("The search engine 'whoosh' needs a folder to keep its index in.")
    return WhooshIndex(path)


def _tantivy(path: Path | None) -> SearchIndex:
    from search.tantivy_index import TantivyIndex

    if path is None:
        raise UsageError("The search engine 'tantivy' needs a folder to keep its index in.")
    return TantivyIndex(path)


ENGINES: dict[str, Callable[[Path | None], SearchIndex]] = {
    "memory": _memory,
    "tantivy": _tantivy,
    "whoosh": _whoosh,
}
