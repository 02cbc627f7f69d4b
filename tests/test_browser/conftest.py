"""The site in Debian's Chromium: a real server, and a browser that reports all it minds."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.showcase import FLAGS, chromium, served, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Response, Route

    from web.wiring import Library

    Open = Callable[..., Page]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample articles and one on a withdrawn work, which no test changes."""
    library = stage(tmp_path_factory.mktemp("showcase"))
    yield library
    library.close()


@pytest.fixture(scope="session")
def site(library: Library) -> Iterator[str]:
    """The address of the site of that library."""
    with served(library) as address:
        yield address


# Playwright keeps an event loop running as long as it is there, which tests elsewhere cannot have.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    path = chromium()
    if path is None:
        assert not os.environ.get("CI"), "where the whole check runs, Chromium has to be installed"
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Opens a page of the site in a window of its own; fails the test for all that it minds.

    That is any message on the console, any error of a script, any part of a page that cannot be
    had, and any request to another host.
    """
    minded: list[str] = []

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(site).netloc:
            route.continue_()
        else:
            minded.append(f"asked for {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        # Chromium writes this line for a page too that is rightly answered with an error.
        if not message.text.startswith("Failed to load resource"):
            minded.append(f"{message.type}: {message.text}")

    def check(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            minded.append(f"{response.status}: {response.url}")

    def open_(path: str, *, width: int = 1440, status: int = 200, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            **options,
        )
        windows.callback(context.close)
        context.route("**/*", guard)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", listen)
        page.on("pageerror", lambda error: minded.append(str(error)))
        page.on("response", check)
        response = page.goto(path)
        assert response is not None
        assert response.status == status
        return page

    with ExitStack() as windows:
        yield open_
    assert minded == []
