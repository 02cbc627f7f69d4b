"""When to ask again: after the time that a server names, else later and later."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential, wait_random

from ingest.fetching.errors import BusyError

if TYPE_CHECKING:
    from ingest.fetching.settings import FetchSettings

MAX_VALUE: Final = 100  # characters of a time

# With some chance in it, so that not all clients come back at once.
_BACKOFF: Final = wait_exponential(multiplier=2, max=60) + wait_random(0, 1)


def retrying(settings: FetchSettings) -> Retrying:
    """Make what tries again for as long as it is a `BusyError` that comes of it."""
    return Retrying(
        stop=stop_after_attempt(settings.attempts),
        wait=_wait,
        retry=retry_if_exception_type(BusyError),
        sleep=settings.sleep,
        reraise=True,
    )


def retry_after(value: str) -> float | None:
    """Read `Retry-After`: seconds, or the time of the day to come back; None for neither."""
    value = value.strip()[:MAX_VALUE]
    if value.isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _wait(state: RetryCallState) -> float:
    failed = state.outcome.exception() if state.outcome else None
    named = failed.wait if isinstance(failed, BusyError) else None
    return _BACKOFF(state) if named is None else named
