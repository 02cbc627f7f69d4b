"""What is to be read: a file, or bytes that a container or the web gave."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """A document before it is read.

    Attributes:
        path: what it is called: a file's path, a container's path with the member's name after a
            slash, or an address.
        data: its bytes; None for a file that is still to be loaded.
        url: the address that it was fetched from, where there is one.
        charset: the encoding that a server declared for it.
    """

    path: str
    data: bytes | None = None
    url: str | None = None
    charset: str | None = None


def place_of(path: str) -> str:
    """Tell where an item is kept as having been read: a file's whole path, or an address."""
    return path if is_address(path) else os.path.realpath(path)


def is_address(path: str) -> bool:
    """Tell a web address from a file's path."""
    return path.casefold().startswith(("http://", "https://"))
