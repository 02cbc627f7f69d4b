"""The site on a small collection of the project's own texts, with every page and state of it.

The tests in a browser, the screenshots and the budgets all show this.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import Notice, NoticeKind
from samples import sample_paths
from web import create_app
from web.commands.collecting import ingest_into
from web.settings import Settings
from web.wiring import Library, open_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A work that does not exist, so that nothing untrue is shown of one that does.
WITHDRAWN = "10.1000/qigong-back"
ARTICLE = f"""---
title: "Qigong for the back: what became of a good story"
date: "2021-06-14"
---

# Qigong for the back: what became of a good story

Qigong reduces low back pain [1]. Stretching can improve flexibility, too.

Yoga may improve balance in older adults [7].

## Sources

1. Example study group. Qigong for sore backs. J Examples. 2011;4(2):1-9. https://doi.org/{WITHDRAWN}
"""
# Debian's browser, started as a program that asks nobody for anything.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class State:
    """A page in one of the ways in which it can look.

    Attributes:
        name: of its picture.
        path: its address on the site.
        status: what it is answered with.
    """

    name: str
    path: str
    status: int = 200


def chromium() -> str | None:
    """Return the browser's path, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def stage(folder: Path) -> Library:
    """Make the collection in an empty folder: the sample articles, and one on a withdrawn work."""
    story = folder / "qigong.md"
    story.write_text(ARTICLE, "utf-8")
    data = folder / "data"
    library = open_library(Settings(data=data, store=f"sqlite:///{data / 'store.sqlite'}"))
    ingest_into(library, (*map(str, sample_paths()), str(story)))
    notice = Notice(
        NoticeKind.RETRACTED, "2013-02-01", "10.1000/notice", "Crossref", ("Error in data",)
    )
    library.store.put_notices("Crossref", {notice: [f"doi:{WITHDRAWN}"]})
    library.refresh()
    return library


@contextmanager
def served(library: Library) -> Iterator[str]:
    """Serve a library on a free port of this machine; yields the address, without a slash."""
    from waitress import create_server

    server = create_server(create_app(library), host="127.0.0.1", port=0, threads=8)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        running.join(timeout=10)


def states(library: Library) -> list[State]:
    """Name every page of the site in each of its states."""
    articles = {each.title: each.id for each in library.store.articles()}
    sources = {each.doi: each.id for each in library.store.sources()}
    (sample,) = (ident for title, ident in articles.items() if "second look" in title)
    (story,) = (ident for title, ident in articles.items() if "Qigong" in title)
    passage = library.store.record(sample).claims[0].passage
    asked = "/answer?q="
    return [
        State("home", "/"),
        State("search-empty", "/search"),
        State("search", "/search?q=balance"),
        State("search-narrowed", "/search?q=falls&outcome=fall-risk&cited=yes"),
        State("search-one-by-one", "/search?q=balance&grouped=no&sort=evidence"),
        State("search-nothing", "/search?q=zebra"),
        State("search-misspelt", "/search?q=osteoporsis"),
        State("search-refused", "/search?q=the+of", 400),
        State("similar", f"/similar/{passage}"),
        State("answer-empty", "/answer"),
        State(
            "answer-supported", f"{asked}Does+resistance+training+improve+bone+mineral+density%3F"
        ),
        State("answer-mixed", f"{asked}Does+vitamin+D+reduce+falls%3F"),
        State("answer-list", f"{asked}What+reduces+fall+risk%3F"),
        State("answer-doses", f"{asked}How+much+resistance+training+for+bone+mineral+density%3F"),
        State("answer-unknown", f"{asked}Does+swimming+improve+hearing%3F"),
        State("answer-no-claims", f"{asked}Does+swimming+improve+balance%3F"),
        State("answer-uncited", f"{asked}Does+stretching+improve+flexibility%3F"),
        State("answer-retracted", f"{asked}Does+qigong+reduce+low+back+pain%3F"),
        State("answer-unsafe", f"{asked}Should+I+stop+my+medication%3F"),
        State("sparql", "/sparql"),
        State("topics", "/concepts"),
        State("topic", "/concepts/vitamin-d"),
        State("topic-outcome", "/concepts/fall-risk"),
        State("topic-people", "/concepts/older-adults"),
        State("topic-nothing", "/concepts/swimming"),
        State("graph-empty", "/graph"),
        State("graph", "/graph?concept=fall-risk"),
        State("graph-way", "/graph?from=tai-chi&to=fall-risk"),
        State("map", "/map"),
        State("map-supported", "/map?view=supported&order=family"),
        State("map-narrowed", "/map?outcome=fall-risk&cited=yes"),
        State("map-nothing", "/map?exercise=swimming&cited=yes"),
        State("map-claims", "/map/claims?row=vitamin-d&column=fall-risk"),
        State("articles", "/articles"),
        State("articles-uncited", "/articles?needs=uncited"),
        State("collection", "/collection"),
        State("article", f"/articles/{sample}"),
        State("article-retracted", f"/articles/{story}"),
        State("sources", "/sources"),
        State("sources-found", "/sources?q=vitamin"),
        State("source", f"/sources/{sources['10.1016/S2213-8587(18)30265-1']}"),
        State("source-retracted", f"/sources/{sources[WITHDRAWN]}"),
        State("help", "/help"),
        State("api", "/api/v1/docs"),
        State("not-found", "/nowhere", 404),
    ]
