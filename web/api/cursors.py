"""Cursors: where the next page of a list begins, in the very list that the page before came from.

A cursor names the offset, the state of the collection and the list's parameters. It gives no power
that the parameters do not, so it is checked and not signed.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from graph.errors import NotFoundError
from search.query import MAX_OFFSET

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHAPE = struct.Struct(">I8s8s8s")
_LENGTH = -(-_SHAPE.size * 4 // 3)
CURSOR = rf"^[A-Za-z0-9_-]{{{_LENGTH}}}$"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins.

    Attributes:
        offset: entries before it.
        is_stale: the collection has changed since the cursor was given.
    """

    offset: int
    is_stale: bool = False


def write_cursor(offset: int, state: str, parameters: Mapping[str, object]) -> str:
    """Write a cursor for a list of these parameters in this state of the collection."""
    body = (offset, _digest(state), _digest(_listed(parameters)))
    packed = _SHAPE.pack(*body, _digest(repr(body)))
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def read_cursor(cursor: str, state: str, parameters: Mapping[str, object]) -> Place:
    """Read a cursor that `write_cursor` wrote.

    Raises:
        NotFoundError: it is none of ours, or one of another list.
    """
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        offset, seen, listed, check = _SHAPE.unpack(packed)
    except (binascii.Error, ValueError, struct.error) as error:
        raise NotFoundError("There is no page of that cursor.") from error
    ours = check == _digest(repr((offset, seen, listed)))
    if not ours or offset > MAX_OFFSET or listed != _digest(_listed(parameters)):
        raise NotFoundError("There is no page of that cursor in this list.")
    return Place(offset, is_stale=seen != _digest(state))


def _listed(parameters: Mapping[str, object]) -> str:
    """Name a list by what it was asked with; the place in it and the size of a page apart."""
    apart = ("cursor", "offset", "limit")
    return repr(sorted((name, each) for name, each in parameters.items() if name not in apart))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
