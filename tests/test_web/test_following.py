"""The index follows the store while other processes write to it, and the server tells how far."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from graph.errors import SearchIndexError, StoreError
from graph.store import open_store
from web import create_app
from web.following import Follower

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from web.wiring import Library

READERS = 50
FRESH = 1.0  # seconds after which nothing may be stale
STEADY = ("Steady", [("prose", ["Tai chi improves balance."])])


def until(holds: Callable[[], bool]) -> None:
    """Wait for what must come true; a test that hangs is stopped by this."""
    waiting, end = threading.Event(), time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        waiting.wait(0.01)


def test_the_index_takes_up_what_is_written_beside_it(
    open_with: Callable[..., Library], write: Callable[..., Any]
) -> None:
    library = open_with()
    with Follower(library, interval=0.01):
        library.store.put(write(*STEADY))
        until(lambda: library.index.count() > 0)
        assert library.lag() == 0


def test_who_asks_while_the_index_is_late_waits_for_it(
    open_with: Callable[..., Library], write: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_with()
    monkeypatch.setattr("web.following.GRACE", -1.0)
    with Follower(library, interval=0.01) as follower:
        library.store.put(write(*STEADY))
        client = create_app(library, follower).test_client()
        assert client.get("/api/v1/search?q=balance").get_json()["total"] == 1


def test_an_error_is_logged_once_and_tried_again(
    open_with: Callable[..., Library],
    write: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    library = open_with(write(*STEADY))
    failures = iter(range(3))

    def lag() -> int:
        if next(failures, None) is None:
            return 0
        raise SearchIndexError("The index is being moved.")

    monkeypatch.setattr("web.following.PATIENCE", 0.01)
    monkeypatch.setattr(library, "lag", lag)
    with caplog.at_level(logging.WARNING), Follower(library, interval=0.01):
        until(lambda: "follows the store again" in caplog.text)
    assert caplog.text.count("cannot follow the store") == 1


def test_a_server_whose_index_is_behind_for_long_is_not_ready(
    open_with: Callable[..., Library], write: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_with()
    follower = Follower(library)
    client = create_app(library, follower).test_client()
    assert client.get("/readyz").get_json() == {"status": "ready", "lag": 0}
    library.store.put(write(*STEADY))
    assert client.get("/readyz").status_code == 200  # it is being caught up with
    monkeypatch.setattr(follower, "_since", -1e9)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.get_json()["reason"] == "The search index lacks 1 changes of the store."
    assert client.get("/healthz").status_code == 200
    assert "trabecula_index_lag 1.0" in client.get("/metrics").text


def test_a_server_whose_store_cannot_be_read_is_not_ready_and_names_no_folder(
    open_with: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_with()

    def fail() -> int:
        raise StoreError("/srv/secret/store.sqlite is gone.")

    monkeypatch.setattr(library.store, "last_change", fail)
    response = create_app(library).test_client().get("/readyz")
    assert response.status_code == 503
    assert response.get_json() == {"status": "unreadable", "reason": "The store cannot be read."}


def test_the_figures_have_few_labels_whatever_is_asked(
    open_with: Callable[..., Library], write: Callable[..., Any]
) -> None:
    client = create_app(open_with(write(*STEADY))).test_client()
    for n in range(20):
        client.get(f"/nowhere/{n}")
        client.get(f"/concepts/none-{n}")
        client.open("/", method=f"ODD{n}")
    figures = client.get("/metrics").text
    assert 'route="none",status="404"} 20.0' in figures
    assert 'route="/concepts/<concept_id>",status="404"} 20.0' in figures
    assert 'trabecula_requests_total{method="other"' in figures
    assert "ODD" not in figures
    assert "trabecula_articles 1.0" in figures


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    data = ["--data", str(tmp_path / "data")]
    command = [sys.executable, "-m", "web.cli", *data, "serve", "--port", "0"]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        yield found.group(), data
        process.terminate()


def test_fifty_readers_meet_no_error_and_nothing_stale_while_another_process_ingests(
    served: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, data = served
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(30):
        text = f"# Article {n}\n\nTai chi reduces the risk of falls. Walking lowers stress, too.\n"
        (folder / f"{n}.md").write_text(text, "utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}")
    done = threading.Event()

    def found() -> int:
        with urlopen(f"{address}/api/v1/search?q=falls&limit=1", timeout=60) as response:
            assert response.status == 200
            total: int = json.load(response)["articles"]
            return total

    def read() -> int:
        """Ask over and over; what was stored a second before the question must be found."""
        asked = 0
        known = []
        while not done.is_set() or not asked:
            known.append((time.monotonic(), store.counts().articles))
            old = max(
                count for when, count in known if when <= time.monotonic() - FRESH or not count
            )
            assert found() >= old
            asked += 1
        return asked

    with ThreadPoolExecutor(READERS) as readers:
        answers = [readers.submit(read) for _ in range(READERS)]
        try:
            command = [sys.executable, "-m", "web.cli", *data, "ingest", str(folder)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            until(lambda: found() == 30)
        finally:
            done.set()
        assert all(answer.result() > 0 for answer in answers)
    store.close()
