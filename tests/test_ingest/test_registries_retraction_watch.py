"""Retraction Watch's table as the user has it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from graph.identity import source_of, work_keys
from graph.ids import article_id, reference_id
from graph.model import Article, ArticleRecord, Notice, NoticeKind, Reference
from graph.store import Store, open_store
from ingest.registries import enriching, retraction_watch
from ingest.registries.enriching import Report, keep_retractions
from ingest.registries.retraction_watch import Row, read_notices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
).split(",")
ROW = {
    "Record ID": "7",
    "Title": "Balance, and falls\nin later life",
    "RetractionDate": "3/15/2019 0:00",
    "RetractionDOI": "10.1000/Notice",
    "RetractionPubMedID": "0",
    "OriginalPaperDOI": "10.1000/Paper",
    "OriginalPaperPubMedID": "55",
    "RetractionNature": "Retraction",
    "Reason": "+Concerns about Data;+Duplication of Image;",
}


def table(*rows: dict[str, str], header: list[str] = HEADER, encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, restval="", extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "retraction_watch.csv"


def read(file: Path, *rows: dict[str, str]) -> list[Row | DocumentError]:
    file.write_bytes(table(*rows))
    return list(read_notices(file))


def the_row(file: Path, **changes: str) -> Row:
    (row,) = read(file, {**ROW, **changes})
    assert isinstance(row, Row)
    return row


def test_a_row_is_a_notice_about_a_work_under_both_its_numbers(file: Path) -> None:
    assert the_row(file) == Row(
        Notice(
            NoticeKind.RETRACTED,
            "2019-03-15",
            "10.1000/notice",
            "Retraction Watch",
            ("Concerns about Data", "Duplication of Image"),
        ),
        ("doi:10.1000/paper", "pmid:55"),
    )


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", NoticeKind.RETRACTED),
        ("Correction", NoticeKind.CORRECTED),
        ("Expression of concern", NoticeKind.CONCERN),
        ("Reinstatement", NoticeKind.REINSTATED),
    ],
)
def test_each_nature_is_kept_apart(file: Path, nature: str, kind: NoticeKind) -> None:
    assert the_row(file, RetractionNature=nature).notice.kind is kind


@pytest.mark.parametrize("word", ["unavailable", "Unavailable", "", "0", "n/a"])
def test_a_number_that_is_not_available_is_none(file: Path, word: str) -> None:
    assert the_row(file, OriginalPaperDOI=word).keys == ("pmid:55",)
    assert the_row(file, OriginalPaperPubMedID=word).keys == ("doi:10.1000/paper",)
    assert the_row(file, OriginalPaperDOI=word, OriginalPaperPubMedID=word).keys == ()


def test_a_notice_without_a_doi_is_found_at_pubmed(file: Path) -> None:
    row = the_row(file, RetractionDOI="unavailable", RetractionPubMedID="88")
    assert row.notice.notice == "https://pubmed.ncbi.nlm.nih.gov/88/"
    assert the_row(file, RetractionDOI="unavailable").notice.notice is None


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("3/15/2019 0:00", "2019-03-15"),
        ("12/1/2019", "2019-12-01"),
        ("2019-03-15", "2019-03-15"),
        ("2019-03-15 00:00:00", "2019-03-15"),
        ("", None),
    ],
)
def test_dates_are_read_month_first_or_as_iso(file: Path, written: str, date: str | None) -> None:
    assert the_row(file, RetractionDate=written).notice.date == date


def test_a_notice_whose_date_cannot_be_read_is_kept_without_and_named(file: Path) -> None:
    row, error = read(file, {**ROW, "RetractionDate": "15/3/2019"})
    assert isinstance(row, Row)
    assert (row.notice.kind, row.notice.date) == (NoticeKind.RETRACTED, None)
    assert isinstance(error, DocumentError)
    assert "line 3: has the date '15/3/2019', not month/day/year" in str(error)


def test_broken_rows_are_named_by_line_and_the_others_are_read(file: Path) -> None:
    lines = table(ROW, ROW, {**ROW, "RetractionNature": "Applause"}).split(b"\r\n")
    lines.insert(1, b"only,three,columns")
    file.write_bytes(b"\r\n".join(lines))
    short, one, two, odd = read_notices(file)
    assert str(short) == f"{file}: line 2: has 3 columns, and line 1 has 20"
    assert isinstance(one, Row)
    assert one == two
    assert str(odd) == f"{file}: line 8: calls its notice 'Applause', which says nothing known"


def test_both_encodings_may_stand_in_one_file_behind_a_mark(file: Path) -> None:
    utf, latin = "Übung".encode(), "Übung".encode("latin-1")
    content = table({**ROW, "Reason": "AAA"}, {**ROW, "Reason": "BBB"})
    file.write_bytes(b"\xef\xbb\xbf" + content.replace(b"AAA", utf).replace(b"BBB", latin))
    assert [row.notice.reasons for row in read_notices(file) if isinstance(row, Row)] == [
        ("Übung",),
        ("Übung",),
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "line 1: has none of the columns"),
        (b"name,price\nshoe,3\n", "line 1: has none of the columns"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1: has none of the columns"),
        (table(ROW, encoding="utf-16"), "line 1: has none of the columns"),
        (
            table(ROW, header=[name for name in HEADER if "PubMed" not in name]),
            "line 1: lacks the columns OriginalPaperPubMedID, RetractionPubMedID",
        ),
        (b"x" * 1_000_000, "line 1: is longer than 1,000,000 characters"),
        (table(ROW) + b'"' + b"x\r\n" * 100_000, "after line 3: is not valid CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_by_name(
    file: Path, content: bytes, complaint: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(DocumentError, match=complaint) as caught:
        list(read_notices(file))
    assert caught.value.path == str(file)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read: No such file"):
        list(read_notices(file))


@given(st.lists(st.dictionaries(st.sampled_from(HEADER), st.text(max_size=20)), max_size=4))
def test_rows_with_any_content_are_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    file = tmp_path_factory.mktemp("tables") / "any.csv"
    file.write_bytes(table(*rows, encoding="utf-8"))
    for row in read_notices(file):
        assert isinstance(row, Row) or f"{file}: line " in str(row)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


def cite(store: Store, doi: str) -> None:
    ident = article_id(doi, doi)
    raw = f"A work. doi:{doi}"
    reference = Reference(
        id=reference_id(ident, raw), source="", raw=raw, doi=doi, title=f"A work about {doi}"
    )
    source = source_of(work_keys(reference, raw))
    named = Reference(id=reference.id, source=source, raw=raw, doi=doi, title=reference.title)
    store.put(ArticleRecord(article=Article(ident, f"/{doi}", doi, doi), references=(named,)))


def keep(store: Store, file: Path) -> Report:
    report = Report("Retraction Watch")
    for _ in keep_retractions(store, file, report):
        pass
    return report


def test_the_whole_table_is_kept_for_what_is_cited_now_and_later(store: Store, file: Path) -> None:
    later = {**ROW, "OriginalPaperDOI": "10.1000/later", "OriginalPaperPubMedID": "0"}
    nameless = {**ROW, "OriginalPaperDOI": "unavailable", "OriginalPaperPubMedID": "0"}
    file.write_bytes(table(ROW, later, nameless))
    cite(store, "10.1000/PAPER")
    seen = store.last_change()

    report = keep(store, file)

    assert (report.asked, report.completed, report.failed) == (3, 2, [])
    assert [source.is_retracted for source in store.sources()] == [True]
    assert len(store.changes_since(seen)) == 1
    cite(store, "10.1000/later")
    assert [source.is_retracted for source in store.sources()] == [True, True]


def test_the_same_table_again_changes_nothing(store: Store, file: Path) -> None:
    file.write_bytes(table(ROW))
    cite(store, "10.1000/paper")
    keep(store, file)
    seen = store.last_change()
    notices = store.sources()[0].notices

    keep(store, file)

    assert store.last_change() == seen
    assert store.sources()[0].notices == notices


def test_a_notice_that_was_known_without_reasons_gets_them(store: Store, file: Path) -> None:
    file.write_bytes(table(ROW))
    cite(store, "10.1000/paper")
    bare = Notice(NoticeKind.RETRACTED, "2019-03-15", "10.1000/notice", "Retraction Watch")
    store.put_notices("Retraction Watch", {bare: ["doi:10.1000/paper"]})

    keep(store, file)

    (notice,) = store.sources()[0].notices
    assert notice.reasons == ("Concerns about Data", "Duplication of Image")


def test_a_large_table_is_kept_in_parts(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enriching, "ROWS", 10)
    rows = [{**ROW, "OriginalPaperDOI": f"10.1000/p{n}"} for n in range(25)]
    file.write_bytes(table(*rows, {**ROW, "RetractionNature": "?"}))
    report = Report("Retraction Watch")
    assert list(keep_retractions(store, file, report)) == [10, 10, 5]
    assert report.asked == 25
    assert len(report.failed) == 1


def test_reasons_are_bounded(file: Path) -> None:
    reasons = the_row(file, Reason=";".join(f"{n}" + "x" * 1000 for n in range(100))).notice.reasons
    assert len(reasons) == retraction_watch.MAX_REASONS
    assert {len(reason) for reason in reasons} == {retraction_watch.MAX_REASON}
