"""A facet's values by passage, laid out so that counting costs what the matches hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.base import FacetCount

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from search.dense import Numbers


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of one facet.

    Attributes:
        names: the values, by their code.
        starts: for each passage where its codes begin; one more than there are passages.
        codes: the codes of all passages, one passage's behind the other's.
        having: for each code the passages that have it.
    """

    names: tuple[str, ...]
    starts: NDArray[np.int64]
    codes: NDArray[np.int64]
    having: tuple[Numbers, ...]

    def counts(self, numbers: Numbers) -> tuple[FacetCount, ...]:
        """Count the passages with each value that any of them has, most first."""
        tally = np.bincount(self.codes_of(numbers), minlength=len(self.names))
        found = np.flatnonzero(tally)
        ranked = sorted((-int(tally[code]), self.names[code]) for code in found)
        return tuple(FacetCount(name, -number) for number, name in ranked)

    def codes_of(self, numbers: Numbers) -> NDArray[np.int64]:
        """Return the codes of some passages, one passage's behind the other's."""
        first, lengths = self.starts[numbers], np.diff(self.starts)[numbers]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        codes: NDArray[np.int64] = self.codes[
            np.arange(total) + np.repeat(first - ends + lengths, lengths)
        ]
        return codes

    def with_any(self, values: frozenset[str]) -> Numbers:
        """Return the passages with one of the values, ascending."""
        chosen = [self.having[code] for code, name in enumerate(self.names) if name in values]
        if not chosen:
            return np.zeros(0, np.int64)
        with_any: Numbers = np.unique(np.concatenate(chosen))
        return with_any


def facet_column(size: int, having: Iterable[tuple[str, Numbers]]) -> FacetColumn:
    """Lay a facet out.

    Args:
        size: how many passages are numbered.
        having: the values, each with its passages ascending.
    """
    pairs = list(having)
    numbers = [part for _, part in pairs]
    passages = np.concatenate(numbers) if numbers else np.zeros(0, np.int64)
    codes = np.repeat(np.arange(len(pairs)), [len(part) for part in numbers])
    order = np.argsort(passages, kind="stable")
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(passages, minlength=size), out=starts[1:])
    return FacetColumn(tuple(name for name, _ in pairs), starts, codes[order], tuple(numbers))
