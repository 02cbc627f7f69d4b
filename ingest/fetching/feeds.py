"""Feeds: RSS of any age, RSS 1.0 in RDF, and Atom; the addresses in them and nothing else.

A parser of all that a feed can hold takes minutes over what a hostile one does hold; the addresses
alone are read by libxml2 within its bounds, in a second at most.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from graph.errors import DocumentError
from ingest.fetching.listing import MAX_ENTRIES, Listing
from ingest.readers.xml import SAFE, parse_xml

# What most often breaks a feed: control characters, letters that are not in the encoding that is
# declared, and ampersands that begin no entity of XML's own, outside of a CDATA section.
_STRAY: Final = re.compile(r"\A<\?xml[^>]*\?>|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONE: Final = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)",
    re.DOTALL,
)


def read_feed(path: str, data: bytes) -> Listing:
    """Read the addresses of a feed's entries, made absolute, and of its site.

    Raises:
        DocumentError: nothing of it can be read.
    """
    root, broken = _root_of_feed(path, data)
    entries = [_link(path, entry) for entry in root.iter("{*}item", "{*}entry")]
    pages = tuple(link for link in entries if link)[:MAX_ENTRIES]
    channel = root.find("{*}channel")
    return Listing(
        pages=pages,
        site=_link(path, root if channel is None else channel),
        left_out=len(entries) - len(pages),
        broken=broken,
    )


def _root_of_feed(path: str, data: bytes) -> tuple[etree._Element, str | None]:
    """Parse a feed, mended or in part where it must be; in part it comes with what is wrong."""
    with suppress(DocumentError):
        return parse_xml(path, data), None
    text = _STRAY.sub("", data.decode("utf-8", "replace"))
    mended = _LONE.sub(lambda found: found[1] or "&amp;", text).encode()
    try:
        return parse_xml(path, mended), None
    except DocumentError as error:
        root = etree.fromstring(mended, etree.XMLParser(recover=True, **SAFE))
        if root is None:
            raise
        return root, error.reason


def _link(path: str, entry: etree._Element) -> str | None:
    """Return the address of the page that an entry, or a whole feed, stands for."""
    for tag in ("{*}origLink", "{*}link", "{*}guid"):
        for each in entry.iterchildren(tag):
            if each.get("rel", "alternate") != "alternate" or each.get("isPermaLink") == "false":
                continue
            if place := (each.get("href") or each.text or "").strip():
                return _absolute(path, each, place)
    return None


def _absolute(path: str, element: etree._Element, place: str) -> str:
    try:
        return urljoin(urljoin(path, element.base), place)
    except ValueError:
        return place  # as it stands, it is told to be no address
