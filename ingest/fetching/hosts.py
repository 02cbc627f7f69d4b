"""What a run knows of the hosts that it asks: when each was asked last, and how often it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import DocumentError

if TYPE_CHECKING:
    import httpx

    from ingest.fetching.settings import FetchSettings


class Hosts:
    """Gives each host its rest, and leaves one alone that has failed too often in a row."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._asked: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def check(self, url: httpx.URL) -> None:
        """Let an address pass whose host is still asked.

        Raises:
            DocumentError: the host failed too often in a row.
        """
        failures = self._failures.get(url.host, 0)
        if failures >= self._settings.max_failures:
            raise DocumentError(
                str(url), f"was not asked for, since {url.host} failed {failures} times in a row"
            )

    def rest(self, url: httpx.URL, wanted: float) -> None:
        """Wait until the host has had its pause, or the longer one that it wants, within reason."""
        settings = self._settings
        pause = min(max(settings.pause, wanted), settings.longest_pause)
        last = self._asked.get(url.host)
        early = 0.0 if last is None else last + pause - settings.clock()
        if early > 0:
            settings.sleep(early)

    def note(self, url: httpx.URL, *, failed: bool) -> None:
        """Note that a host was asked, and whether it failed as a host."""
        self._asked[url.host] = self._settings.clock()
        self._failures[url.host] = self._failures.get(url.host, 0) + 1 if failed else 0
