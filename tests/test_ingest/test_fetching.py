"""Fetching from the web, against a server on this machine that does as it likes."""

from __future__ import annotations

import gzip
import itertools
import pickle
import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import httpcore
import pytest

from graph.errors import DocumentError
from ingest.fetching import (
    Fetched,
    Fetcher,
    FetchSettings,
    NotModified,
    Validators,
    agent_for,
    read_pages,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC = "93.184.216.34"
PAGE = b"<!doctype html><p>Squats help."

# A reply: status, headers and body; or what is done with the bare connection.
Raw = Callable[[socket.socket], None]
Reply = tuple[int, dict[str, str], bytes] | Raw
OK: Reply = (200, {"Content-Type": "text/html; charset=UTF-8"}, PAGE)
NONE: Reply = (404, {}, b"")


class Server:
    """Answers a path with its replies, the last one for ever, and notes what it was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {"/robots.txt": [NONE]}
        self.got: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.casefold(): value for name, value in self.headers.items()}
                server.got.append((self.path, headers))
                replies = server.replies.get(self.path, [NONE])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                self.close_connection = True
                if callable(reply):
                    # The other side hangs up when it has had enough.
                    try:
                        reply(self.connection)
                    except OSError:
                        return
                else:
                    status, given, body = reply
                    self.send_response(status)
                    for name, value in {"Content-Length": str(len(body)), **given}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.port = self._http.server_address[1]

    def at(self, path: str, host: str = "clinic.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.got if path != "/robots.txt"]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class Time:
    """A clock that only goes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def settings(self) -> FetchSettings:
        return FetchSettings(
            allow_private=True,
            agent="Trabecula/1 (+mailto:staff@clinic.example)",
            timeout=5.0,
            resolver=lambda _name, _port: ["127.0.0.1"],
            clock=lambda: self.now,
            sleep=self.sleep,
        )


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def fetcher(time: Time) -> Fetcher:
    return Fetcher(time.settings())


def fetched(fetcher: Fetcher, url: str) -> Fetched:
    result = fetcher.fetch(url)
    assert isinstance(result, Fetched)
    return result


def test_a_page_comes_with_what_its_server_says_of_it(server: Server, fetcher: Fetcher) -> None:
    headers = {
        "Content-Type": "text/html; charset=ISO-8859-1",
        "ETag": 'W/"v1"',
        "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT",
    }
    server.replies["/page"] = [(200, headers, PAGE)]
    url = server.at("/page")

    page = fetched(fetcher, f"{url}#part")

    assert (page.url, page.address, page.data) == (f"{url}#part", url, PAGE)
    assert (page.content_type, page.charset) == ("text/html", "iso-8859-1")
    assert page.validators == Validators(url, 'W/"v1"', "Mon, 05 Jan 2026 10:00:00 GMT")
    assert page.fetched_at.tzinfo is UTC


def test_a_page_whose_server_says_nothing_comes_without(server: Server, fetcher: Fetcher) -> None:
    server.replies["/page"] = [(200, {}, b"%PDF-1.7")]
    page = fetched(fetcher, server.at("/page"))
    assert page.data == b"%PDF-1.7"
    assert (page.content_type, page.charset, page.validators) == (None, None, None)


def test_a_request_names_the_host_and_the_program_and_carries_no_cookie(
    server: Server, fetcher: Fetcher
) -> None:
    server.replies["/page"] = [(200, {"Set-Cookie": "seen=1"}, PAGE)]
    fetched(fetcher, server.at("/page"))
    fetched(fetcher, server.at("/page"))
    for path, headers in server.got:
        assert headers["host"] == f"clinic.example:{server.port}", path
        assert headers["user-agent"] == "Trabecula/1 (+mailto:staff@clinic.example)"
        assert "cookie" not in headers


def test_the_program_names_its_version_and_who_runs_it() -> None:
    assert agent_for("https://clinic.example/bot").startswith("Trabecula/")
    assert agent_for("https://clinic.example/bot").endswith(" (+https://clinic.example/bot)")
    assert "(" not in agent_for()


def test_no_proxy_of_the_environment_is_asked(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.replies["/page"] = [OK]
    assert fetched(fetcher, server.at("/page")).data == PAGE


# Where it may go


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_that_is_allowed(server: Server, host: str) -> None:
    server.replies["/page"] = [OK]
    with pytest.raises(DocumentError, match="on this machine or in a private network"):
        Fetcher(FetchSettings()).fetch(server.at("/page", host))
    assert server.got == []

    here = Fetcher(FetchSettings(allow_private=True, pause=0))
    assert fetched(here, server.at("/page", "127.0.0.1")).data == PAGE


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data", r"is at 169\.254\.169\.254, which is on this"),
        ("http://[::ffff:a9fe:a9fe]/latest", "is at ::ffff:a9fe:a9fe, which is on this"),
        ("file:///etc/passwd", "only http and https"),
        ("http://name:word@clinic.example/", "a name or a password"),
        ("http://clinic.example:22/", "asks port 22"),
        ("http://clinic.example:port/", "no address that can be read"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(
    server: Server, time: Time, monkeypatch: pytest.MonkeyPatch, target: str, reason: str
) -> None:
    # The clinic is public as far as the check can tell, and stands on this machine in truth.
    monkeypatch.setattr(httpcore, "SyncBackend", Diverted)
    hosts = {"clinic.example": PUBLIC}
    settings = replace(
        time.settings(),
        allow_private=False,
        resolver=lambda name, _port: [hosts.get(name, name)],
    )
    server.replies["/page"] = [(302, {"Location": target}, b"")]
    url = server.at("/page")
    with pytest.raises(DocumentError, match=reason) as caught:
        Fetcher(settings).fetch(url)
    assert caught.value.path == url
    assert f"leads to {target}" in caught.value.reason
    assert server.paths == ["/page"]


class Diverted(httpcore.NetworkBackend):
    """Leads connections to the public address to this machine, and all others nowhere."""

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.NetworkStream:
        if host != PUBLIC:
            raise httpcore.ConnectError(f"{host} was asked")
        return Stream(socket.create_connection(("127.0.0.1", port), 5))


class Stream(httpcore.NetworkStream):
    def __init__(self, connected: socket.socket) -> None:
        self._connected = connected

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._connected.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._connected.sendall(buffer)

    def close(self) -> None:
        self._connected.close()


def test_a_name_that_leads_elsewhere_the_second_time_leads_nowhere(
    server: Server, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[str] = []

    class Noting(httpcore.NetworkBackend):
        def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
            connected.append(host)
            raise httpcore.ConnectError

    monkeypatch.setattr(httpcore, "SyncBackend", Noting)
    answers = itertools.chain([PUBLIC, PUBLIC], itertools.repeat("127.0.0.1"))
    settings = replace(
        time.settings(), allow_private=False, resolver=lambda _name, _port: [next(answers)]
    )
    with pytest.raises(DocumentError, match="on this machine"):
        Fetcher(settings).fetch(server.at("/page"))
    assert connected == [PUBLIC]
    assert server.got == []


def test_a_connection_is_made_to_what_was_looked_up_and_the_name_is_not_asked_for_again(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def noting(host: str, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return real(host, *args, **kwargs)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(socket, "getaddrinfo", noting)
    server.replies["/page"] = [OK]
    fetched(fetcher, server.at("/page"))
    assert set(asked) == {"127.0.0.1"}


def test_the_next_address_of_a_host_is_tried_where_one_cannot_be_reached(
    server: Server, time: Time
) -> None:
    settings = replace(time.settings(), resolver=lambda _name, _port: ["127.0.0.99", "127.0.0.1"])
    server.replies["/page"] = [OK]
    assert fetched(Fetcher(settings), server.at("/page")).data == PAGE


def test_a_redirect_is_followed_and_the_final_address_kept(
    server: Server, fetcher: Fetcher
) -> None:
    server.replies["/old"] = [(301, {"Location": "/new?p=1#part"}, b"")]
    server.replies["/new?p=1"] = [OK]
    page = fetched(fetcher, server.at("/old"))
    assert (page.url, page.address) == (server.at("/old"), server.at("/new?p=1"))


def test_a_redirect_without_end_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.replies["/page"] = [(302, {"Location": "/page"}, b"")]
    with pytest.raises(DocumentError, match="redirect after more than 5 others"):
        fetcher.fetch(server.at("/page"))
    assert len(server.paths) == 6


def test_a_redirect_from_https_to_http_is_not_followed(
    time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[object] = []
    replies = [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://clinic.example/\r\nContent-Length: 0\r\n\r\n",
    ]

    class Secure(httpcore.MockStream):
        def start_tls(
            self, _context: object, server_hostname: str | None = None, *_: object
        ) -> httpcore.NetworkStream:
            names.append(server_hostname)
            return self

    class Backend(httpcore.NetworkBackend):
        def connect_tcp(self, *_: object, **__: object) -> httpcore.NetworkStream:
            return Secure([replies.pop(0)])

    monkeypatch.setattr(httpcore, "SyncBackend", Backend)
    with pytest.raises(DocumentError, match=r"redirects to http://clinic\.example/, which is not"):
        Fetcher(time.settings()).fetch("https://clinic.example/")
    assert names == ["clinic.example", "clinic.example"]  # and not the address asked for it


# How much, and how long


def test_a_declared_length_of_2_gb_is_refused_before_anything_is_read(
    server: Server, fetcher: Fetcher
) -> None:
    server.replies["/page"] = [(200, {"Content-Length": "2000000000"}, b"")]
    with pytest.raises(DocumentError, match="is larger than 10 MB, the most that is read"):
        fetcher.fetch(server.at("/page"))


def endless(head: bytes, part: bytes) -> Raw:
    def send(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + head)
        while True:
            connection.sendall(part)

    return send


CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
CHUNK = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"


@pytest.mark.parametrize(("head", "part"), [(b"\r\n", b"x" * 50_000), (CHUNKED, CHUNK)])
def test_a_page_that_never_ends_is_cut_off_when_it_is_too_large(
    server: Server, fetcher: Fetcher, head: bytes, part: bytes
) -> None:
    server.replies["/page"] = [endless(head, part)]
    with pytest.raises(DocumentError, match="is larger than 10 MB"):
        fetcher.fetch(server.at("/page"))
    assert server.paths == ["/page"]


@pytest.mark.parametrize(
    ("head", "part"),
    [
        pytest.param(b"\r\n", b"x", id="body"),
        pytest.param(CHUNKED, b"1\r\nx\r\n", id="chunks"),
        pytest.param(b"X: ", b"x", id="headers"),
    ],
)
def test_a_page_that_comes_drop_by_drop_is_cut_off_when_its_time_is_over(
    server: Server, time: Time, head: bytes, part: bytes
) -> None:
    server.replies["/page"] = [endless(head, part)]
    ticks = itertools.count(0.0, 10.0)
    settings = replace(time.settings(), clock=lambda: next(ticks), pause=0.0)
    with pytest.raises(DocumentError, match="did not come to its end within 60 seconds"):
        Fetcher(settings).fetch(server.at("/page"))
    assert server.paths == ["/page"]


def test_headers_without_end_are_refused(server: Server, fetcher: Fetcher) -> None:
    server.replies["/page"] = [endless(b"", b"X-Header: value\r\n")]
    with pytest.raises(DocumentError, match="broke off while it was read, or is not HTTP"):
        fetcher.fetch(server.at("/page"))


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "deflate"])
def test_a_packed_page_is_unpacked(server: Server, fetcher: Fetcher, coding: str) -> None:
    body = PAGE * 10_000
    packed = zlib.compress(body) if coding == "deflate" else gzip.compress(body)
    server.replies["/page"] = [(200, {"Content-Encoding": coding}, packed)]
    assert fetched(fetcher, server.at("/page")).data == body


def test_a_page_packed_in_pieces_is_unpacked_whole(server: Server, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0"
    server.replies["/page"] = [(200, {"Content-Encoding": "gzip"}, packed)]
    assert fetched(fetcher, server.at("/page")).data == b"one two"


def bomb() -> bytes:
    """A packed page of 1 GB, made without one."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    part = packer.compress(bytes(1_000_000))
    return part + b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        pytest.param(bomb(), "is larger than 10 MB", id="bomb"),
        pytest.param(gzip.compress(b"") * 2_000, "in more pieces than a document", id="pieces"),
        pytest.param(gzip.compress(PAGE)[:-9], "is not whole", id="broken off"),
        pytest.param(b"", "is not whole", id="nothing"),
        pytest.param(b"no gzip", "cannot be unpacked", id="not packed"),
        pytest.param(gzip.compress(PAGE) + b"more", "cannot be unpacked", id="more behind it"),
    ],
)
def test_a_page_that_is_packed_badly_is_refused(
    server: Server, fetcher: Fetcher, packed: bytes, reason: str
) -> None:
    server.replies["/page"] = [(200, {"Content-Encoding": "gzip"}, packed)]
    with pytest.raises(DocumentError, match=reason):
        fetcher.fetch(server.at("/page"))
    assert server.paths == ["/page"]


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd"])
def test_a_packing_that_was_not_asked_for_is_refused(
    server: Server, fetcher: Fetcher, coding: str
) -> None:
    server.replies["/page"] = [(200, {"Content-Encoding": coding}, b"x")]
    with pytest.raises(DocumentError, match=f"is packed as '{coding}'"):
        fetcher.fetch(server.at("/page"))
    assert server.got[-1][1]["accept-encoding"] == "gzip"


# What it says when it fails


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (204, "204 No Content"),
        (206, "206 Partial Content"),
        (302, "302 Found"),
        (304, "304 Not Modified"),
        (403, "403 Forbidden"),
        (404, "404 Not Found"),
        (410, "410 Gone"),
        (500, "500 Internal Server Error"),
        (799, "799"),
    ],
)
def test_a_status_that_brings_no_page_is_named(
    server: Server, fetcher: Fetcher, status: int, words: str
) -> None:
    server.replies["/page"] = [(status, {}, b"")]
    with pytest.raises(DocumentError, match=f"answered {words}$"):
        fetcher.fetch(server.at("/page"))
    assert server.paths == ["/page"]


def test_a_server_that_is_down_cannot_be_reached(fetcher: Fetcher) -> None:
    gone = Server()
    gone.close()
    with pytest.raises(DocumentError) as caught:
        fetcher.fetch(gone.at("/page"))
    assert caught.value.reason == "cannot be reached: connection refused (asked 3 times)"


def test_a_certificate_that_cannot_be_trusted_is_told_and_not_asked_for_again(
    time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Expired(httpcore.MockStream):
        def start_tls(self, *_: object, **__: object) -> httpcore.NetworkStream:
            refused = ssl.SSLCertVerificationError(1, "no")
            refused.verify_message = "certificate has expired"
            raise httpcore.ConnectError from refused

    class Backend(httpcore.NetworkBackend):
        def connect_tcp(self, *_: object, **__: object) -> httpcore.NetworkStream:
            return Expired([])

    monkeypatch.setattr(httpcore, "SyncBackend", Backend)
    with pytest.raises(DocumentError) as caught:
        Fetcher(time.settings()).fetch("https://clinic.example/")
    words = "has no certificate that can be trusted: certificate has expired"
    assert caught.value.reason == words
    assert time.slept == []


def test_a_name_that_cannot_be_looked_up_now_is_tried_again(time: Time) -> None:
    def resolver(_name: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    settings = replace(time.settings(), resolver=resolver)
    with pytest.raises(DocumentError, match=r"can look clinic.example up now \(asked 3 times\)"):
        Fetcher(settings).fetch("http://clinic.example/")
    assert len(time.slept) == 2


def test_a_server_that_never_answers_is_given_up(server: Server, time: Time) -> None:
    over = threading.Event()

    def wait(_connection: socket.socket) -> None:
        over.wait(10)

    server.replies["/page"] = [wait]
    settings = replace(time.settings(), timeout=0.05)
    with pytest.raises(DocumentError, match=r"did not answer in time \(asked 3 times\)"):
        Fetcher(settings).fetch(server.at("/page"))
    over.set()


def test_a_server_without_tls_is_named_so(server: Server, fetcher: Fetcher) -> None:
    with pytest.raises(DocumentError, match="cannot be read over a secure connection"):
        fetcher.fetch(server.at("/page", scheme="https"))


def test_an_answer_that_breaks_off_is_asked_for_again(server: Server, fetcher: Fetcher) -> None:
    server.replies["/page"] = [(200, {"Content-Length": "100"}, b"<p>"), OK]
    assert fetched(fetcher, server.at("/page")).data == PAGE


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 two hundred\r\n\r\n"])
def test_what_speaks_no_http_is_refused(server: Server, fetcher: Fetcher, said: bytes) -> None:
    server.replies["/page"] = [lambda connection: connection.sendall(said)]
    with pytest.raises(DocumentError, match="broke off while it was read, or is not HTTP"):
        fetcher.fetch(server.at("/page"))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "clinic.example", "http://clinic.example:25"]
)
def test_an_address_that_is_refused_leads_nowhere(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(DocumentError) as caught:
        fetcher.fetch(url)
    assert caught.value.path == url
    assert "leads to" not in caught.value.reason


def test_a_failure_crosses_from_one_process_to_another(fetcher: Fetcher) -> None:
    with pytest.raises(DocumentError) as caught:
        fetcher.fetch("file:///etc/passwd")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# Manners


def test_a_host_has_its_rest_between_two_requests(
    server: Server, fetcher: Fetcher, time: Time
) -> None:
    server.replies["/page"] = [OK]
    fetched(fetcher, server.at("/page"))
    assert time.slept == [1.0]  # after its robots.txt

    fetched(fetcher, server.at("/page", "other.example"))
    assert time.slept == [1.0, 1.0]  # the other's robots.txt did not have to wait

    time.now += 0.75
    fetched(fetcher, server.at("/page", "other.example"))
    assert time.slept == [1.0, 1.0, 0.25]


@pytest.mark.parametrize(("wanted", "given"), [("5", 5.0), ("0.1", 1.0), ("86400", 30.0)])
def test_a_host_that_wants_a_longer_rest_has_it_within_reason(
    server: Server, fetcher: Fetcher, time: Time, wanted: str, given: float
) -> None:
    robots = f"User-agent: *\nCrawl-delay: {wanted}\n".encode()
    server.replies |= {"/robots.txt": [(200, {}, robots)], "/page": [OK]}
    fetched(fetcher, server.at("/page"))
    fetched(fetcher, server.at("/page"))
    assert time.slept == [given, given]


def test_too_many_requests_waits_as_long_as_it_is_told_and_asks_again(
    server: Server, fetcher: Fetcher, time: Time
) -> None:
    server.replies["/page"] = [(429, {"Retry-After": "7"}, b"slow down"), OK]
    assert fetched(fetcher, server.at("/page")).data == PAGE
    assert time.slept == [1.0, 7.0]


def test_a_time_of_the_day_to_come_back_is_waited_for(
    server: Server, fetcher: Fetcher, time: Time
) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    server.replies["/page"] = [(503, {"Retry-After": when}, b""), OK]
    fetched(fetcher, server.at("/page"))
    assert 50 < time.slept[1] <= 60


@pytest.mark.parametrize("named", ["soon", "-3", "", "Mon, 99 Foo 99999999999 99:99:99 GMT"])
def test_a_server_that_is_busy_for_ever_has_failed(
    server: Server, fetcher: Fetcher, time: Time, named: str
) -> None:
    server.replies["/page"] = [(503, {"Retry-After": named}, b"")]
    with pytest.raises(DocumentError, match=r"answered 503 Service Unavailable \(asked 3 times\)"):
        fetcher.fetch(server.at("/page"))
    _, second, third = time.slept
    assert 2 <= second <= 3 < 4 <= third <= 5


def test_a_host_that_wants_to_be_left_alone_for_long_is(
    server: Server, fetcher: Fetcher, time: Time
) -> None:
    server.replies["/page"] = [(429, {"Retry-After": "3600"}, b"")]
    with pytest.raises(DocumentError, match="asks to be left alone for 3600 seconds"):
        fetcher.fetch(server.at("/page"))
    assert server.paths == ["/page"]


def test_a_host_that_fails_and_fails_is_left_alone_and_others_are_not(
    server: Server, time: Time
) -> None:
    server.replies |= {
        "/busy": [(503, {}, b"")],
        "/gone": [NONE],
        "/large": [(200, {"Content-Length": "2000000000"}, b"")],
        "/page": [OK],
    }
    fetcher = Fetcher(replace(time.settings(), max_failures=6))
    # A page that is gone or too large is no failure of its host.
    for path in ("/busy", "/gone", "/busy", *["/large"] * 7, "/busy", "/busy"):
        with pytest.raises(DocumentError, match=r"answered|larger"):
            fetcher.fetch(server.at(path))
    with pytest.raises(DocumentError, match=r"since clinic\.example failed 6 times in a row"):
        fetcher.fetch(server.at("/page"))
    assert fetched(fetcher, server.at("/page", "other.example")).data == PAGE


# robots.txt


def robots(text: str) -> Reply:
    return (200, {"Content-Type": "text/plain"}, text.encode())


def test_what_robots_txt_disallows_is_not_asked(server: Server, fetcher: Fetcher) -> None:
    server.replies |= {
        "/robots.txt": [robots("User-agent: *\nDisallow: /private/\nAllow: /private/open")],
        "/private/open": [OK],
        "/private/page": [OK],
    }
    fetched(fetcher, server.at("/private/open"))
    with pytest.raises(DocumentError, match=r"may not be read by programs, as its robots\.txt"):
        fetcher.fetch(server.at("/private/page"))
    assert server.paths == ["/private/open"]


@pytest.mark.parametrize("name", ["Trabecula", "trabecula/1.0 # ours", "TRABECULA"])
def test_robots_txt_may_speak_of_this_program_by_name(
    server: Server, fetcher: Fetcher, name: str
) -> None:
    text = f"User-agent: other\nUser-agent: {name}\nDisallow: /a\n\nUser-agent: *\nDisallow: /b"
    server.replies |= {"/robots.txt": [robots(text)], "/b": [OK]}
    with pytest.raises(DocumentError, match="may not be read"):
        fetcher.fetch(server.at("/a"))
    assert fetched(fetcher, server.at("/b")).data == PAGE


def test_robots_txt_of_another_program_is_not_for_this_one(
    server: Server, fetcher: Fetcher
) -> None:
    text = "User-agent: other # trabecula\nUser-Agent : another*\nDisallow: /\n"
    server.replies |= {"/robots.txt": [robots(text)], "/page": [OK]}
    assert fetched(fetcher, server.at("/page")).data == PAGE


def test_robots_txt_is_asked_for_once_a_host(server: Server, fetcher: Fetcher) -> None:
    server.replies["/page"] = [OK]
    for host in ("clinic.example", "clinic.example", "other.example"):
        fetched(fetcher, server.at("/page", host))
    hosts = [headers["host"] for path, headers in server.got if path == "/robots.txt"]
    assert hosts == [f"clinic.example:{server.port}", f"other.example:{server.port}"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_a_robots_txt_allows_all(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    server.replies |= {"/robots.txt": [(status, {}, b"")], "/page": [OK]}
    assert fetched(fetcher, server.at("/page")).data == PAGE


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ((500, {}, b""), "its robots.txt answered 500 Internal Server Error"),
        ((503, {}, b""), "its robots.txt answered 503 Service Unavailable"),
        ((429, {}, b""), "its robots.txt answered 429 Too Many Requests"),
        ((302, {"Location": "/robots.txt"}, b""), "its robots.txt is one redirect after more"),
        (endless(b"\r\n", b"#" * 50_000), "its robots.txt is larger than 10 MB"),
    ],
)
def test_a_site_whose_robots_txt_cannot_be_had_is_not_read(
    server: Server, fetcher: Fetcher, reply: Reply, reason: str
) -> None:
    server.replies |= {"/robots.txt": [reply], "/page": [OK]}
    for _ in range(2):
        with pytest.raises(DocumentError, match=f"may not be read, since {reason}"):
            fetcher.fetch(server.at("/page"))
    assert server.paths == []


def test_robots_txt_is_followed_where_it_was_moved_to(server: Server, fetcher: Fetcher) -> None:
    server.replies |= {
        "/robots.txt": [(301, {"Location": "/moved.txt"}, b"")],
        "/moved.txt": [robots("User-agent: *\nDisallow: /")],
    }
    with pytest.raises(DocumentError, match=r"as its robots\.txt says"):
        fetcher.fetch(server.at("/page"))


def test_the_host_that_a_redirect_leads_to_has_a_robots_txt_of_its_own(
    server: Server, fetcher: Fetcher
) -> None:
    server.replies |= {
        "/robots.txt": [NONE, robots("User-agent: *\nDisallow: /")],
        "/page": [(302, {"Location": server.at("/there", "other.example")}, b"")],
        "/there": [OK],
    }
    there = server.at("/there", "other.example")
    with pytest.raises(DocumentError, match=f"leads to {there}, which may not be read"):
        fetcher.fetch(server.at("/page"))
    assert server.paths == ["/page"]


def test_a_robots_txt_of_many_names_and_many_rules_costs_little(
    server: Server, fetcher: Fetcher
) -> None:
    names = "".join(f"User-agent: trabecula{number}\n" for number in range(14_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(14_000))
    server.replies |= {"/robots.txt": [robots(names + "User-agent: *\n" + rules)], "/page": [OK]}
    fetched(fetcher, server.at("/page"))
    with pytest.raises(DocumentError, match="may not be read"):
        fetcher.fetch(server.at("/13999"))


# Asking whether anything has changed


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    stamp = "Mon, 05 Jan 2026 10:00:00 GMT"
    server.replies["/page"] = [
        (200, {"ETag": '"v1"', "Last-Modified": stamp}, PAGE),
        (304, {}, b""),
    ]
    first = fetched(fetcher, server.at("/page"))

    second = fetcher.fetch(server.at("/page"), first.validators)

    assert isinstance(second, NotModified)
    assert second.validators == first.validators
    headers = server.got[-1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', stamp)


def test_what_a_server_says_anew_of_an_unchanged_page_is_kept(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.at("/page")
    server.replies["/page"] = [(304, {"ETag": '"v2"'}, b"")]
    result = fetcher.fetch(url, Validators(url, '"v1"'))
    assert isinstance(result, NotModified)
    assert result.validators == Validators(url, '"v2"')


def test_another_address_than_the_one_that_gave_them_is_not_told_of_validators(
    server: Server, fetcher: Fetcher
) -> None:
    moved = (302, {"Location": "/new"}, b"")
    server.replies |= {"/page": [moved], "/new": [(200, {"ETag": '"n"'}, PAGE), (304, {}, b"")]}
    old = Validators(server.at("/old"), None, "Mon, 05 Jan 2026 10:00:00 GMT")
    page = fetcher.fetch(server.at("/page"), old)
    assert isinstance(page, Fetched)
    assert isinstance(fetcher.fetch(server.at("/page"), page.validators), NotModified)
    told = [headers.get("if-none-match") for path, headers in server.got if path != "/robots.txt"]
    assert told == [None, None, None, '"n"']
    assert not any("if-modified-since" in headers for _, headers in server.got)


def test_validators_that_cannot_be_sent_are_named(server: Server, fetcher: Fetcher) -> None:
    url = server.at("/page")
    with pytest.raises(DocumentError, match="cannot be put into a request"):
        fetcher.fetch(url, Validators(url, "v\r\nX-More: 1"))


def test_a_long_header_is_made_nothing_of(server: Server, fetcher: Fetcher) -> None:
    headers = {"ETag": '"' + "v" * 5_000 + '"', "Content-Type": "text/html;" + '"\\;' * 15_000}
    server.replies["/page"] = [(200, headers, PAGE)]
    page = fetched(fetcher, server.at("/page"))
    assert (page.content_type, page.validators) == ("text/html", None)


# All of it


def test_the_pages_of_a_packed_sitemap_are_read_and_what_cannot_be_is_told(
    server: Server, fetcher: Fetcher
) -> None:
    places = "".join(f"<url><loc>{server.at(path)}</loc></url>" for path in ("/a", "/b", "/c"))
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{places}</urlset>"
    server.replies |= {
        "/sitemap.xml.gz": [(200, {}, gzip.compress(sitemap.encode()))],
        "/a": [OK],
        "/c": [(304, {}, b"")],
    }
    known = {server.at("/c"): Validators(server.at("/c"), '"c"')}
    pages = list(read_pages(fetcher, server.at("/sitemap.xml.gz"), known.get))
    assert [type(page) for page in pages] == [Fetched, DocumentError, NotModified]
    assert str(pages[1]) == f"{server.at('/b')}: answered 404 Not Found"
