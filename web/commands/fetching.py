"""Pages on the web as what is to be read, asked only for what changed since the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import DocumentError
from graph.store import Change, Fetch
from ingest.items import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store
    from ingest.fetching import Fetched, Fetcher, Scope, Validators
    from web.commands.reporting import Tally


class WebPages:
    """Fetches pages for an ingest, and keeps what their servers said once they are stored."""

    def __init__(self, fetcher: Fetcher, scope: Scope, store: Store) -> None:
        self._fetcher = fetcher
        self._scope = scope
        self._store = store
        self._fetched: dict[str, Fetch] = {}

    def items(self, address: str, tally: Tally) -> Iterator[Item | DocumentError]:
        """Yield the page at an address, or those that its sitemap or feed lists.

        A page whose server says that it has not changed is counted, and not read again.
        """
        from ingest.fetching import NotModified, read_pages

        for answer in read_pages(self._fetcher, address, self._known, self._scope):
            if isinstance(answer, DocumentError):
                yield answer
            elif isinstance(answer, NotModified):
                tally.changes[Change.UNCHANGED] += 1
            else:
                yield self._item(answer)

    def stored(self, item: Item) -> None:
        """Keep what the server said of a page, now that it is in the store."""
        fetch = self._fetched.pop(item.path, None)
        if fetch is not None:
            self._store.keep_fetch(fetch)

    def _item(self, answer: Fetched) -> Item:
        given = answer.validators
        if given is not None:
            fetch = Fetch(answer.url, answer.address, given.etag, given.modified)
            self._fetched[answer.address] = fetch
        return Item(answer.address, answer.data, url=answer.address, charset=answer.charset)

    def _known(self, address: str) -> Validators | None:
        """Tell what a server said of a page, as long as the store still holds the page."""
        from ingest.fetching import Validators

        said = self._store.fetch(address)
        if said is None or self._store.article_at(said.final) is None:
            return None
        return Validators(said.final, said.etag, said.modified)
