"""Publishing to a real triple store on loopback: only what differs, and taken up after a break."""

from __future__ import annotations

import io
import re
import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest

from graph.errors import PublishError
from graph.export import export
from graph.publishing import GraphStore, Published, Remote, UpdateEndpoint, publish
from graph.publishing.remotes import Service
from graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from graph.model import ArticleRecord
    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"
NONE = Vocabulary(())
SHARED = 5  # graphs that are no single article's


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Run an Oxigraph server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--location", str(tmp_path / "server"), "--bind", place]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any("Listening" in line for line in process.stderr)
        yield f"http://{place}"
        process.terminate()


@pytest.fixture
def service() -> Iterator[Service]:
    with httpx.Client(trust_env=False) as client:
        yield Service(client)


@pytest.fixture(params=["graph store", "update"])
def remote(request: pytest.FixtureRequest, server: str, service: Service) -> Remote:
    if request.param == "update":
        return UpdateEndpoint(service, f"{server}/update", f"{server}/query")
    return GraphStore(service, f"{server}/store")


def there(server: str) -> bytes:
    """Return what the server holds, sorted, without its own list of what was published."""
    held = httpx.get(f"{server}/store", headers={"Accept": "application/n-quads"}, trust_env=False)
    own = f"<{BASE}graphs/published> .\n".encode()
    lines = [line for line in held.content.splitlines(keepends=True) if not line.endswith(own)]
    return b"".join(sorted(lines))


def here(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, NONE, "nquads", out, BASE)
    return out.getvalue()


def test_the_other_store_holds_what_is_here_after_every_change(
    remote: Remote, server: str, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title='Two \N{SNOWMAN} "quoted"\n', doi="10.1000/two"))
    assert publish(store, NONE, BASE, remote) == Published(2 + SHARED, 0, 0)
    assert there(server) == here(store)
    assert publish(store, NONE, BASE, remote) == Published(0, 0, 2 + SHARED)
    store.put(make_record("/3", title="Three", doi="10.1000/three"))
    assert publish(store, NONE, BASE, remote).unchanged == 2 + SHARED - 1  # the sources changed
    assert there(server) == here(store)
    store.remove(make_record("/1").article.id)
    assert publish(store, NONE, BASE, remote).removed == 1
    assert there(server) == here(store)


class Breaking:
    """A store that cannot be reached any more after so many graphs."""

    def __init__(self, remote: Remote, left: int) -> None:
        self._remote = remote
        self._left = left

    def read(self, name: ox.NamedNode) -> object:
        return self._remote.read(name)

    def replace(self, name: ox.NamedNode, lines: BinaryIO) -> None:
        if not self._left:
            raise PublishError("The line is cut.")
        self._left -= 1
        self._remote.replace(name, lines)

    def remove(self, name: ox.NamedNode) -> None:
        self._remote.remove(name)


