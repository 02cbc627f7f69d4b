"""What sources weigh, apart from any store."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Direction, ReferenceType, Source
from graph.studies import Appraisal, StudyDesign
from search.answering.rule import rule
from search.answering.weights import Said, Voice, scheme, voices

UP, DOWN, SAME = Direction.INCREASE, Direction.DECREASE, Direction.NO_EFFECT


def source(name: str = "a", year: int | None = 2020, kind: str = "journal-article") -> Source:
    return Source(id=name, raw="", year=year, type=ReferenceType(kind))


def voice(
    design: StudyDesign | None = StudyDesign.RANDOMISED_TRIAL,
    *said: Said,
    kind: str = "journal-article",
) -> Voice:
    known = {"a": (source(kind=kind), Appraisal(design))}
    (found,) = voices({"a": said or (Said(UP),)}, known)
    return found


def test_every_design_has_a_level() -> None:
    assert set(scheme().levels) == set(StudyDesign)


def test_a_review_weighs_more_than_a_trial_and_a_trial_more_than_a_cohort_study() -> None:
    order = (
        StudyDesign.SYSTEMATIC_REVIEW,
        StudyDesign.RANDOMISED_TRIAL,
        StudyDesign.COHORT,
        StudyDesign.CASE_REPORT,
        StudyDesign.REVIEW,
    )
    weights = [voice(design).weight for design in order]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def test_a_design_that_nothing_tells_weighs_less_than_a_cohort_study_and_is_unknown() -> None:
    unknown = voice(None)
    assert unknown.weight < voice(StudyDesign.COHORT).weight
    assert unknown.level == "level unknown"


def test_a_web_page_weighs_less_than_a_work_of_unknown_design() -> None:
    assert voice(None, kind="webpage").weight < voice(None).weight


def test_an_indirect_source_weighs_half_for_each_way_in_which_it_is() -> None:
    whole = voice().weight
    assert voice(StudyDesign.RANDOMISED_TRIAL, Said(UP, ("exposure",))).weight == whole / 2
    twice = Said(UP, ("exposure", "population"))
    assert voice(StudyDesign.RANDOMISED_TRIAL, twice).weight == whole / 4


def test_the_most_direct_of_a_sources_claims_counts() -> None:
    found = voice(StudyDesign.COHORT, Said(UP, ("exposure",)), Said(UP))
    assert (found.weight, found.indirect) == (voice(StudyDesign.COHORT).weight, ())


def test_a_source_on_two_sides_is_shared_between_them() -> None:
    found = voice(StudyDesign.COHORT, Said(UP), Said(SAME))
    assert found.sides[UP] == found.sides[SAME] == found.weight / 2
    assert found.weight == voice(StudyDesign.COHORT).weight


@pytest.mark.parametrize(
    ("year", "left"), [(2020, 1.0), (2010, 1.0), (2009, 0.75), (1999, 0.5), (None, 0.5)]
)
def test_an_older_source_weighs_less_beside_a_newer_one(year: int | None, left: float) -> None:
    known = {
        "new": (source("new", 2020), Appraisal(StudyDesign.COHORT)),
        "old": (source("old", year), Appraisal(StudyDesign.COHORT)),
    }
    found = {each.source.id: each for each in voices({"new": [Said(UP)], "old": [Said(UP)]}, known)}
    assert found["old"].recency == left
    assert found["new"].recency == 1.0


def test_years_that_nobody_knows_change_nothing() -> None:
    known = {"a": (source("a", None), Appraisal(StudyDesign.COHORT))}
    (found,) = voices({"a": [Said(UP)]}, known)
    assert found.recency == 1.0


def test_a_source_that_the_store_lacks_is_not_heard() -> None:
    assert voices({"gone": [Said(UP)]}, {}) == ()


SAYINGS = st.lists(
    st.builds(
        Said,
        st.sampled_from([UP, DOWN, SAME]),
        st.sampled_from([(), ("dose",), ("exposure", "population")]),
    ),
    min_size=1,
)


@given(SAYINGS, st.sampled_from(sorted(StudyDesign)))
def test_no_source_ever_weighs_more_than_its_design_does(
    said: list[Said], design: StudyDesign
) -> None:
    _, most = scheme().levels[design]
    found = voice(design, *said)
    assert 0 < found.weight <= most
    assert set(found.sides) == {each.direction for each in said}


def test_the_rule_names_the_weights_that_are_used() -> None:
    words = " ".join(rule().split())
    for design, weight in {
        "a systematic review or a meta-analysis": 16,
        "a randomised trial": 8,
        "another controlled trial or a cohort study": 4,
        "case-control, before-after and cross-sectional studies and case reports": 2,
        "narrative reviews, guidelines, protocols, qualitative and laboratory studies": 1,
    }.items():
        assert f"{weight} for {design}" in words
    assert {weight for _, weight in scheme().levels.values()} == {16, 8, 4, 2, 1}
    assert scheme().carries == 0.75
    assert set(scheme().directness.values()) == {0.5}
    assert [factor for _, factor in scheme().recency] == [1.0, 0.75, 0.5]
