"""Fetching a document: redirects checked, robots.txt kept to, hosts given their rest."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message
from typing import TYPE_CHECKING, Final

from graph.errors import DocumentError
from ingest.fetching.addresses import checked_hosts, parse_address
from ingest.fetching.errors import BusyError, HostError
from ingest.fetching.exchange import Answer, Exchange
from ingest.fetching.fetched import Fetched, NotModified, Validators
from ingest.fetching.hosts import Hosts
from ingest.fetching.retrying import retry_after, retrying
from ingest.fetching.robots import Robots
from ingest.fetching.settings import FetchSettings

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
BUSY: Final = frozenset({408, 429, 502, 503, 504})
MAX_HEADER: Final = 500  # characters of one that is made anything of


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
        self._hosts = Hosts(self.settings)

    def fetch(self, url: str, validators: Validators | None = None) -> Fetched | NotModified:
        """Fetch a document.

        Args:
            url: its address.
            validators: those of the last time; the server may then say that nothing has changed.

        Raises:
            DocumentError: it cannot be had, or may not be; names the address and says why.
        """
        first = parse_address(url)
        try:
            return self._fetch(url, first, validators)
        except DocumentError as error:
            if error.path == str(first):
                raise DocumentError(url, error.reason) from error
            raise DocumentError(url, f"leads to {error.path}, which {error.reason}") from error

    def _fetch(
        self, url: str, first: httpx.URL, validators: Validators | None
    ) -> Fetched | NotModified:
        now = datetime.now(UTC)
        answer = self._follow(first, validators, robots=True)
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
        try:
            return retrying(self.settings)(self._ask, url, validators, robots)
        except BusyError as error:
            failure = HostError if isinstance(error, HostError) else DocumentError
            times = self.settings.attempts
            raise failure(error.path, f"{error.reason} (asked {times} times)") from error

    def _ask(self, url: httpx.URL, validators: Validators | None, robots: bool) -> Answer:
        settings = self.settings
        self._hosts.check(url)
        # Looked up before all else: a host that may not be asked is not asked for its robots.txt.
        found = checked_hosts(url, settings.resolver, allow_private=settings.allow_private)
        self._hosts.rest(url, self._robots.pause_for(url) if robots else 0.0)
        headers = _conditions(validators) if validators and validators.address == str(url) else {}
        try:
            answer = self._exchange.ask(url, found, headers)
        except DocumentError as error:
            self._hosts.note(url, failed=isinstance(error, BusyError | HostError))
            raise
        self._hosts.note(url, failed=answer.status in BUSY)
        if answer.status in BUSY:
            wait = retry_after(answer.headers.get("Retry-After", ""))
            if wait is not None and wait > settings.longest_wait:
                raise DocumentError(str(url), f"asks to be left alone for {wait:.0f} seconds")
            raise BusyError(str(url), f"answered {answer.words}", wait)
        return answer


def _conditions(validators: Validators) -> dict[str, str]:
    named = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
    return {name: value for name, value in named.items() if value}


def _validators(answer: Answer) -> Validators | None:
    etag, modified = (
        value if value and len(value) <= MAX_HEADER else None
        for value in (answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    )
    return Validators(str(answer.url), etag, modified) if etag or modified else None
