"""The manners of the registries' client, against a server on this machine."""

from __future__ import annotations

import gzip
import json
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from graph.errors import RegistryError, StoreError
from ingest.registries.cache import AnswerCache
from ingest.registries.polite import Patience, PoliteClient, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Reply = tuple[int, dict[str, str], bytes]
OK: Reply = (200, {}, b'{"said": 1}')


class Server:
    """Answers with the replies that it was given, the last one for ever, and notes what it got."""

    def __init__(self) -> None:
        self.replies: list[Reply | str] = [OK]
        self.got: list[tuple[str, str, dict[str, list[str]], str]] = []
        self.over = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                address = urlsplit(self.path)
                fields = parse_qs(address.query) | parse_qs(self.rfile.read(length).decode())
                agent = self.headers["User-Agent"]
                server.got.append((self.command, address.path, fields, agent))
                reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
                if reply == "never":
                    server.over.wait(10)
                    self.close_connection = True
                    return
                status, headers, body = reply
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name that http.server calls

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.base = f"http://127.0.0.1:{self._http.server_address[1]}"

    def close(self) -> None:
        self.over.set()
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

    def patience(self, timeout: float = 5.0) -> Patience:
        return Patience(timeout=timeout, sleep=self.sleep, clock=lambda: self.now)


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def client(server: Server, time: Time) -> Iterator[Callable[..., PoliteClient]]:
    made: list[PoliteClient] = []

    def make(cache: AnswerCache | None = None, timeout: float = 5.0) -> PoliteClient:
        made.append(
            PoliteClient(
                server.base,
                identity={"mailto": "staff@clinic.example"},
                agent="trabecula/1 (mailto:staff@clinic.example)",
                cache=cache,
                patience=time.patience(timeout),
            )
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


WORK = Request("works/10.1000%2Fa", {"rows": "3"}, gap=0.5)


def test_every_request_says_who_asks(server: Server, client: Callable[..., PoliteClient]) -> None:
    assert client().ask(WORK, json.loads) == {"said": 1}
    assert client().ask(Request("efetch", form={"id": "1,2"}), json.loads) == {"said": 1}

    agent = "trabecula/1 (mailto:staff@clinic.example)"
    who = {"mailto": ["staff@clinic.example"]}
    assert server.got == [
        ("GET", "/works/10.1000%2Fa", {"rows": ["3"], **who}, agent),
        ("POST", "/efetch", {"id": ["1,2"], **who}, agent),
    ]


def test_requests_keep_their_distance(client: Callable[..., PoliteClient], time: Time) -> None:
    one = client()
    for _ in range(3):
        one.ask(WORK, bytes)
    assert time.slept == [0.5, 0.5]


def test_a_slower_pace_that_the_registry_states_is_kept_to(
    server: Server, client: Callable[..., PoliteClient], time: Time
) -> None:
    stated = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "10s"}
    server.replies = [(200, stated, b"{}")]
    one = client()
    one.ask(WORK, bytes)
    one.ask(WORK, bytes)
    assert time.slept == [5.0]


def test_no_stated_pace_holds_a_run_up_for_more_than_two_minutes(
    server: Server, client: Callable[..., PoliteClient], time: Time
) -> None:
    server.replies = [(200, {"X-Rate-Limit-Limit": "1", "X-Rate-Limit-Interval": "99999s"}, b"")]
    one = client()
    one.ask(WORK, bytes)
    one.ask(WORK, bytes)
    assert time.slept == [120.0]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Rate-Limit-Limit": "0", "X-Rate-Limit-Interval": "1s"},
        {"X-Rate-Limit-Limit": "fast", "X-Rate-Limit-Interval": "1s"},
        {"X-Rate-Limit-Limit": "50", "X-Rate-Limit-Interval": "soon"},
        {"X-Rate-Limit-Limit": "50"},
    ],
)
def test_a_pace_that_makes_no_sense_changes_nothing(
    server: Server, client: Callable[..., PoliteClient], time: Time, headers: dict[str, str]
) -> None:
    server.replies = [(200, headers, b"{}")]
    one = client()
    one.ask(WORK, bytes)
    one.ask(WORK, bytes)
    assert time.slept == [0.5]


def test_too_many_requests_waits_as_long_as_it_is_told_and_asks_again(
    server: Server, client: Callable[..., PoliteClient], time: Time
) -> None:
    server.replies = [(429, {"Retry-After": "7"}, b"slow down"), OK]
    assert client().ask(WORK, json.loads) == {"said": 1}
    assert time.slept == [7.0]


