"""What a page says is what the API says to the same query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    Visit = Callable[..., Any]


@pytest.mark.parametrize(
    "query",
    [
        "q=bone",
        "q=walking&direction=no_effect",
        "q=balance+OR+falls&grouped=no",
        "exercise=tai-chi",
    ],
)
def test_a_search_page_counts_and_quotes_what_the_api_finds(
    visit: Visit, client: FlaskClient, query: str
) -> None:
    page = visit(client, f"/search?{query}")
    grouped = "" if "grouped" in query else "&grouped=yes"
    told = client.get(f"/api/v1/search?{query}{grouped}&limit=10").get_json()
    assert told["total"]
    passages = "passage" if told["total"] == 1 else "passages"
    articles = "article" if told["articles"] == 1 else "articles"
    assert f"{told['total']} {passages} in {told['articles']} {articles}" in page.text
    for hit in told["hits"]:
        assert hit["text"] in page.text
        assert f"/articles/{hit['article']['id']}#p-{hit['passage']}" in page.values("href")
        for claim in hit["claims"]:
            assert f"{claim['exposure']['label']} {claim['reading']}" in page.text
    for values in told["facets"].values():
        if len(values) > 1:
            for value in values:
                assert f"{value['label']} {value['passages']} " in page.text


def test_narrowing_by_a_facet_finds_as_many_passages_as_it_said(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/search?q=bone+OR+balance")
    links = [
        attrs["href"]
        for tag, attrs in page.elements
        if tag == "a" and (attrs.get("id") or "").startswith("f-")
    ]
    assert links
    for href in links:
        narrowed = visit(client, href)
        (chosen,) = [
            attrs["href"]
            for tag, attrs in narrowed.elements
            if tag == "a" and attrs.get("class") == "on"
        ]
        assert parse_qs(urlsplit(chosen).query) == {"q": ["bone OR balance"]}
        told = client.get(href.replace("/search", "/api/v1/search", 1)).get_json()
        assert f"{told['total']} passage" in narrowed.text


@pytest.mark.parametrize("concept", ["walking", "bone-mineral-density", "older-adults"])
def test_a_concept_s_page_gives_each_link_as_the_api_does(
    visit: Visit, client: FlaskClient, concept: str
) -> None:
    page = visit(client, f"/concepts/{concept}")
    told = client.get(f"/api/v1/concepts/{concept}").get_json()
    claims = "claim" if told["claims"] == 1 else "claims"
    assert f"{told['claims']} {claims} in {told['articles']} article" in page.text
    assert f"resting on {told['sources']} independent source" in page.text
    assert told["links"]
    for link in told["links"]:
        assert f"{link['exposure']['label']} → and {link['outcome']['label']}" in page.text
        for side in link["directions"]:
            said = "source" if side["sources"] == 1 else "sources"
            backing = f"{side['sources']} independent {said}" if side["sources"] else "no source"
            assert f"{side['reading']}" in page.text
            assert backing in page.text
            for item in side["evidence"][:3]:
                assert item["claim"]["sentence"] in page.text
