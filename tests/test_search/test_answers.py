"""Answers over small articles that are read by the real pipeline into a real store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from graph.model import Direction
from search.answering.rendering import answer_to_json
from search.answering.verdicts import Judgement, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.answering.answers import Answer

    Ask = Callable[..., Answer]

SOURCES = """
## References

1. Li F, Harmer P. Tai chi and fall reductions in older adults. J Gerontol. 2005;60(2):187–194. \
doi:10.1093/gerona/60.2.187
2. Howe TE, Shea B. Exercise and osteoporosis. Cochrane Database Syst Rev. 2011;(7):CD000333.
3. Bolland MJ, Grey A. Effects of vitamin D supplementation. Lancet. 2018;6(11):847–858.
"""


@pytest.fixture
def ask(ask_articles: Ask) -> Ask:
    """Ask a question of articles, each given by its sentences, that share the references."""
    return partial(ask_articles, SOURCES)


def test_a_cited_claim_is_a_verdict_with_its_quote_word_for_word(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls. (1)")
    assert found.direction is Direction.DECREASE
    assert found.agrees is True
    result = answer_to_json(found)
    assert (result["sources_for"], result["sources_against"]) == (1, 0)
    (quote,) = result["for"]
    assert quote["sentence"] == "Tai chi reduces the risk of falls. (1)"
    assert [each["link"] for each in quote["references"]] == [
        "https://doi.org/10.1093/gerona/60.2.187"
    ]


def test_a_verdict_that_is_not_the_change_asked_for_says_no(ask: Ask) -> None:
    found = ask("Does tai chi increase falls?", "Tai chi reduces the risk of falls. (1)")
    assert (found.direction, found.agrees) == (Direction.DECREASE, False)


def test_a_claim_that_an_effect_was_not_found_is_a_verdict_of_no_effect(ask: Ask) -> None:
    found = ask("Does vitamin D reduce falls?", "Vitamin D does not reduce falls. (3)")
    assert (found.direction, found.agrees) == (Direction.NO_EFFECT, False)


def test_articles_that_cite_one_work_count_once(ask: Ask) -> None:
    found = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces the risk of falls. (1)",
        "Tai chi reduces falls in older adults. (1)",
    )
    assert answer_to_json(found)["sources_for"] == 1
    assert len(answer_to_json(found)["for"]) == 2
    assert "1 independent source is cited" in found.headline


def test_a_claim_on_a_narrower_exercise_counts_for_the_broader_one(ask: Ask) -> None:
    found = ask("Does exercise reduce falls?", "Tai chi reduces the risk of falls. (1)")
    assert found.direction is Direction.DECREASE


def test_less_of_a_bad_outcome_counts_as_more_of_the_good_one_above_it(ask: Ask) -> None:
    found = ask("Does walking improve bone health?", "Walking slows bone loss. (2)")
    assert (found.direction, found.agrees) == (Direction.INCREASE, True)


def test_a_headline_is_no_firmer_than_the_claims_it_counts(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls?", "Tai chi may reduce the risk of falls. (1)")
    assert "may decrease" in found.headline


def test_cited_sources_of_like_weight_on_two_sides_are_mixed(ask: Ask) -> None:
    found = ask(
        "Does vitamin D reduce falls?",
        "Vitamin D reduces falls. (1)",
        "Vitamin D does not reduce falls. (3)",
    )
    assert (found.direction, found.judgement) == (None, Judgement.MIXED)
    result = answer_to_json(found)
    assert (result["sources_for"], result["sources_against"]) == (1, 1)
    assert len(result["for"]) == len(result["against"]) == 1


def test_an_uncited_claim_on_the_other_side_is_shown_and_not_counted(ask: Ask) -> None:
    found = ask(
        "Does vitamin D reduce falls?",
        "Vitamin D reduces falls. (1)",
        "Vitamin D does not reduce falls.",
    )
    assert found.direction is Direction.DECREASE
    assert len(answer_to_json(found)["against"]) == 1
    assert answer_to_json(found)["sources_against"] == 0


def test_claims_without_any_source_are_no_answer(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls.")
    assert (found.direction, found.reason) == (None, Reason.UNCITED_ONLY)
    assert [quote["sentence"] for quote in answer_to_json(found)["for"]] == [
        "Tai chi reduces the risk of falls."
    ]


def test_a_marker_that_leads_nowhere_is_no_source(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls [17].")
    assert found.reason is Reason.UNCITED_ONLY


@pytest.mark.parametrize(
    "question",
    [
        "Does tai chi cure migraine?",
        "Does acupuncture reduce falls?",
        "Does swimming improve balance?",
        "What improves digestion?",
        "What does golf do?",
    ],
)
def test_what_nobody_claims_anything_about_is_refused(ask: Ask, question: str) -> None:
    found = ask(question, "Tai chi reduces the risk of falls. (1)")
    assert (found.direction, found.reason) == (None, Reason.NO_CLAIMS)
    assert found.explanation


def test_what_is_no_question_is_not_answered(ask: Ask) -> None:
    found = ask("Good morning", "Tai chi reduces the risk of falls. (1)")
    assert found.reason is Reason.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("whom", "reason"),
    [
        ("older adults", None),
        ("nursing home residents", None),
        ("adults", None),
        ("children", Reason.OUT_OF_POPULATION),
        ("cats", Reason.OUT_OF_POPULATION),
    ],
)
def test_a_claim_holds_for_its_own_people_only(ask: Ask, whom: str, reason: Reason | None) -> None:
    found = ask(
        f"Does tai chi reduce falls in {whom}?", "Tai chi reduces falls in older adults. (1)"
    )
    assert found.reason is reason
    aside = answer_to_json(found)["other_populations"]
    assert bool(aside) is (reason is not None)


def test_a_claim_about_people_in_general_is_no_answer_about_some_people(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls in children?", "Tai chi reduces falls. (1)")
    assert found.reason is Reason.OUT_OF_POPULATION


def test_what_helps_lists_the_best_backed_exercise_first(ask: Ask) -> None:
    found = ask(
        "What reduces falls?",
        "Tai chi reduces falls. (1)",
        "Balance training reduces falls. (2)\n\nBalance training reduces the risk of falls. (3)",
        "Yoga reduces falls.",
    )
    listed = [(f.exposure.id, f.verdict.direction, f.verdict.reason) for f in found.findings]
    assert listed == [
        ("balance-training", Direction.DECREASE, None),
        ("tai-chi", Direction.DECREASE, None),
        ("yoga", None, Reason.UNCITED_ONLY),
    ]
    assert found.headline.startswith("2 exercises or habits")


def test_what_does_lists_outcomes(ask: Ask) -> None:
    found = ask(
        "What does tai chi do?", "Tai chi reduces falls. (1)\n\nTai chi improves balance. (2)"
    )
    assert sorted(finding.outcome.id for finding in found.findings) == ["balance", "fall-risk"]


def test_an_item_of_a_list_is_quoted_with_the_words_that_open_the_list(ask: Ask) -> None:
    found = ask("Does tai chi improve balance?", "Tai chi improves:\n\n- balance\n- posture\n")
    (quote,) = answer_to_json(found)["for"]
    assert (quote["lead_in"], quote["sentence"]) == ("Tai chi improves:", "balance")


def test_a_verdict_says_in_whom_when_every_cited_claim_does(ask: Ask) -> None:
    some = ask("Does tai chi reduce falls?", "Tai chi reduces falls in older adults. (1)")
    assert some.explanation is not None
    assert some.explanation.startswith("Found in “older adults”;")
    all_people = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces falls in older adults. (1)",
        "Tai chi reduces the risk of falls. (2)",
    )
    assert all_people.explanation is not None
    assert "Found in" not in all_people.explanation
