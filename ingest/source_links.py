"""Links in the text that are used as sources: to a study, or to a page elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph.ids import normalise_doi
from ingest.references import to_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Reference

_NO_SOURCE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|pinterest|youtube|youtu|tiktok|whatsapp|"
    r"t|amazon|amzn|google|maps|apple|spotify|eventbrite|calendly|mailchimp|paypal)\.[a-z.]{2,6}$"
)
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp4|mp3|zip|css|js)(?:$|\?)", re.IGNORECASE)


def is_source_link(href: str, own_address: str | None) -> bool:
    """Tell whether a link leads to a page of another site that may be a source."""
    try:
        target = urlsplit(href)
        own = urlsplit(own_address or "")
    except ValueError:
        return False
    host = (target.hostname or "").removeprefix("www.")
    if target.scheme not in ("http", "https") or "." not in host:
        return False
    if host == (own.hostname or "").removeprefix("www."):
        return False
    bare = target.path in ("", "/") and not target.query
    return not (bare or _NO_SOURCE.search(host) or _NO_PAGE.search(target.path))


def linked_reference(
    words: str, href: str, known: Iterable[Reference], article_id: str
) -> Reference:
    """Return the listed reference that a link leads to, or make one of its words and address."""
    made = to_reference(f"{words}. {href}", article_id)
    doi = normalise_doi(made.doi) if made.doi else None
    for reference in known:
        if doi and reference.doi and normalise_doi(reference.doi) == doi:
            return reference
        if made.pmid and made.pmid == reference.pmid:
            return reference
        if reference.url and reference.url.rstrip("/") == href.rstrip("/"):
            return reference
    return made
