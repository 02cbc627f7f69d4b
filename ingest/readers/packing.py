"""What a ZIP package says of its parts, looked at before any of them is unpacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zipfile import ZipInfo

MAX_PARTS = 10_000
MAX_UNPACKED = 200_000_000  # bytes of all parts together
MAX_RATIO = 200  # to which they may be packed; prose in XML is packed to about 20
FREE = 1_000_000  # bytes that may be packed to any ratio: a short file of blanks is no bomb


def check_packing(path: str, parts: Sequence[ZipInfo]) -> None:
    """Refuse a document in one or more parts that is packed like a bomb.

    Raises:
        DocumentError: there are more parts or bytes than a document has, or they are packed to a
            higher ratio.
    """
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    bound = min(MAX_UNPACKED, max(FREE, MAX_RATIO * packed))
    if len(parts) > MAX_PARTS or unpacked > bound:
        raise DocumentError(path, "unpacks to far more than a document holds; it is refused")
