"""Asking a registry by its conventions: who we are, not too often, and later when it is busy.

One request is under way at a time. Requests keep the registry's distance, and the distance that
its answers state (`X-Rate-Limit-Limit` a `X-Rate-Limit-Interval`). What fails for the moment (a
server's error, too many requests, no connection) is tried again, after the time that `Retry-After`
names or twice as long each time, with some chance in it so that not all clients come back at once.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from graph.errors import RegistryError
from ingest.fetching.retrying import retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ingest.registries.cache import AnswerCache

T = TypeVar("T")

MAX_BYTES: Final = 10_000_000  # of one answer, unpacked
ATTEMPTS: Final = 5
LONGEST_WAIT: Final = 120.0  # seconds; who asks us to wait longer is left alone
REDIRECTS: Final = 3
BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
NOT_FOUND: Final = frozenset({404, 410})
REFUSED: Final = frozenset({401, 403, 407, 451})

_INTERVAL = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s?s?")


@dataclass(frozen=True, slots=True)
class Request:
    """A request, without what says who asks.

    Attributes:
        path: from the registry's base address on, percent-encoded.
        query: the parameters in the address.
        form: fields sent as the body by POST; None for a GET.
        gap: seconds that must lie between the request before and this one.
    """

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    gap: float = 1.0

    def fingerprint(self, base: str) -> str:
        """Name the request for the cache."""
        form = None if self.form is None else sorted(self.form.items())
        parts = json.dumps([base, self.path, sorted(self.query.items()), form])
        return hashlib.sha256(parts.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited, and how waiting is done; tests wait in no time.

    Attributes:
        timeout: seconds in which a connection must be made and each next part come.
        whole: seconds in which an answer must have come.
        attempts: how often a request is sent before it has failed.
        sleep: waits some seconds.
        clock: seconds that only go forward.
    """

    timeout: float = 30.0
    whole: float = 120.0
    attempts: int = ATTEMPTS
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class _BusyError(RegistryError):
    """It failed for the moment.

    Attributes:
        wait: seconds after which to come back, where that is named.
        final: whether nothing else need be asked, should it go on failing.
    """

    def __init__(self, reason: str, wait: float | None = None, *, final: bool = False) -> None:
        super().__init__(reason, final=final)
        self.wait = wait


class PoliteClient:
    """A registry's client; close it after use.

    Args:
        base: address that every path is put behind.
        identity: parameters that go with every request and say who asks; never kept on disk.
        agent: the User-Agent.
        cache: where answers are kept; None keeps none.
        patience: times.
    """

    def __init__(
        self,
        base: str,
        *,
        identity: Mapping[str, str],
        agent: str,
        cache: AnswerCache | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._base = base.rstrip("/")
        self._identity = dict(identity)
        self._cache = cache
        self._patience = patience or Patience()
        self._backoff = wait_exponential_jitter(initial=1, max=LONGEST_WAIT / 2, jitter=1)
        self._told_gap = 0.0
        self._last: float | None = None
        self._http = httpx.Client(
            headers={"User-Agent": agent},
            timeout=self._patience.timeout,
            follow_redirects=False,
            trust_env=False,  # settings come from one place only
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def ask(self, request: Request, read: Callable[[bytes], T]) -> T | None:
        """Send a request unless its answer is at hand, and read the answer.

        Args:
            request: what is asked.
            read: makes something of the answer's body; only what it can read is kept.

        Returns:
            What was read; None where the registry knows no such thing.

        Raises:
            RegistryError: there is no answer, or it cannot be read.
        """
        name = request.fingerprint(self._base)
        kept = None if self._cache is None else self._cache.get(name)
        if kept is not None:
            return None if kept.body is None else read(kept.body)
        body = self._insist(request)
        found = None if body is None else read(body)
        if self._cache is not None:
            self._cache.put(name, body)
        return found

    def _insist(self, request: Request) -> bytes | None:
        attempts = self._patience.attempts
        retrying = Retrying(
            stop=stop_after_attempt(attempts),
            wait=self._wait,
            retry=retry_if_exception_type(_BusyError),
            sleep=self._patience.sleep,
            reraise=True,
        )
        try:
            return retrying(self._send, request)
        except _BusyError as error:
            reason = f"{error.reason} (asked {attempts} times)"
            raise RegistryError(reason, final=error.final) from error

    def _wait(self, state: RetryCallState) -> float:
        failed = state.outcome.exception() if state.outcome else None
        named = failed.wait if isinstance(failed, _BusyError) else None
        return self._backoff(state) if named is None else named

    def _send(self, request: Request) -> bytes | None:
        made = self._http.build_request(
            "GET" if request.form is None else "POST",
            f"{self._base}/{request.path}",
            params={**request.query, **(self._identity if request.form is None else {})},
            data=None if request.form is None else {**request.form, **self._identity},
        )
        try:
            return self._receive(made, request.gap)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise _BusyError(f"cannot be reached ({error})", final=True) from error
        except httpx.TimeoutException as error:
            raise _BusyError("did not answer in time") from error
        except httpx.TransportError as error:
            raise _BusyError(f"broke off ({error})") from error
        except httpx.HTTPError as error:
            raise RegistryError(f"sent an answer that cannot be unpacked ({error})") from error

    def _receive(self, made: httpx.Request, gap: float) -> bytes | None:
        """Send a request and take its answer, going along where it leads within one server."""
        for _ in range(REDIRECTS + 1):
            self._keep_distance(gap)
            response = self._http.send(made, stream=True)
            try:
                self._heed(response)
                following = response.next_request
                if following is None:
                    return self._body(response)
            finally:
                response.close()
            if _origin(following.url) != _origin(made.url):
                raise RegistryError(f"sends us on to another server, {following.url.host}")
            made = following
        raise RegistryError("sends us on without end")

    def _keep_distance(self, gap: float) -> None:
        if self._last is not None:
            early = self._last + max(gap, self._told_gap) - self._patience.clock()
            if early > 0:
                self._patience.sleep(early)
        self._last = self._patience.clock()

    def _heed(self, response: httpx.Response) -> None:
        """Keep the rate that the registry states from now on."""
        limit = response.headers.get("X-Rate-Limit-Limit", "")
        interval = _INTERVAL.fullmatch(response.headers.get("X-Rate-Limit-Interval", "").strip())
        if interval and limit.isdecimal() and int(limit[:9]) > 0:
            self._told_gap = min(float(interval.group(1)) / int(limit[:9]), LONGEST_WAIT)

    def _body(self, response: httpx.Response) -> bytes | None:
        status = response.status_code
        if status in NOT_FOUND:
            return None
        if status in BUSY:
            wait = retry_after(response.headers.get("Retry-After", ""))
            if wait is not None and wait > LONGEST_WAIT:
                raise RegistryError(f"asks us to come back in {wait:.0f} seconds", final=True)
            raise _BusyError(f"answered with status {status}", wait)
        if status != httpx.codes.OK:
            raise RegistryError(f"answered with status {status}", final=status in REFUSED)
        started = self._patience.clock()
        body = bytearray()
        for part in response.iter_bytes():
            body += part
            if len(body) > MAX_BYTES:
                raise RegistryError(f"sent an answer of more than {MAX_BYTES // 1_000_000} MB")
            if self._patience.clock() - started > self._patience.whole:
                raise _BusyError("did not come to the end of its answer in time")
        return bytes(body)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return (url.scheme, url.host, url.port)
