"""Which segments of an index on disk to merge, so that they stay few without much copying."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

FAN_IN = 8  # segments that there may be before small ones are merged
QUICK = 2_000  # passages that a write copies at most; whoever waits for it is not kept long


class Size(NamedTuple):
    """How many passages a segment holds, and how many of them are deleted."""

    passages: int
    deleted: int

    @property
    def left(self) -> int:
        """The passages that are not deleted."""
        return self.passages - self.deleted


def to_merge(new: int, segments: Sequence[Size], most: float = inf) -> set[int]:
    """Choose the segments to merge into a new one.

    Nothing is merged before there are FAN_IN segments. Then, from the smallest on, each goes in
    that is at most twice as large as all before it together: every passage is copied about as
    often as the index has doubled, and what stays grows geometrically. A segment that is more than
    half deleted goes in at any time.

    Args:
        new: passages of the new segment.
        segments: those that there are.
        most: passages copied at most; what would be more stays until the index is tidied.

    Returns:
        The chosen ones' numbers in `segments`.
    """
    total = new
    small = len(segments) >= FAN_IN
    chosen = set()
    for number in sorted(range(len(segments)), key=lambda number: segments[number].left):
        size = segments[number]
        small = small and (not total or size.left <= 2 * total)
        if total - new + size.left > most:
            break
        if small or 2 * size.deleted > size.passages:
            total += size.left
            chosen.add(number)
    return chosen
