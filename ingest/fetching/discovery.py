"""From an address to the pages to read: the page itself, or those that a sitemap or a feed lists.

A listing speaks for its own site. Pages of other sites in it, as in a feed of links, are left out
and counted in an error, unless all are asked for. One's own site are the hosts of the listing's
address, as asked for and as found, and the one that a feed names as its site; with or without
"www.", and the hosts below or above by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import DocumentError
from ingest.fetching.fetched import Fetched, NotModified, Validators
from ingest.fetching.sites import hosts_of
from ingest.fetching.walking import Found, Scope, Walk, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.fetching.fetcher import Fetcher


def read_pages(
    fetcher: Fetcher,
    url: str,
    known: Callable[[str], Validators | None] = lambda _address: None,
    scope: Scope | None = None,
) -> Iterator[Fetched | NotModified | DocumentError]:
    """Fetch the page at an address, or every page that the sitemap or feed there lists.

    Args:
        fetcher: fetches.
        url: the address.
        known: tells the validators of a page that was fetched before.
        scope: how far a listing is followed.
    """
    for found in discover(fetcher, url, known(url), scope):
        if isinstance(found, DocumentError):
            yield found
        elif found.answer is not None:
            yield found.answer
        else:
            try:
                yield fetcher.fetch(found.address, known(found.address))
            except DocumentError as error:
                yield error


def discover(
    fetcher: Fetcher,
    url: str,
    validators: Validators | None = None,
    scope: Scope | None = None,
) -> Iterator[Found | DocumentError]:
    """Find the pages at an address, each once, in the order of their listing.

    What cannot be had or is left out comes as an error, and the rest goes on.

    Args:
        fetcher: fetches.
        url: the address of a page, a sitemap, an index of sitemaps or a feed.
        validators: those of the page, where it was fetched before.
        scope: how far a listing is followed.
    """
    try:
        answer, listing = read(fetcher, url, validators)
        if listing is None or isinstance(answer, NotModified):
            yield Found(url, answer)
        else:
            walk = Walk(fetcher, scope or Scope(), hosts_of(url, answer.address))
            yield from walk.follow(answer, listing, depth=1)
    except DocumentError as error:
        yield error
