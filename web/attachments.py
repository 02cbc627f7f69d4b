"""Files to take along: an answer that the browser keeps under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from collections.abc import Iterable


def attached(content: str | bytes | Iterable[str], content_type: str, name: str) -> Response:
    """Send a file; one given in parts is sent as it is written, and never stands in memory whole.

    Args:
        content: the file.
        content_type: of a text, with its charset.
        name: under which it is kept.
    """
    response = Response(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
