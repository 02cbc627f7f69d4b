"""A reference in its list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model import Reference


@dataclass(frozen=True, slots=True)
class Listed:
    """A reference with the number that its list gives it, printed or by place from 1."""

    number: int
    reference: Reference
