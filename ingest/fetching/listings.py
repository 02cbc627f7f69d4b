"""Telling a document that lists pages by its first tag: a sitemap, an index of them, or a feed."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from lxml import etree

from graph.errors import DocumentError
from ingest.fetching.feeds import read_feed
from ingest.fetching.sitemaps import read_sitemap
from ingest.fetching.unpacking import GZIP, bounded, inflated, parts_of
from ingest.readers.xml import SAFE

if TYPE_CHECKING:
    from ingest.fetching.fetched import Fetched
    from ingest.fetching.listing import Listing

SAMPLE: Final = 65_536  # bytes in which the first tag stands

_SITEMAPS: Final = frozenset({"urlset", "sitemapindex"})
_FEEDS: Final = frozenset({"rss", "feed"})
_ENTITY: Final = re.compile(rb"<!ENTITY\b")
_RSS_1: Final = b"http://purl.org/rss/1.0/"  # one use of RDF among many


def read_listing(document: Fetched, max_bytes: int) -> Listing | None:
    """Read what a document lists; None for one that lists nothing, such as a page.

    Args:
        document: what was fetched; it may be a packed file.
        max_bytes: that it may unpack to.

    Raises:
        DocumentError: it is a listing, and it is broken or declares entities of its own.
    """
    path = document.address
    data = document.data
    packed = data.startswith(GZIP)
    try:
        sample = next(inflated(path, parts_of(data))) if packed else data[:SAMPLE]
    except DocumentError:
        return None  # no listing that was packed; readers know what else it may be
    root = _root(_without_blanks(sample))
    sitemap = root is not None and root.localname in _SITEMAPS
    if not sitemap and not _is_feed(root, sample):
        return None
    if packed:
        data = b"".join(bounded(path, inflated(path, parts_of(data)), max_bytes))
    data = _without_blanks(data)
    # An encoding of two bytes a character hides no declaration.
    if _ENTITY.search(data[:SAMPLE].replace(b"\0", b"")):
        raise DocumentError(path, "declares entities of its own, which is refused")
    return read_sitemap(path, data) if sitemap else read_feed(path, data)


def _root(sample: bytes) -> etree.QName | None:
    """Name the first element of a document; None for what is no XML even at its beginning."""
    parser = etree.XMLPullParser(("start",), **SAFE)
    with suppress(etree.XMLSyntaxError):  # what stands before the error is told all the same
        parser.feed(sample)
    for _, element in parser.read_events():
        if isinstance(element, etree._Element):
            return etree.QName(element)
    return None


def _is_feed(root: etree.QName | None, sample: bytes) -> bool:
    if root is None:
        return False
    return root.localname in _FEEDS or (root.localname == "RDF" and _RSS_1 in sample)


def _without_blanks(data: bytes) -> bytes:
    """Drop blanks before the XML declaration, where none may stand and many do."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()
