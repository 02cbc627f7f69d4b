"""The index follows the store, whichever process writes to it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from web.wiring import Library

INTERVAL = 0.2  # seconds between two looks at the store
GRACE = 0.4  # seconds that the index may be behind before those who ask wait for it
WAIT = 2.0  # seconds that they wait at most
PATIENCE = 5.0  # seconds between two looks while it fails

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the index is behind the store.

    Attributes:
        lag: changes of the store that the index does not hold.
        behind: seconds for which it has lacked something; 0 where it lacks nothing.
    """

    lag: int
    behind: float


class Follower:
    """A thread that brings the index up to the store a few times a second, while it is entered.

    What fails is logged once and tried again, more seldom, until it works.
    """

    def __init__(self, library: Library, interval: float = INTERVAL) -> None:
        self._library = library
        self._interval = interval
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)
        self._since: float | None = None
        self._rounds = threading.Condition()

    def __enter__(self) -> Follower:
        """Begin to follow."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, after the catching up that is under way."""
        self._stopped.set()
        self._thread.join()

    def standing(self) -> Standing:
        """Tell how far the index is behind now."""
        lag = self._library.lag()
        since = self._since
        return Standing(lag, time.monotonic() - since if lag and since is not None else 0.0)

    def await_fresh(self) -> None:
        """Wait while the index is late, so that readers leave the time to catch up to it."""
        if not self._library.lag():
            return
        if self._since is None:
            self._since = time.monotonic()
        if time.monotonic() - self._since > GRACE:
            target = self._library.store.last_change()
            with self._rounds:
                self._rounds.wait_for(lambda: self._library.index.seen() >= target, WAIT)

    def _follow(self) -> None:
        failing = False
        while not self._stopped.wait(PATIENCE if failing else self._interval):
            try:
                self._catch_up()
            except Exception as error:  # a thread that ended would leave the index behind for good
                if not failing:
                    log.exception("The index cannot follow the store", exc_info=error)
                failing = True
            else:
                if failing:
                    log.warning("The index follows the store again")
                failing = False

    def _catch_up(self) -> None:
        if not self._library.lag():
            self._since = None
            return
        if self._since is None:
            self._since = time.monotonic()
        self._library.refresh()
        if self._library.dataset.is_kept():
            self._library.dataset.catch_up()
        self._since = None
        with self._rounds:
            self._rounds.notify_all()
