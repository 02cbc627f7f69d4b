"""How the web is read: what may be asked, how long, how much and how often."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from ingest.fetching.addresses import look_up
from ingest.readers.decoding import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    # Looks a host's name up: its IP addresses, in the order in which they are tried.
    Resolver = Callable[[str, int], Sequence[str]]

PRODUCT = "Trabecula"  # the name that a robots.txt may speak of


def agent_for(contact: str | None = None) -> str:
    """Name the program as servers see it, with an address or a mail address of whoever runs it."""
    named = f"{PRODUCT}/{version('trabecula')}"
    return f"{named} (+{contact})" if contact else named


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the web is read. The defaults are for a clinic's own computer; tests wait in no time.

    Attributes:
        allow_private: whether addresses on this machine and in private networks may be asked.
        agent: the User-Agent.
        max_bytes: of one document, as it comes and unpacked.
        timeout: seconds in which a connection must be made, and each next part come.
        whole: seconds in which an answer must have come, from the connection to its last byte.
        pause: seconds between two requests to one host.
        longest_pause: seconds of pause to which a host's robots.txt may ask for more.
        attempts: how often a request is sent before it has failed.
        max_failures: times in a row that a host may fail before it is left alone.
        longest_wait: seconds; a host that wants to be left alone for longer has failed.
        resolver: looks the IP addresses of a host up.
        clock: seconds that only go forward.
        sleep: waits some seconds.
    """

    allow_private: bool = False
    agent: str = field(default_factory=agent_for)
    max_bytes: int = MAX_BYTES
    timeout: float = 15.0
    whole: float = 60.0
    pause: float = 1.0
    longest_pause: float = 30.0
    attempts: int = 3
    max_failures: int = 12
    longest_wait: float = 120.0
    resolver: Resolver = look_up
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
