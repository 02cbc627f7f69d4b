"""Bytes in parts, held within a bound, as they come and when they are unpacked."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from graph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PART: Final = 65_536  # bytes that are unpacked at a time
MAX_MEMBERS: Final = 1_000  # gzip files put one behind the other
GZIP: Final = b"\x1f\x8b"

_EITHER: Final = zlib.MAX_WBITS | 32  # gzip's or zlib's header


def bounded(path: str, parts: Iterable[bytes], bound: int) -> Iterator[bytes]:
    """Hand parts on until they are more than may be.

    Raises:
        DocumentError: there are more bytes than the bound.
    """
    total = 0
    for part in parts:
        total += len(part)
        if total > bound:
            raise too_large(path, bound)
        yield part


def parts_of(data: bytes) -> Iterator[bytes]:
    """Cut bytes that are there already into parts, such as come over a connection."""
    for start in range(0, len(data), PART):
        yield data[start : start + PART]


def too_large(path: str, bound: int) -> DocumentError:
    """Say that a document has more bytes than it may."""
    return DocumentError(path, f"is larger than {bound / 1e6:.0f} MB, the most that is read")


def inflated(path: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip or zlib in small parts, whatever the ratio to which it was packed.

    Raises:
        DocumentError: it is broken, or breaks off.
    """
    packed = zlib.decompressobj(_EITHER)
    members = 1
    for part in parts:
        rest = part
        while rest:
            try:
                yield packed.decompress(rest, PART)
            except zlib.error as error:
                raise DocumentError(path, "is packed, and cannot be unpacked") from error
            rest = packed.unconsumed_tail
            if packed.eof and (following := packed.unused_data.lstrip(b"\0")):
                rest = following
                members += 1
                if members > MAX_MEMBERS:
                    raise DocumentError(path, "is packed in more pieces than a document is")
                packed = zlib.decompressobj(_EITHER)
    yield packed.flush()
    if not packed.eof:
        raise DocumentError(path, "breaks off: what was packed is not whole")
