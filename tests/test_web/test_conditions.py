"""Conditional requests, cursors, request ids and other sites' pages."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFoundError
from web import create_app
from web.api.cursors import read_cursor, write_cursor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from web.wiring import Library

STEADY = ("Steady", [("prose", ["Tai chi improves balance."])])
BONES = ("Bones", [("prose", ["Walking is good for balance."])])


def test_what_has_not_changed_is_answered_with_304(client: FlaskClient) -> None:
    tag = client.get("/api/v1/search?q=bone").headers["ETag"]
    assert tag.startswith('"')
    again = client.get("/api/v1/search?q=bone", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = client.get("/api/v1/search?q=walking", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_head_is_answered_as_get_is_and_without_a_body(client: FlaskClient) -> None:
    got, head = client.get("/api/v1/articles"), client.head("/api/v1/articles")
    assert head.data == b""
    for name in ("ETag", "Content-Type", "Content-Length"):
        assert head.headers[name] == got.headers[name]


def test_a_change_of_the_collection_changes_the_tag(
    open_with: Callable[..., Library], write: Callable[..., Any]
) -> None:
    library = open_with(write(*STEADY))
    client = create_app(library).test_client()
    tag = client.get("/api/v1/articles").headers["ETag"]
    library.store.put(write(*BONES))
    library.refresh()
    response = client.get("/api/v1/articles", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert response.get_json()["total"] == 2


@pytest.mark.parametrize("listed", ["search?q=bone", "links", "sources", "articles"])
def test_a_list_is_read_through_by_its_cursors(client: FlaskClient, listed: str) -> None:
    name = "hits" if listed.startswith("search") else listed
    mark = "&" if "?" in listed else "?"
    whole = client.get(f"/api/v1/{listed}{mark}limit=50").get_json()
    read: list[Any] = []
    address: str | None = f"/api/v1/{listed}{mark}limit=1"
    while address:
        response = client.get(address)
        read += response.get_json()[name]
        cursor = response.get_json()["next"]
        address = cursor and f"/api/v1/{listed}{mark}limit=1&cursor={cursor}"
        if cursor:
            assert f"cursor={cursor}" in response.headers["Link"]
    assert len(read) == whole["total"]
    if listed != "links":  # slices of links are taken in another order than the list is shown in
        assert read == whole[name]


def test_a_cursor_ends_with_the_state_that_it_was_given_in(
    open_with: Callable[..., Library], write: Callable[..., Any]
) -> None:
    library = open_with(write(*STEADY), write(*BONES))
    client = create_app(library).test_client()
    cursor = client.get("/api/v1/articles?limit=1").get_json()["next"]
    library.store.remove(library.store.articles()[0].id)
    response = client.get(f"/api/v1/articles?limit=1&cursor={cursor}")
    assert response.status_code == 409
    assert "begin this list again" in response.get_json()["detail"]


def test_a_cursor_of_one_list_is_none_of_another(client: FlaskClient) -> None:
    cursor = client.get("/api/v1/search?q=bone&limit=1").get_json()["next"]
    assert client.get(f"/api/v1/search?q=walking&cursor={cursor}").status_code == 404
    assert client.get("/api/v1/search?q=bone&cursor=x").status_code == 400


@given(st.integers(0, 10_000), st.text(), st.dictionaries(st.text(), st.text()))
def test_a_cursor_is_read_as_it_was_written(
    offset: int, state: str, parameters: dict[str, str]
) -> None:
    cursor = write_cursor(offset, state, parameters)
    place = read_cursor(cursor, state, parameters)
    assert (place.offset, place.is_stale) == (offset, False)
    assert read_cursor(cursor, f"{state}!", parameters).is_stale


@given(st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0189-_", min_size=1, max_size=60))
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(NotFoundError):
        read_cursor(cursor, "state", {})


def test_a_sane_request_id_is_taken_over_and_another_is_not(client: FlaskClient) -> None:
    taken = client.get("/healthz", headers={"X-Request-ID": "front-0123456789"})
    assert taken.headers["X-Request-ID"] == "front-0123456789"
    for forged in ("a b c d e f g h", "x" * 65, "short", '{"a": 1}xxxxxx'):
        made = client.get("/healthz", headers={"X-Request-ID": forged})
        assert made.headers["X-Request-ID"] != forged


def test_other_sites_may_read_the_api_only_where_a_setting_says_so(
    client: FlaskClient, library: Library
) -> None:
    asked = {"Origin": "https://clinic.example"}
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/links", headers=asked).headers

    class Opened:
        settings = replace(library.settings, origins=("https://clinic.example",))

        def __getattr__(self, name: str) -> Any:
            return getattr(library, name)

    opened = create_app(Opened()).test_client()  # type: ignore[arg-type] # stands in for a library
    response = opened.get("/api/v1/links", headers=asked)
    assert response.headers["Access-Control-Allow-Origin"] == "https://clinic.example"
    assert "Access-Control-Allow-Credentials" not in response.headers
    stranger = opened.get("/api/v1/links", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in stranger.headers
    assert "Access-Control-Allow-Origin" not in opened.get("/", headers=asked).headers
    preflight = opened.options(
        "/api/v1/links",
        headers={
            **asked,
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "If-None-Match",
        },
    )
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_the_method_cannot_be_overridden(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles", headers={"X-HTTP-Method-Override": "DELETE"})
    assert response.status_code == 200
    assert client.open("/api/v1/articles", method="TRACE").status_code == 405


@pytest.mark.parametrize("packing", ["br", "gzip"])
def test_a_packed_answer_has_a_tag_that_spares_the_next_one(
    client: FlaskClient, packing: str
) -> None:
    asked = {"Accept-Encoding": packing}
    first = client.get("/api/v1/concepts", headers=asked)
    assert first.headers["Content-Encoding"] == packing
    assert "Accept-Encoding" in first.headers["Vary"]
    second = client.get(
        "/api/v1/concepts", headers=asked | {"If-None-Match": first.headers["ETag"]}
    )
    assert second.status_code == 304
    assert second.headers["ETag"] == first.headers["ETag"]
    assert "Content-Encoding" not in client.get("/api/v1/concepts").headers


def test_a_packed_page_is_much_smaller_and_says_the_same(client: FlaskClient) -> None:
    packed = client.get("/concepts", headers={"Accept-Encoding": "gzip"}).data
    plain = client.get("/concepts").data
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 3
