"""What became of a source, wherever a visitor or a program meets it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import Hedge, Notice, NoticeKind, ReferenceType
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]

GONE = {
    "raw": "Novak P. Steps and falls. J Steady. 2005;1(1):1-9. doi:10.1000/gone",
    "type": ReferenceType.JOURNAL_ARTICLE,
    "authors": ("Novak P",),
    "year": 2005,
    "title": "Steps and falls",
    "doi": "10.1000/gone",
}
SOUND = {
    "raw": "Okafor B. Standing well. J Steady. 2011;7(1):1-9. doi:10.1000/sound",
    "type": ReferenceType.JOURNAL_ARTICLE,
    "authors": ("Okafor B",),
    "year": 2011,
    "title": "Standing well",
    "doi": "10.1000/sound",
}
FALLS = ("decrease", "fall risk", "fall-risk", "beneficial")
BALANCE = ("increase", "balance", "balance", "beneficial")


def told(library: Library, kind: NoticeKind) -> None:
    notice = Notice(kind, "2020-05-01", "10.1000/notice", "Crossref", ("Error in data",))
    library.store.put_notices("Crossref", {notice: ["doi:10.1000/gone"]})
    library.refresh()


@pytest.fixture
def steps(write: Write) -> ArticleRecord:
    """An article with a claim on each of two works, and one on nothing."""
    return write(
        "Steady steps",
        [
            ("prose", ["Tai chi lowers fall risk. (1)", "Tai chi improves balance. (2)"]),
            ("prose", ["Yoga improves balance."]),
        ],
        [
            ("Tai chi", "tai-chi", *FALLS),
            ("Tai chi", "tai-chi", *BALANCE),
            ("Yoga", "yoga", *BALANCE),
        ],
        [GONE, SOUND],
    )


@pytest.fixture
def shaken(open_with: Open, steps: ArticleRecord) -> Library:
    """A library in which the first of the two works was retracted."""
    library = open_with(steps)
    told(library, NoticeKind.RETRACTED)
    return library


@pytest.fixture
def visitor(shaken: Library) -> FlaskClient:
    return create_app(shaken).test_client()


def ask(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def gone(library: Library) -> str:
    return next(each.id for each in library.store.sources() if each.doi == "10.1000/gone")


def flags(page: Any) -> list[str]:
    return [
        words
        for _, attrs in page.elements
        if (words := attrs.get("class") or "").startswith("flag ")
    ]


def test_an_article_is_headed_by_its_retracted_works_and_marks_them_in_place(
    visit: Visit, visitor: FlaskClient, steps: ArticleRecord
) -> None:
    page = visit(visitor, f"/articles/{steps.article.id}")
    assert "1 work cited here was retracted. 1 claim rests on nothing else" in page.text
    assert "(1) retracted" in page.text  # beside the marker
    assert "Novak 2005 retracted" in page.text  # in the reference list
    assert "rests on a retracted source, not counted" in page.text
    assert "(2) retracted" not in page.text
    marks = [attrs["class"] for tag, attrs in page.elements if tag == "mark" and "id" in attrs]
    assert marks == ["claim uncited", "claim", "claim uncited"]


def test_a_marker_to_several_works_says_how_many_were_retracted(
    open_with: Open, visit: Visit, write: Write
) -> None:
    record = write("Two at once", [("prose", ["Walking is pleasant. (1)"])], [], [GONE, SOUND])
    (marker,) = record.markers
    both = tuple(reference.id for reference in record.references)
    library = open_with(replace(record, markers=(replace(marker, references=both),)))
    told(library, NoticeKind.RETRACTED)
    page = visit(create_app(library).test_client(), f"/articles/{record.article.id}")
    assert "(1) 1 of 2 retracted" in page.text


def test_a_source_s_page_opens_with_the_notice(
    visit: Visit, visitor: FlaskClient, shaken: Library
) -> None:
    page = visit(visitor, f"/sources/{gone(shaken)}")
    assert "This work was retracted." in page.text
    assert "Retraction, 1 May 2020: doi:10.1000/notice. Reasons given: Error in data." in page.text
    assert "Told by Crossref." in page.text
    assert "https://doi.org/10.1000/notice" in page.values("href")
    assert "counts as no source" in page.text


def test_lists_topics_hits_and_answers_mark_it(visit: Visit, visitor: FlaskClient) -> None:
    assert flags(visit(visitor, "/sources")) == ["flag retracted"]
    topic = visit(visitor, "/concepts/fall-risk")
    assert "decreases (good for the person) retracted sources only" in topic.text
    assert "cites Novak 2005 retracted" in topic.text
    assert "no source cited" not in topic.text
    hits = visit(visitor, "/search?q=fall")
    assert "rests on a retracted source, not counted" in hits.text
    answer = visit(visitor, "/answer?q=Does+tai+chi+reduce+falls%3F")
    assert "No verdict: " in answer.text
    assert "We don't know" in answer.text
    assert "1 claim rests on retracted sources only." in answer.text
    assert "cites Novak 2005 retracted" in answer.text


def test_findings_quote_apart_what_rests_on_retracted_sources(
    visit: Visit, visitor: FlaskClient
) -> None:
    page = visit(visitor, "/answer?q=What+does+tai+chi+do%3F")
    assert "On retracted sources only" in page.text
    assert "1 outcome with cited evidence for tai chi." in page.text


def test_the_api_tells_claims_by_what_they_rest_on(
    visitor: FlaskClient, steps: ArticleRecord
) -> None:
    found = ask(visitor, f"/articles/{steps.article.id}")
    assert [claim["rests_on"] for claim in found["claims"]] == ["retracted", "sources", "nothing"]
    assert [entry["standing"] for entry in found["references"]] == ["retracted", None]
    counts = found["counts"]
    assert (counts["cited"], counts["retracted"], counts["retracted_references"]) == (2, 1, 1)
    hits = ask(visitor, "/search?q=tai+chi")["hits"]
    assert sorted(claim["rests_on"] for hit in hits for claim in hit["claims"]) == [
        "retracted",
        "sources",
    ]


def test_a_claim_on_a_retracted_and_a_sound_work_rests_on_sources(
    open_with: Open, visit: Visit, write: Write
) -> None:
    record = write(
        "Both",
        [("prose", ["Tai chi lowers fall risk. (1) (2)"])],
        [("Tai chi", "tai-chi", *FALLS)],
        [GONE, SOUND],
    )
    library = open_with(record)
    told(library, NoticeKind.RETRACTED)
    client = create_app(library).test_client()
    (claim,) = ask(client, f"/articles/{record.article.id}")["claims"]
    assert claim["rests_on"] == "sources"
    page = visit(client, f"/articles/{record.article.id}")
    assert "No claim that was read rests on it alone." in page.text
    assert "not counted" not in page.text


def test_the_api_counts_no_retracted_source(visitor: FlaskClient, shaken: Library) -> None:
    (link,) = ask(visitor, "/links?outcome=fall-risk")["links"]
    assert link["sources"] == 0
    (side,) = link["directions"]
    assert (side["sources"], side["retracted"], side["uncited"]) == (0, 1, 0)
    answer = ask(visitor, "/answer?q=Does+tai+chi+reduce+falls%3F")
    assert (answer["reason"], answer["sources_for"], answer["for"]) == ("retracted_only", 0, [])
    (quote,) = answer["retracted"]
    assert quote["claim"]["rests_on"] == "retracted"
    assert [entry["standing"] for entry in quote["references"]] == ["retracted"]


def test_the_api_gives_a_source_with_its_notices(visitor: FlaskClient, shaken: Library) -> None:
    source = ask(visitor, f"/sources/{gone(shaken)}")["source"]
    assert source["standing"] == "retracted"
    assert source["notices"] == [
        {
            "kind": "retracted",
            "date": "2020-05-01",
            "notice": "10.1000/notice",
            "registry": "Crossref",
            "reasons": ["Error in data"],
            "link": "https://doi.org/10.1000/notice",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "word", "sentence"),
    [
        (
            NoticeKind.CONCERN,
            "expression of concern",
            "An expression of concern was published about this work.",
        ),
        (NoticeKind.CORRECTED, "corrected", "This work was corrected."),
        (
            NoticeKind.REINSTATED,
            "retracted, then reinstated",
            "This work was retracted and then reinstated.",
        ),
    ],
)
def test_each_other_standing_has_its_own_word_and_still_counts(
    open_with: Open, visit: Visit, steps: ArticleRecord, kind: NoticeKind, word: str, sentence: str
) -> None:
    library = open_with(steps)
    told(library, kind)
    client = create_app(library).test_client()
    assert sentence in visit(client, f"/sources/{gone(library)}").text
    assert "This is one independent source" in visit(client, f"/sources/{gone(library)}").text
    article = visit(client, f"/articles/{steps.article.id}")
    assert f"Novak 2005 {word}" in article.text
    assert "not counted" not in article.text
    assert f"flag {kind.value}" in flags(visit(client, "/sources"))
    answer = ask(client, "/answer?q=Does+tai+chi+reduce+falls%3F")
    assert (answer["direction"], answer["sources_for"]) == ("decrease", 1)


def test_a_concern_is_said_beside_the_marker_and_in_the_answer(
    open_with: Open, visit: Visit, steps: ArticleRecord
) -> None:
    library = open_with(steps)
    told(library, NoticeKind.CONCERN)
    client = create_app(library).test_client()
    assert "(1) under concern" in visit(client, f"/articles/{steps.article.id}").text
    answer = visit(client, "/answer?q=Does+tai+chi+reduce+falls%3F")
    assert "An expression of concern was published about 1 of the sources" in answer.text


def test_a_reading_is_never_firmed_up_by_a_retracted_source(
    open_with: Open, visit: Visit, write: Write
) -> None:
    record = write(
        "Firm and faint",
        [
            ("prose", ["Tai chi improves balance. (1)"]),
            ("prose", ["Tai chi may help balance. (2)"]),
        ],
        [
            ("Tai chi improves", "tai-chi", *BALANCE),
            ("Tai chi may", "tai-chi", *BALANCE, {"hedge": Hedge.MAY}),
        ],
        [GONE, SOUND],
    )
    library = open_with(record)
    client = create_app(library).test_client()
    assert ask(client, "/links")["links"][0]["directions"][0]["reading"] == "increases"
    told(library, NoticeKind.RETRACTED)
    assert ask(client, "/links")["links"][0]["directions"][0]["reading"] == "may increase"
    assert ask(client, "/answer?q=Does+tai+chi+improve+balance%3F")["reading"] == "may increase"


def test_what_a_registry_tells_is_escaped_and_never_an_unsafe_link(
    open_with: Open, visit: Visit, steps: ArticleRecord
) -> None:
    library = open_with(steps)
    notice = Notice(
        NoticeKind.RETRACTED, "<b>", "javascript:alert(1)", "<script>x</script>", ("<i>why</i>",)
    )
    library.store.put_notices("<script>x</script>", {notice: ["doi:10.1000/gone"]})
    page = visit(create_app(library).test_client(), f"/sources/{gone(library)}")
    tags = {
        tag
        for tag, attrs in page.elements
        if not (attrs.get("src") or "").startswith("/static/")
        and attrs.get("type") != "application/ld+json"  # what the page is about, never run
    }
    assert not {"script", "b", "i"} & tags
    assert not [link for link in page.values("href") if link.startswith("javascript")]
    assert "javascript:alert(1)" in page.text
