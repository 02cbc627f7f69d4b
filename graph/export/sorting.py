"""Sorting more lines than memory holds: runs on disk, merged."""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from itertools import groupby, islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN = 100_000  # lines held in memory at a time: some 30 MB of quads
MERGED = 200  # runs read at a time, well below what a process may hold open


def sorted_lines(lines: Iterable[bytes], run: int = RUN, merged: int = MERGED) -> Iterator[bytes]:
    """Yield lines of UTF-8 in the order of their code points, each once.

    Args:
        lines: each ends with a line break and holds no other.
        run: lines sorted in memory at a time.
        merged: runs merged at a time, at least 2.
    """
    rest = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        # UTF-8 sorts by bytes as its text does by code points.
        while part := sorted(set(islice(rest, run))):
            if len(runs) == merged:
                with files.pop_all():  # closes the runs once they are one
                    runs = [_kept(_each_once(runs), files)]
            runs.append(_kept(part, files))
        yield from _each_once(runs)


def _kept(lines: Iterable[bytes], files: ExitStack) -> Iterable[bytes]:
    file = files.enter_context(TemporaryFile())  # noqa: SIM115 # the stack closes it
    file.writelines(lines)
    file.seek(0)
    return file


def _each_once(runs: list[Iterable[bytes]]) -> Iterator[bytes]:
    return (line for line, _ in groupby(heapq.merge(*runs)))
