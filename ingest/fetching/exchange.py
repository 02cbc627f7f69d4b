"""One request and its answer, within bounds; no redirect, no cookie, no proxy, no second try."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from graph.errors import DocumentError
from ingest.fetching.connection import CheckedBackend, Deadline, OverdueError
from ingest.fetching.errors import BusyError, HostError, UnreachableError
from ingest.fetching.unpacking import bounded, inflated, too_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ingest.fetching.settings import FetchSettings

_FAILURES: Final = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        url: the address that was asked.
        status: the HTTP status.
        headers: of the answer; names in any case.
        data: the body, unpacked; empty unless the status is 200.
    """

    url: httpx.URL
    status: int
    headers: httpx.Headers
    data: bytes

    @property
    def words(self) -> str:
        """The status as a person reads it, such as "404 Not Found"."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return str(self.status)


class Exchange:
    """Asks for one address at a time, each over a connection of its own.

    A connection that is kept would save a handshake, which the pause between two requests to a host
    outlasts; without it nothing is carried from one request to the next.
    """

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)

    def ask(self, url: httpx.URL, hosts: tuple[str, ...], headers: Mapping[str, str]) -> Answer:
        """Send a request to one of the IP addresses of its host.

        Raises:
            BusyError: the connection failed, or took too long.
            DocumentError: the answer is too large, or cannot be taken.
        """
        settings = self._settings
        deadline = Deadline(settings.clock() + settings.whole, settings.clock)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        sent = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": settings.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **headers,
        }
        connection = httpcore.HTTPConnection(
            target.origin,
            self._tls if url.scheme == "https" else None,
            network_backend=CheckedBackend(hosts, deadline),
        )
        step = settings.timeout
        timeout = {"timeout": {"connect": step, "read": step, "write": step}}
        try:
            with (
                connection,
                connection.stream(
                    "GET", target, headers=list(_raw(sent)), extensions=timeout
                ) as response,
            ):
                answered = httpx.Headers(response.headers)
                data = b""
                if response.status == HTTPStatus.OK:
                    data = self._body(str(url), answered, response.iter_stream())
                return Answer(url, response.status, answered, data)
        except _FAILURES as error:
            raise self._failure(str(url), error) from error

    def _body(self, path: str, headers: httpx.Headers, parts: Iterable[bytes]) -> bytes:
        bound = self._settings.max_bytes
        declared = headers.get("Content-Length", "").strip()
        if declared.isdecimal() and int(declared[:20]) > bound:
            raise too_large(path, bound)
        coding = headers.get("Content-Encoding", "identity").strip().casefold() or "identity"
        taken: Iterator[bytes] = bounded(path, parts, bound)
        if coding in _PACKED:
            taken = bounded(path, inflated(path, taken), bound)
        elif coding != "identity":
            raise DocumentError(path, f"is packed as {coding[:40]!r}, which was not asked for")
        return b"".join(taken)

    def _failure(self, path: str, error: Exception) -> DocumentError:
        """Say in plain words what became of a connection."""
        cause = error.__cause__
        if isinstance(cause, ssl.SSLCertVerificationError):
            words = cause.verify_message
            return HostError(path, f"has no certificate that can be trusted: {words}")
        if isinstance(cause, ssl.SSLError):
            words = (cause.reason or "no handshake").replace("_", " ").casefold()
            return UnreachableError(path, f"cannot be read over a secure connection: {words}")
        match error:
            case OverdueError():
                seconds = self._settings.whole
                return HostError(path, f"did not come to its end within {seconds:g} seconds")
            case httpcore.ConnectTimeout():
                return UnreachableError(path, "cannot be reached: nothing answered in time")
            case httpcore.TimeoutException():
                return BusyError(path, "did not answer in time")
            case httpcore.ConnectError():
                words = (cause.strerror if isinstance(cause, OSError) else None) or "no connection"
                return UnreachableError(path, f"cannot be reached: {words.casefold()}")
            case httpcore.LocalProtocolError():
                return DocumentError(path, "cannot be put into a request")
            case _:
                return BusyError(path, "broke off while it was read, or is not HTTP")


def _raw(headers: Mapping[str, str]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in headers.items():
        yield name.encode("ascii"), value.encode()
