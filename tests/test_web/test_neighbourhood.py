"""The network around concepts, as a page and as data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.model import Direction, Mechanism, Mention
from web import create_app

CONCEPTS = "https://trabecula.example/concepts/"

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]


def test_an_edge_says_what_the_link_of_its_proposition_says(client: FlaskClient) -> None:
    edges = client.get("/api/v1/graph?concept=walking").get_json()["edges"]
    links = client.get("/api/v1/links?exposure=walking").get_json()["links"]
    sides = {side["proposition"]: side for link in links for side in link["directions"]}
    assert {edge["id"] for edge in edges} == set(sides)
    for edge in edges:
        for name in ("direction", "reading", "effect", "claims", "articles", "sources"):
            assert edge[name] == sides[edge["id"]][name]


def test_the_page_lists_every_edge_with_its_numbers(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/graph?concept=walking")
    told = client.get("/api/v1/graph?concept=walking").get_json()
    assert told["edges"]
    assert f"by {len(told['edges'])} link" in page.text
    for edge in told["edges"]:
        assert f"e-{edge['id']}" in page.values("id")
        assert f"{edge['from']['label']} {edge['reading']}" in page.text
        claims = "claim" if edge["claims"] == 1 else "claims"
        assert f"{edge['claims']} {claims} in {edge['articles']} article" in page.text


def test_a_second_concept_adds_its_links_and_no_link_is_listed_twice(
    visit: Visit, client: FlaskClient
) -> None:
    both = client.get("/api/v1/graph?concept=tai-chi&concept=fall-risk").get_json()
    ids = [edge["id"] for edge in both["edges"]]
    assert len(ids) == len(set(ids))
    assert [around["concept"]["id"] for around in both["concepts"]] == ["tai-chi", "fall-risk"]
    page = visit(client, "/graph?concept=tai-chi&concept=fall-risk")
    assert sorted(each for each in page.values("id") if each.startswith("e-")) == sorted(
        f"e-{each}" for each in ids
    )


def test_links_without_a_source_can_be_left_out(client: FlaskClient) -> None:
    every = client.get("/api/v1/graph?concept=jumping").get_json()["edges"]
    assert [edge["sources"] for edge in every] == [0, 0]
    assert client.get("/api/v1/graph?concept=jumping&sourced=yes").get_json()["edges"] == []


def test_a_page_that_leaves_nothing_says_so_and_leads_back(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/graph?concept=jumping&sourced=yes")
    assert "Nothing is claimed of jumping that these choices leave." in page.text
    assert "/graph?concept=jumping" in page.values("href")
    assert not [src for src in page.values("src") if "cytoscape" in src]


def test_links_that_are_not_shown_are_counted(visit: Visit, client: FlaskClient) -> None:
    told = client.get("/api/v1/graph?concept=bone-mineral-density&limit=1").get_json()
    (around,) = told["concepts"]
    assert around["total"] == around["more"] + 1
    assert len(told["edges"]) == 1
    page = visit(client, "/graph?concept=bone-mineral-density&limit=1")
    assert f"{around['more']} more links" in page.text


def test_only_links_of_one_direction_are_given_where_one_is_asked_for(client: FlaskClient) -> None:
    told = client.get("/api/v1/graph?concept=walking&direction=no_effect").get_json()
    assert {edge["direction"] for edge in told["edges"]} == {"no_effect"}


def test_the_way_from_an_exercise_to_an_outcome_leads_over_what_outcomes_lead_to(
    visit: Visit, open_with: Open, write: Write
) -> None:
    record = write(
        "Legs",
        [("prose", ["Squats improve muscle strength.", "Muscle strength lowers fall risk."])],
        [("Squats", "squat", "increase", "muscle strength", "muscle-strength", "beneficial")],
    )
    second = record.passages[1]
    cause, effect = (
        Mention(f"{CONCEPTS}{name}", label, label, second.start, second.end)
        for name, label in (("muscle-strength", "muscle strength"), ("fall-risk", "fall risk"))
    )
    sentence = "Muscle strength lowers fall risk."
    step = Mechanism("m1", second.id, sentence, cause, effect, Direction.DECREASE)
    client = create_app(open_with(replace(record, mechanisms=(step,)))).test_client()
    told = client.get("/api/v1/chains?from=squat&to=fall-risk").get_json()
    (chain,) = told["chains"]
    edges = {edge["id"]: edge for edge in told["edges"]}
    assert [edges[each]["relation"] for each in chain] == ["claim", "mechanism"]
    page = visit(client, "/graph?from=squat&to=fall-risk")
    assert "1 way that the articles tell of." in page.text
    assert "muscle strength is said to decrease fall risk" in page.text
    assert "No article says by what way" in visit(client, "/graph?from=yoga&to=balance").text


def test_an_empty_graph_page_offers_topics(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/graph")
    assert "Choose a topic" in page.text
    options = [attrs["value"] for tag, attrs in page.elements if tag == "option"]
    assert "tai-chi" in options


def test_what_is_not_there_or_not_right_is_said(visit: Visit, client: FlaskClient) -> None:
    assert "no concept called" in visit(client, "/graph?concept=juggling", 404).text
    assert "direction is one of" in visit(client, "/graph?concept=tai-chi&direction=x", 400).text
    assert "limit must be from 1" in visit(client, "/graph?concept=tai-chi&limit=0", 400).text
    assert "no exercise or habit" in visit(client, "/graph?from=x&to=balance", 400).text
    names = "&".join(f"concept=c{n}" for n in range(31))
    assert "30 concepts" in visit(client, f"/graph?{names}", 400).text
    assert client.get("/api/v1/graph").status_code == 400
    assert client.get("/api/v1/chains?from=tai-chi").status_code == 400
    assert client.get("/api/v1/chains?from=x&to=balance").status_code == 404
