"""The API's own description, and whether its answers are as described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from web.api.answers import ANSWERS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from web.wiring import Library

QUESTIONS = (
    "Does tai chi reduce fall risk?",
    "Does walking improve bone mineral density?",
    "Does swimming improve bone mineral density?",
    "What helps bone mineral density?",
    "What does resistance training do?",
    "How much tai chi for fall risk?",
    "How does resistance training lead to bone mineral density?",
    "Is jumping safe for older adults?",
    "Compare walking and resistance training for bone mineral density",
    "What is the price of a massage?",
)


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return found


def test_the_description_is_openapi_3_1_with_an_operation_for_every_route(
    document: dict[str, Any], client: FlaskClient
) -> None:
    assert document["openapi"].startswith("3.1")
    described = {path["get"]["operationId"] for path in document["paths"].values()}
    assert described == set(ANSWERS)
    routes = {
        rule.endpoint
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert len(routes - {"api.openapi", "api.docs"}) == len(described)


def test_every_reference_within_the_description_leads_somewhere(document: dict[str, Any]) -> None:
    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"]} if "$ref" in value else set()
            return own.union(*map(references, value.values()))
        if isinstance(value, list):
            return set().union(*map(references, value))
        return set()

    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= known


def answers_of(client: FlaskClient, library: Library) -> dict[str, list[str]]:
    passage = client.get("/api/v1/search?q=walking").get_json()["hits"][0]["passage"]
    return {
        "search": ["/search?q=weight+training", "/search?q=bone&grouped=yes", "/search?q=walkng"],
        "suggest": ["/suggest?q=bone"],
        "similar": [f"/similar/{passage}"],
        "answer": ["/answer?q=" + question.replace(" ", "+") for question in QUESTIONS],
        "links": ["/links", "/links?exposure=walking"],
        "evidence_map": ["/map", "/map?view=supported&level=family&show=all&cited=yes"],
        "graph": ["/graph?concept=tai-chi", "/graph?concept=walking&concept=fall-risk&sourced=yes"],
        "chains": ["/chains?from=tai-chi&to=fall-risk", "/chains?from=yoga&to=balance"],
        "concepts": ["/concepts", "/concepts?kind=habit"],
        "concept": ["/concepts/tai-chi", "/concepts/older-adults"],
        "articles": ["/articles?limit=1", "/articles?q=bones&needs=any&sort=uncited&kind=article"],
        "collection": ["/collection"],
        "article": [f"/articles/{each.id}" for each in library.store.articles()],
        "sources": ["/sources"],
        "source": [f"/sources/{each.id}" for each in library.store.sources()],
    }


def test_every_answer_has_exactly_the_shape_that_is_described(
    client: FlaskClient, library: Library
) -> None:
    asked = answers_of(client, library)
    assert set(asked) == {name for name, answer in ANSWERS.items() if answer.shape}
    for name, addresses in asked.items():
        shape = ANSWERS[name].shape
        assert shape is not None
        for address in addresses:
            response = client.get(f"/api/v1{address}")
            assert response.status_code == 200, address
            shape.model_validate(response.get_json())


def test_a_problem_names_each_parameter_that_is_wrong(client: FlaskClient) -> None:
    problem = client.get("/api/v1/search?limit=0&offset=-1&what=1").get_json()
    assert {each["parameter"] for each in problem["errors"]} >= {"what"}
    problem = client.get("/api/v1/search?limit=0&offset=-1").get_json()
    assert {each["parameter"] for each in problem["errors"]} == {"limit", "offset"}


def test_the_page_to_try_it_on_has_a_form_for_each_operation_that_takes_words(
    client: FlaskClient, visit: Any
) -> None:
    page = visit(client, "/api/v1/docs")
    actions = {attrs["action"] for tag, attrs in page.elements if tag == "form"}
    assert {"/api/v1/search", "/api/v1/answer", "/api/v1/links"} <= actions
    scripts = [attrs["src"] for tag, attrs in page.elements if tag == "script"]
    assert scripts == ["/static/suggest.js", "/static/site.js"]


def test_a_form_that_is_sent_untouched_but_for_its_words_is_answered(client: FlaskClient) -> None:
    names = ("exercise", "outcome", "population", "design", "source", "site", "article", "year")
    untouched = "".join(f"&{name}=" for name in (*names, "exact"))
    given = f"q=bone&sort=relevance&widen=yes&grouped=no&offset=0&limit=20{untouched}"
    assert client.get(f"/api/v1/search?{given}").get_json()["total"] > 0
    links = "exposure=walking&outcome=&offset=0&limit=50"
    assert client.get(f"/api/v1/links?{links}").get_json()["total"] > 0


def test_results_are_taken_along_as_csv_and_ris(client: FlaskClient) -> None:
    table = client.get("/api/v1/search.csv?q=walking&cited=yes")
    assert table.content_type == "text/csv; charset=utf-8"
    assert "Walking alone had no effect" in table.text
    works = client.get("/api/v1/search.ris?q=walking")
    assert "TY  - JOUR" in works.text
    assert works.headers["Content-Disposition"] == 'attachment; filename="sources.ris"'
