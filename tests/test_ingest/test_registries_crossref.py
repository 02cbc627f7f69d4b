"""Crossref's records, and whether one is surely the work that a reference names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import RegistryError
from graph.model import Notice, NoticeKind, ReferenceType, Source, Work, WorkVersion
from ingest.registries.base import Answer, Question
from ingest.registries.crossref import Crossref
from ingest.registries.crossref_works import notices_in, titles_of, work_in
from ingest.registries.matching import contradicts, is_same

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.registries.polite import Request

TITLE = "Hip abduction strength after randomised balance training in older adults"
RECORD: dict[str, Any] = {
    "DOI": "10.1000/BAL.7",
    "type": "journal-article",
    "title": [TITLE],
    "author": [{"family": "Novak", "given": "Karel B."}, {"name": "Balance Study Group"}],
    "container-title": ["Journal of Balance", "J Bal"],
    "issued": {"date-parts": [[2010, 12, 3]]},
    "published-print": {"date-parts": [[2011, 2]]},
    "volume": "12",
    "issue": "3",
    "page": "101-109",
    "URL": "https://doi.org/10.1000/bal.7",
}
SOURCE = Source(
    id="s",
    raw="Novak KB. Hip abduction strength ... 2011;12:101",
    authors=("Novak KB",),
    year=2011,
    title=TITLE,
    volume="12",
    pages="101-9",
)


class Client:
    """Answers from a table of records, as the API would."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self.records = {each["DOI"].casefold(): each for each in records}
        self.got: list[Request] = []

    def ask(self, request: Request, read: Callable[[bytes], Any]) -> Any:
        self.got.append(request)
        if request.path == "works":
            found = {"message": {"items": list(self.records.values())}}
        else:
            doi = unquote(request.path.removeprefix("works/"))
            if doi not in self.records:
                return None
            found = {"message": self.records[doi]}
        return read(json.dumps(found).encode())


def look_up(client: Client, source: Source) -> Answer:
    registry = Crossref(client)  # type: ignore[arg-type] # a client as far as it is used
    (key,) = registry.keys(source)
    (answer,) = registry.look_up([Question(key, source)])
    return answer


def source(**fields: Any) -> Source:
    return Source(id="s", raw="", **fields)


def test_a_record_is_read_to_the_fields_of_a_work() -> None:
    assert work_in(RECORD) == Work(
        type=ReferenceType.JOURNAL_ARTICLE,
        authors=("Novak, Karel B.", "Balance Study Group"),
        year=2011,
        title=TITLE,
        container="Journal of Balance",
        volume="12",
        issue="3",
        pages="101-109",
        doi="10.1000/bal.7",
    )


@pytest.mark.parametrize(
    ("given_type", "kind"),
    [
        ("book-chapter", ReferenceType.CHAPTER),
        ("monograph", ReferenceType.BOOK),
        ("proceedings-article", ReferenceType.CONFERENCE_PAPER),
        ("dissertation", ReferenceType.THESIS),
        ("report", ReferenceType.REPORT),
        ("dataset", ReferenceType.OTHER),
        (None, ReferenceType.OTHER),
    ],
)
def test_crossref_s_types_are_ours(given_type: str | None, kind: ReferenceType) -> None:
    assert work_in({**RECORD, "type": given_type}).type is kind


def test_markup_and_entities_in_a_title_are_taken_out() -> None:
    marked = ["Effects of <i>Tai Chi</i> on  bone &amp; balance (p &lt; 0.05)"]
    assert work_in({**RECORD, "title": marked}).title == (
        "Effects of Tai Chi on bone & balance (p < 0.05)"
    )


def test_an_article_s_number_stands_for_pages() -> None:
    assert work_in({"DOI": "10.1000/x", "article-number": "e0123"}).pages == "e0123"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys((*RECORD, "updated-by"), json_values)))
def test_a_record_of_any_shape_is_read_without_an_error(record: dict[str, Any]) -> None:
    assert isinstance(work_in(record), Work)
    notices_in(record)
    titles_of(record)


def test_a_source_with_a_doi_is_asked_for_by_it() -> None:
    client = Client(RECORD)
    answer = look_up(client, source(doi="https://doi.org/10.1000/BAL.7"))
    assert answer.work is not None
    assert answer.work.title == TITLE
    assert [request.path for request in client.got] == ["works/10.1000%2Fbal.7"]


def test_a_doi_cannot_lead_out_of_its_place_in_the_address() -> None:
    client = Client()
    look_up(client, source(doi="10.1000/../../members?x=1#y"))
    assert client.got[0].path == "works/10.1000%2F..%2F..%2Fmembers%3Fx%3D1%23y"


@pytest.mark.parametrize(
    "work",
    [
        Work(doi="not a doi", title=TITLE, year=2011, authors=("Novak K",)),
        Work(pmid="123", title=TITLE, year=2011, authors=("Novak K",)),
        Work(title=TITLE, authors=("Novak K",)),
        Work(title=TITLE, year=2011),
        Work(year=2011, authors=("Novak K",)),
        Work(type=ReferenceType.WEBPAGE, title=TITLE, year=2011, authors=("Novak K",)),
    ],
)
def test_what_says_too_little_or_has_another_number_is_not_asked_for(work: Work) -> None:
    assert Crossref(Client()).keys(work) == ()  # type: ignore[arg-type]


