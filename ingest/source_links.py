"""Links in the text that are used as sources: to a study, or to a page elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph.ids import normalise_doi
from ingest.references import to_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


class Linked:
    """The references of an article by what a link may lead to; grows by those it makes."""

    def __init__(self, references: Iterable[Reference], article_id: str) -> None:
        self._article_id = article_id
        self._by_key: dict[tuple[str, str], Reference] = {}
        self._by_id: dict[str, Reference] = {}
        for reference in references:
            self._add(reference)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return the references, the listed ones first, each once."""
        return tuple(self._by_id.values())

    def reference_of(self, words: str, href: str) -> Reference:
        """Return the reference that a link leads to, or make one of its words and address."""
        made = to_reference(f"{words}. {href}", self._article_id)
        keys = [*_keys(made), ("url", href.rstrip("/"))]
        found = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if found is None:
            self._add(made)
        return found or made

    def _add(self, reference: Reference) -> None:
        self._by_id.setdefault(reference.id, reference)
        for key in _keys(reference):
            self._by_key.setdefault(key, reference)


def _keys(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.doi:
        yield "doi", normalise_doi(reference.doi) or reference.doi
    if reference.pmid:
        yield "pmid", reference.pmid
    if reference.url:
        yield "url", reference.url.rstrip("/")
