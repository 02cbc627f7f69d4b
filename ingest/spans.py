"""Values with a place in a text, found by a stretch of it without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class HasPlace(Protocol):
    """What starts and ends at offsets of a text."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The place behind the last one."""
        ...


Item = TypeVar("Item", bound=HasPlace)


class Spans(Generic[Item]):
    """Items in the order of their starts."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]

    def within(self, start: int, end: int) -> Iterator[Item]:
        """Yield the items that lie wholly in `text[start:end]`, in order."""
        for place in range(bisect_left(self._starts, start), len(self._items)):
            item = self._items[place]
            if item.start > end:
                return
            if item.end <= end:
                yield item
