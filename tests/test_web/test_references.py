"""References with what is known of their works, and documents that are works themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.model import ArticleKind, Notice, NoticeKind, ReferenceType, Work
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]

TITLE = "Standing on one leg in later life"
REVIEW = "10.1002/14651858.CD000111"


def ask(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def references(client: FlaskClient, record: ArticleRecord) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(client, f"/articles/{record.article.id}")["references"]
    return found


def review(year: int | None, **fields: Any) -> dict[str, Any]:
    return {
        "raw": f"Novak P. Legs. Cochrane Database Syst Rev. {year}. {fields.get('doi')}",
        "type": ReferenceType.JOURNAL_ARTICLE,
        "authors": ("Novak P",),
        "year": year,
        "title": TITLE,
        "container": "Cochrane Database of Systematic Reviews",
        **fields,
    }


def citing(write: Write, title: str, *works: dict[str, Any]) -> ArticleRecord:
    return write(title, [("prose", [f"{title} is a page."])], [], works)


def test_an_article_that_cites_an_older_version_is_told_of_the_newer_one(
    open_with: Open, visit: Visit, write: Write
) -> None:
    old = citing(write, "Old", review(2011, doi=f"{REVIEW}.pub2"))
    new = citing(write, "New", review(2019, doi=f"{REVIEW}.pub3"))
    client = create_app(open_with(old, new)).test_client()
    page = visit(client, f"/articles/{old.article.id}")
    assert "Cites the 2011 version; a newer one, 2019, is held: see the versions" in page.text
    (entry,) = references(client, old)
    doi = f"{REVIEW}.pub3".casefold()
    assert entry["newer_version"] == {"number": 3, "year": 2019, "doi": doi}
    assert f"/sources/{entry['source']}#versions" in page.values("href")
    source = visit(client, f"/sources/{entry['source']}")
    assert "Version 3, 2019" in source.text
    assert "Version 2, 2011" in source.text
    assert "newer" not in visit(client, f"/articles/{new.article.id}").text
    assert references(client, new)[0]["newer_version"] is None


@pytest.mark.parametrize(
    ("year", "newer"),
    [(2011, 3), (2019, None), (None, None)],
)
def test_a_review_named_by_its_number_alone_is_placed_by_its_year(
    open_with: Open, write: Write, year: int | None, newer: int | None
) -> None:
    bare = citing(write, "Bare", review(year, pages="CD000111"))
    new = citing(write, "New", review(2019, doi=f"{REVIEW}.pub3"))
    client = create_app(open_with(bare, new)).test_client()
    (entry,) = references(client, bare)
    found = entry["newer_version"]
    assert (found["number"] if found else None) == newer
    assert entry["source_doi"] == (f"{REVIEW}.pub3" if year == 2019 else REVIEW).casefold()


def test_a_reference_without_a_doi_gets_its_work_s_and_keeps_its_own_words(
    open_with: Open, visit: Visit, write: Write
) -> None:
    plain = {
        "raw": f"Okafor B. {TITLE}. J Steady. 2011.",
        "type": ReferenceType.JOURNAL_ARTICLE,
        "authors": ("Okafor B",),
        "year": 2011,
        "title": TITLE,
        "pmid": "77",
    }
    record = write(
        "Legs",
        [("prose", ["Tai chi improves balance. (1)"])],
        [("Tai chi", "tai-chi", "increase", "balance", "balance", "beneficial")],
        [plain],
    )
    library = open_with(record)
    library.store.put_work("PubMed", "pmid:77", Work(pmid="77", doi="10.1000/legs", title=TITLE))
    client = create_app(library).test_client()
    page = visit(client, f"/articles/{record.article.id}")
    assert "doi:10.1000/legs" in page.text
    assert "not printed in the article" in page.text
    assert "https://doi.org/10.1000/legs" in page.values("href")
    (entry,) = references(client, record)
    assert (entry["doi"], entry["source_doi"]) == (None, "10.1000/legs")
    assert (entry["raw"], entry["link"]) == (plain["raw"], "https://doi.org/10.1000/legs")
    (quote,) = ask(client, "/answer?q=Does+tai+chi+improve+balance%3F")["for"]
    assert quote["references"] == [entry]


def test_a_reference_with_a_doi_of_its_own_is_told_none_of_another(
    open_with: Open, visit: Visit, write: Write
) -> None:
    record = citing(write, "Legs", review(2011, doi=f"{REVIEW}.pub2"))
    client = create_app(open_with(record)).test_client()
    (entry,) = references(client, record)
    assert (entry["doi"], entry["source_doi"]) == (f"{REVIEW}.pub2", None)
    assert "not printed" not in visit(client, f"/articles/{record.article.id}").text


@pytest.fixture
def study(write: Write) -> ArticleRecord:
    return write(
        TITLE,
        [("prose", ["Older adults stood on one leg."])],
        kind=ArticleKind.STUDY,
        work=Work(title=TITLE, doi="10.1000/legs", year=2011, authors=("Okafor B",)),
    )


def test_a_study_leads_to_itself_as_a_source_and_back(
    open_with: Open, visit: Visit, study: ArticleRecord
) -> None:
    client = create_app(open_with(study)).test_client()
    page = visit(client, f"/articles/{study.article.id}")
    source = ask(client, f"/articles/{study.article.id}")["article"]["source"]
    assert f"/sources/{source}" in page.values("href")
    assert "Study" in page.text
    there = visit(client, f"/sources/{source}")
    assert f"/articles/{study.article.id}" in there.values("href")
    assert "As printed" not in there.text  # nothing cites it
    assert ask(client, f"/sources/{source}")["studies"] == [
        {"id": study.article.id, "title": TITLE, "study": None, "evidence": []}
    ]


def test_a_study_that_was_retracted_says_so_on_its_page_and_in_the_list(
    open_with: Open, visit: Visit, study: ArticleRecord
) -> None:
    library = open_with(study)
    notice = Notice(NoticeKind.RETRACTED, "2020-05-01", None, "Crossref")
    library.store.put_notices("Crossref", {notice: ["doi:10.1000/legs"]})
    client = create_app(library).test_client()
    assert "and it was retracted." in visit(client, f"/articles/{study.article.id}").text
    assert f"{TITLE} retracted Study" in visit(client, "/articles").text
    (listed,) = ask(client, "/articles")["articles"]
    assert (listed["kind"], listed["standing"]) == ("study", "retracted")


def test_a_list_of_works_is_shown_as_one(open_with: Open, visit: Visit, write: Write) -> None:
    library = write(
        "works.ris",
        [("reference", [f"Okafor B. {TITLE}."])],
        [],
        [review(2011, doi=f"{REVIEW}.pub2")],
        kind=ArticleKind.LIBRARY,
    )
    client = create_app(open_with(library)).test_client()
    page = visit(client, f"/articles/{library.article.id}")
    assert "List of works" in page.text
    assert "Works in this list, as read" in page.text
    assert "claim" not in page.text.partition("Works in this list")[0]
    assert "works.ris List of works · 1 work" in visit(client, "/articles").text
    assert ask(client, f"/articles/{library.article.id}")["article"]["source"] is None


def test_versions_of_one_year_are_told_apart_by_their_numbers(
    open_with: Open, write: Write
) -> None:
    old = citing(write, "Old", review(2011, doi=f"{REVIEW}.pub2"))
    new = citing(write, "New", review(2011, doi=f"{REVIEW}.pub3"))
    client = create_app(open_with(old, new)).test_client()
    assert references(client, old)[0]["newer_version"]["number"] == 3
    assert references(client, new)[0]["newer_version"] is None
