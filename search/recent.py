"""Arrays that were decoded lately, kept up to a bound on all of them together."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

Arrays = TypeVar("Arrays", bound="Sequence[NDArray[np.generic]]")


class Recent(Generic[Arrays]):
    """The arrays last asked for, the longest unused going first; not safe between threads."""

    def __init__(self, most: int) -> None:
        """Keep at most so many bytes."""
        self._most = most
        self._held = 0
        self._kept: OrderedDict[Hashable, Arrays] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """Return what is kept under a key, made first where it is not."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = self._kept[key] = make()
        self._held += sum(array.nbytes for array in made)
        while self._held > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._held -= sum(array.nbytes for array in gone)
        return made