def test_a_time_of_the_day_to_come_back_is_waited_for(
    server: Server, client: Callable[..., PoliteClient], time: Time
) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    server.replies = [(503, {"Retry-After": when}, b""), OK]
    client().ask(WORK, json.loads)
    assert 50 < time.slept[0] <= 60


@pytest.mark.parametrize("named", ["soon", "-3", "Mon, 99 Foo 99999999999 99:99:99 GMT"])
def test_a_time_that_cannot_be_read_is_as_good_as_none(
    server: Server, client: Callable[..., PoliteClient], time: Time, named: str
) -> None:
    server.replies = [(503, {"Retry-After": named}, b""), OK]
    client().ask(WORK, json.loads)
    assert 1 <= time.slept[0] <= 2


def test_a_server_s_errors_are_waited_out_longer_and_longer(
    server: Server, client: Callable[..., PoliteClient], time: Time
) -> None:
    server.replies = [(500, {}, b""), (502, {}, b""), (503, {}, b""), OK]
    assert client().ask(WORK, json.loads) == {"said": 1}
    first, second, third = time.slept
    assert 1 <= first <= 2 <= second <= 3
    assert 4 <= third <= 5


def test_a_server_that_is_busy_for_ever_has_failed(
    server: Server, client: Callable[..., PoliteClient]
) -> None:
    server.replies = [(429, {}, b"")]
    with pytest.raises(RegistryError, match=r"status 429 \(asked 5 times\)"):
        client().ask(WORK, bytes)
    assert len(server.got) == 5


def test_a_registry_that_wants_to_be_left_alone_for_long_is(
    server: Server, client: Callable[..., PoliteClient], time: Time
) -> None:
    server.replies = [(429, {"Retry-After": "3600"}, b"")]
    with pytest.raises(RegistryError, match="come back in 3600 seconds") as caught:
        client().ask(WORK, bytes)
    assert caught.value.final
    assert time.slept == []


def test_a_server_that_never_answers_has_failed(
    server: Server, client: Callable[..., PoliteClient]
) -> None:
    server.replies = ["never"]
    with pytest.raises(RegistryError, match=r"did not answer in time \(asked 5 times\)"):
        client(timeout=0.05).ask(WORK, bytes)


def test_a_server_that_is_down_cannot_be_reached(time: Time) -> None:
    gone = Server()
    gone.close()
    one = PoliteClient(gone.base, identity={}, agent="a", patience=time.patience())
    with pytest.raises(RegistryError, match=r"cannot be reached .* \(asked 5 times\)") as caught:
        one.ask(WORK, bytes)
    assert caught.value.final
    one.close()


def test_an_answer_that_breaks_off_is_asked_for_again(
    server: Server, client: Callable[..., PoliteClient]
) -> None:
    server.replies = [(200, {"Content-Length": "100", "Connection": "close"}, b"{"), OK]
    assert client().ask(WORK, json.loads) == {"said": 1}


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_that_is_too_large_is_not_taken(
    server: Server, client: Callable[..., PoliteClient], packed: bool
) -> None:
    body = b" " * 10_000_001
    if packed:
        server.replies = [(200, {"Content-Encoding": "gzip"}, gzip.compress(body))]
        server.replies[0][1]["Content-Length"] = str(len(server.replies[0][2]))  # type: ignore[index]
    else:
        server.replies = [(200, {}, body)]
    with pytest.raises(RegistryError, match="more than 10 MB"):
        client().ask(WORK, bytes)
    assert len(server.got) == 1


def test_an_answer_that_does_not_unpack_has_failed(
    server: Server, client: Callable[..., PoliteClient]
) -> None:
    server.replies = [(200, {"Content-Encoding": "gzip"}, b"no gzip")]
    with pytest.raises(RegistryError, match="cannot be unpacked"):
        client().ask(WORK, bytes)


def test_an_answer_that_never_ends_is_given_up(server: Server, time: Time) -> None:
    server.replies = [(200, {}, b"x" * 300_000)]
    ticking = iter(range(0, 10**9, 100))
    patience = Patience(sleep=time.sleep, clock=lambda: float(next(ticking)), attempts=2)
    one = PoliteClient(server.base, identity={}, agent="a", patience=patience)
    with pytest.raises(RegistryError, match="end of its answer in time"):
        one.ask(WORK, bytes)
    one.close()


