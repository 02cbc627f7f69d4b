"""PubMed's records by number and by DOI, and the notices in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.errors import RegistryError
from graph.model import Notice, NoticeKind, Source, Work
from ingest.registries import pubmed
from ingest.registries.base import Answer, Question
from ingest.registries.pubmed import PubMed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.registries.polite import Request

TITLE = "Balance training and falls in later life"


def record(pmid: str, doi: str | None = None, title: str = TITLE, more: str = "") -> str:
    number = f'<ArticleId IdType="doi">{doi}</ArticleId>' if doi else ""
    return f"""
    <PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>
      <Journal><JournalIssue><Volume>7</Volume><PubDate><Year>2011</Year></PubDate></JournalIssue>
      <Title>Journal of Balance</Title></Journal><ArticleTitle>{title}.</ArticleTitle>
      <AuthorList><Author><LastName>Novak</LastName><Initials>K</Initials></Author></AuthorList>
      <PublicationTypeList><PublicationType>Journal Article</PublicationType>{
        more if "Type>" in more else ""
    }</PublicationTypeList></Article>{"" if "Type>" in more else more}</MedlineCitation>
    <PubmedData><ArticleIdList>{number}</ArticleIdList></PubmedData></PubmedArticle>"""


def linked(*links: str) -> str:
    return f"<CommentsCorrectionsList>{''.join(links)}</CommentsCorrectionsList>"


def link(relation: str, cited: str = "J Bal. 2015 Mar 4;9(1):1", pmid: str = "77") -> str:
    return (
        f'<CommentsCorrections RefType="{relation}"><RefSource>{cited}</RefSource>'
        f"<PMID>{pmid}</PMID></CommentsCorrections>"
    )


class Client:
    """Answers as E-utilities do, from records by number and numbers by DOI."""

    def __init__(
        self, records: dict[str, str], numbers: dict[str, list[str]] | None = None
    ) -> None:
        self.records = records
        self.numbers = numbers or {}
        self.got: list[Request] = []

    def ask(self, request: Request, read: Callable[[bytes], Any]) -> Any:
        self.got.append(request)
        form = request.form or {}
        if request.path == "efetch.fcgi":
            wanted = form["id"].split(",")
            found = "".join(self.records[each] for each in wanted if each in self.records)
            kind = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://example.org/p.dtd">'
            return read(f"{kind}<PubmedArticleSet>{found}</PubmedArticleSet>".encode())
        dois = [term.removesuffix('"[doi]').strip('"') for term in form["term"].split(" OR ")]
        ids = [number for doi in dois for number in self.numbers.get(doi, [])]
        result = {"count": str(len(ids)), "idlist": ids[: int(form["retmax"])]}
        return read(json.dumps({"esearchresult": result}).encode())


def look_up(client: Client, *works: Work) -> dict[str, Answer]:
    registry = PubMed(client)  # type: ignore[arg-type] # a client as far as it is used
    questions = []
    for work in works:
        fields = {name: getattr(work, name) for name in Work.__slots__}
        (key,) = registry.keys(work)
        questions.append(Question(key, Source(id="s", raw="", **fields)))
    return {answer.question.key: answer for answer in registry.look_up(questions)}


def notices(more: str) -> list[Notice]:
    return list(look_up(Client({"5": record("5", more=more)}), Work(pmid="5"))["pmid:5"].notices)


def test_a_record_completes_a_source_with_its_doi() -> None:
    answer = look_up(Client({"5": record("5", "10.1000/A")}), Work(pmid="5"))["pmid:5"]
    assert answer.work is not None
    assert (answer.work.doi, answer.work.title) == ("10.1000/A", TITLE)
    assert answer.work.authors == ("Novak K",)


def test_numbers_are_asked_for_in_batches_by_post() -> None:
    client = Client({str(n): record(str(n)) for n in range(1, 251)})
    answers = look_up(client, *[Work(pmid=str(n)) for n in range(1, 251)])
    assert all(answer.work is not None for answer in answers.values())
    assert [len((request.form or {})["id"].split(",")) for request in client.got] == [100, 100, 50]


def test_a_number_that_pubmed_does_not_know_is_unknown_and_the_others_are_answered() -> None:
    answers = look_up(Client({"5": record("5")}), Work(pmid="5"), Work(pmid="6"))
    assert answers["pmid:5"].work is not None
    assert (answers["pmid:6"].work, answers["pmid:6"].error) == (None, None)


@pytest.mark.parametrize("pmid", ["", "PMC123", "0", "12345678901", "1,2", "1&db=gene"])
def test_what_is_no_number_is_not_asked_for(pmid: str) -> None:
    assert PubMed(Client({})).keys(Work(pmid=pmid)) == ()  # type: ignore[arg-type]


def test_a_doi_leads_to_the_record_that_has_it() -> None:
    client = Client(
        {"5": record("5", "10.1000/A"), "6": record("6", "10.1000/other")},
        {"10.1000/a": ["5"], "10.1000/b(05)1": ["6"]},
    )
    answers = look_up(client, Work(doi="10.1000/a"), Work(doi="10.1000/B(05)1"))
    found = answers["doi:10.1000/a"].work
    assert found is not None
    assert found.pmid == "5"
    assert answers["doi:10.1000/b(05)1"].work is None


def test_a_search_that_finds_too_much_is_parted() -> None:
    flood = [str(n) for n in range(1000, 1200)]
    numbers = {"10.1000/bad": flood, "10.1000/good": ["5"]}
    client = Client({"5": record("5", "10.1000/good")}, numbers)
    answers = look_up(client, Work(doi="10.1000/bad"), Work(doi="10.1000/good"))
    assert answers["doi:10.1000/good"].work is not None
    assert answers["doi:10.1000/bad"].work is None


def test_no_record_is_fetched_where_no_doi_is_known() -> None:
    client = Client({})
    assert look_up(client, Work(doi="10.1000/a"))["doi:10.1000/a"].work is None
    assert [request.path for request in client.got] == ["esearch.fcgi"]


def test_with_a_key_pubmed_may_be_asked_more_often() -> None:
    client = Client({})
    question = Question("pmid:5", Source(id="s", raw="", pmid="5"))
    for has_key in (False, True):
        list(PubMed(client, has_key=has_key).look_up([question]))  # type: ignore[arg-type]
    assert [request.gap for request in client.got] == [0.34, 0.1]


def test_a_number_that_leads_to_another_work_is_doubted() -> None:
    cited = Work(pmid="5", title="Knee osteoarthritis and weight", authors=("Dvorak J",), year=1999)
    answer = look_up(Client({"5": record("5")}), cited)["pmid:5"]
    assert answer.work is None
    assert answer.doubt == f"PubMed has another work under this number: “{TITLE}”"


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("RetractionIn", NoticeKind.RETRACTED),
        ("RetractedandRepublishedIn", NoticeKind.RETRACTED),
        ("PartialRetractionIn", NoticeKind.RETRACTED),
        ("ExpressionOfConcernIn", NoticeKind.CONCERN),
        ("ErratumIn", NoticeKind.CORRECTED),
        ("CorrectedandRepublishedIn", NoticeKind.CORRECTED),
    ],
)
def test_a_link_to_a_notice_is_kept_with_its_date_and_address(
    relation: str, kind: NoticeKind
) -> None:
    (notice,) = notices(linked(link(relation)))
    assert (notice.kind, notice.date) == (kind, "2015-03-04")
    assert notice.notice == "https://pubmed.ncbi.nlm.nih.gov/77/"
    assert notice.registry == "PubMed"


@pytest.mark.parametrize(
    "relation",
    ["RetractionOf", "ErratumFor", "CommentIn", "UpdateIn", "RetractedandRepublishedFrom"],
)
def test_a_link_to_what_a_notice_is_about_says_nothing_of_the_notice(relation: str) -> None:
    assert notices(linked(link(relation))) == []


@pytest.mark.parametrize(
    ("cited", "date", "notice"),
    [
        ("J Bal. 2015 Mar 4;9:1. doi: 10.1000/N.1", "2015-03-04", "10.1000/n.1"),
        ("J Bal. 2015 Mar-Apr;9:1", "2015-03", "https://pubmed.ncbi.nlm.nih.gov/77/"),
        ("J Bal. 2015;9:1", "2015", "https://pubmed.ncbi.nlm.nih.gov/77/"),
        ("J Bal. 2015 Feb 31;9:1", None, "https://pubmed.ncbi.nlm.nih.gov/77/"),
        ("J Bal. in press", None, "https://pubmed.ncbi.nlm.nih.gov/77/"),
    ],
)
def test_a_notice_is_dated_as_far_as_its_citation_says(
    cited: str, date: str | None, notice: str
) -> None:
    (found,) = notices(linked(link("RetractionIn", cited)))
    assert (found.date, found.notice) == (date, notice)


def test_a_retracted_publication_without_a_link_is_retracted_all_the_same() -> None:
    told = "<PublicationType>Retracted Publication</PublicationType>"
    assert notices(told) == [Notice(NoticeKind.RETRACTED, None, None, "PubMed")]


def test_a_retracted_publication_with_a_link_has_one_notice() -> None:
    both = record("5", more=linked(link("RetractionIn"))).replace(
        "Journal Article", "Retracted Publication"
    )
    answer = look_up(Client({"5": both}), Work(pmid="5"))["pmid:5"]
    assert [notice.date for notice in answer.notices] == ["2015-03-04"]


def test_a_banner_before_the_title_is_a_notice_and_no_part_of_the_title() -> None:
    client = Client({"5": record("5", title=f"WITHDRAWN: {TITLE}")})
    answer = look_up(client, Work(pmid="5"))["pmid:5"]
    assert [each.kind for each in answer.notices] == [NoticeKind.RETRACTED]
    assert answer.work is not None
    assert answer.work.title == TITLE


def test_a_notice_is_kept_under_every_number_of_its_work() -> None:
    client = Client({"5": record("5", "10.1000/A", more=linked(link("RetractionIn")))})
    ((_, keys),) = look_up(client, Work(pmid="5"))["pmid:5"].notices.items()
    assert keys == ("doi:10.1000/a", "pmid:5")


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("efetch.fcgi", b"{}", "not well-formed"),
        ("efetch.fcgi", b"<eFetchResult/>", "no set of PubMed records"),
        ("efetch.fcgi", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "entities of its own"),
        ("esearch.fcgi", b"<html/>", "another shape"),
        ("esearch.fcgi", b'{"esearchresult": []}', "another shape"),
        ("esearch.fcgi", b'{"esearchresult": {"ERROR": "backend"}}', "could not search: backend"),
    ],
)
def test_an_answer_of_another_shape_fails_the_whole_batch_by_name(
    monkeypatch: pytest.MonkeyPatch, path: str, body: bytes, reason: str
) -> None:
    class Broken(Client):
        def ask(self, request: Request, read: Callable[[bytes], Any]) -> Any:
            return read(body)

    monkeypatch.setattr(pubmed, "BATCH", 2)
    works = [Work(pmid="5"), Work(pmid="6")] if path == "efetch.fcgi" else [Work(doi="10.1000/a")]
    answers = look_up(Broken({}), *works)
    assert len(answers) == len(works)
    for answer in answers.values():
        assert isinstance(answer.error, RegistryError)
        assert reason in answer.error.reason
