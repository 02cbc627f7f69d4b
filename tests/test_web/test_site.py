"""What holds for every page: form, links, headers, errors and limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from graph.errors import SearchIndexError, StoreError
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]
    ReadPage = Callable[[str], Any]

DATA = {"type": "application/ld+json"}  # for search engines; no browser runs it
OURS = {  # scripts; each page works without them
    "/static/article.js",
    "/static/copy.js",
    "/static/graph.js",
    "/static/results.js",
    "/static/site.js",
    "/static/suggest.js",
    "/static/vendor/cytoscape-3.34.4/cytoscape.min.js",
    "/static/vendor/htmx-2.0.11/htmx.min.js",
}


def is_ours(attrs: dict[str, str | None]) -> bool:
    """A script of the site's own folder, which runs when the page stands."""
    return (
        urlsplit(attrs.get("src") or "").path in OURS
        and "defer" in attrs
        and all(name in ("src", "defer") or name.startswith("data-") for name in attrs)
    )


@pytest.fixture
def addresses(library: Library) -> list[str]:
    """One address of every page."""
    return [
        "/",
        "/search",
        "/search?q=bone",
        "/search?q=bone&exercise=walking&direction=no_effect&outcome=bone-mineral-density",
        "/answer",
        "/answer?q=Does+tai+chi+reduce+fall+risk%3F",
        "/concepts",
        "/concepts/tai-chi",
        "/concepts/bone-mineral-density",
        "/concepts/older-adults",
        "/articles",
        *(f"/articles/{summary.id}" for summary in library.store.articles()),
        "/sources",
        *(f"/sources/{item.id}" for item in library.store.sources()),
        "/graph",
        "/graph?concept=tai-chi&concept=fall-risk",
        "/graph?from=tai-chi&to=fall-risk",
        "/help",
        "/map",
        "/map?view=supported&level=family&order=family&show=all",
        "/map/claims?row=tai-chi&column=fall-risk",
    ]


def test_every_page_stands_and_is_well_formed(
    visit: Visit, client: FlaskClient, addresses: list[str]
) -> None:
    for address in addresses:
        page = visit(client, address)
        tags = [tag for tag, _ in page.elements]
        assert tags.count("h1") == 1, address
        assert tags.count("main") == 1, address
        ids = page.values("id")
        assert sorted(ids) == sorted(set(ids)), address


def test_every_link_within_the_site_leads_somewhere(
    visit: Visit, client: FlaskClient, addresses: list[str]
) -> None:
    pages = {address: visit(client, address) for address in addresses}
    for address, page in pages.items():
        for href in page.values("href") + page.values("action") + page.values("formaction"):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = f"{parts.path}?{parts.query}" if parts.path else address
            with client.get(target) as response:
                assert response.status_code == 200, f"{address} -> {href}"
                text = response.text if parts.fragment else ""
            if parts.fragment:
                assert f'id="{parts.fragment}"' in text, f"{address} -> {href}"


def test_every_input_has_a_label(visit: Visit, client: FlaskClient, addresses: list[str]) -> None:
    for address in addresses:
        page = visit(client, address)
        labelled = {attrs.get("for") for tag, attrs in page.elements if tag == "label"}
        fields = {
            attrs["id"]
            for tag, attrs in page.elements
            if tag in ("input", "select") and attrs.get("type") != "hidden"
        }
        assert fields <= labelled


def test_no_page_has_a_script_or_a_style_of_its_own(
    visit: Visit, client: FlaskClient, addresses: list[str]
) -> None:
    for address in addresses:
        page = visit(client, address)
        own = {tag for tag, attrs in page.elements if attrs != DATA and not is_ours(attrs)}
        assert not {"script", "style"} & own
        assert not [
            name for _, attrs in page.elements for name in attrs if re.match("on|style", name)
        ]


