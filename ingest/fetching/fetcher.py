"""Fetching a document: redirects checked, robots.txt kept to, hosts given their rest."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential, wait_random

from graph.errors import DocumentError
from ingest.fetching.addresses import checked_hosts, parse_address
from ingest.fetching.errors import BusyError, HostError
from ingest.fetching.exchange import Answer, Exchange
from ingest.fetching.fetched import Fetched, NotModified, Validators
from ingest.fetching.robots import Robots
from ingest.fetching.settings import FetchSettings

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
BUSY: Final = frozenset({408, 429, 502, 503, 504})
MAX_HEADER: Final = 500  # characters of one that is made anything of

_BACKOFF: Final = wait_exponential(multiplier=2, max=60) + wait_random(0, 1)


class Fetcher:
    """Fetches documents from the web, one at a time; lives for one run.

    It follows redirects itself, so that each address on the way is checked like the first. From
    https to http it does not go: what comes that way anybody may have changed.

    Attributes:
        settings: how the web is read.
    """

    def __init__(self, settings: FetchSettings | None = None) -> None:
        self.settings = settings or FetchSettings()
        self._exchange = Exchange(self.settings)
        self._robots = Robots(lambda place: self._follow(place, None, robots=False))
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, validators: Validators | None = None) -> Fetched | NotModified:
        """Fetch a document.

        Args:
            url: its address.
            validators: those of the last time; the server may then say that nothing has changed.

        Raises:
            DocumentError: it cannot be had, or may not be; names the address and says why.
        """
        try:
            return self._fetch(url, validators)
        except DocumentError as error:
            raise _as_asked(url, error) from error

    def _fetch(self, url: str, validators: Validators | None) -> Fetched | NotModified:
        now = datetime.now(UTC)
        answer = self._follow(parse_address(url), validators, robots=True)
        address = str(answer.url)
        given = _validators(answer)
        if answer.status == 304 and validators is not None and validators.address == address:
            return NotModified(
                url=url, address=address, validators=given or validators, fetched_at=now
            )
        if answer.status != 200:
            raise DocumentError(address, f"answered {answer.words}")
        kind = Message()
        kind["Content-Type"] = stated = answer.headers.get("Content-Type", "")[:MAX_HEADER]
        return Fetched(
            url=url,
            address=address,
            data=answer.data,
            content_type=kind.get_content_type() if stated else None,
            charset=kind.get_content_charset(),
            validators=given,
            fetched_at=now,
        )

    def _follow(self, url: httpx.URL, validators: Validators | None, *, robots: bool) -> Answer:
        """Ask for an address and for those that it redirects to."""
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._insist(url, validators, robots)
            target = answer.headers.get("Location")
            if answer.status not in REDIRECTS or target is None:
                return answer
            following = parse_address(target, base=url)
            if url.scheme == "https" and following.scheme == "http":
                raise DocumentError(
                    str(url), f"redirects to {following}, which is not secure as the first is"
                )
            url = following
        raise DocumentError(str(url), f"is one redirect after more than {MAX_REDIRECTS} others")

    def _insist(self, url: httpx.URL, validators: Validators | None, robots: bool) -> Answer:
        """Ask again, later and later, while it fails for the moment."""
        attempts = self.settings.attempts
        retrying = Retrying(
            stop=stop_after_attempt(attempts),
            wait=_wait,
            retry=retry_if_exception_type(BusyError),
            sleep=self.settings.sleep,
            reraise=True,
        )
        try:
            return retrying(self._ask, url, validators, robots)
        except BusyError as error:
            failure = HostError if isinstance(error, HostError) else DocumentError
            raise failure(error.path, f"{error.reason} (asked {attempts} times)") from error

    def _ask(self, url: httpx.URL, validators: Validators | None, robots: bool) -> Answer:
        settings = self.settings
        # Looked up before all else: a host that may not be asked is not asked for its robots.txt.
        hosts = checked_hosts(url, settings.resolver, allow_private=settings.allow_private)
        wanted = self._robots.pause_for(url) if robots else 0.0
        self._rest(url.host, min(max(settings.pause, wanted), settings.longest_pause))
        headers = _conditions(validators) if validators and validators.address == str(url) else {}
        try:
            answer = self._exchange.ask(url, hosts, headers)
        finally:
            self._asked[url.host] = settings.clock()
        if answer.status in BUSY:
            wait = _retry_after(answer.headers.get("Retry-After", "")[:MAX_HEADER])
            if wait is not None and wait > settings.longest_wait:
                raise DocumentError(str(url), f"asks to be left alone for {wait:.0f} seconds")
            raise BusyError(str(url), f"answered {answer.words}", wait)
        return answer

    def _rest(self, host: str, pause: float) -> None:
        last = self._asked.get(host)
        early = 0.0 if last is None else last + pause - self.settings.clock()
        if early > 0:
            self.settings.sleep(early)


def _as_asked(url: str, error: DocumentError) -> DocumentError:
    """Name the address that a person gave where the trouble is at one that it led to."""
    try:
        same = str(parse_address(url)) == error.path
    except DocumentError:
        same = False
    return DocumentError(
        url, error.reason if same else f"leads to {error.path}, which {error.reason}"
    )


def _conditions(validators: Validators) -> dict[str, str]:
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    return {name: value for name, value in named.items() if value}


def _validators(answer: Answer) -> Validators | None:
    etag, modified = (
        value if value and len(value) <= MAX_HEADER else None
        for value in (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    )
    return Validators(str(answer.url), etag, modified) if etag or modified else None


def _wait(state: RetryCallState) -> float:
    failed = state.outcome.exception() if state.outcome else None
    named = failed.wait if isinstance(failed, BusyError) else None
    return _BACKOFF(state) if named is None else named


def _retry_after(value: str) -> float | None:
    """Read `Retry-After`: seconds, or the time of the day to come back."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