@pytest.mark.parametrize(("status", "final"), [(400, False), (403, True), (418, False)])
def test_a_refusal_is_not_asked_again(
    server: Server, client: Callable[..., PoliteClient], status: int, final: bool
) -> None:
    server.replies = [(status, {}, b"no")]
    with pytest.raises(RegistryError, match=f"status {status}") as caught:
        client().ask(WORK, bytes)
    assert caught.value.final is final
    assert len(server.got) == 1


def test_what_the_registry_does_not_know_is_nothing_and_no_failure(
    server: Server, client: Callable[..., PoliteClient]
) -> None:
    server.replies = [(404, {}, b"Resource not found.")]
    assert client().ask(WORK, json.loads) is None


def test_a_redirect_within_the_registry_is_followed(
    server: Server, client: Callable[..., PoliteClient]
) -> None:
    server.replies = [(301, {"Location": "/works/10.1000%2Fb"}, b""), OK]
    assert client().ask(WORK, json.loads) == {"said": 1}
    assert server.got[1][1] == "/works/10.1000%2Fb"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest", "another server, 169.254.169.254"),
        ("https://127.0.0.1/x", "another server"),
        ("/works", "without end"),
    ],
)
def test_a_redirect_elsewhere_or_without_end_is_refused(
    server: Server, client: Callable[..., PoliteClient], target: str, reason: str
) -> None:
    server.replies = [(302, {"Location": target}, b"")]
    with pytest.raises(RegistryError, match=reason):
        client().ask(WORK, bytes)


class Kept:
    """A cache whose clock the test turns."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.cache = AnswerCache(folder, now=lambda: self.now)


def test_a_repeated_run_asks_nothing_twice_until_the_answer_is_old(
    server: Server, client: Callable[..., PoliteClient], tmp_path: Path
) -> None:
    kept = Kept(tmp_path)
    for _ in range(2):
        assert client(kept.cache).ask(WORK, json.loads) == {"said": 1}
    assert len(server.got) == 1

    kept.now += timedelta(days=31)
    client(kept.cache).ask(WORK, json.loads)
    assert len(server.got) == 2


def test_what_the_registry_does_not_know_is_kept_too(
    server: Server, client: Callable[..., PoliteClient], tmp_path: Path
) -> None:
    server.replies = [(404, {}, b"")]
    for _ in range(2):
        assert client(AnswerCache(tmp_path)).ask(WORK, bytes) is None
    assert len(server.got) == 1


def test_an_answer_that_could_not_be_read_is_not_kept(
    server: Server, client: Callable[..., PoliteClient], tmp_path: Path
) -> None:
    server.replies = [(200, {}, b"<html>"), OK]
    with pytest.raises(ValueError, match="Expecting"):
        client(AnswerCache(tmp_path)).ask(WORK, json.loads)
    assert client(AnswerCache(tmp_path)).ask(WORK, json.loads) == {"said": 1}


def test_who_asked_is_not_written_to_disk(
    client: Callable[..., PoliteClient], tmp_path: Path
) -> None:
    client(AnswerCache(tmp_path)).ask(WORK, json.loads)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"clinic.example" not in files[0].read_bytes()


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\xff\n{}", b'{"fetched": 3}\n', b"[]\nx"])
def test_a_kept_answer_that_is_broken_is_asked_for_anew(
    server: Server, client: Callable[..., PoliteClient], tmp_path: Path, content: bytes
) -> None:
    client(AnswerCache(tmp_path)).ask(WORK, json.loads)
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    file.write_bytes(content)
    assert client(AnswerCache(tmp_path)).ask(WORK, json.loads) == {"said": 1}
    assert len(server.got) == 2


def test_a_kept_answer_that_is_not_whole_is_asked_for_anew(
    server: Server, client: Callable[..., PoliteClient], tmp_path: Path
) -> None:
    client(AnswerCache(tmp_path)).ask(WORK, bytes)
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    file.write_bytes(file.read_bytes()[:-1])
    assert client(AnswerCache(tmp_path)).ask(WORK, json.loads) == {"said": 1}
    assert len(server.got) == 2


def test_a_folder_that_cannot_be_written_is_named(
    client: Callable[..., PoliteClient], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        client(AnswerCache(tmp_path / "file")).ask(WORK, json.loads)