def test_every_answer_carries_the_security_headers(client: FlaskClient, library: Library) -> None:
    for address in ("/", "/nowhere", "/api/v1/nowhere", "/healthz", "/static/style.css"):
        with client.get(address) as response:
            headers = response.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("/search?q=the+of", "too common"),
        ("/search?q=x&exercise=juggling", "and not 'juggling'"),
        ("/search?q=x&direction=sideways", "and not 'sideways'"),
        ("/search?q=x&page=0", "page must be from 1"),
        ("/search?q=x&page=two", "page must be a whole number"),
        ("/search?q=x&page=99999999999", "page must be a whole number"),
        ("/search?q=" + "x" * 501, "500 characters at most"),
        ("/answer?q=" + "x" * 501, "500 characters at most"),
        ("/articles?page=-1", "page must be a whole number"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    visit: Visit, client: FlaskClient, address: str, complaint: str
) -> None:
    assert complaint in visit(client, address, 400).text


def test_links_out_of_the_site_tell_the_other_side_nothing(
    visit: Visit, client: FlaskClient, addresses: list[str]
) -> None:
    for address in addresses:
        for tag, attrs in visit(client, address).elements:
            if tag == "a" and urlsplit(attrs.get("href") or "").scheme:
                assert attrs["rel"] == "noopener noreferrer"


def test_markup_in_an_article_is_shown_and_never_obeyed(
    read_page: ReadPage, open_with: Open, write: Write
) -> None:
    hostile = "<script>alert(1)</script>"
    record = write(
        f"Title {hostile}",
        [("heading", [hostile]), ("prose", [f"Tai chi improves balance {hostile}. (1)"])],
        [("Tai chi", "tai-chi", "increase", "balance", "balance", "beneficial")],
        [{"raw": f"Raw {hostile}", "authors": (hostile,), "title": hostile, "doi": '10.1/"><b>'}],
        published=hostile,
        url="javascript:alert(1)",
    )
    client = create_app(open_with(record)).test_client()
    addresses = [
        "/",
        f"/search?q=balance+{hostile}",
        f"/answer?q={hostile}",
        "/concepts/tai-chi",
        "/articles",
        f"/articles/{record.article.id}",
        "/sources",
        f"/sources/{record.references[0].source}",
        f"/{hostile}",
    ]
    for address in addresses:
        response = client.get(address)
        page = read_page(response.text)
        run = {tag for tag, attrs in page.elements if attrs != DATA and not is_ours(attrs)}
        assert not {"script", "b"} & run, address
        assert not [href for href in page.values("href") if href.startswith("java")], address


def test_what_is_not_there_gets_a_friendly_page(visit: Visit, client: FlaskClient) -> None:
    for address in ("/nowhere", "/articles/none", "/concepts/none", "/sources/none"):
        page = visit(client, address, 404)
        assert "Not found" in page.text
        assert "Back to the start" in page.text


def test_an_unexpected_error_shows_no_trace_and_is_logged(
    visit: Visit,
    client: FlaskClient,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> None:
        raise ValueError("secret detail")

    monkeypatch.setattr(library.store, "articles", fail)
    page = visit(client, "/articles", 500)
    assert "secret" not in page.text
    assert "secret detail" in caplog.text


@pytest.mark.parametrize("error", [StoreError, SearchIndexError])
def test_a_collection_that_cannot_be_read_is_said_to_be_away_without_its_folders(
    visit: Visit,
    client: FlaskClient,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    def fail() -> None:
        raise error("The folder /srv/secret is locked.")

    monkeypatch.setattr(library.store, "counts", fail)
    assert "secret" not in visit(client, "/", 503).text
    assert client.get("/healthz").status_code == 503


def test_healthz_answers_when_the_store_does(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json()["status"] == "ok"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", ["/", "/search", "/api/v1/search"])
def test_nothing_but_reading_is_answered(client: FlaskClient, method: str, address: str) -> None:
    response = client.open(address, method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_an_endless_address_is_refused(client: FlaskClient) -> None:
    assert client.get("/search?q=a&" + "exercise=x&" * 500).status_code == 414
