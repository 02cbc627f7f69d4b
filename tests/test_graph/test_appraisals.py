"""What is known of the studies behind sources, and what studies are the source of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.design_names import design_in_title, design_of_journal
from graph.model import (
    ArticleKind,
    Direction,
    Marker,
    Mechanism,
    Notice,
    NoticeKind,
    Work,
)
from graph.studies import Study, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.model import ArticleRecord
    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

SOURCE = "doi:10.1000/one"


def titled(record: ArticleRecord, title: str, container: str | None = None) -> ArticleRecord:
    (reference,) = record.references
    return replace(record, references=(replace(reference, title=title, container=container),))


def study_of(record: ArticleRecord, **known: object) -> ArticleRecord:
    """Make the article a study that is the work it cites, with claims that cite nobody."""
    work = Work(doi="10.1000/one", title="Bone", year=2002)
    article = replace(record.article, kind=ArticleKind.STUDY, work=work, study=Study(**known))
    claims = tuple(replace(claim, citations=()) for claim in record.claims)
    return replace(record, article=article, claims=claims, references=(), markers=())


@pytest.mark.parametrize(
    ("title", "container", "design", "told_by"),
    [
        ("Lifting: a randomised trial", "Bone", StudyDesign.RANDOMISED_TRIAL, "title"),
        ("Lifting", "Cochrane Database Syst Rev", StudyDesign.SYSTEMATIC_REVIEW, "journal"),
        ("Lifting", "Bone", None, None),
        ("Lifting", None, None, None),
    ],
)
def test_a_design_is_told_by_a_title_or_by_a_journal_or_not_at_all(
    store: Store,
    make_record: MakeRecord,
    title: str,
    container: str | None,
    design: StudyDesign | None,
    told_by: str | None,
) -> None:
    store.put(titled(make_record(), title, container))
    ((source, appraisal),) = store.appraised({r.source for r in make_record().references}).values()
    assert source.title == title
    assert (appraisal.design, appraisal.told_by) == (design, told_by)


def test_what_a_study_says_of_itself_goes_before_its_title(
    store: Store, make_record: MakeRecord
) -> None:
    cited = titled(make_record(), "Lifting: a randomised trial")
    store.put(cited)
    study = study_of(make_record("/study.md", title="The study"), design=StudyDesign.COHORT)
    store.put(replace(study, article=replace(study.article, study=Study(StudyDesign.COHORT))))
    ((_, appraisal),) = store.appraised({cited.references[0].source}).values()
    assert (appraisal.design, appraisal.told_by) == (StudyDesign.COHORT, "itself")


def test_an_unknown_source_has_no_appraisal(store: Store) -> None:
    assert store.appraised({"nothing"}) == {}


def test_a_study_is_the_source_of_its_own_findings(store: Store, make_record: MakeRecord) -> None:
    store.put(study_of(make_record()))
    (evidence,) = store.evidence()
    assert evidence.own is not None
    assert evidence.sources == (evidence.own,)
    assert [each.sources for each in store.propositions()] == [evidence.sources]


def test_an_article_that_cites_nobody_is_no_source(store: Store, make_record: MakeRecord) -> None:
    record = make_record()
    claims = tuple(replace(claim, citations=()) for claim in record.claims)
    store.put(replace(record, claims=claims))
    (evidence,) = store.evidence()
    assert (evidence.own, evidence.sources) == (None, ())


def test_a_retracted_study_is_the_source_of_nothing(store: Store, make_record: MakeRecord) -> None:
    store.put(study_of(make_record()))
    notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
    store.put_notices("Crossref", {notice: [SOURCE]})
    (evidence,) = store.evidence()
    assert evidence.own is not None
    assert evidence.sources == ()
    assert [each.sources for each in store.propositions()] == [()]


def with_mechanism(record: ArticleRecord) -> ArticleRecord:
    (claim,) = record.claims
    cause = replace(claim.outcome, concept="urn:density")
    effect = replace(claim.outcome, concept="urn:fractures")
    step = Mechanism(
        "m", claim.passage, claim.sentence, cause, effect, direction=Direction.DECREASE
    )
    return replace(record, mechanisms=(step,))


def test_a_step_cites_what_the_markers_of_its_sentence_point_to(
    store: Store, make_record: MakeRecord
) -> None:
    record = with_mechanism(make_record())
    elsewhere = Marker("(1)", 0, 3, (record.references[0].id,))
    store.put(replace(record, markers=(elsewhere, *record.markers)))
    (step,) = store.steps(["urn:density"])
    assert step.references == record.references
    assert step.sources == (record.references[0].source,)
    assert store.steps(["urn:fractures"]) == ()


def test_a_step_without_a_marker_has_no_source(store: Store, make_record: MakeRecord) -> None:
    store.put(replace(with_mechanism(make_record()), markers=()))
    (step,) = store.steps(["urn:density"])
    assert (step.references, step.sources) == ((), ())


def test_a_retracted_source_stands_behind_no_step(store: Store, make_record: MakeRecord) -> None:
    store.put(with_mechanism(make_record()))
    notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
    store.put_notices("Crossref", {notice: [SOURCE]})
    (step,) = store.steps(["urn:density"])
    assert step.sources == ()
    assert list(step.standings.values()) == [NoticeKind.RETRACTED]


def test_names_of_designs_are_found_whatever_their_case_and_hyphens() -> None:
    assert design_in_title("TAI CHI: A META\u2010ANALYSIS") is StudyDesign.META_ANALYSIS
    assert design_in_title("Randomness in walking") is None
    assert design_of_journal("COCHRANE DATABASE OF SYSTEMATIC REVIEWS") is (
        StudyDesign.SYSTEMATIC_REVIEW
    )
    assert design_of_journal("Bone") is None
