from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest
from click.testing import CliRunner, Result

from web.cli import trabecula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., Result]

PAGE = "<!doctype html><title>{0}</title><article><h1>{0}</h1><p>Tai chi reduces falls.</p>"


class Site(BaseHTTPRequestHandler):
    """A clinic's site: a page with an ETag, a feed that lists two pages, a sitemap."""

    asked: ClassVar[list[tuple[str, str | None]]]

    def do_GET(self) -> None:
        name = self.headers.get("If-None-Match")
        self.asked.append((self.path, name))
        host = self.headers["Host"]
        answers = {
            "/steady": PAGE.format("Steady"),
            "/strong": PAGE.format("Strong").replace("Tai chi", "Walking"),
            "/feed": f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>"
            f"<item><link>http://{host}/steady</link></item>"
            f"<item><link>http://{host}/strong</link></item></channel></rss>",
        }
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/steady")
            self.end_headers()
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
            self.end_headers()
        elif self.path not in answers:
            self.send_error(404)
        elif name == '"v1"':
            self.send_response(304)
            self.end_headers()
        else:
            body = answers[self.path].encode()
            self.send_response(200)
            kind = "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if self.path != "/feed":
                self.send_header("ETag", '"v1"')
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("ingest.fetching.settings.FetchSettings.__init__", _in_no_time())

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(trabecula, ["--data", str(tmp_path / "data"), *arguments])

    return call


def _in_no_time() -> Callable[..., None]:
    """Make settings whose waits take no time."""
    from ingest.fetching.settings import FetchSettings

    plain = FetchSettings.__init__

    def made(self: FetchSettings, **given: object) -> None:
        plain(self, **{"pause": 0.0, "sleep": lambda _seconds: None, **given})

    return made


def test_a_page_on_the_web_is_read_and_known_by_its_address(run: Run, site: str) -> None:
    result = run("ingest", "--allow-private", f"{site}/steady")
    assert result.exit_code == 0, result.output
    assert "1 articles read: 1 added" in result.stdout
    assert "Tai chi reduces falls" in run("search", "tai chi").stdout


def test_a_page_that_has_not_changed_is_asked_for_and_not_read_again(run: Run, site: str) -> None:
    run("ingest", "--allow-private", f"{site}/steady")
    result = run("ingest", "--allow-private", f"{site}/steady")
    assert "1 unchanged" in result.stdout
    assert Site.asked[-1] == ("/steady", '"v1"')


def test_a_page_that_moved_is_known_by_where_it_is_now(run: Run, site: str) -> None:
    run("ingest", "--allow-private", f"{site}/old")
    result = run("ingest", "--allow-private", f"{site}/old")
    assert "1 unchanged" in result.stdout
    assert Site.asked[-1] == ("/steady", '"v1"')


def test_every_page_of_a_feed_is_read(run: Run, site: str) -> None:
    result = run("ingest", "--allow-private", f"{site}/feed")
    assert result.exit_code == 0, result.output
    assert "2 articles read: 2 added" in result.stdout


def test_this_machine_is_not_asked_unless_that_is_allowed(run: Run, site: str) -> None:
    result = run("ingest", f"{site}/steady")
    assert result.exit_code == 1
    assert "private" in result.stderr or "this machine" in result.stderr
    assert Site.asked == []


def test_what_cannot_be_had_is_named_and_the_rest_is_read(
    run: Run, site: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Bones\n\nLifting builds bone density.\n", "utf-8")
    result = run(
        "ingest", "--allow-private", f"{site}/gone", f"{site}/away", str(page), f"{site}/strong"
    )
    assert result.exit_code == 1
    assert f"{site}/gone: answered 404" in result.stderr
    assert "169.254.169.254" in result.stderr
    assert "2 articles read: 2 added" in result.stdout
