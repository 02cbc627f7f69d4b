"""The state that an answer was made from, as an entity tag; what is unchanged is not made again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, g, request

if TYPE_CHECKING:
    from web.wiring import Library


ROOT = Path(__file__).parents[2]
PARTS = ("graph", "search", "web")
PACKINGS = ("br", "gzip")  # forms that answers are sent in; each has a tag of its own


@cache
def program() -> str:
    """Name the program by its own files: one that was mended answers otherwise than before."""
    digest = blake2b(digest_size=16)
    for part in PARTS:
        for file in sorted((ROOT / part).rglob("*")):
            if file.suffix in (".py", ".html", ".toml", ".txt", ".json", ".ttl") and file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def state_of(library: Library) -> str:
    """Name the state of the collection: what is stored, what is indexed, and with what.

    The day stands in it too, since the weight of a source falls with its age.
    """
    parts = (
        program(),
        library.settings.engine,
        library.vocabulary.fingerprint,
        library.index.basis(),
        library.index.seen(),
        library.store.last_change(),
        library.store.ledger(),
        datetime.now(UTC).date().isoformat(),
    )
    return "|".join(map(str, parts))


class Conditions:
    """Conditional requests to one blueprint: a strong entity tag, and 304 where it still holds."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def before(self) -> Response | None:
        """Answer at once where the client's copy is still what would be made."""
        if request.method not in ("GET", "HEAD"):
            return None
        # Taken before the answer is made: a change meanwhile makes the tag too old, never too new.
        g.state = state_of(self._library)
        g.tag = blake2b(f"{g.state}|{request.full_path}".encode(), digest_size=16).hexdigest()
        if request.if_none_match.star_tag:
            return None
        for tag in (g.tag, *(f"{g.tag}:{packing}" for packing in PACKINGS)):
            if request.if_none_match.contains(tag):
                response = Response(status=304)
                response.set_etag(tag)
                return response
        return None

    def after(self, response: Response) -> Response:
        """Give an answer its tag."""
        if response.status_code == 200 and "tag" in g and not response.is_streamed:
            response.set_etag(g.tag)
            response.make_conditional(request)
        return response
