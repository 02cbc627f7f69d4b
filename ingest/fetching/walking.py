"""The way through an address's listings to the pages in them, bounded, each taken once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import httpx

from graph.errors import DocumentError
from ingest.fetching.addresses import parse_address
from ingest.fetching.fetched import Fetched, NotModified, Validators
from ingest.fetching.listings import read_listing
from ingest.fetching.sites import hosts_of, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.fetching.fetcher import Fetcher
    from ingest.fetching.listing import Listing

MAX_DEPTH: Final = 3  # listings within listings
MAX_LISTINGS: Final = 500  # that are fetched for one address
SHOWN: Final = 3  # hosts that are named in an error


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a listing is followed.

    Attributes:
        max_pages: pages that are taken for one address.
        any_site: whether pages of other sites than the listing's are taken.
    """

    max_pages: int = 10_000
    any_site: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A page to read.

    Attributes:
        address: of the page.
        answer: the page, where the address asked for was one; None where it is still to be fetched.
    """

    address: str
    answer: Fetched | NotModified | None = None


def read(
    fetcher: Fetcher, url: str, validators: Validators | None = None
) -> tuple[Fetched | NotModified, Listing | None]:
    """Fetch a document, and read what it lists.

    Raises:
        DocumentError: it cannot be had, or lists and is broken.
    """
    answer = fetcher.fetch(url, validators)
    if isinstance(answer, NotModified):
        return answer, None
    return answer, read_listing(answer, fetcher.settings.max_bytes)


@dataclass(slots=True)
class Walk:
    """The way through one address's listings, and what was met on it.

    Its methods raise DocumentError only where the whole way ends: at a bound.
    """

    fetcher: Fetcher
    scope: Scope
    own: frozenset[str]
    pages: set[str] = field(default_factory=set)
    listings: set[str] = field(default_factory=set)

    def follow(
        self, document: Fetched, listing: Listing, depth: int
    ) -> Iterator[Found | DocumentError]:
        """Yield the pages of a listing, and of those within it."""
        self.listings |= {document.url, document.address}
        own = self.own | hosts_of(listing.site or "")
        if listing.broken:
            reason = f"{listing.broken}, so pages may be missing from it"
            yield DocumentError(document.url, reason)
        if not (listing.pages or listing.listings):
            yield DocumentError(document.url, "lists no page")
        if listing.left_out:
            reason = f"lists {listing.left_out:,} pages without an address, or too many"
            yield DocumentError(document.url, reason)
        for found in self._own(document, listing.pages, own):
            if isinstance(found, DocumentError):
                yield found
            elif self._is_new_page(document.url, found):
                yield Found(found)
        for found in self._own(document, listing.listings, own):
            if isinstance(found, DocumentError):
                yield found
            elif self._is_new_listing(document.url, found):
                yield from self._within(found, depth + 1)

    def _own(
        self, document: Fetched, places: tuple[str, ...], own: frozenset[str]
    ) -> Iterator[str | DocumentError]:
        """Yield the addresses that may be asked; those of other sites as one error at the end."""
        others: Counter[str] = Counter()
        for place in places:
            try:
                address = parse_address(place, httpx.URL(document.address))
            except DocumentError as error:
                if self._is_new_page(document.url, place):
                    reason = f"lists {place[:200]!r}, which {error.reason}"
                    yield DocumentError(document.url, reason)
                continue
            if self.scope.any_site or any(same_site(address.host, host) for host in own):
                yield str(address)
            else:
                others[address.host] += 1
        if others:
            named = ", ".join(list(others)[:SHOWN]) + (", …" if len(others) > SHOWN else "")
            reason = f"lists {others.total():,} of other sites ({named}), which were left out"
            yield DocumentError(document.url, reason)

    def _within(self, address: str, depth: int) -> Iterator[Found | DocumentError]:
        if depth > MAX_DEPTH:
            yield DocumentError(
                address, f"is more than {MAX_DEPTH} sitemaps deep, and was left out"
            )
            return
        try:
            document, listing = read(self.fetcher, address)
        except DocumentError as error:
            yield error
            return
        if listing is None or isinstance(document, NotModified):
            yield DocumentError(address, "is no sitemap, though it is listed as one")
        else:
            yield from self.follow(document, listing, depth)

    def _is_new_page(self, path: str, address: str) -> bool:
        bound = self.scope.max_pages
        return _is_new(self.pages, address, bound, path, "pages")

    def _is_new_listing(self, path: str, address: str) -> bool:
        return _is_new(self.listings, address, MAX_LISTINGS, path, "sitemaps")


def _is_new(met: set[str], address: str, bound: int, path: str, noun: str) -> bool:
    """Note an address, and tell whether it was met before.

    Raises:
        DocumentError: it is one more than the bound.
    """
    if address in met:
        return False
    if len(met) >= bound:
        raise DocumentError(path, f"lists more than {bound:,} {noun}; the rest was left out")
    met.add(address)
    return True
