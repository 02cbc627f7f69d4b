"""The pages where a visitor asks: home, search and answer."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import rispy

from graph.model import Hedge
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]


def article(library: Library, title: str) -> str:
    return next(summary.id for summary in library.store.articles() if summary.title == title)


def test_home_offers_a_search_and_questions_that_the_collection_can_answer(
    visit: Visit,
    client: FlaskClient,
) -> None:
    page = visit(client, "/")
    (box,) = [attrs for tag, attrs in page.elements if tag == "input"]
    assert "autofocus" in box
    assert "articles 3" in page.text
    assert "claims 8" in page.text
    assert "cited sources 4" in page.text
    assert "Does tai chi reduce fall risk?" in page.text
    assert "Does resistance training improve bone mineral density?" in page.text


def test_home_agrees_with_the_api_and_names_what_is_disputed(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/")
    for name, words in (("articles", "articles"), ("sources", "cited sources")):
        total = client.get(f"/api/v1/{name}").get_json()["total"]
        assert f"{words} {total}" in page.text
    (asked,) = re.findall(r"Where sources disagree (Does .*?\?)", page.text)
    assert asked == "Does walking improve bone mineral density?"
    answer = client.get("/api/v1/answer", query_string={"q": asked}).get_json()
    assert answer["for"]
    assert answer["against"]


def test_home_of_an_empty_collection_says_what_to_do(visit: Visit, open_with: Open) -> None:
    page = visit(create_app(open_with()).test_client(), "/")
    assert "The collection is empty" in page.text
    assert "Try a question" not in page.text


def test_a_search_shows_each_passage_with_its_place_and_its_claims(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    page = visit(client, "/search?q=weight+lifting+postmenopausal")
    bones = article(library, "Strong bones for life")
    assert [href for href in page.values("href") if href.startswith(f"/articles/{bones}#p-")]
    assert (
        "resistance training can increase (good for the person) bone mineral density" in page.text
    )
    assert "in postmenopausal women" in page.text


def test_filters_narrow_a_search_and_stay_chosen(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/search?q=&exercise=walking&direction=no_effect")
    assert "1 passage" in page.text
    assert "Walking alone had no effect" in page.text
    kept = {attrs["name"]: attrs["value"] for _, attrs in page.elements if attrs.get("value")}
    assert (kept["exercise"], kept["direction"]) == ("walking", "no_effect")
    assert "Narrowed to" in page.values("aria-label")
    assert "/search?direction=no_effect" in page.values("href")


def test_facets_tell_what_more_a_search_could_be_narrowed_by(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/search?q=bone")
    assert "/search?q=bone&exercise=walking" in page.values("href")
    assert "/search?q=bone&cited=no" in page.values("href")
    narrowed = visit(client, "/search?q=bone&exercise=walking")
    assert "/search?q=bone&exercise=walking&exercise=resistance-training" in narrowed.values("href")


def test_hits_of_an_article_stand_together_unless_one_by_one_is_asked_for(
    visit: Visit, client: FlaskClient
) -> None:
    grouped = [tag for tag, _ in visit(client, "/search?q=bone").elements].count("h3")
    page = visit(client, "/search?q=bone&grouped=no")
    assert grouped > 0
    assert "h3" not in [tag for tag, _ in page.elements]
    assert "/search?q=bone" in page.values("href")


def test_a_slip_is_offered_as_it_was_meant_and_never_put_right_unasked(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/search?q=balanse+falls")
    assert re.search(r"Did you mean balance falls ?\?", page.text)
    assert "/search?q=balance+falls" in page.values("href")
    assert "balanse falls" in page.values("value")


def test_what_widened_a_search_is_told_and_can_be_left_out(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/search?q=weight+lifting")
    assert "resistance training was also searched as" in page.text
    (narrower,) = [h for h in page.values("href") if "exact=resistance-training" in h]
    exact = visit(client, narrower)
    assert "was searched as typed, “weight lifting”" in exact.text
    assert "/search?q=weight+lifting" in exact.values("href")


def test_a_result_list_can_be_taken_along(client: FlaskClient) -> None:
    table = client.get("/search.csv?q=bone&exercise=walking")
    assert table.mimetype == "text/csv"
    assert 'filename="passages.csv"' in table.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(table.text)))
    found = client.get("/api/v1/search?q=bone&exercise=walking&limit=100").get_json()
    assert [row["passage_id"] for row in rows] == [hit["passage"] for hit in found["hits"]]
    assert rows[0]["passage"] == found["hits"][0]["text"]
    works = client.get("/search.ris?q=bone&exercise=walking").text
    assert "10.1016/j.bone.2008.05.012" in {entry.get("doi") for entry in rispy.loads(works)}
    assert works.count("TY  - ") == works.count("ER  - ") > 0


def test_a_cell_is_no_formula_to_a_spreadsheet(open_with: Open, write: Write) -> None:
    client = create_app(
        open_with(write("=Balance", [("prose", ["=cmd|' /C calc'!A0 balance."])]))
    ).test_client()
    (row,) = csv.DictReader(io.StringIO(client.get("/search.csv?q=calc").text))
    assert row["passage"].startswith("'=")
    assert row["article"].startswith("'=")


def test_more_like_a_passage_leaves_that_passage_out(visit: Visit, client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=walking+bone").get_json()["hits"][0]
    page = visit(client, f"/similar/{hit['passage']}")
    assert hit["text"] in page.text
    others = [href for href in page.values("href") if "#p-" in href][1:]
    assert others
    assert not any(hit["passage"] in href for href in others)
    assert client.get("/similar/none").status_code == 404


def test_a_result_says_why_it_matches(visit: Visit, client: FlaskClient) -> None:
    (hit, *_) = client.get("/api/v1/search?q=strength+training+bone").get_json()["hits"]
    named = [each for each in hit["why"] if each["concept"]]
    assert named
    page = visit(client, "/search?q=strength+training+bone")
    for each in hit["why"]:
        assert each["words"] in page.text
    assert f"another name of {named[0]['concept']['label']}" in page.text


def test_a_search_that_finds_nothing_says_what_may_help(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/search?q=zebra")
    assert "0 passages" in page.text
    assert "fewer or other words" in page.text


def test_long_results_are_leafed_through_with_the_filters_kept(
    visit: Visit, open_with: Open, write: Write
) -> None:
    sentences = [f"Balance matters, part {number}." for number in range(45)]
    client = create_app(open_with(write("Balance", [("prose", sentences)]))).test_client()
    page = visit(client, "/search?q=balance&grouped=no&page=2")
    assert "Page 2 of 5" in page.text
    assert "/search?q=balance&grouped=no&page=1" in page.values("href")
    assert "/search?q=balance&grouped=no&page=3" in page.values("href")


def test_an_answer_puts_the_verdict_first_and_then_the_quotes_it_rests_on(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    page = visit(client, "/answer?q=Does+resistance+training+improve+bone+mineral+density%3F")
    verdict, _, rest = page.text.partition("For “increases”")
    assert "increases good for the person" in verdict
    assert "1 independent source for “increases” none against it" in verdict
    assert "Resistance training can improve bone density in postmenopausal women. (1)" in rest
    bones = library.store.record(article(library, "Strong bones for life"))
    (claim,) = [claim for claim in bones.claims if claim.hedge == "can"]
    assert f"/articles/{bones.article.id}#p-{claim.passage}" in page.values("href")
    assert "https://doi.org/10.1097/00005768-200201000-00004" in page.values("href")


def test_a_verdict_is_no_firmer_than_its_sources(open_with: Open, write: Write) -> None:
    record = write(
        "Careful",
        [("prose", ["Yoga may improve balance. (1)", "Yoga improves balance."])],
        [
            (
                "Yoga may",
                "yoga",
                "increase",
                "balance",
                "balance",
                "beneficial",
                {"hedge": Hedge.MAY},
            ),
            ("Yoga improves", "yoga", "increase", "balance", "balance", "beneficial"),
        ],
        [{"raw": "A study of yoga. 2001."}],
    )
    client = create_app(open_with(record)).test_client()
    for question in ("Does+yoga+improve+balance", "What+improves+balance", "What+does+yoga+do"):
        html = client.get(f"/answer?q={question}%3F").text
        badges = re.findall(r'class="badge[^>]*>\s*<svg.*?</svg>\s*([^<]*)<', html, re.DOTALL)
        assert badges[0] == "may increase"


def test_a_source_that_is_outweighed_is_counted_and_weighed_in_sight(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/answer?q=Does+walking+improve+bone+mineral+density%3F")
    assert "Contradicted by the sources" in page.text
    assert "1 source is cited for “increases” and weighs less." in page.text
    assert "Not known not known (none given: ×0.5) 0.5 for “increases”" in page.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Does tai chi cure migraine?", "No verdict: no article says anything about it"),
        ("Does jumping improve muscle strength?", "No verdict: claimed, but without a source"),
        ("Does tai chi reduce fall risk in children?", "No verdict: nothing about these people"),
        ("Blue sky", "No verdict: the question was not understood"),
    ],
)
def test_a_question_without_a_verdict_is_told_why_and_what_to_do_next(
    visit: Visit, client: FlaskClient, question: str, told: str
) -> None:
    page = visit(client, f"/answer?q={quote(question)}")
    assert told in page.text
    assert "earch for these words" in page.text
    assert "Questions that the collection can answer" in page.text


def test_an_answer_to_a_what_question_lists_each_exercise_with_its_quotes(
    visit: Visit,
    client: FlaskClient,
) -> None:
    page = visit(client, "/answer?q=What+improves+bone+mineral+density%3F")
    for sentence in (
        "Resistance training raises bone mineral density. (2)",
        "Walking alone had no effect on bone mineral density in one review. (2)",
        "Jumping may increase bone mineral density and muscle strength. (7)",
    ):
        assert sentence in page.text