def test_each_version_of_a_review_is_asked_for() -> None:
    review = "10.1002/14651858.cd000123"
    versions = (WorkVersion(2, 2011, f"{review}.pub2"), WorkVersion(3, 2019, f"{review}.pub3"))
    keys = Crossref(Client()).keys(source(doi=f"{review}.pub3", versions=versions))  # type: ignore[arg-type]
    assert set(keys) == {f"doi:{review}.pub2", f"doi:{review}.pub3"}


def test_a_review_keeps_its_version() -> None:
    doi = "10.1002/14651858.CD000123.pub3"
    answer = look_up(Client({**RECORD, "DOI": doi}), source(doi=doi))
    assert answer.work is not None
    assert answer.work.doi == "10.1002/14651858.cd000123.pub3"


def test_a_source_without_a_number_is_found_by_its_words() -> None:
    client = Client({**RECORD, "DOI": "10.1000/other", "title": ["Something else"]}, RECORD)
    answer = look_up(client, SOURCE)
    assert answer.work == work_in(RECORD)
    query = client.got[0].query
    assert query["rows"] == "3"
    assert query["query.bibliographic"] == f"{TITLE} Novak KB 2011"


@pytest.mark.parametrize(
    "title",
    [
        TITLE.upper() + ".",
        TITLE.replace("randomised", "randomized"),
        TITLE.replace("Hip abduction", "Hip-abduction"),
        "RETRACTED: " + TITLE,
        TITLE + " [WITHDRAWN]",
    ],
)
def test_spelling_and_banners_do_not_make_another_title(title: str) -> None:
    assert look_up(Client({**RECORD, "title": [title]}), SOURCE).work is not None


def test_a_subtitle_that_the_reference_names_is_the_record_s() -> None:
    parted = {**RECORD, "title": ["Hip abduction strength"], "subtitle": ["a trial in Brno"]}
    sought = source(
        title="Hip abduction strength: a trial in Brno", authors=("Novak K",), year=2011
    )
    assert look_up(Client(parted), sought).work is not None


@pytest.mark.parametrize(
    "change",
    [
        {"author": [{"family": "Novotny", "given": "K."}]},
        {"author": []},
        {"published-print": {"date-parts": [[2013]]}},
        {"published-print": None, "issued": None},
        {"title": [TITLE.replace("older adults", "young men")]},
        {"title": [f"Correction to: {TITLE}"], "page": "400"},
        {"title": [TITLE.replace("abduction", "adduction")], "page": "301-309"},
        {"title": []},
        {"volume": "340", "page": "c332"},
        {"update-to": [{"DOI": "10.1000/the-work", "type": "retraction"}]},
    ],
)
def test_a_record_that_is_not_surely_the_work_is_left(change: dict[str, Any]) -> None:
    answer = look_up(Client({**RECORD, **change}), SOURCE)
    assert (answer.work, answer.error) == (None, None)


def test_a_misprint_is_forgiven_where_volume_and_page_agree() -> None:
    misprinted = {**RECORD, "title": [TITLE.replace("strength", "strenght")]}
    assert look_up(Client(misprinted), SOURCE).work is not None
    assert look_up(Client({**misprinted, "volume": "13"}), SOURCE).work is None


def test_of_two_records_that_fit_the_one_of_the_same_year_is_taken_or_none() -> None:
    online = {**RECORD, "DOI": "10.1000/preprint", "published-print": {"date-parts": [[2010]]}}
    twin = {**RECORD, "DOI": "10.1000/twin"}
    found = look_up(Client(online, RECORD), SOURCE).work
    assert found is not None
    assert found.doi == "10.1000/bal.7"
    assert look_up(Client(twin, RECORD), SOURCE).work is None


def test_a_doi_that_leads_to_another_work_is_doubted_and_its_notices_are_kept() -> None:
    wrong = {
        **RECORD,
        "title": ["Dental caries in school children"],
        "author": [{"family": "Svoboda"}],
        "updated-by": [{"type": "retraction", "DOI": "10.1000/n"}],
    }
    answer = look_up(Client(wrong), source(doi="10.1000/bal.7", title=TITLE, authors=("Novak K",)))
    assert answer.work is None
    assert answer.doubt == (
        "Crossref has another work under this DOI: “Dental caries in school children”"
    )
    assert len(answer.notices) == 1


@pytest.mark.parametrize(
    "cited",
    [
        Work(title=None),
        Work(title="Hip abduction strength"),
        Work(title=TITLE.replace("randomised ", "")),
        Work(title="Silové schopnosti kyčle u seniorů", authors=("Novak K",), year=2010),
    ],
)
def test_a_title_that_is_shortened_or_translated_is_no_contradiction(cited: Work) -> None:
    assert not contradicts(cited, work_in(RECORD))


