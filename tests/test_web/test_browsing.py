"""The pages where a visitor browses: concepts, articles and sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.model import ReferenceType
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


def source(library: Library, words: str) -> str:
    return next(item.id for item in library.store.sources() if words in (item.title or ""))


def test_a_concept_shows_both_sides_of_a_disagreement(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/concepts/walking")
    assert "Disputed: one link" in page.text
    assert "Brisk walking improves bone mineral density. (1)" in page.text
    assert "Walking alone had no effect on bone mineral density in one review. (2)" in page.text
    assert "https://doi.org/10.1016/j.bone.2008.05.012" in page.values("href")


def test_two_articles_on_one_study_are_one_independent_source(
    visit: Visit, client: FlaskClient
) -> None:
    page = visit(client, "/concepts/resistance-training")
    assert "2 claims in 2 articles, resting on 1 independent source." in page.text


def test_a_summary_is_no_firmer_than_the_claims_below_it(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/concepts/jumping")
    assert "may increase no source cited" in page.text
    assert "increases" not in page.text


def test_a_concept_names_the_sources_behind_it_and_the_doses_that_were_tried(
    visit: Visit, client: FlaskClient
) -> None:
    told = client.get("/api/v1/concepts/tai-chi").get_json()
    page = visit(client, "/concepts/tai-chi")
    assert [work["claims"] for work in told["works"]] == [1]
    assert "1 source behind it" in page.text
    assert told["works"][0]["citation"] in page.text
    assert f"/sources/{told['works'][0]['id']}" in page.values("href")
    doses = [
        dose for link in told["links"] for each in link["directions"] for dose in each["doses"]
    ]
    assert doses == ["twice a week"]
    assert "Doses that were tried: twice a week" in page.text


def test_a_concept_with_many_links_shows_all_at_a_glance_and_some_in_full(
    visit: Visit, open_with: Open, write: Write
) -> None:
    outcomes = {
        "balance": "balance",
        "pain": "pain",
        "sleep quality": "sleep-quality",
        "fall risk": "fall-risk",
        "muscle mass": "muscle-mass",
        "muscle strength": "muscle-strength",
        "mobility": "mobility",
        "flexibility": "flexibility",
        "quality of life": "quality-of-life",
    }
    sentences = [f"Walking improves {words}." for words in outcomes]
    claims = [
        ("Walking", "walking", "increase", words, iri, "beneficial")
        for words, iri in outcomes.items()
    ]
    client = create_app(open_with(write("Walks", [("prose", sentences)], claims))).test_client()
    first, second = (visit(client, f"/concepts/walking?page={page}") for page in (1, 2))
    cards = [
        [each for each in page.values("id") if each.startswith("l-")] for page in (first, second)
    ]
    assert [len([each for each in ids if not each.endswith("-name")]) for ids in cards] == [6, 3]
    last = cards[1][-2]
    assert f"/concepts/walking?page=2#{last}" in first.values("href")
    assert f"#{last}" in second.values("href")


def test_a_group_of_people_shows_what_is_claimed_of_it(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/concepts/older-adults")
    assert "2 claims in 2 articles, resting on 1 independent source." in page.text
    assert "Tai chi lowers fall risk in older adults who train twice a week. (1)" in page.text
    assert "Resistance training raises" not in page.text


def test_a_concept_without_claims_says_so(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/concepts/yoga")
    assert "makes no claim about yoga itself yet" in page.text


def test_an_article_marks_its_claims_and_leads_from_marker_to_reference(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    record = library.store.record(article(library, "Strong bones for life"))
    page = visit(client, f"/articles/{record.article.id}")
    marks = [attrs for tag, attrs in page.elements if tag == "mark" and "id" in attrs]
    assert [attrs["class"] for attrs in marks] == [
        "claim",
        "claim",
        "claim uncited",
        "claim uncited",
    ]
    assert "2 claims" not in page.text
    hrefs = page.values("href")
    assert [f"#r-{entry.id}" in hrefs for entry in record.references] == [True, True]
    assert "1 Markers that lead nowhere" in page.text
    assert "5 claims (2 cited, 3 not)" in page.text
    for passage in record.passages:
        assert f"p-{passage.id}" in page.values("id")


def test_what_the_readings_of_a_sentence_have_in_common_is_told_once(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    page = visit(client, f"/articles/{article(library, 'Strong bones for life')}")
    notes, _, _ = page.text.partition("References, as read")
    assert notes.count("no source cited") == 2  # for two sentences, one of them with two claims
    assert "jumping may increase (good for the person) muscle strength" in notes


def test_many_readings_of_a_sentence_are_folded(
    visit: Visit, open_with: Open, write: Write
) -> None:
    outcomes = ["balance", "mood", "sleep", "pain", "fatigue", "gait"]
    record = write(
        "Many",
        [("prose", [f"Tai chi changes {', '.join(outcomes)}."])],
        [("Tai chi", "tai-chi", "unclear", name, name, "unclear") for name in outcomes],
    )
    page = visit(create_app(open_with(record)).test_client(), f"/articles/{record.article.id}")
    assert "2 more readings" in page.text


def test_an_article_sets_boilerplate_and_broken_sentences_apart(
    client: FlaskClient, library: Library
) -> None:
    html = client.get(f"/articles/{article(library, 'Strong bones for life')}").text
    assert re.search(r'<div class="boilerplate">\s*<p><span[^>]*>Book an appointment', html)
    assert re.search(r"effect on bone \.\.\.\s*<span[^>]*>breaks off here", html)


def test_a_source_shows_its_record_and_every_claim_that_rests_on_it(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    page = visit(client, f"/sources/{source(library, 'Resistance exercise')}")
    assert "Medicine and Science in Sports and Exercise" in page.text
    assert "https://doi.org/10.1097/00005768-200201000-00004" in page.values("href")
    assert "2 claims in 2 articles" in page.text
    assert "Resistance training raises bone mineral density. (2)" in page.text


def test_an_address_in_a_reference_that_is_no_web_address_is_never_a_link(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    page = visit(client, f"/sources/{source(library, 'Walking for bones')}")
    assert not [href for href in page.values("href") if "javascript" in href]


def test_a_concept_that_the_vocabulary_has_lost_keeps_its_name_without_a_link(
    visit: Visit, open_with: Open, write: Write
) -> None:
    record = write(
        "Lost",
        [("prose", ["Hopscotch improves balance."])],
        [("Hopscotch", "hopscotch", "increase", "balance", "balance", "beneficial")],
    )
    client = create_app(open_with(record)).test_client()
    page = visit(client, f"/articles/{record.article.id}")
    assert "hopscotch increases (good for the person) balance" in page.text
    assert "/concepts/hopscotch" not in page.values("href")
    assert visit(client, "/").text.count("hopscotch") == 0


def test_types_of_works_all_have_a_name(visit: Visit, open_with: Open, write: Write) -> None:
    works = [{"raw": f"Work {kind}", "type": kind} for kind in ReferenceType]
    record = write("Works", [("prose", ["Nothing."])], references=works)
    page = visit(create_app(open_with(record)).test_client(), "/sources")
    assert f"{len(ReferenceType)} works" in page.text
