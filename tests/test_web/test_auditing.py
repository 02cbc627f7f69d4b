"""The citation audit of an article, on its page, in the API and over the collection."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import ArticleKind, Notice, NoticeKind, Work
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

BALANCE = ("increase", "balance", "balance", "beneficial")
GONE = {
    "raw": "Gone A. Withdrawn trial. 2001.",
    "title": "Withdrawn trial",
    "doi": "10.1/g",
}
SOUND = {"raw": "Sound B. Good trial. 2002.", "title": "A good trial of tai chi", "doi": "10.1/s"}
SHAKY = {"raw": "Shaky C. Doubted trial. 2003.", "title": "A doubted trial", "doi": "10.1/d"}
IDLE = {
    "raw": "Idle D. Never cited. 2004.",
    "title": "A trial unread",
    "doi": "10.1/i",
}
SENTENCES = [
    "Walking improves balance. (1)",
    "Tai chi improves balance. (2)",
    "Yoga improves balance.",
    "Pilates improves balance. (3) (7)",
]


@pytest.fixture
def record(write: Callable[..., ArticleRecord]) -> ArticleRecord:
    return write(
        "Four claims",
        [("prose", SENTENCES)],
        [
            (words, concept, *BALANCE)
            for words, concept in (
                ("Walking", "walking"),
                ("Tai chi", "tai-chi"),
                ("Yoga", "yoga"),
                ("Pilates", "pilates"),
            )
        ],
        [GONE, SOUND, SHAKY, IDLE],
        url="https://clinic.example/four",
    )


@pytest.fixture
def library(open_with: Callable[..., Library], record: ArticleRecord) -> Library:
    opened = open_with(record)
    for kind, doi in ((NoticeKind.RETRACTED, "10.1/g"), (NoticeKind.CONCERN, "10.1/d")):
        opened.store.put_notices(
            "Crossref", {Notice(kind, "2020-01-01", None, "Crossref"): [f"doi:{doi}"]}
        )
    opened.store.put_work("Crossref", "doi:10.1/s", Work(doi="10.1/s"))
    opened.store.put_work("PubMed", "doi:10.1/i", None)
    return opened


def audit(client: FlaskClient, article: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/articles/{article}").get_json()["audit"]
    return found


def test_each_kind_of_finding_is_counted(library: Library, record: ArticleRecord) -> None:
    found = audit(create_app(library).test_client(), record.article.id)
    assert found["counts"] == {
        "claims": 4,
        "sourced": 2,
        "own": 0,
        "retracted": 1,
        "uncited": 1,
        "markers": 4,
        "dangling": 1,
        "references": 4,
        "retracted_references": 1,
        "doubted_references": 1,
        "unchecked": 1,
        "unmarked": 1,
    }
    assert found["verdict"] == "2 of 4 claims that were read carry a source that counts."
    assert found["reservations"] == ["1 of 4 references was not checked for retraction."]


def test_each_finding_leads_to_its_sentence_or_reference(
    library: Library, record: ArticleRecord
) -> None:
    found = audit(create_app(library).test_client(), record.article.id)
    words = {
        each["kind"]: [entry["words"] for entry in each["entries"]] for each in found["findings"]
    }
    assert words == {
        "uncited": [SENTENCES[2]],
        "retracted": [SENTENCES[0]],
        "dangling": [SENTENCES[3]],
        "retracted_references": [GONE["raw"]],
        "doubted_references": [SHAKY["raw"]],
        "unchecked": [IDLE["raw"]],
        "unmarked": [IDLE["raw"]],
        "sourced": [SENTENCES[1], SENTENCES[3]],
        "own": [],
    }
    (unchecked,) = next(f for f in found["findings"] if f["kind"] == "unchecked")["entries"]
    assert unchecked["more"].startswith("no registry knew it on ")


def test_the_page_says_what_the_api_says(
    library: Library, record: ArticleRecord, visit: Callable[..., Any]
) -> None:
    client = create_app(library).test_client()
    page = visit(client, f"/articles/{record.article.id}")
    found = audit(client, record.article.id)
    assert found["verdict"] in page.text
    for each in found["findings"]:
        assert (f"{each['count']} {each['title']}" in page.text) == bool(each["count"])
        for entry in each["entries"]:
            place = f"p-{entry['passage']}" if entry["passage"] else f"r-{entry['reference']}"
            assert f"#{place}" in page.values("href")
            assert place in page.values("id")


def test_the_list_and_the_collection_count_as_the_article_does(
    library: Library, record: ArticleRecord, visit: Callable[..., Any]
) -> None:
    client = create_app(library).test_client()
    counts = audit(client, record.article.id)["counts"]
    (listed,) = client.get("/api/v1/articles").get_json()["articles"]
    whole = client.get("/api/v1/collection").get_json()
    assert listed["audit"] == whole["audit"]["counts"] == counts
    page = visit(client, "/collection")
    assert whole["audit"]["verdict"] in page.text
    assert "Four claims 4 1 1 1 1" in page.text


def test_a_retraction_watch_table_counts_as_knowing_every_number(
    library: Library, record: ArticleRecord
) -> None:
    client = create_app(library).test_client()
    assert audit(client, record.article.id)["counts"]["unchecked"] == 1
    library.store.put_work("Retraction Watch", "table", None)
    found = audit(client, record.article.id)
    assert found["counts"]["unchecked"] == 0
    assert found["reservations"][0].startswith("A registry knows every reference")


def test_what_a_registry_said_since_is_told_at_once(
    library: Library, record: ArticleRecord
) -> None:
    client = create_app(library).test_client()
    before = client.get("/api/v1/articles")
    library.store.put_work("PubMed", "pmid:1", None)
    again = client.get("/api/v1/articles", headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 200


def test_a_study_is_the_source_of_its_own_findings_until_it_is_retracted(
    open_with: Callable[..., Library], write: Callable[..., ArticleRecord]
) -> None:
    work = Work(doi="10.1/own", title="A study of walking and balance", year=2010)
    record = write(
        "A study of walking and balance",
        [("prose", ["Walking improves balance."])],
        [("Walking", "walking", *BALANCE)],
        kind=ArticleKind.STUDY,
        work=work,
    )
    library = open_with(record)
    client = create_app(library).test_client()
    counts = audit(client, record.article.id)["counts"]
    assert (counts["own"], counts["uncited"], counts["retracted"]) == (1, 0, 0)
    notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
    library.store.put_notices("Crossref", {notice: ["doi:10.1/own"]})
    counts = audit(client, record.article.id)["counts"]
    assert (counts["own"], counts["uncited"], counts["retracted"]) == (0, 0, 1)
    assert library.store.tallies()[record.article.id].retracted == 1


def test_a_text_without_claims_is_not_praised(
    open_with: Callable[..., Library], write: Callable[..., ArticleRecord]
) -> None:
    record = write("Nothing", [("prose", ["A good day."])])
    found = audit(create_app(open_with(record)).test_client(), record.article.id)
    assert found["verdict"] == "No claim was read in this text."


def test_the_audit_is_taken_along_as_a_table_without_formulas(
    open_with: Callable[..., Library], record: ArticleRecord
) -> None:
    hostile = replace(record.references[0], raw="=HYPERLINK(1)")
    record = replace(record, references=(hostile, *record.references[1:]))
    library = open_with(record)
    response = create_app(library).test_client().get(f"/articles/{record.article.id}/audit.csv")
    assert response.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert {row["words"] for row in rows} >= {SENTENCES[2], "'=HYPERLINK(1)"}
    yoga = next(row for row in rows if row["words"] == SENTENCES[2])
    assert yoga["what to do"] == "Add a source, or soften the sentence."
    assert "#p-" in yoga["address"]
    assert yoga["original page"].endswith("#:~:text=Yoga%20improves%20balance.")


def test_a_marker_leads_to_its_reference_and_back(
    library: Library, record: ArticleRecord, visit: Callable[..., Any]
) -> None:
    page = visit(create_app(library).test_client(), f"/articles/{record.article.id}")
    markers = [attrs for _, attrs in page.elements if attrs.get("class") == "marker"]
    assert [attrs["href"] for attrs in markers] == [
        f"#r-{reference.id}" for reference in record.references[:3]
    ]
    assert {f"#{attrs['id']}" for attrs in markers} <= set(page.values("href"))


def test_a_reading_opens_its_sentence_on_the_original_page(
    library: Library, record: ArticleRecord, visit: Callable[..., Any]
) -> None:
    client = create_app(library).test_client()
    link = "https://clinic.example/four#:~:text=Yoga%20improves%20balance."
    assert link in visit(client, f"/articles/{record.article.id}").values("href")
    answer = client.get(f"/api/v1/articles/{record.article.id}").get_json()
    assert link in [claim["deep_link"] for claim in answer["claims"]]
    (hit,) = client.get("/api/v1/search?q=yoga&widen=no&cited=no").get_json()["hits"]
    assert hit["deep_link"] == hit["claims"][0]["deep_link"] == link


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", ["Four claims", "Steady", "Walk on"]),
        ("q=WALK", ["Walk on"]),
        ("needs=any", ["Four claims", "Steady"]),
        ("needs=retracted", ["Four claims"]),
        ("needs=dangling", ["Four claims"]),
        ("sort=uncited", ["Steady", "Four claims", "Walk on"]),
        ("sort=claims", ["Four claims", "Steady", "Walk on"]),
        ("kind=study", []),
    ],
)
def test_articles_are_narrowed_and_sorted_alike_on_the_page_and_in_the_api(
    library: Library,
    write: Callable[..., ArticleRecord],
    visit: Callable[..., Any],
    asked: str,
    titles: list[str],
) -> None:
    two = [("Yoga", "yoga", *BALANCE), ("Walking", "walking", *BALANCE)]
    library.store.put(write("Steady", [("prose", ["Yoga and Walking improve balance."])], two))
    library.store.put(write("Walk on", [("prose", ["A walk is pleasant."])]))
    library.refresh()
    client = create_app(library).test_client()
    listed = client.get(f"/api/v1/articles?{asked}").get_json()
    assert [each["title"] for each in listed["articles"]] == titles
    page = visit(client, f"/articles?{asked}")
    shown = [
        href
        for href in page.values("href")
        if href.removeprefix("/articles/") in {each["id"] for each in listed["articles"]}
    ]
    assert shown == [f"/articles/{each['id']}" for each in listed["articles"]]
    assert f"{listed['total']} of 3 documents" in page.text or len(titles) in (0, 3)


@pytest.mark.parametrize("wrong", ["needs=money", "sort=colour", "kind=poem"])
def test_what_articles_cannot_be_listed_by_is_said(
    library: Library, visit: Callable[..., Any], wrong: str
) -> None:
    client = create_app(library).test_client()
    assert "is one of" in visit(client, f"/articles?{wrong}", 400).text
    assert client.get(f"/api/v1/articles?{wrong}").status_code == 400