def update(kind: str, **more: Any) -> dict[str, Any]:
    when = {"date-parts": [[2015, 3, 4]], "date-time": "2015-03-04T00:00:00Z"}
    return {"type": kind, "DOI": "10.1000/NOTICE", "updated": when, **more}


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        ("retraction", NoticeKind.RETRACTED),
        ("partial_retraction", NoticeKind.RETRACTED),
        ("withdrawal", NoticeKind.RETRACTED),
        ("removal", NoticeKind.RETRACTED),
        ("expression_of_concern", NoticeKind.CONCERN),
        ("Expression of Concern", NoticeKind.CONCERN),
        ("correction", NoticeKind.CORRECTED),
        ("corrigendum", NoticeKind.CORRECTED),
        ("erratum", NoticeKind.CORRECTED),
        ("Reinstatement", NoticeKind.REINSTATED),
    ],
)
def test_a_notice_about_a_work_is_kept_with_its_kind_its_doi_and_its_date(
    kind: str, ours: NoticeKind
) -> None:
    found = notices_in({**RECORD, "updated-by": [update(kind)]})
    ((notice, keys),) = found.items()
    assert (notice.kind, notice.date, notice.notice) == (ours, "2015-03-04", "10.1000/notice")
    assert (notice.registry, keys) == ("Crossref", ("doi:10.1000/bal.7",))


@pytest.mark.parametrize("kind", ["new_edition", "new_version", "addendum", "clarification", ""])
def test_a_new_edition_is_no_notice(kind: str) -> None:
    assert notices_in({**RECORD, "updated-by": [update(kind)]}) == {}


def test_a_partial_retraction_says_that_it_is_partial() -> None:
    (notice,) = notices_in({**RECORD, "updated-by": [update("partial_retraction")]})
    assert notice.reasons == ("partial: only a part of the work is withdrawn",)


def test_a_notice_about_one_version_of_a_review_counts_for_it_and_says_which() -> None:
    record = {
        **RECORD,
        "DOI": "10.1002/14651858.CD000123.pub2",
        "updated-by": [update("withdrawal")],
    }
    ((notice, keys),) = notices_in(record).items()
    assert notice.reasons == ("about version 2",)
    assert keys == ("doi:10.1002/14651858.cd000123",)


def test_publisher_and_retraction_watch_are_kept_apart() -> None:
    both = [
        update("retraction", source="publisher"),
        update("retraction", source="retraction-watch", **{"record-id": "7"}),
        update("correction"),
    ]
    found = notices_in({**RECORD, "updated-by": both})
    assert sorted((each.kind, each.registry) for each in found) == [
        (NoticeKind.CORRECTED, "Crossref"),
        (NoticeKind.RETRACTED, "Crossref"),
        (NoticeKind.RETRACTED, "Retraction Watch"),
    ]


def test_a_notice_that_is_cited_itself_tells_of_the_work_that_it_is_about() -> None:
    notice = {
        "DOI": "10.1000/notice",
        "title": [f"RETRACTED: {TITLE}"],
        "update-to": [update("retraction") | {"DOI": "10.1000/BAL.7"}],
    }
    assert notices_in(notice) == {
        Notice(NoticeKind.RETRACTED, "2015-03-04", "10.1000/notice", "Crossref"): (
            "doi:10.1000/bal.7",
        )
    }


def test_a_work_that_was_corrected_in_its_own_place_is_about_itself() -> None:
    ((notice, keys),) = notices_in(
        {**RECORD, "update-to": [update("correction") | {"DOI": RECORD["DOI"]}]}
    ).items()
    assert (notice.notice, keys) == ("10.1000/bal.7", ("doi:10.1000/bal.7",))


def test_a_title_alone_may_say_that_a_work_was_retracted() -> None:
    record = {**RECORD, "title": [f"RETRACTED ARTICLE: {TITLE}"]}
    assert list(notices_in(record)) == [Notice(NoticeKind.RETRACTED, None, None, "Crossref")]
    assert work_in(record).title == TITLE


def test_a_date_that_is_known_in_part_is_kept_in_part() -> None:
    record = {**RECORD, "updated-by": [update("retraction", updated={"date-parts": [[2015, 3]]})]}
    assert [notice.date for notice in notices_in(record)] == ["2015-03"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "another shape"),
        (b'{"message": []}', "another shape"),
        (b'{"message": {}}', "without a DOI"),
    ],
)
def test_an_answer_of_another_shape_is_a_failure_that_is_named(body: bytes, reason: str) -> None:
    class Broken(Client):
        def ask(self, request: Request, read: Callable[[bytes], Any]) -> Any:
            return read(body)

    answer = look_up(Broken(), source(doi="10.1000/a"))
    assert isinstance(answer.error, RegistryError)
    assert reason in answer.error.reason


@given(st.text(max_size=60), st.text(max_size=60), st.integers(1990, 2000), st.integers(1990, 2000))
def test_a_work_is_never_the_same_as_one_of_another_author_or_far_year(
    one: str, other: str, year: int, found: int
) -> None:
    work = Work(title=one, authors=("Novak K",), year=year)
    assert not is_same(work, Work(title=other, authors=("Dvorak K",), year=year), (other,))
    if abs(year - found) > 1:
        assert not is_same(work, Work(title=one, authors=("Novak K",), year=found), (one,))
