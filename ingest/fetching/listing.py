"""A document that lists pages, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_ENTRIES: Final = 50_000  # of a sitemap, by its protocol


@dataclass(frozen=True, slots=True)
class Listing:
    """What a document lists, in its order.

    Attributes:
        pages: addresses of pages, as they are written there; a feed's are made absolute.
        listings: addresses of further listings.
        site: the address of the site that a feed says it is of.
        left_out: entries without an address, or more than there may be.
        broken: what is wrong with a feed that could be read in part only, perhaps.
    """

    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    site: str | None = None
    left_out: int = 0
    broken: str | None = None
