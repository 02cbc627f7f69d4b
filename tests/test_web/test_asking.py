"""The pages where a visitor asks: home, search and answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

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
    assert "resistance training can increase bone mineral density" in page.text
    assert "in postmenopausal women" in page.text


def test_filters_narrow_a_search_and_stay_chosen(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/search?q=&exercise=walking&direction=no_effect")
    assert "1 passage" in page.text
    assert "Walking alone had no effect" in page.text
    chosen = [attrs["value"] for tag, attrs in page.elements if "selected" in attrs]
    assert chosen == ["walking", "no_effect"]


def test_a_search_that_finds_nothing_says_what_may_help(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/search?q=zebra")
    assert "0 passages" in page.text
    assert "fewer or other words" in page.text


def test_long_results_are_leafed_through_with_the_filters_kept(
    visit: Visit, open_with: Open, write: Write
) -> None:
    sentences = [f"Balance matters, part {number}." for number in range(45)]
    client = create_app(open_with(write("Balance", [("prose", sentences)]))).test_client()
    page = visit(client, "/search?q=balance&page=2")
    assert "Page 2 of 3" in page.text
    assert "/search?q=balance&page=1" in page.values("href")
    assert "/search?q=balance&page=3" in page.values("href")


def test_an_answer_puts_the_verdict_first_and_then_the_quotes_it_rests_on(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    page = visit(client, "/answer?q=Does+resistance+training+improve+bone+mineral+density%3F")
    verdict, _, rest = page.text.partition("What it rests on")
    assert "increases good for the person" in verdict
    assert "independent source for “increases” 1 against it 0" in verdict
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
