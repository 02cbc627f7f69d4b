"""Answers over articles that cite retracted works: read by the real pipeline into a real store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from graph.model import Direction, Notice, NoticeKind
from search.answering.rendering import answer_to_json
from search.answering.verdicts import Judgement, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store
    from search.answering.answers import Answer

    Ask = Callable[..., Answer]
    Tell = Callable[..., None]

SOURCES = """
## References

1. Novak P. Slow movement and falls. J Steady. 2005;60(2):187–194. doi:10.1000/first
2. Okafor B. Balance in later life. J Steady. 2011;7(1):1–9. doi:10.1000/second
3. Silva C. Vitamins and falls. J Steady. 2018;6(11):847–858. doi:10.1000/third
"""
FIRST, SECOND, THIRD = "doi:10.1000/first", "doi:10.1000/second", "doi:10.1000/third"


@pytest.fixture
def ask(ask_articles: Ask) -> Ask:
    """Ask a question of articles, each given by its sentences, that share the references."""
    return partial(ask_articles, SOURCES)


@pytest.fixture
def tell(store: Store) -> Tell:
    """Tell of notices about works."""

    def call(kind: NoticeKind, *keys: str, date: str = "2020-01-01") -> None:
        for key in keys:
            store.put_notices("Crossref", {Notice(kind, date, f"{key}-n", "Crossref"): [key]})

    return call


def test_a_question_that_only_retracted_sources_speak_to_is_refused_as_such(
    ask: Ask, tell: Tell
) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls. (1)")
    assert (found.direction, found.reason) == (None, Reason.RETRACTED_ONLY)
    assert found.headline.startswith("We don't know: ")
    assert found.explanation is not None
    assert "retracted" in found.explanation
    result = answer_to_json(found)
    assert (result["sources_for"], result["sources_against"]) == (0, 0)
    assert result["for"] == result["against"] == []
    (quote,) = result["retracted"]
    assert quote["sentence"] == "Tai chi reduces the risk of falls. (1)"
    assert [each["standing"] for each in quote["references"]] == ["retracted"]


def test_a_claim_on_retracted_sources_is_not_worded_as_uncited_beside_one_that_is(
    ask: Ask, tell: Tell
) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    found = ask(
        "Does tai chi reduce falls?", "Tai chi reduces falls. (1)", "Tai chi reduces falls."
    )
    assert found.reason is Reason.RETRACTED_ONLY
    result = answer_to_json(found)
    assert (len(result["retracted"]), len(result["for"])) == (1, 1)


def test_a_claim_that_cites_a_sound_source_as_well_counts_by_that_one(ask: Ask, tell: Tell) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls. (1,2)")
    assert found.direction is Direction.DECREASE
    result = answer_to_json(found)
    assert (result["sources_for"], result["retracted"]) == (1, [])
    (quote,) = result["for"]
    assert [each["standing"] for each in quote["references"]] == ["retracted", None]
    assert found.explanation is not None
    assert found.explanation.endswith("1 source cited here was retracted and is not counted.")


def test_a_retracted_source_against_a_verdict_neither_counts_nor_is_passed_over(
    ask: Ask, tell: Tell
) -> None:
    question = "Does vitamin D reduce falls?"
    articles = ("Vitamin D reduces falls. (1)", "Vitamin D does not reduce falls. (3)")
    assert ask(question, *articles).judgement is Judgement.MIXED

    tell(NoticeKind.RETRACTED, FIRST)

    found = ask(question)
    assert found.direction is Direction.NO_EFFECT
    assert found.headline.endswith("None that counts is cited for it.")
    assert found.explanation is not None
    assert found.explanation.endswith(
        "1 source cited here was retracted and is not counted. "
        "What rests on nothing else is quoted apart."
    )
    result = answer_to_json(found)
    assert (result["sources_for"], result["sources_against"]) == (1, 0)
    assert (len(result["for"]), result["against"]) == (1, [])
    assert [quote["direction"] for quote in result["retracted"]] == ["decrease"]


def test_one_retracted_work_behind_many_claims_is_told_once(ask: Ask, tell: Tell) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    found = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces falls. (1)",
        "Tai chi reduces the risk of falls. (1)",
        "Tai chi reduces falls in older adults. (2)",
    )
    assert found.direction is Direction.DECREASE
    assert found.explanation is not None
    assert "1 source cited here was retracted" in found.explanation
    assert len(answer_to_json(found)["retracted"]) == 2


@pytest.mark.parametrize("kind", [NoticeKind.CONCERN, NoticeKind.CORRECTED, NoticeKind.REINSTATED])
def test_any_other_notice_leaves_a_source_counted_and_is_marked(
    ask: Ask, tell: Tell, kind: NoticeKind
) -> None:
    tell(kind, FIRST)
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls. (1)")
    assert found.direction is Direction.DECREASE
    result = answer_to_json(found)
    assert (result["sources_for"], result["retracted"]) == (1, [])
    assert [each["standing"] for each in result["for"][0]["references"]] == [kind.value]


def test_a_work_that_was_reinstated_counts_again(ask: Ask, tell: Tell) -> None:
    tell(NoticeKind.RETRACTED, FIRST, date="2019-01-01")
    tell(NoticeKind.REINSTATED, FIRST, date="2020-01-01")
    found = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls. (1)")
    assert found.direction is Direction.DECREASE
    assert found.explanation is not None
    assert "retracted" not in found.explanation


def test_an_answer_says_how_many_of_its_sources_are_under_concern(ask: Ask, tell: Tell) -> None:
    tell(NoticeKind.CONCERN, FIRST, THIRD)
    one = ask("Does tai chi reduce falls?", "Tai chi reduces the risk of falls. (1)")
    two = ask("Does tai chi reduce falls?", "", "Tai chi reduces the risk of falls. (1,3)")
    assert one.explanation is not None
    assert two.explanation is not None
    assert one.explanation.endswith(
        "An expression of concern was published about 1 of the sources counted here."
    )
    assert two.explanation.endswith(
        "Expressions of concern were published about 2 of the sources counted here."
    )


def test_a_concern_about_what_counts_for_no_side_is_not_said_of_what_counts(
    ask: Ask, tell: Tell
) -> None:
    tell(NoticeKind.CONCERN, SECOND)
    found = ask(
        "Does tai chi reduce falls?", "Tai chi reduces falls. (1)\n\nTai chi affects falls. (2)"
    )
    assert found.direction is Direction.DECREASE
    assert len(answer_to_json(found)["unclear"]) == 1
    assert found.explanation is not None
    assert "concern" not in found.explanation


def test_sources_that_disagree_do_so_without_the_retracted_ones(ask: Ask, tell: Tell) -> None:
    tell(NoticeKind.RETRACTED, SECOND)
    found = ask(
        "Does vitamin D reduce falls?",
        "Vitamin D reduces falls. (1)\n\nVitamin D reduces falls. (2)",
        "Vitamin D does not reduce falls. (3)",
    )
    assert found.judgement is Judgement.MIXED
    assert "1 source for “decreases”, 1 source for “does not change”" in found.headline
    assert found.explanation is not None
    assert "1 source cited here was retracted" in found.explanation


def test_what_is_about_other_people_is_refused_for_that_whatever_it_cites(
    ask: Ask, tell: Tell
) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    found = ask("Does tai chi reduce falls in children?", "Tai chi reduces falls in adults. (1)")
    assert found.reason is Reason.OUT_OF_POPULATION
    result = answer_to_json(found)
    (quote,) = result["other_populations"]
    assert [each["standing"] for each in quote["references"]] == ["retracted"]
    assert result["retracted"] == []


def test_what_helps_gives_no_place_to_what_only_retracted_sources_back(
    ask: Ask, tell: Tell
) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    tell(NoticeKind.CONCERN, SECOND)
    found = ask(
        "What reduces falls?",
        "Tai chi reduces falls. (1)\n\nBalance training reduces falls. (2)",
        "Yoga reduces falls.",
    )
    assert found.headline.startswith("1 exercise or habit has")
    findings = {item["exposure"]["id"]: item for item in answer_to_json(found)["findings"]}
    assert {name: item["reason"] for name, item in findings.items()} == {
        "balance-training": None,
        "tai-chi": "retracted_only",
        "yoga": "uncited_only",
    }
    assert len(findings["tai-chi"]["retracted"]) == 1
    assert findings["tai-chi"]["sources"] == 0
    assert findings["balance-training"]["explanation"].startswith("An expression of concern")
    assert findings["yoga"]["explanation"] is None


def test_what_helps_by_retracted_sources_alone_is_refused_as_such(ask: Ask, tell: Tell) -> None:
    tell(NoticeKind.RETRACTED, FIRST)
    found = ask("What reduces falls?", "Tai chi reduces falls. (1)\n\nYoga reduces falls.")
    assert found.reason is Reason.RETRACTED_ONLY
    assert found.headline == "We don't know: what is cited on fall risk was retracted."
