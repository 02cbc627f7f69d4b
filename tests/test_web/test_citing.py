"""Sources and answers are taken along as what the page and the API say of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from graph.model import Hedge, Notice, NoticeKind
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

    Write = Callable[..., ArticleRecord]
    Open = Callable[..., Library]
    Visit = Callable[..., Any]

BONES = "Does resistance training improve bone mineral density?"
WALKING = "Does walking improve bone mineral density?"
LISTED = "What improves bone mineral density?"
QUESTIONS = [
    BONES,
    WALKING,
    LISTED,
    "What does walking do?",
    "Does jumping improve muscle strength?",
    "Does tai chi cure migraine?",
    "Does tai chi reduce fall risk in children?",
    "Is walking safe?",
    "How much tai chi reduces fall risk?",
    "Blue sky",
]


def asked(client: FlaskClient, question: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/api/v1/answer", query_string={"q": question}).get_json()
    return answer


def source_called(library: Library, citation: str) -> str:
    from web.presenters.catalogue import sources_result

    (found,) = sources_result(library, citation)["sources"]
    return str(found["id"])


# Sources


def test_a_source_s_page_cites_it_in_two_styles_as_the_api_does(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    source = source_called(library, "vincent 2002")
    page = visit(client, f"/sources/{source}")
    told = client.get(f"/api/v1/sources/{source}").get_json()
    assert [form["label"] for form in told["formatted"]] == ["APA", "Vancouver"]
    for form in told["formatted"]:
        assert f"{form['label']} {form['text']} Copy" in page.text
    assert told["formatted"][1]["text"].startswith("Vincent KR, Braith RW")
    assert f"/sources/{source}.bib" in page.values("href")


def test_a_source_s_page_counts_and_quotes_what_the_api_does(
    visit: Visit, client: FlaskClient, library: Library
) -> None:
    for each in library.store.sources():
        page = visit(client, f"/sources/{each.id}")
        told = client.get(f"/api/v1/sources/{each.id}").get_json()
        assert told["claims"] == len(told["evidence"]) == told["total"]
        assert f"{told['claims']} claim" in page.text or not told["claims"]
        for item in told["evidence"]:
            assert item["claim"]["sentence"] in page.text
            place = f"/articles/{item['article']['id']}#p-{item['passage']['id']}"
            assert place in page.values("href")


def test_what_a_source_is_cited_for_is_listed_and_each_leads_to_its_claims(
    open_with: Open, write: Write, visit: Visit
) -> None:
    record = write(
        "Yoga",
        [("prose", ["Yoga improves balance and gait. (1)"])],
        [
            ("Yoga", "yoga", "increase", "balance", "balance", "beneficial"),
            ("Yoga", "yoga", "increase", "gait", "gait", "beneficial", {"hedge": Hedge.MAY}),
        ],
        [{"raw": "Lind E. Yoga. 2001.", "authors": ("Lind E",), "title": "Yoga", "year": 2001}],
    )
    library = open_with(record)
    client = create_app(library).test_client()
    (source,) = library.store.sources()
    told = client.get(f"/api/v1/sources/{source.id}").get_json()
    assert [view["claims"] for view in told["propositions"]] == [1, 1]
    page = visit(client, f"/sources/{source.id}")
    for view in told["propositions"]:
        narrowed = f"/sources/{source.id}?proposition={view['proposition']}"
        assert f"{narrowed}#quoted" in page.values("href")
        assert "1 claim of this is shown." in visit(client, narrowed).text
        only = client.get(f"/api/v1{narrowed}").get_json()
        assert (only["total"], only["claims"]) == (1, 2)
    assert "may increase" in page.text


def test_a_long_list_of_claims_is_leafed_through(
    open_with: Open, write: Write, visit: Visit
) -> None:
    names = ["yoga", "walking", "tai-chi", "running", "swimming"]
    outcomes = ["balance", "gait", "pain", "strength", "sleep"]
    listed = ", ".join(name.replace("-", " ") for name in names)
    sentence = f"It is known of {listed} that they help {', '.join(outcomes)}. (1)"
    record = write(
        "Much",
        [("prose", [sentence])],
        [
            (name.replace("-", " "), name, "increase", outcome, outcome, "beneficial")
            for name in names
            for outcome in outcomes
        ],
        [{"raw": "Lind E. Much. 2001."}],
    )
    library = open_with(record)
    client = create_app(library).test_client()
    (source,) = library.store.sources()
    page = visit(client, f"/sources/{source.id}")
    assert "25 claims in 1 article." in page.text
    assert "Page 1 of 2" in page.text
    assert "17 more things are claimed" in page.text
    assert visit(client, f"/sources/{source.id}?page=2").text.count(sentence) == 1


def test_a_source_is_taken_along_in_three_forms(client: FlaskClient, library: Library) -> None:
    source = source_called(library, "vincent 2002")
    bib = client.get(f"/sources/{source}.bib")
    assert bib.content_type == "application/x-bibtex; charset=utf-8"
    (entry,) = parse_string(bib.text).entries
    assert entry["author"].startswith("Vincent, K. R. and Braith, R. W.")
    ris = client.get(f"/sources/{source}.ris")
    assert ris.content_type == "application/x-research-info-systems; charset=utf-8"
    (work,) = rispy.loads(ris.text)
    assert work["doi"] == "10.1097/00005768-200201000-00004"
    item = client.get(f"/sources/{source}.json")
    assert item.content_type == "application/vnd.citationstyles.csl+json; charset=utf-8"
    (csl,) = json.loads(item.text)
    assert csl["author"][0] == {"family": "Vincent", "given": "K. R."}
    for form, response in (("bib", bib), ("ris", ris), ("json", item)):
        named = f'attachment; filename="source-{source}.{form}"'
        assert response.headers["Content-Disposition"] == named


@pytest.mark.parametrize("address", ["/sources/nowhere.bib", "/sources/nowhere.json"])
def test_a_source_that_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


# The list of sources


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=vincent",
        "q=2005+li",
        "q=nobody",
        "type=webpage",
        "type=journal-article&sort=newest",
        "sort=claims",
        "standing=retracted",
    ],
)
def test_the_list_of_sources_says_what_the_api_says(
    visit: Visit, client: FlaskClient, query: str
) -> None:
    page = visit(client, f"/sources?{query}")
    told = client.get(f"/api/v1/sources?{query}").get_json()
    works = "work" if told["total"] == 1 else "works"
    assert f"{told['total']} {works}" in page.text
    listed = [
        href
        for href in page.values("href")
        if href.startswith("/sources/") and "?" not in href and "#" not in href
    ]
    assert listed == [f"/sources/{view['id']}" for view in told["sources"]]
    for view in told["sources"]:
        if view["claims"]:
            cite = "claim cites" if view["claims"] == 1 else "claims cite"
            assert f"{view['claims']} {cite} it" in page.text
        shown = client.get(f"/api/v1/sources/{view['id']}").get_json()
        assert shown["claims"] == view["claims"]
    for facet in told["facets"].values():
        for value in facet:
            assert f" {value['sources']} work" in page.text


def test_sources_are_found_by_words_in_any_case_and_without_accents(
    open_with: Open, write: Write
) -> None:
    record = write(
        "Gait",
        [("prose", ["Nothing is claimed here."])],
        [],
        [
            {"raw": "Çelik Ö. Gait. 2001.", "authors": ("Çelik Ö",), "title": "Gait", "year": 2001},
            {"raw": "Lind E. Feet. 2004.", "authors": ("Lind E",), "title": "Feet", "year": 2004},
        ],
    )
    client = create_app(open_with(record)).test_client()

    def found(query: str) -> list[str]:
        told = client.get(f"/api/v1/sources?{query}").get_json()
        return [view["title"] for view in told["sources"]]

    assert found("q=celik") == ["Gait"]
    assert found(f"q={quote('GAIT ÇELIK 2001')}") == ["Gait"]
    assert found("q=gait+feet") == []
    assert found("sort=newest") == ["Feet", "Gait"]


def test_a_retracted_source_is_found_among_the_retracted_as_soon_as_it_is(
    open_with: Open, write: Write, visit: Visit
) -> None:
    record = write(
        "Gait",
        [("prose", ["Yoga improves balance. (1)"])],
        [("Yoga", "yoga", "increase", "balance", "balance", "beneficial")],
        [{"raw": "Lind E. Gait. 2001. doi:10.1000/gait", "doi": "10.1000/gait", "title": "Gait"}],
    )
    library = open_with(record)
    client = create_app(library).test_client()
    assert "No work" in visit(client, "/sources?standing=retracted").text
    notice = Notice(NoticeKind.RETRACTED, "2020-01-02", "10.1000/notice", "Crossref")
    library.store.put_notices("Crossref", {notice: ["doi:10.1000/gait"]})
    library.refresh()
    page = visit(client, "/sources?standing=retracted")
    assert "1 work" in page.text
    (source,) = library.store.sources()
    for form in ("bib", "ris", "json"):
        assert "This work was retracted" in client.get(f"/sources/{source.id}.{form}").text
    carried = client.get("/answer.txt?q=Does+yoga+improve+balance%3F").text
    assert "Only retracted sources are cited" in carried
    assert "(rests on a retracted source, not counted)" in carried
    assert "[This work was retracted (2020-01-02, 10.1000/notice).]" in carried


@pytest.mark.parametrize("query", ["sort=oldest", "type=letter", "standing=gone", "page=0"])
def test_what_the_list_cannot_be_narrowed_to_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/sources?{query}").status_code == 400


# Answers


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_s_page_counts_what_the_api_counts(
    visit: Visit, client: FlaskClient, question: str
) -> None:
    page = visit(client, f"/answer?{urlencode({'q': question})}")
    told = asked(client, question)
    assert told["headline"] in page.text
    if not (told["findings"] or told["doses"] or told["chains"]):
        for side, number in told["sides"].items():
            words = {"increase": "increases", "decrease": "decreases", "no_effect": "no effect"}
            sources = "source" if number == 1 else "sources"
            assert f"{number} independent {sources} for “{words[side]}”" in page.text
    for finding in told["findings"]:
        pair = f"{finding['exposure']['id']}~{finding['outcome']['id']}"
        assert any(f"pair={quote(pair)}" in href for href in page.values("href"))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("form", ["txt", "md", "ris"])
def test_every_quote_of_an_answer_is_taken_along_and_no_other(
    client: FlaskClient, library: Library, question: str, form: str
) -> None:
    carried = client.get(f"/answer.{form}?{urlencode({'q': question})}")
    assert carried.status_code == 200
    text = re.sub(r"\\(.)", r"\1", carried.text) if form == "md" else carried.text
    told = asked(client, question)
    assert told["headline"] in text
    stored = {
        record.article.text[passage.start : passage.end]
        for record in library.store.records()
        for passage in record.passages
    }
    quoted = re.findall(r"“([^”]*\.[^”]*)”", text)
    assert set(quoted) <= stored
    for part in (told, *told["findings"]) if not told["findings"] else told["findings"]:
        for side in ("for", "against", "unclear", "retracted", "other_populations"):
            for item in part[side]:
                assert item["sentence"] in text
                assert f"articles/{item['article']['id']}#p-{item['passage']}" in text


def test_a_text_numbers_its_references_in_vancouver_s_style(client: FlaskClient) -> None:
    text = client.get(f"/answer.txt?{urlencode({'q': WALKING})}").text
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    for number in numbers:
        assert f"” [{number}]" in text
    assert "1. Martyn-St James" in text or "2. Martyn-St James" in text
    assert f"From http://localhost/answer?{urlencode({'q': WALKING})}" in text


def test_a_refusal_is_taken_along_with_its_reason_and_what_was_not_counted(
    client: FlaskClient,
) -> None:
    text = client.get("/answer.txt?q=Does+jumping+improve+muscle+strength%3F").text
    assert "No verdict. Claimed, but without a source: No claim on" in text
    assert "Not counted: 1 claim without a source." in text
    assert "(no source cited, not counted)" in text
    ris = rispy.loads(client.get("/answer.ris?q=Does+tai+chi+cure+migraine%3F").text)
    assert ris[0]["notes"][0].startswith("No verdict. No article says anything about it: ")


def test_ris_gives_each_work_once_with_what_is_quoted_for_it(client: FlaskClient) -> None:
    first, *works = rispy.loads(client.get(f"/answer.ris?{urlencode({'q': LISTED})}").text)
    assert first["title"] == LISTED
    assert first["urls"] == [f"http://localhost/answer?{urlencode({'q': LISTED})}"]
    titles = [work["title"] for work in works]
    assert len(set(titles)) == len(titles) > 1
    assert all("“" in note for work in works for note in work["notes"])


def test_an_answer_cites_the_version_that_the_article_cites(open_with: Open, write: Write) -> None:
    older, newer = (
        {
            "raw": f"{author}. Gait in age. Cochrane Database Syst Rev. {year}. doi:{doi}",
            "authors": (author,),
            "title": "Gait in age",
            "year": year,
            "doi": doi,
        }
        for author, year, doi in (
            ("Lind E", 2002, "10.1002/14651858.cd000333"),
            ("Berg J", 2011, "10.1002/14651858.cd000333.pub2"),
        )
    )
    library = open_with(
        write(
            "Old",
            [("prose", ["Yoga improves balance. (1)"])],
            [("Yoga", "yoga", "increase", "balance", "balance", "beneficial")],
            [older],
        ),
        write("New", [("prose", ["Read this."])], [], [newer]),
    )
    client = create_app(library).test_client()
    text = client.get("/answer.txt?q=Does+yoga+improve+balance%3F").text
    assert "1. Lind E. Gait in age. 2002. doi:10.1002/14651858.cd000333\n" in text


def test_markdown_shows_the_signs_of_a_quote_as_they_are(open_with: Open, write: Write) -> None:
    sentence = "Yoga *improves* balance by_far <b>and</b> [more](http://x.example) & `so` on."
    record = write(
        "A # title | of [two]",
        [("prose", [sentence])],
        [("Yoga", "yoga", "increase", "balance", "balance", "beneficial")],
        url="https://x.example/a_<b>",
    )
    client = create_app(open_with(record)).test_client()
    text = client.get("/answer.md?q=Does+yoga+improve+balance%3F").text
    assert (
        r"\*improves\* balance by\_far \<b\>and\</b\> \[more\](http://x.example) \& \`so\`" in text
    )
    assert r"[A \# title \| of \[two\]](<http" in text
    assert "(<https://x.example/a_%3Cb%3E>)" in text


def test_a_side_and_a_finding_are_shown_in_full_by_themselves(
    visit: Visit, client: FlaskClient
) -> None:
    told = asked(client, LISTED)
    for finding in told["findings"]:
        pair = f"{finding['exposure']['id']}~{finding['outcome']['id']}"
        page = visit(client, f"/answer?{urlencode({'q': LISTED, 'pair': pair})}")
        assert "Back to the whole answer" in page.text
    assert asked(client, BONES)["for"]
    page = visit(client, f"/answer?{urlencode({'q': BONES, 'only': 'for'})}")
    for item in asked(client, BONES)["for"]:
        assert item["sentence"] in page.text


@pytest.mark.parametrize(
    ("more", "status"), [("only=maybe", 400), ("pair=a~b", 404), ("only=for&page=0", 400)]
)
def test_a_part_that_an_answer_has_not_is_refused(
    client: FlaskClient, more: str, status: int
) -> None:
    assert client.get(f"/answer?{urlencode({'q': BONES})}&{more}").status_code == status


@pytest.mark.parametrize("form", ["txt", "md", "ris"])
def test_no_question_is_no_answer_to_take_along(client: FlaskClient, form: str) -> None:
    assert client.get(f"/answer.{form}").status_code == 400
    assert client.get(f"/answer.{form}?q={'a' * 501}").status_code == 400
