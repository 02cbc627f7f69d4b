"""The API as a program meets it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from web import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from web.wiring import Library

DOCS = Path(__file__).parents[2] / "docs"


def ask(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    found: dict[str, Any] = response.get_json()
    return found


def test_search_gives_hits_with_places_that_can_be_checked(
    client: FlaskClient, library: Library
) -> None:
    found = ask(client, "/search?q=walking")
    assert found["total"] == len(found["hits"])
    for hit in found["hits"]:
        record = library.store.record(hit["article"]["id"])
        (passage,) = [item for item in record.passages if item.id == hit["passage"]]
        assert record.article.text[passage.start : passage.end] == hit["text"]
    assert "Walking" in [
        hit["text"][start:end] for hit in found["hits"] for start, end in hit["highlights"]
    ]


def test_search_is_narrowed_by_several_filters_of_a_kind(client: FlaskClient) -> None:
    found = ask(client, "/search?exercise=walking&exercise=tai+chi&limit=50")
    assert {card["value"] for card in found["filters"]["exercise"]} == {"walking", "tai-chi"}
    named = {claim["exposure"]["id"] for hit in found["hits"] for claim in hit["claims"]}
    assert named == {"walking", "tai-chi"}


def test_search_is_leafed_through_by_offset(client: FlaskClient) -> None:
    whole = ask(client, "/search?q=bone")["hits"]
    halves = [ask(client, f"/search?q=bone&limit=4&offset={at}")["hits"] for at in (0, 4, 8)]
    assert [hit["passage"] for half in halves for hit in half] == [hit["passage"] for hit in whole]


def test_a_hit_s_claims_say_what_they_cite(client: FlaskClient) -> None:
    (hit,) = ask(client, "/search?exercise=walking&direction=no_effect")["hits"]
    (claim,) = hit["claims"]
    assert claim["reading"] == "has no effect on"
    assert len(claim["citations"]) == 1


def test_links_join_an_exposure_and_an_outcome_with_their_evidence(client: FlaskClient) -> None:
    (link,) = ask(client, "/links?exposure=walking&outcome=bone+mineral+density")["links"]
    assert link["disagreement"] is True
    assert [side["direction"] for side in link["directions"]] == ["increase", "no_effect"]
    assert [side["sources"] for side in link["directions"]] == [1, 1]
    (quote,) = link["directions"][1]["evidence"]
    assert quote["references"][0]["link"] == "https://doi.org/10.1016/j.bone.2008.05.012"


def test_links_of_a_direction_hold_no_other(client: FlaskClient) -> None:
    found = ask(client, "/links?direction=decrease")
    assert [link["exposure"]["id"] for link in found["links"]] == ["tai-chi"]
    assert found["total"] == 1


def test_all_links_are_given_in_slices_that_do_not_overlap(client: FlaskClient) -> None:
    total = ask(client, "/links")["total"]
    pairs = [
        (link["exposure"]["id"], link["outcome"]["id"])
        for at in range(total)
        for link in ask(client, f"/links?limit=1&offset={at}")["links"]
    ]
    assert len(set(pairs)) == total == 5


def test_claims_without_a_source_count_for_no_source(client: FlaskClient) -> None:
    (link,) = ask(client, "/links?exposure=tai-chi")["links"]
    (side,) = link["directions"]
    assert (side["claims"], side["sources"], side["uncited"]) == (2, 1, 1)


def test_concepts_are_listed_by_kind_with_what_is_held_of_each(client: FlaskClient) -> None:
    found = ask(client, "/concepts?kind=outcome")
    assert {concept["kind"] for concept in found["concepts"]} == {"outcome"}
    held = {concept["id"]: concept["claims"] for concept in found["concepts"]}
    assert held["bone-mineral-density"] == 5


def test_a_concept_comes_with_its_definition_and_neighbours(client: FlaskClient) -> None:
    found = ask(client, "/concepts/resistance-training")
    assert found["concept"]["definition"]
    assert "http://id.nlm.nih.gov/mesh/D055070" in [
        link["iri"] for link in found["concept"]["links"]
    ]
    assert found["links"][0]["outcome"]["id"] == "bone-mineral-density"


def test_an_article_comes_with_all_that_was_read_and_every_place_is_its_quote(
    client: FlaskClient,
) -> None:
    for summary in ask(client, "/articles")["articles"]:
        found = ask(client, f"/articles/{summary['id']}")
        passages = {item["id"]: item for item in found["passages"]}
        for claim in found["claims"]:
            place = passages[claim["passage"]]
            assert found["text"][place["start"] : place["end"]] == claim["sentence"]
            for part in (claim["exposure"], claim["outcome"]):
                assert found["text"][part["start"] : part["end"]] == part["text"]
        assert found["counts"]["claims"] == summary["claims"]


def test_a_source_comes_with_every_claim_that_rests_on_it(client: FlaskClient) -> None:
    sources = ask(client, "/sources")["sources"]
    (vincent,) = [source for source in sources if source["citation"] == "Vincent & Braith 2002"]
    found = ask(client, f"/sources/{vincent['id']}")
    assert found["source"]["doi"] == "10.1097/00005768-200201000-00004"
    assert found["articles"] == 2
    assert len(found["evidence"]) == 2


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/search?q=x&limit=101", 400, "limit: This is from 1 to 100."),
        ("/search?q=x&limit=ten", 400, "limit: This is a whole number"),
        ("/search?q=x&limit=1_0", 400, "limit: This is a whole number"),
        ("/search?q=x&offset=10001", 400, "offset: This is from 0 to 10,000."),
        ("/search?q=x&limt=10", 400, "limt: There is no such parameter."),
        ("/search?q=x&q=y", 400, "q: This is given once."),
        ("/search?q=" + 501 * "x", 400, "q: This has 500 characters at most."),
        ("/answer", 400, "q: This has to be given."),
        ("/answer?q=+", 404, ""),
        ("/links?direction=up", 400, "direction: This is one of"),
        ("/concepts?kind=planet", 400, "kind: This is one of"),
        ("/search", 404, "Type at least one word"),
        ("/search?q=x&outcome=nonsense", 404, "an outcome of the vocabulary, and not 'nonsense'"),
        ("/links?exposure=nonsense", 404, "no exercise or habit called 'nonsense'"),
        ("/concepts/none", 404, "no concept called 'none'"),
        ("/articles/none", 404, "no article none"),
        ("/sources/none", 404, "no source none"),
        ("/nowhere", 404, "nothing at this address"),
    ],
)
def test_a_wrong_request_gets_a_problem_document(
    client: FlaskClient, address: str, status: int, detail: str
) -> None:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    problem = response.get_json(force=True)
    assert problem["status"] == status
    assert detail in problem["detail"]
    assert problem["instance"] == f"/api/v1{address.partition('?')[0]}"


def test_a_failure_of_ours_is_a_problem_without_its_detail(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("secret detail")

    monkeypatch.setattr(library, "network", fail)
    response = client.get("/api/v1/links")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_every_route_is_documented(library: Library) -> None:
    undocumented = []
    for rule in create_app(library).url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        if rule.endpoint == "linked_data.document":  # one row tells of every kind and form
            continue
        page = "api.md" if rule.rule.startswith("/api/") else "site.md"
        address = re.sub(r"<\w+>", "ID", re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule))
        if f"`{address}`" not in (DOCS / page).read_text("utf-8"):
            undocumented.append(rule.rule)
    assert undocumented == []


def test_every_field_of_every_answer_is_documented(client: FlaskClient) -> None:
    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        if isinstance(value, list):
            return set().union(*map(names, value))
        return set()

    first = {name: ask(client, f"/{name}")[name][0]["id"] for name in ("articles", "sources")}
    answers = [
        ask(client, address)
        for address in (
            "/search?q=walking",
            "/answer?q=Does+tai+chi+reduce+fall+risk%3F",
            "/links",
            "/concepts",
            "/concepts/tai-chi",
            "/articles",
            f"/articles/{first['articles']}",
            "/collection",
            "/sources",
            f"/sources/{first['sources']}",
        )
    ]
    documented = set(re.findall(r"`(\w+)`", (DOCS / "api.md").read_text("utf-8")))
    assert set().union(*map(names, answers)) - documented == set()
