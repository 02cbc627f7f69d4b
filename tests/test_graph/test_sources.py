from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, select

from graph.identity import source_of, work_keys
from graph.ids import article_id, reference_id
from graph.model import (
    Article,
    ArticleKind,
    ArticleRecord,
    Notice,
    NoticeKind,
    Reference,
    Work,
    WorkVersion,
)
from graph.store import Fetch
from graph.store import tables as t
from graph.store.works import settle_all

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from graph.store import Store

TITLE = "Resistance exercise and bone turnover in later life"
BY_DOI = Work(doi="10.1000/one", title=TITLE, year=2002, authors=("Novak, K.",))
BY_PMID = Work(pmid="111", year=2002)
BY_TITLE = Work(title=TITLE.upper(), year=2002, authors=("Novak K",))
BY_BOTH = Work(doi="10.1000/ONE", pmid="111", year=2002)


def citing(title: str, *works: Work) -> ArticleRecord:
    ident = article_id(title, title)
    return ArticleRecord(
        article=Article(ident, f"/{title}", title, title),
        references=tuple(
            Reference(
                id=reference_id(ident, f"{number}"),
                source=source_of(work_keys(work, f"{number}")),
                raw=f"{number}",
                **{name: getattr(work, name) for name in Work.__slots__},
            )
            for number, work in enumerate(works)
        ),
    )


def sources_in(store: Store) -> dict[str, list[str]]:
    return {
        record.article.title: [reference.source for reference in record.references]
        for record in store.records()
    }


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_one_work_cited_in_four_ways_is_one_source_in_any_order(
    store: Store, order: tuple[int, ...]
) -> None:
    ways = [
        citing(f"article {n}", way) for n, way in enumerate((BY_DOI, BY_PMID, BY_TITLE, BY_BOTH))
    ]
    for number in order:
        store.put(ways[number])

    (source,) = store.sources()

    assert source.id == source_of(["doi:10.1000/one"])
    assert {only for (only,) in sources_in(store).values()} == {source.id}


def test_works_part_again_when_what_joined_them_goes(store: Store) -> None:
    store.put(citing("a", BY_DOI))
    store.put(citing("b", BY_PMID))
    joining = citing("c", BY_BOTH)
    store.put(joining)
    assert len(store.sources()) == 1

    store.remove(joining.article.id)

    assert len(store.sources()) == 2


def test_articles_whose_sources_were_joined_are_told_as_changed(store: Store) -> None:
    first = citing("a", BY_DOI)
    second = citing("b", BY_PMID)
    store.put(first)
    store.put(second)
    seen = store.last_change()

    store.put(citing("c", BY_BOTH))

    assert second.article.id in {entry.article for entry in store.changes_since(seen)}


def test_a_work_named_twice_in_one_list_is_one_source(store: Store) -> None:
    store.put(citing("a", BY_TITLE, BY_DOI))

    assert len(store.sources()) == 1


def test_the_versions_of_a_review_are_one_source_that_knows_them(store: Store) -> None:
    review = "10.1002/14651858.CD000123"
    store.put(citing("old", Work(doi=f"{review}.pub2", year=2011)))
    store.put(citing("new", Work(doi=f"{review}.pub3", year=2019)))

    (source,) = store.sources()

    assert source.versions == (
        WorkVersion(2, 2011, "10.1002/14651858.cd000123.pub2"),
        WorkVersion(3, 2019, "10.1002/14651858.cd000123.pub3"),
    )


def test_a_registry_completes_a_source_and_joins_what_it_knows_as_one(store: Store) -> None:
    store.put(citing("a", BY_PMID))
    store.put(citing("b", BY_TITLE))
    seen = store.last_change()

    store.put_work(
        "PubMed", "pmid:111", Work(pmid="111", doi="10.1000/one", title=TITLE, volume="7")
    )
    store.put_work("Crossref", work_keys(BY_TITLE)[0], Work(doi="10.1000/one", title=TITLE))

    (source,) = store.sources()
    assert (source.doi, source.pmid, source.volume) == ("10.1000/one", "111", "7")
    assert len(store.changes_since(seen)) == 2
    assert set(store.asked("PubMed")) == {"pmid:111"}


def test_a_work_that_a_registry_does_not_know_is_remembered_as_asked(store: Store) -> None:
    store.put(citing("a", BY_PMID))

    store.put_work("Crossref", "pmid:111", None)

    assert set(store.asked("Crossref")) == {"pmid:111"}
    assert store.sources()[0].doi is None


