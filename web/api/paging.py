"""Lists, a part at a time: each part tells the cursor of the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Response, g, jsonify, request

from graph.errors import QueryError
from search.query import MAX_OFFSET
from web.api.cursors import Place, read_cursor, write_cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.records import Json

    Slice = Callable[[int, int], Json]


class StaleCursorError(QueryError):
    """The collection has changed since a cursor was given."""


def leafed(given: dict[str, Any], part: Slice) -> Response:
    """Answer with a part of a list, and with the cursor of the part after it.

    Args:
        given: the parameters: `limit`, `offset`, `cursor` where there is one, and the list's own.
        part: makes the part of a size at an offset.

    Raises:
        NotFoundError: the cursor is none of this list.
        StaleCursorError: the collection has changed since the cursor was given.
    """
    place = Place(given["offset"])
    if "cursor" in given:
        place = read_cursor(given["cursor"], g.state, given)
        if place.is_stale:
            raise StaleCursorError("The collection has changed; begin this list again.")
    result = part(given["limit"], place.offset)
    after = place.offset + given["limit"]
    more = after < _length(result) and after <= MAX_OFFSET
    result["next"] = write_cursor(after, g.state, given) if more else None
    response = jsonify(result)
    if more:
        response.headers["Link"] = f'<{_address_with(result["next"])}>; rel="next"'
    return response


def _length(result: Json) -> int:
    """Count what the parts of a list are counted in."""
    length: int = result["articles" if result.get("grouped") else "total"]
    return length


def _address_with(cursor: str) -> str:
    asked = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name not in ("cursor", "offset")
    ]
    return f"{request.path}?{urlencode([*asked, ('cursor', cursor)])}"
