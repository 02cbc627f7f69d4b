"""A part of a collection, exported: what is in it says the same as in the whole."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from graph.errors import NotFoundError
from graph.export import FORMATS, export
from graph.importing import import_rdf
from graph.model import ArticleRecord, Notice, NoticeKind, Work
from graph.selection import Selection, of_article, of_concept
from graph.store import Store, open_store
from graph.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.holdings import Holdings

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture
def records(store: Store, make_record: MakeRecord) -> tuple[ArticleRecord, ArticleRecord]:
    """Put in two articles about two exercises, each with a work of its own."""
    one = make_record("/articles/one.md")
    two = make_record(
        "/articles/two.md",
        title="Two",
        exercise="Walking",
        exposure="walking",
        doi="10.1000/two",
    )
    store.put(one)
    store.put(two)
    notice = Notice(NoticeKind.RETRACTED, "2020", "10.1000/n", "Crossref")
    store.put_notices("Crossref", {notice: ["doi:10.1000/two"]})
    store.put_work("Crossref", "doi:10.1000/one", Work(volume="1", doi="10.1000/one"))
    store.put_work("Crossref", "doi:10.1000/two", Work(volume="2", doi="10.1000/two"))
    return one, two


def lines(holdings: Holdings, vocabulary: Vocabulary, form: str = "nquads") -> list[bytes]:
    out = io.BytesIO()
    export(holdings, vocabulary, form, out, BASE)
    return out.getvalue().splitlines(keepends=True)


def test_a_part_says_nothing_that_the_whole_does_not_say(
    store: Store, vocabulary: Vocabulary, records: tuple[ArticleRecord, ArticleRecord]
) -> None:
    whole = set(lines(store, vocabulary))
    one, _ = records
    for part in (
        of_article(store, one.article.id),
        of_concept(store, vocabulary, one.claims[0].exposure.concept),
        Selection(store, {one.article.id: frozenset()}),
    ):
        said = lines(part, part.concepts(vocabulary))
        assert said
        assert set(said) < whole


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_of_an_article_is_of_that_article_alone(
    form: str,
    store: Store,
    vocabulary: Vocabulary,
    records: tuple[ArticleRecord, ArticleRecord],
) -> None:
    two = records[1]
    part = of_article(store, "/articles/one.md")
    written = b"".join(lines(part, part.concepts(vocabulary), form)).decode("utf-8")
    assert written
    for theirs in (two.article.id, "10.1000/two", "concepts/walking"):
        assert theirs not in written


def test_a_part_is_counted_by_itself(
    store: Store, vocabulary: Vocabulary, records: tuple[ArticleRecord, ArticleRecord]
) -> None:
    part = of_article(store, records[0].article.id)
    (link,) = json.loads(b"".join(lines(part, vocabulary, "nodelink")))["edges"]
    assert (link["claims"], link["articles"], link["sources"]) == (1, 1, 1)
    assert [each.asked for each in part.answers()] == ["doi:10.1000/one"]
    assert of_article(store, records[1].article.id).standings().values()
    assert not part.standings()


def test_a_broader_concept_brings_what_is_said_of_the_narrower_ones(
    store: Store, vocabulary: Vocabulary, records: tuple[ArticleRecord, ArticleRecord]
) -> None:
    above = vocabulary.broader(records[1].claims[0].exposure.concept)
    for iri in above:
        written = b"".join(lines(of_concept(store, vocabulary, iri), vocabulary, "csv"))
        rows = list(csv.DictReader(io.StringIO(written.decode("utf-8"))))
        assert "walking" in {row["exposure"] for row in rows}
    assert above


def test_a_part_can_be_taken_up_elsewhere(
    store: Store,
    vocabulary: Vocabulary,
    records: tuple[ArticleRecord, ArticleRecord],
    tmp_path: Path,
) -> None:
    part = of_concept(store, vocabulary, records[1].claims[0].exposure.concept)
    (tmp_path / "part.nq").write_bytes(b"".join(lines(part, vocabulary)))
    other = open_store(f"sqlite:///{tmp_path / 'other'}")
    import_rdf(tmp_path / "part.nq", other, vocabulary)
    (record,) = other.records()
    assert record.claims == records[1].claims
    assert record.article.text == records[1].article.text
    (source,) = other.sources()
    assert source.is_retracted
    assert source.volume == "2"
    other.close()


def test_an_article_that_is_not_there_is_no_empty_export(store: Store) -> None:
    with pytest.raises(NotFoundError):
        of_article(store, "0123456789abcdef0123")


def test_a_concept_is_called_by_its_iri_its_id_or_a_name(vocabulary: Vocabulary) -> None:
    walking = vocabulary.by_id("walking")
    for name in (walking.iri, "walking", "Walking"):
        assert vocabulary.called(name) == walking
    with pytest.raises(NotFoundError, match="no concept called 'basket weaving'"):
        vocabulary.called("basket weaving")