def test_a_study_is_the_source_that_others_cite(store: Store) -> None:
    study = ArticleRecord(
        article=Article("s", "/s", TITLE, TITLE, kind=ArticleKind.STUDY, work=BY_DOI)
    )
    store.put(citing("a", BY_TITLE))
    store.put(study)

    (source,) = store.sources()

    assert source.doi == "10.1000/one"
    assert store.record("s") == study


def settled(connection: Connection) -> tuple[list[tuple[object, ...]], ...]:
    keys = select(t.work_keys).order_by(*t.work_keys.primary_key)
    named = select(t.references.c.article, t.references.c.position, t.references.c.source)
    ordered = named.order_by(t.references.c.article, t.references.c.position)
    return tuple([tuple(row) for row in connection.execute(query)] for query in (keys, ordered))


def test_settling_anew_changes_nothing(store: Store, tmp_path: Path) -> None:
    study = Article("s", "/s", TITLE, TITLE, kind=ArticleKind.STUDY, work=BY_DOI)
    store.put(citing("a", BY_PMID, BY_TITLE, Work()))
    store.put(ArticleRecord(article=study))
    store.put_work("PubMed", "pmid:111", Work(doi="10.1000/other", title="Bone in later life"))
    store.put_work("Crossref", "doi:10.1000/two", None)
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with engine.begin() as connection:
        before = settled(connection)
        settle_all(connection)
        after = settled(connection)
    engine.dispose()
    assert after == before
    assert len({row[0] for row in before[0]}) == 3  # the owners: article, study, PubMed's answer


RETRACTED = Notice(NoticeKind.RETRACTED, "2015-03-01", "10.1000/notice", "Crossref")
REINSTATED = Notice(NoticeKind.REINSTATED, "2016-01-01", None, "Crossref")
CORRECTED = Notice(NoticeKind.CORRECTED, "2014-01-01", None, "Crossref", ("a table",))


def test_a_notice_reaches_the_source_under_whatever_key_it_is_cited(store: Store) -> None:
    store.put(citing("a", BY_TITLE))
    store.put(citing("b", BY_BOTH, BY_DOI))
    seen = store.last_change()

    changed = store.put_notices("Crossref", {RETRACTED: ["pmid:111"]})

    (source,) = store.sources()
    assert source.is_retracted
    assert source.notices == (RETRACTED,)
    assert changed == len(store.changes_since(seen)) == 2


def test_the_same_notice_again_changes_nothing(store: Store) -> None:
    store.put(citing("a", BY_DOI))
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]})
    seen = store.last_change()

    assert store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]}) == 0
    assert store.last_change() == seen


@pytest.mark.parametrize(
    ("notices", "standing"),
    [
        ([CORRECTED], NoticeKind.CORRECTED),
        ([CORRECTED, RETRACTED], NoticeKind.RETRACTED),
        ([RETRACTED, REINSTATED], NoticeKind.REINSTATED),
        (
            [REINSTATED, Notice(NoticeKind.RETRACTED, "2017-01-01", None, "Crossref")],
            NoticeKind.RETRACTED,
        ),
        ([Notice(NoticeKind.CONCERN, None, None, "Crossref")], NoticeKind.CONCERN),
    ],
)
def test_the_gravest_notice_that_was_not_lifted_holds(
    store: Store, notices: list[Notice], standing: NoticeKind
) -> None:
    store.put(citing("a", BY_DOI))

    store.put_notices("Crossref", {notice: ["doi:10.1000/one"] for notice in notices})

    assert store.sources()[0].standing is standing


def test_of_a_review_with_versions_the_newest_speaks(store: Store) -> None:
    review = "10.1002/14651858.CD000123"
    old = Work(doi=f"{review}.pub2", year=2011, title=TITLE, volume="1", authors=("Novak, K.",))
    store.put(citing("old", old))
    store.put_work("Crossref", "doi:one", old)
    store.put_work("Crossref", "doi:two", Work(doi=f"{review}.pub3", year=2019, title=TITLE))

    assert store.sources()[0].year == 2019


def test_what_a_server_said_of_a_page_is_kept_until_it_says_nothing(store: Store) -> None:
    said = Fetch("https://example.org/a", "https://www.example.org/a", '"v1"')
    store.keep_fetch(said)
    assert store.fetch("https://example.org/a") == said

    store.keep_fetch(replace(said, etag=None))
    assert store.fetch("https://example.org/a") is None
