"""A bound on the time of a search or an answer.

Python cannot stop a thread. What takes too long is given up on by the request, which is answered,
and goes on to its end in one of a few workers of its own; while those are all taken, what comes is
turned away at once. So slow questions never take the threads that serve everything else.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from graph.errors import TrabeculaError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

WORKERS = 8


class OvertimeError(TrabeculaError):
    """A question took longer than it may, or those before it still do."""


class TimeLimit:
    """Runs what may take long, for so long and no longer."""

    def __init__(self, seconds: float, workers: int = WORKERS) -> None:
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="question")
        self._free = threading.BoundedSemaphore(workers)

    def run(self, work: Callable[[], T]) -> T:
        """Return what the work returns.

        Raises:
            OvertimeError: it is not done in time, or no worker is free in that time.
        """
        if not self._free.acquire(timeout=self._seconds):
            raise OvertimeError("Too many questions are being worked on; ask again in a while.")
        future = self._pool.submit(copy_context().run, work)
        future.add_done_callback(lambda _: self._free.release())
        try:
            return future.result(timeout=self._seconds)
        except TimeoutError as error:
            if future.done():
                raise  # the work's own, and not ours
            raise OvertimeError(
                f"This took longer than {self._seconds:g} seconds; ask for something narrower."
            ) from error
