from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import NotFoundError, StoreError
from graph.identity import source_of, work_keys
from graph.model import (
    Article,
    ArticleRecord,
    Direction,
    Marker,
    Mention,
    Passage,
    PassageKind,
    Reference,
    Work,
)
from graph.store import Change, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeRecord = Callable[..., ArticleRecord]


def test_a_record_comes_back_as_it_went_in(store: Store, make_record: MakeRecord) -> None:
    record = make_record()
    assert store.put(record) is Change.ADDED
    assert store.record(record.article.id) == record


def test_the_same_record_again_changes_nothing(store: Store, make_record: MakeRecord) -> None:
    store.put(make_record())
    before = store.last_change()
    assert store.put(make_record()) is Change.UNCHANGED
    assert store.last_change() == before


def test_another_text_at_the_same_place_is_a_new_version(
    store: Store, make_record: MakeRecord
) -> None:
    first = make_record()
    store.put(first)
    known = store.article_at("/articles/one.md")
    second = make_record(exercise="Weight lifting", article=known)
    assert store.put(second) is Change.CHANGED
    (summary,) = store.articles()
    assert (summary.id, summary.version) == (first.article.id, 2)
    assert [version.text for version in store.versions(summary.id)] == [
        first.article.text,
        second.article.text,
    ]


def test_other_claims_from_the_same_text_are_a_change_and_no_version(
    store: Store, make_record: MakeRecord
) -> None:
    record = make_record()
    store.put(record)
    assert store.put(replace(record, claims=())) is Change.CHANGED
    (summary,) = store.articles()
    assert (summary.version, summary.claims) == (1, 0)


def test_a_copy_at_another_place_is_no_second_article(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/articles/two.md"))
    assert store.put(make_record("/articles/one.md")) is Change.UNCHANGED
    (summary,) = store.articles()
    assert summary.path == "/articles/one.md"
    assert store.article_at("/articles/two.md") == summary.id


def test_a_text_that_another_article_once_had_asks_for_an_id_of_its_own(
    store: Store, make_record: MakeRecord
) -> None:
    first = make_record("/articles/one.md")
    store.put(first)
    store.put(make_record("/articles/one.md", exercise="Walking", article=first.article.id))
    copy = make_record("/articles/two.md")
    assert store.is_taken(copy.article)
    assert not store.is_taken(make_record("/articles/two.md", title="Another").article)


def test_a_place_that_moves_to_another_article_leaves_no_orphan(
    store: Store, make_record: MakeRecord
) -> None:
    first, second = make_record(), make_record(title="Other bones")
    store.put(first)
    store.put(second)
    assert [summary.id for summary in store.articles()] == [second.article.id]
    changes = {entry.article: entry.removed for entry in store.changes_since(0)}
    assert changes == {first.article.id: True, second.article.id: False}


def test_changes_come_once_an_article_with_the_last_one(
    store: Store, make_record: MakeRecord
) -> None:
    one, two = make_record("/1"), make_record("/2", title="Two")
    store.put(one)
    store.put(two)
    store.put(replace(one, claims=()))
    seen = store.changes_since(0)
    assert [entry.article for entry in seen] == [two.article.id, one.article.id]
    assert store.changes_since(store.last_change()) == ()
    store.remove(two.article.id)
    (last,) = store.changes_since(seen[-1].seq)
    assert (last.article, last.removed) == (two.article.id, True)


def test_evidence_carries_its_article_its_passage_and_its_references(
    store: Store, make_record: MakeRecord
) -> None:
    record = make_record()
    store.put(record)
    (found,) = store.evidence(source=record.references[0].source)
    assert found.claim == record.claims[0]
    text = found.article.text[found.passage.start : found.passage.end]
    assert text == found.claim.sentence
    assert found.references == record.references


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ({}, 2),
        ({"directions": ["increase"]}, 1),
        ({"directions": []}, 0),
        ({"exposures": ["https://trabecula.example/concepts/walking"]}, 1),
        ({"outcomes": ["https://trabecula.example/concepts/bone-mineral-density"]}, 2),
        ({"source": "no such source"}, 0),
    ],
)
def test_evidence_meets_every_condition(
    store: Store, make_record: MakeRecord, condition: dict[str, Any], count: int
) -> None:
    store.put(make_record("/1"))
    walking = {"exercise": "Walking", "exposure": "walking", "direction": Direction.NO_EFFECT}
    store.put(make_record("/2", title="Two", **walking))
    assert len(store.evidence(**condition)) == count