def test_a_run_that_broke_off_is_taken_up_where_it_was(
    remote: Remote,
    server: str,
    store: Store,
    make_record: MakeRecord,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graph.publishing.publishing.NOTED_EVERY", 1)
    for number in range(6):
        store.put(make_record(f"/{number}", title=f"Article {number}"))
    # Each graph is followed by the list, so that four whole graphs are sent and noted.
    with pytest.raises(PublishError, match="cut"):
        publish(store, NONE, BASE, Breaking(remote, 8))  # type: ignore[arg-type] # reads the same
    assert publish(store, NONE, BASE, remote) == Published(6 + SHARED - 4, 0, 4)
    assert there(server) == here(store)


def test_a_graph_whose_replacement_broke_off_is_sent_again(
    remote: Remote, server: str, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    publish(store, NONE, BASE, remote)
    store.put(make_record("/1", exercise="Weight training"))
    # The list without the graph is written, and then nothing more.
    with pytest.raises(PublishError):
        publish(store, NONE, BASE, Breaking(remote, 1))  # type: ignore[arg-type] # reads the same
    publish(store, NONE, BASE, remote)
    assert there(server) == here(store)


def test_what_others_keep_there_is_left_alone(
    remote: Remote, server: str, store: Store, make_record: MakeRecord
) -> None:
    remote.replace(ox.NamedNode("urn:theirs"), io.BytesIO(b"<urn:a> <urn:b> <urn:c> .\n"))
    store.put(make_record("/1"))
    publish(store, NONE, BASE, remote)
    store.remove(make_record("/1").article.id)
    publish(store, NONE, BASE, remote)
    assert b"<urn:a> <urn:b> <urn:c> <urn:theirs> .\n" in there(server)


def test_a_store_that_was_emptied_is_filled_again(
    remote: Remote, server: str, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    publish(store, NONE, BASE, remote)
    httpx.post(f"{server}/update", data={"update": "DROP ALL"}, trust_env=False)
    publish(store, NONE, BASE, remote)
    assert there(server) == here(store)


def test_a_large_graph_goes_in_parts_by_update(
    server: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.publishing.remotes.LINES", 10)
    remote = UpdateEndpoint(service, f"{server}/update", f"{server}/query")
    name = ox.NamedNode("urn:graph")
    lines = [f'<urn:s> <urn:p> "{number:03}" .\n'.encode() for number in range(95)]
    remote.replace(name, io.BytesIO(b"".join(lines)))
    remote.replace(name, io.BytesIO(b"".join(lines[5:])))
    assert len(list(remote.read(name))) == 90
    remote.replace(name, io.BytesIO(b""))
    assert list(remote.read(name)) == []


class Answering(BaseHTTPRequestHandler):
    """Answers everything as its server was told."""

    status = 200
    body = b"<html>Welcome</html>"

    def _answer(self) -> None:
        self.server.asked += 1  # type: ignore[attr-defined] # set by `answering`
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 # the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def answering() -> Iterator[Callable[[int, bytes], ThreadingHTTPServer]]:
    running = []

    def start(status: int, body: bytes) -> ThreadingHTTPServer:
        handler = type("Handler", (Answering,), {"status": status, "body": body})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.asked = 0  # type: ignore[attr-defined] # counted for the test
        Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "said", "asked"),
    [
        (200, b"<html>Welcome</html>", "did not answer with N-Triples", 1),
        (200, b"<urn:a> <urn:b> <urn:c> .\n", "not ours", 1),
        (401, b"Who are you?", "answered 401 to GET: Who are you?", 1),
        (500, b"It broke.", "answered 500 to GET: It broke.", 1),
        (503, b"Busy.", "answered 503 to GET: Busy.", 4),
        (307, b"Elsewhere.", "answered 307", 1),
    ],
)
def test_a_server_that_answers_something_else_is_told_of(
    status: int,
    body: bytes,
    said: str,
    asked: int,
    answering: Callable[[int, bytes], ThreadingHTTPServer],
    service: Service,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graph.publishing.remotes.wait_exponential", lambda **_: lambda _: 0)
    server = answering(status, body)
    remote = GraphStore(service, f"http://127.0.0.1:{server.server_port}/store")
    with pytest.raises(PublishError, match=re.escape(said)):
        publish(store, NONE, BASE, remote)
    assert server.asked == asked  # type: ignore[attr-defined] # counted above


def test_a_server_that_is_not_there_is_told_of(
    service: Service, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.publishing.remotes.wait_exponential", lambda **_: lambda _: 0)
    with pytest.raises(PublishError, match="cannot be reached"):
        publish(store, NONE, BASE, GraphStore(service, "http://127.0.0.1:9/store"))


def test_an_address_that_is_no_graph_store_is_told_of(
    server: str, service: Service, store: Store
) -> None:
    with pytest.raises(PublishError, match="no graph store"):
        publish(store, NONE, BASE, GraphStore(service, f"{server}/nothing"))
    with pytest.raises(PublishError, match="answers no query"):
        publish(
            store, NONE, BASE, UpdateEndpoint(service, f"{server}/nothing", f"{server}/nothing")
        )
