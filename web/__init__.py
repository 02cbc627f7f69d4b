"""Where people and programs meet the collection: the site, the API and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from web.following import Follower
    from web.wiring import Library


def create_app(library: Library, follower: Follower | None = None) -> Flask:
    """Make the WSGI application that serves a library: pages, and JSON under /api/v1/.

    It only reads: every route answers GET and HEAD alone.

    Args:
        library: the collection.
        follower: what keeps its index up to its store, for /readyz to tell of.
    """
    # The command line imports this package too, and most commands need no Flask.
    from web.site import make_site

    return make_site(library, follower)
