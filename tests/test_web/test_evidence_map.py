"""The evidence map: its counts, its filters, and that page, API and figures tell the same."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from graph.model import Notice, NoticeKind, ReferenceType
from web import create_app
from web.presenters.map_table import map_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]

ALL_FILTERS = [
    "exercise=walking",
    "exercise=weight-bearing-exercise",
    "outcome=bone-health",
    "direction=no_effect",
    "direction=increase&direction=decrease",
    "population=older-adults",
    "design=trial",
    "design=meta-analysis",
    "year=2002",
    "year=2004..2010",
    "cited=yes",
    "cited=no",
    "level=family",
    "order=family",
    "show=all",
]


def ask(client: FlaskClient, query: str = "", status: int = 200) -> Any:
    response = client.get(f"/api/v1/map?{query}")
    assert response.status_code == status, response.text
    return response.get_json()


def cells(result: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(cell["exposure"], cell["outcome"]): cell for cell in result["cells"]}


def counted(result: dict[str, Any]) -> dict[tuple[str, str], tuple[int, int]]:
    return {pair: (c["claims"], c["sources"]) for pair, c in cells(result).items()}


def test_two_articles_that_cite_one_work_are_one_source_in_a_cell(client: FlaskClient) -> None:
    cell = cells(ask(client))["resistance-training", "bone-mineral-density"]
    assert (cell["claims"], cell["articles"], cell["sources"]) == (2, 2, 1)


def test_what_all_articles_say_holds_the_claims_that_nothing_carries(client: FlaskClient) -> None:
    assert counted(ask(client)) == {
        ("walking", "bone-mineral-density"): (2, 2),
        ("resistance-training", "bone-mineral-density"): (2, 1),
        ("tai-chi", "fall-risk"): (2, 1),
        ("jumping", "bone-mineral-density"): (1, 0),
        ("jumping", "muscle-strength"): (1, 0),
    }


def test_what_a_source_supports_leaves_them_out_and_tells_where_they_were(
    client: FlaskClient,
) -> None:
    result = ask(client, "view=supported")
    assert counted(result)["tai-chi", "fall-risk"] == (1, 1)
    gap = cells(result)["jumping", "muscle-strength"]
    assert (gap["directions"], gap["claims"], gap["unsupported"]) == ([], 0, 1)
    assert (result["links"], result["claims"], result["unsupported"]) == (3, 5, 2)


def test_every_cell_counts_what_the_links_of_the_api_count(client: FlaskClient) -> None:
    links = client.get("/api/v1/links?limit=200").get_json()["links"]
    of_links = {
        (link["exposure"]["id"], link["outcome"]["id"]): (
            link["claims"],
            link["sources"],
            link["disagreement"],
            [
                {
                    name: side[name]
                    for name in "direction effect claims articles sources uncited retracted".split()
                }
                for side in link["directions"]
            ],
        )
        for link in links
    }
    of_cells = {
        pair: (c["claims"], c["sources"], c["disputed"], c["directions"])
        for pair, c in cells(ask(client, "show=all")).items()
    }
    assert of_cells == of_links


def test_a_retracted_source_counts_in_no_cell(open_with: Open, write: Write) -> None:
    gone = {"raw": "Novak P. Steps. 2005. doi:10.1000/gone", "doi": "10.1000/gone"}
    steps = write(
        "Steady steps",
        [("prose", ["Tai chi lowers fall risk. (1)"])],
        [("Tai chi", "tai-chi", "decrease", "fall risk", "fall-risk", "beneficial")],
        [gone | {"type": ReferenceType.JOURNAL_ARTICLE}],
    )
    library = open_with(steps)
    visitor = create_app(library).test_client()
    assert counted(ask(visitor)) == {("tai-chi", "fall-risk"): (1, 1)}
    notice = Notice(NoticeKind.RETRACTED, "2020-05-01", "10.1000/notice", "Crossref", ())
    library.store.put_notices("Crossref", {notice: ["doi:10.1000/gone"]})
    library.refresh()
    cell = cells(ask(visitor))["tai-chi", "fall-risk"]
    assert (cell["sources"], cell["retracted"], cell["uncited"]) == (0, 1, 0)
    assert ask(visitor, "view=supported")["links"] == 0


def test_a_disputed_cell_shows_both_directions(client: FlaskClient, visit: Visit) -> None:
    cell = cells(ask(client))["walking", "bone-mineral-density"]
    assert (cell["disputed"], cell["leading"]) == (True, ["increase", "no_effect"])
    titles = visit(client, "/map").values("title")
    assert (
        "walking, bone mineral density: increases (good for the person): 1 source, 1 claim;"
        " no effect: 1 source, 1 claim; disputed"
    ) in titles


def test_a_filter_on_the_direction_does_not_hide_that_a_cell_is_disputed(
    client: FlaskClient,
) -> None:
    result = ask(client, "direction=no_effect")
    assert counted(result) == {("walking", "bone-mineral-density"): (1, 1)}
    assert [cell["disputed"] for cell in result["cells"]] == [True]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("exercise=resistance-training", {"resistance-training": 2}),
        ("exercise=weight+lifting", {"resistance-training": 2}),
        ("exercise=weight-bearing-exercise", {"jumping": 2}),
        ("outcome=muscle-function", {"jumping": 1}),
        ("population=older-adults", {"tai-chi": 2}),
        ("population=adults", {"tai-chi": 2, "resistance-training": 1}),
        ("design=trial", {"tai-chi": 1}),
        ("design=meta-analysis", {"walking": 1}),
        ("year=2002", {"resistance-training": 2}),
        ("year=2004..2010", {"tai-chi": 1, "walking": 1}),
        ("year=2004..2010&design=trial", {"tai-chi": 1}),
        ("year=2002&design=trial", {}),
        ("cited=no&exercise=tai-chi", {"tai-chi": 1}),
        ("direction=decrease&direction=no_effect", {"tai-chi": 2, "walking": 1}),
    ],
)
def test_a_filter_lets_through_the_claims_that_it_names(
    client: FlaskClient, query: str, expected: dict[str, int]
) -> None:
    result = ask(client, query)
    assert {view["id"]: view["claims"] for view in result["rows"]} == expected


def test_by_family_a_row_takes_in_the_narrower_exercises(client: FlaskClient) -> None:
    rows = {view["id"] for view in ask(client, "level=family")["rows"]}
    assert "weight-bearing-exercise" in rows
    assert "jumping" not in rows


@pytest.mark.parametrize("query", ["exercise=moonwalk", "design=horoscope", "year=soon"])
def test_a_filter_that_is_none_is_refused_and_named(
    client: FlaskClient, visit: Visit, query: str
) -> None:
    name, value = query.split("=")
    page = visit(client, f"/map?{query}", 400)
    assert f"{name} is " in page.text
    assert f"and not '{value}'" in page.text
    ask(client, query, 404)
    assert client.get(f"/map.csv?{query}").status_code == 400


def test_more_values_than_a_map_takes_are_refused(client: FlaskClient) -> None:
    query = "&".join(f"year={year}" for year in range(1950, 2001))
    assert client.get(f"/map?{query}").status_code == 400


@pytest.mark.parametrize("query", ["", "view=supported", *ALL_FILTERS])
def test_page_csv_and_api_tell_the_same(client: FlaskClient, visit: Visit, query: str) -> None:
    result = ask(client, query)
    page = visit(client, f"/map?{query}")
    if result["rows"]:
        assert f"resting on {result['sources']} independent source" in page.text
        assert f"{result['links']} link" in page.text
    heads = [tag for tag, attrs in page.elements if tag == "th" and attrs.get("scope") == "row"]
    assert len(heads) == len(result["rows"])
    assert len(page.values("data-of")) == len(result["cells"])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/map.csv?{query}").text)))
    assert [(row["sources"], row["claims"], row["disputed"]) for row in rows] == [
        (str(c["sources"]), str(c["claims"]), "yes" if c["disputed"] else "no")
        for c in result["cells"]
    ]


@pytest.mark.parametrize("query", ["", "view=supported", "level=family", "year=2000..2010"])
def test_every_cell_leads_to_as_many_claims_as_it_counts(
    client: FlaskClient, visit: Visit, query: str
) -> None:
    result = ask(client, query)
    links = [link for link in visit(client, f"/map?{query}").values("href") if "claims?" in link]
    assert len(links) == len(result["cells"])
    for link, cell in zip(links, result["cells"], strict=True):
        page = visit(client, link)
        quotes = [tag for tag, _ in page.elements if tag == "figure"]
        assert len(quotes) == (cell["claims"] or cell["unsupported"])


def test_the_claims_of_a_cell_are_worded_no_firmer_than_their_articles(
    client: FlaskClient, visit: Visit
) -> None:
    page = visit(client, "/map/claims?row=jumping&column=muscle-strength")
    assert "may increase" in page.text
    assert "No source that counts stands behind this" in page.text


def test_a_cell_without_claims_says_that_this_is_no_evidence_against_it(
    client: FlaskClient, visit: Visit
) -> None:
    page = visit(client, "/map/claims?row=tai-chi&column=muscle-strength")
    assert "No article says anything about this. That is no evidence against it." in page.text
    visit(client, "/map/claims?row=nothing&column=muscle-strength", 404)
    visit(client, "/map/claims", 400)


def test_a_filter_can_be_taken_out_again_and_the_rest_stays(
    client: FlaskClient, visit: Visit
) -> None:
    page = visit(client, "/map?view=supported&exercise=walking&cited=yes")
    assert "Remove walking" in page.values("aria-label")
    assert "/map?view=supported&cited=yes" in page.values("href")


def test_a_map_larger_than_a_page_says_how_much_it_shows(
    open_with: Open, visit: Visit, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    monkeypatch.setattr("web.presenters.evidence_map.ROWS", 2)
    monkeypatch.setattr("web.presenters.evidence_map.COLUMNS", 1)
    visitor = create_app(library).test_client()
    page = visit(visitor, "/map")
    assert "Shown: 2 of 4 rows and 1 of 3 columns, those with the most sources." in page.text
    whole = visit(visitor, "/map?show=all")
    assert "All 4 rows and 3 columns." in whole.text


def test_an_empty_collection_says_that_there_is_nothing_to_map(
    open_with: Open, visit: Visit
) -> None:
    visitor = create_app(open_with()).test_client()
    assert "There is nothing to map yet" in visit(visitor, "/map").text
    assert visitor.get("/map.svg").status_code == 200
    assert ask(visitor)["as_of"] is None


def test_filters_that_nothing_passes_say_so(client: FlaskClient, visit: Visit) -> None:
    page = visit(client, "/map?exercise=tai-chi&direction=mixed")
    assert "No claim passes these filters." in page.text


def test_the_drawing_is_of_the_filtered_view_with_title_legend_and_date(
    client: FlaskClient,
) -> None:
    response = client.get("/map.svg?view=supported&exercise=walking")
    assert response.content_type.startswith("image/svg+xml")
    assert 'filename="evidence-map.svg"' in response.headers["Content-Disposition"]
    drawing = response.text
    ElementTree.fromstring(drawing)  # our own bytes
    # Text is drawn as outlines, which the writer names in comments.
    assert "<!-- Evidence map: what a source supports -->" in drawing
    assert "<!-- walking -->" in drawing
    assert "<!-- tai chi -->" not in drawing
    assert "exercise: walking" in drawing
    assert "<!-- good for the person" in drawing.replace("\u2713 ", "")
    assert "As of " in drawing


def test_the_same_map_is_drawn_as_the_same_bytes(library: Library) -> None:
    first, second = (create_app(library).test_client() for _ in range(2))
    library.remembered("map.svg", "forgotten", bytes)
    one = first.get("/map.svg").data
    library.remembered("map.svg", "forgotten", bytes)
    assert one == second.get("/map.svg").data


def test_the_image_is_a_png_of_bounded_size(client: FlaskClient) -> None:
    response = client.get("/map.png")
    assert response.content_type == "image/png"
    assert response.data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(response.data[at : at + 4], "big") for at in (16, 20))
    assert 0 < width * height <= 12_100_000


def test_a_name_that_a_spreadsheet_would_reckon_with_is_written_as_text(
    client: FlaskClient,
) -> None:
    result = ask(client, "exercise=tai-chi")
    result["rows"][0]["label"] = "=HYPERLINK(1)"
    assert "'=HYPERLINK(1)" in "".join(map_csv(result))


def test_the_map_is_a_table_with_heads_of_rows_and_columns(
    client: FlaskClient, visit: Visit
) -> None:
    page = visit(client, "/map")
    scopes = page.values("scope")
    assert (scopes.count("row"), scopes.count("col")) == (4, 3)
    assert [tag for tag, _ in page.elements if tag == "caption"] == ["caption"]
