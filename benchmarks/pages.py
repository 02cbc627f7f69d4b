"""Measure pages in a browser against their budgets, on 321 real articles.

    python benchmarks/pages.py [--data FOLDER]

Reads the articles from ../shared/data/jats, which takes a minute or two; FOLDER is a collection
that holds them already. Prints, for each kind of page, the bytes of HTML as sent and as it is,
those of scripts, the largest paint and the layout's shifts in Chromium, and the server's time at
the 95th percentile over many addresses; exits with 1 where a budget is passed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.showcase import FLAGS, chromium, served
from web import create_app
from web.commands.collecting import ingest_into
from web.presenters.overview import concepts_present
from web.settings import Settings
from web.wiring import Library, open_library

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "jats"
HTML = 60 * 1024  # bytes as sent
SCRIPTS = 150 * 1024  # bytes as they are; the page of the graph apart
PAINT = 1_000  # milliseconds
SHIFT = 0.1
SERVER = 100  # milliseconds at the 95th percentile
MANY = 60  # addresses of a kind that are asked for at most
WORDS = (
    *("balance", "falls", "bone mineral density", "knee pain", "muscle strength", "walking"),
    *("resistance training", "vitamin D", "quality of life", "fracture", "yoga", "osteo*"),
    *("older adults", "tai chi", "gait speed", "randomised trial", "women", "exercise adherence"),
)
# What Chromium noted while the page was laid out.
NOTED = """() => new Promise((done) => {
  let paint = 0, shift = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) paint = e.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => { for (const e of list.getEntries()) shift += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done([paint, shift]), 100));
})"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a kind of page takes, at its worst of those that the browser opened.

    Attributes:
        sent, html, scripts: bytes.
        paint: milliseconds to the largest paint.
        server: milliseconds at the 95th percentile.
    """

    kind: str
    sent: int
    html: int
    scripts: int
    paint: float
    shift: float
    server: float

    def over(self) -> list[str]:
        """Name the budgets that are passed."""
        limits = {
            "HTML": self.sent > HTML,
            "scripts": self.scripts > SCRIPTS and self.kind != "graph",
            "paint": self.paint > PAINT,
            "shift": self.shift > SHIFT,
            "server": self.server > SERVER,
        }
        return [name for name, passed in limits.items() if passed]


def addresses(library: Library) -> dict[str, list[str]]:
    """Name addresses of each kind of page on a collection, the heaviest first."""
    words = [each.replace(" ", "+") for each in WORDS]
    present = concepts_present(library)
    concepts = sorted((view for views in present.values() for view in views), key=_weight)
    exposures = sorted(present["exposures"], key=_weight)
    outcomes = sorted(present["outcomes"], key=_weight)
    articles = sorted(library.store.articles(), key=lambda each: -each.references)
    resting = sorted(library.store.sources(), key=lambda each: (-len(each.authors), each.id))
    return {
        "home": ["/"],
        "search": [f"/search?q={each}" for each in words],
        "answer": [
            *(
                f"/answer?q=Does+{_plus(e)}+improve+{_plus(o)}%3F"
                for e in exposures[:6]
                for o in outcomes[:6]
            ),
            *(f"/answer?q=What+does+{_plus(e)}+do%3F" for e in exposures[:10]),
        ],
        "topics": ["/concepts"],
        "topic": [f"/concepts/{view['id']}" for view in concepts],
        "map": ["/map", "/map?view=supported", "/map?show=all", "/map?order=family"],
        "graph": [f"/graph?concept={view['id']}" for view in concepts],
        "articles": ["/articles", "/articles?page=3", "/articles?needs=uncited"],
        "article": [f"/articles/{each.id}" for each in articles],
        "collection": ["/collection"],
        "sources": ["/sources", "/sources?q=exercise", "/sources?sort=claims", "/sources?page=40"],
        "source": [f"/sources/{each.id}" for each in resting],
        "help": ["/help"],
    }


def _weight(view: dict[str, Any]) -> tuple[int, str]:
    return -view["claims"], view["label"]


def _plus(view: dict[str, Any]) -> str:
    return str(view["label"]).replace(" ", "+")


def server_time(library: Library, paths: list[str]) -> float:
    """Return the 95th percentile of milliseconds over addresses, each asked for once before."""
    client = create_app(library).test_client()
    times = []
    step = max(1, len(paths) // MANY)
    for path in paths[::step]:
        client.get(path)
        started = time.perf_counter()
        response = client.get(path)
        times.append(1_000 * (time.perf_counter() - started))
        if response.status_code != 200:
            raise RuntimeError(f"{path} was answered with {response.status_code}")
    return sorted(times)[int(0.95 * (len(times) - 1) + 0.5)]


def in_browser(page: Page, path: str) -> tuple[int, int, int, float, float]:
    """Open a page; return bytes sent, of HTML and of scripts, the largest paint and the shifts."""
    sent = html = scripts = 0
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    paint, shift = page.evaluate(NOTED)
    for answer in answers:
        if answer.request.resource_type == "document":
            html += len(answer.body())
            sent += answer.request.sizes()["responseBodySize"]
        elif answer.request.resource_type == "script":
            scripts += len(answer.body())
    return sent, html, scripts, paint, shift


def measure(library: Library, path: str) -> list[Measured]:
    """Measure every kind of page of a collection with the browser at that path."""
    from playwright.sync_api import sync_playwright

    kinds = addresses(library)
    server = {kind: server_time(library, paths) for kind, paths in kinds.items()}
    found = []
    with served(library) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for kind, paths in kinds.items():
            seen = []
            for each in paths[:3]:  # the heaviest, each in a window without a cache
                page = browser.new_page(base_url=site, viewport={"width": 1440, "height": 900})
                seen.append(in_browser(page, each))
                page.close()
            sent, html, scripts, paint, shift = (max(each) for each in zip(*seen, strict=True))
            found.append(
                Measured(kind, int(sent), int(html), int(scripts), paint, shift, server[kind])
            )
        browser.close()
    return found


def main() -> int:
    """Print the table; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, help="a collection that holds the articles already")
    given = parser.parse_args()
    path = chromium()
    if path is None or not (given.data or ARTICLES.is_dir()):
        missing = "Chromium" if path is None else str(ARTICLES)
        print(f"{missing} is absent: nothing was measured.")
        return 0
    logging.disable(logging.INFO)
    with contextlib.ExitStack() as kept:
        data = given.data or Path(kept.enter_context(tempfile.TemporaryDirectory()))
        library = open_library(Settings(data=data, store=f"sqlite:///{data / 'store.sqlite'}"))
        kept.callback(library.close)
        if given.data is None:
            with contextlib.redirect_stdout(io.StringIO()):
                ingest_into(library, (str(ARTICLES),), workers=2)
        print(f"{library.store.counts().articles} articles")
        heads = f"{'HTML sent':>10}{'as it is':>10}{'scripts':>9}{'paint':>9}{'shift':>7}"
        print(f"{'page':12}{heads}{'server p95':>12}")
        status = 0
        for each in measure(library, path):
            over = each.over()
            status |= bool(over)
            print(
                f"{each.kind:12}{each.sent / 1024:7.1f} KB{each.html / 1024:7.1f} KB"
                f"{each.scripts / 1024:6.0f} KB{each.paint:6.0f} ms{each.shift:7.3f}"
                f"{each.server:9.1f} ms{'  over: ' + ', '.join(over) if over else ''}"
            )
    return status


if __name__ == "__main__":
    sys.exit(main())
