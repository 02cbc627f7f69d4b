"""A reference in its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model import Reference


@dataclass(frozen=True, slots=True)
class Listed:
    """A reference in its list.

    Attributes:
        number: the number that is printed before it, else its place from 1.
        numbered: whether that number is printed.
        start, end: the passage that it stands in.
    """

    number: int
    reference: Reference
    numbered: bool = False
    start: int = 0
    end: int = 0
