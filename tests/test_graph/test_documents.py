"""What documents are to the collection, and what is known of the works behind references."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.identity import source_of, work_keys
from graph.model import Article, ArticleKind, ArticleRecord, Notice, NoticeKind, Work
from graph.store import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

RETRACTED = Notice(NoticeKind.RETRACTED, "2020-05-01", None, "Crossref")
ONE = source_of(["doi:10.1000/one"])


def study(ident: str, work: Work) -> ArticleRecord:
    title = f"Study {ident}"
    return ArticleRecord(
        article=Article(ident, f"/{ident}", title, title, kind=ArticleKind.STUDY, work=work)
    )


def test_a_study_leads_to_the_source_that_it_is_and_back(
    store: Store, make_record: MakeRecord
) -> None:
    article = make_record()
    store.put(article)
    store.put(study("s", Work(doi="10.1000/one")))
    assert store.roles(["s", article.article.id, "nobody"]) == {
        "s": Role(ArticleKind.STUDY, ONE),
        article.article.id: Role(ArticleKind.ARTICLE),
    }
    assert store.studies(ONE) == {"s": "Study s"}


def test_a_study_is_found_when_references_know_a_better_name_of_it(
    store: Store, make_record: MakeRecord
) -> None:
    by_number = Work(pmid="7")
    store.put(study("s", by_number))
    assert store.studies(source_of(work_keys(by_number))) == {"s": "Study s"}
    store.put_work("PubMed", "pmid:7", Work(pmid="7", doi="10.1000/one"))
    assert store.roles(["s"])["s"].source == ONE
    assert store.studies(ONE) == {"s": "Study s"}


def test_a_study_knows_that_it_was_retracted(store: Store) -> None:
    store.put(study("s", Work(doi="10.1000/one")))
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]})
    assert store.roles(["s"])["s"].standing is NoticeKind.RETRACTED


def test_sources_are_given_for_ids(store: Store, make_record: MakeRecord) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two", doi="10.1000/two"))
    assert store.works([]) == {}
    assert {key: each.doi for key, each in store.works([ONE, "none"]).items()} == {
        ONE: "10.1000/one"
    }


def test_references_to_retracted_works_are_told_from_the_others(
    store: Store, make_record: MakeRecord
) -> None:
    sound, gone = make_record("/1"), make_record("/2", title="Two", doi="10.1000/two")
    store.put(sound)
    store.put(gone)
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/two"]})
    references = [each.references[0].id for each in (sound, gone)]
    assert store.retracted_references(references) == {gone.references[0].id}


def test_what_a_retracted_study_says_itself_counts_as_nothing(
    store: Store, make_record: MakeRecord
) -> None:
    record = make_record("/s", doi="10.1000/cited")
    kind = replace(record.article, kind=ArticleKind.STUDY, work=Work(doi="10.1000/own"))
    store.put(replace(record, article=kind))
    assert store.evidence()[0].sources
    assert store.propositions()[0].sources

    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/own"]})

    (evidence,) = store.evidence()
    assert (evidence.sources, evidence.retracted) == ((), (source_of(["doi:10.1000/own"]),))
    assert store.propositions()[0].sources == ()