def test_two_articles_that_cite_one_work_give_a_proposition_one_source(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two"))
    (proposition,) = store.propositions()
    assert proposition.claims == 2
    assert len(proposition.articles) == 2
    assert len(proposition.sources) == 1


def test_the_fullest_reference_speaks_for_its_source_in_any_order(
    tmp_path: Path, make_record: MakeRecord
) -> None:
    short = make_record("/1")
    full = make_record("/2", title="Two")
    full = replace(full, references=(replace(full.references[0], volume="34", pages="17–23"),))
    found = []
    for number, order in enumerate([(short, full), (full, short)]):
        store = open_store(f"sqlite:///{tmp_path / str(number)}")
        for record in order:
            store.put(record)
        found.append(store.sources())
        store.close()
    assert found[0] == found[1]
    assert found[0][0].volume == "34"


def test_a_failure_halfway_leaves_nothing_behind(store: Store, make_record: MakeRecord) -> None:
    record = make_record()
    broken = replace(record, markers=(Marker("(1)", 0, 3, (object(),)),))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        store.put(broken)
    assert store.articles() == ()
    assert store.last_change() == 0


def test_writers_in_many_threads_wait_for_each_other(store: Store, make_record: MakeRecord) -> None:
    records = [make_record(f"/{n}", title=f"Article {n}") for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(store.put, records)) == {Change.ADDED}
    assert store.counts().articles == 24
    assert len({entry.seq for entry in store.changes_since(0)}) == 24


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(open_store, [url] * 8))
    assert {store.counts().articles for store in stores} == {0}
    for store in stores:
        store.close()


def test_records_come_by_article_id(store: Store, make_record: MakeRecord) -> None:
    records = [make_record(f"/{n}", title=f"Article {n}") for n in range(7)]
    for record in records:
        store.put(record)
    ids = [record.article.id for record in store.records()]
    assert ids == sorted(record.article.id for record in records)


def test_passages_are_found_by_id_with_their_claims(store: Store, make_record: MakeRecord) -> None:
    record = make_record()
    store.put(record)
    heading, prose = record.passages
    found = store.passages([heading.id, prose.id, "unknown"])
    assert found[heading.id].claims == ()
    assert found[prose.id].claims == record.claims
    assert found[prose.id].article == record.article
    assert "unknown" not in found


def test_what_is_not_there_is_said_to_be_not_there(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.record("nothing")
    with pytest.raises(NotFoundError):
        store.source("nothing")
    with pytest.raises(NotFoundError):
        store.remove("nothing")


def test_a_store_from_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(b"not a database at all " * 100)
    with pytest.raises(StoreError, match=r"store\.sqlite"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["nonsense", "nosuchengine://host/db"])
def test_an_address_that_no_database_has_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="address"):
        open_store(url)


def test_the_tables_are_what_the_migrations_make(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from graph.store.tables import metadata

    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    open_store(url).close()
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=words,
    title=words,
    authors=st.lists(words, max_size=3),
    year=st.none() | st.integers(0, 9999),
)
def test_any_text_comes_back_as_it_went_in(
    store: Store, text: str, title: str, authors: list[str], year: int | None
) -> None:
    work = Work(authors=tuple(authors), year=year, title=title)
    reference = Reference(
        id="r",
        source=source_of(work_keys(work, text)),
        raw=text,
        authors=tuple(authors),
        year=year,
        title=title,
    )
    record = ArticleRecord(
        article=Article("a", "/a", title, text, language="de"),
        passages=(Passage("p", 0, len(text), PassageKind.PROSE, title, truncated=True),),
        markers=(Marker(text, 0, len(text), ("r", "s")),),
        references=(reference,),
    )
    store.put(record)
    assert store.record("a") == record


def test_a_mention_keeps_its_place(store: Store, make_record: MakeRecord) -> None:
    record = make_record()
    store.put(record)
    exposure = store.record(record.article.id).claims[0].exposure
    assert isinstance(exposure, Mention)
    assert record.article.text[exposure.start : exposure.end] == exposure.text
