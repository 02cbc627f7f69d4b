"""A connection to a host that was checked, over before its time is.

httpcore asks a network backend for each connection, and the stream that it gets for every byte; so
that is where both bounds are kept. The name stays what TLS and the Host header speak of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable
    from typing import Any

    Option = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class OverdueError(httpcore.TimeoutException):
    """An answer was not whole by its deadline."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The time by which an answer must be whole.

    Attributes:
        at: on the clock.
        clock: seconds that only go forward.
    """

    at: float
    clock: Callable[[], float]

    def within(self, timeout: float | None) -> float:
        """Cut a timeout down to the time that is left.

        Raises:
            OverdueError: none is left.
        """
        left = self.at - self.clock()
        if left <= 0:
            raise OverdueError
        return left if timeout is None else min(left, timeout)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to IP addresses that were checked, whatever the name leads to by now.

    Args:
        hosts: the IP addresses, tried in this order.
        deadline: when all that is done over the connection must be done.
    """

    def __init__(self, hosts: tuple[str, ...], deadline: Deadline) -> None:
        self._hosts = hosts
        self._deadline = deadline
        self._tcp = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that can be reached; the name is not looked at."""
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for each in self._hosts:
            left = self._deadline.within(timeout)
            try:
                stream = self._tcp.connect_tcp(each, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends by the deadline, so that no drip of bytes goes on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            left = self._deadline.within(timeout)
        except OverdueError:
            self.close()  # as a stream whose handshake fails does for itself
            raise
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
