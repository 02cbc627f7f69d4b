"""Sitemaps and indexes of sitemaps, in the form of sitemaps.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.fetching.listing import MAX_ENTRIES, Listing
from ingest.readers.xml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree


def read_sitemap(path: str, data: bytes) -> Listing:
    """Read the addresses of pages, or of further sitemaps.

    Raises:
        DocumentError: it is broken.
    """
    root = parse_xml(path, data)
    pages = tuple(_places(root, "{*}url/{*}loc"))
    listings = tuple(_places(root, "{*}sitemap/{*}loc"))
    over = max(0, len(pages) - MAX_ENTRIES) + max(0, len(listings) - MAX_ENTRIES)
    return Listing(pages[:MAX_ENTRIES], listings[:MAX_ENTRIES], left_out=over)


def _places(root: etree._Element, within: str) -> Iterator[str]:
    for each in root.iterfind(within):
        if place := (each.text or "").strip():
            yield place
