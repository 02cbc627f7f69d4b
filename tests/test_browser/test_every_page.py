"""What holds for every page in every state: WCAG, width, and a picture of each route."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.exceptions import NotFound

from benchmarks.pages import HTML, SCRIPTS
from benchmarks.showcase import states
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from web.wiring import Library

    Open = Callable[..., Page]

STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 768, 1440)
# Routes that answer with a file or with plain words, and no page.
NO_PAGES = re.compile(
    r"/static/|/api/v1/(?!docs)|/healthz|/readyz|/metrics|/\.well-known/"
    r"|/<any\(claims|"  # things, which lead to the pages that show them
    r".*\.(xml|csv|ris|svg|png|bib|txt|md|jsonld|json|ttl|nt|rdf|<)"
)


def test_every_route_that_gives_a_page_is_among_the_states(library: Library) -> None:
    app = create_app(library)
    routes = {
        str(rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not NO_PAGES.match(str(rule.rule))
    }
    adapter = app.url_map.bind("site.example")
    reached = set()
    for state in states(library):
        try:
            rule, _ = adapter.match(state.path.split("?")[0], return_rule=True)
        except NotFound:
            continue
        reached.add(str(rule.rule))
    assert routes == reached


def test_every_page_of_a_small_collection_keeps_to_its_budget_of_html_and_scripts(
    library: Library,
) -> None:
    client = create_app(library).test_client()
    for state in states(library):
        page = client.get(state.path).text
        assert len(page.encode()) < HTML, state.name
        files = re.findall(r'<script src="([^"]+)"', page)
        scripts = 0
        for each in files:
            with client.get(each) as file:
                scripts += len(file.data)
        assert scripts < SCRIPTS or state.name.startswith("graph"), state.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_wcag_2_2_at_level_a_or_aa(
    open_page: Open, library: Library, scheme: str
) -> None:
    page = open_page("/", color_scheme=scheme)
    broken = []
    for state in states(library):
        page.goto(state.path)
        found = Axe().run(page, options={"runOnly": STANDARD}).response["violations"]
        broken += [f"{state.name}: {each['id']} {each['nodes'][0]['html'][:200]}" for each in found]
    assert broken == []


def test_no_page_is_wider_than_its_window(open_page: Open, library: Library) -> None:
    page = open_page("/")
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for state in states(library):
            page.goto(state.path)
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                wide.append(f"{state.name} needs {needed} of {width}")
    assert wide == []


def test_every_page_stands_without_scripts(open_page: Open, library: Library) -> None:
    page = open_page("/", java_script_enabled=False)
    for state in states(library):
        response = page.goto(state.path)
        assert response is not None
        assert response.status == state.status
        assert page.locator("main h1").count() == 1
