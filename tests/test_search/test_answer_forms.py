"""Questions that ask more than whether: how much, how, whether safe, compared with what."""

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

1. Novak P. Slow movement and falls: a systematic review. J Steady. 2015;60(2):187–194. \
doi:10.1000/first
2. Okafor B. Balance in later life: a randomised trial. J Steady. 2016;7(1):1–9. doi:10.1000/second
3. Silva C. Steps and falls: a cohort study. J Steady. 2018;6(11):847–858. doi:10.1000/third
"""


@pytest.fixture
def ask(ask_articles: Ask) -> Ask:
    """Ask a question of articles, each given by its sentences, that share the references."""
    return partial(ask_articles, SOURCES)


def test_a_review_outweighs_a_cohort_study(ask: Ask) -> None:
    found = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces falls. (1)\n\nTai chi does not reduce falls. (3)",
    )
    assert (found.judgement, found.direction) == (Judgement.SUPPORTED, Direction.DECREASE)
    assert "1 source is cited for “does not change” and weighs less." in found.headline


def test_a_review_and_a_trial_that_disagree_are_mixed(ask: Ask) -> None:
    found = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces falls. (1)\n\nTai chi does not reduce falls. (2)",
    )
    assert found.judgement is Judgement.MIXED
    (difference,) = answer_to_json(found)["differences"][:1]
    assert difference == {
        "kind": "design",
        "sides": {"decrease": ["systematic review"], "no_effect": ["randomised trial"]},
    }


def test_a_disagreement_is_put_down_to_the_people_where_the_claims_name_them(ask: Ask) -> None:
    found = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces falls in older adults. (1)",
        "Tai chi does not reduce falls in nursing home residents. (2)",
    )
    kinds = {each["kind"]: each["sides"] for each in answer_to_json(found)["differences"]}
    assert kinds["population"] == {
        "decrease": ["older adults"],
        "no_effect": ["nursing home residents"],
    }


def test_what_only_one_side_names_is_no_difference(ask: Ask) -> None:
    found = ask(
        "Does tai chi reduce falls?",
        "Tai chi reduces falls in older adults. (1)",
        "Tai chi does not reduce falls. (2)",
    )
    assert "population" not in {each["kind"] for each in answer_to_json(found)["differences"]}


def test_a_single_source_is_said_to_be_one_with_its_design(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls?", "Tai chi reduces falls. (3)")
    assert found.explanation is not None
    assert "It rests on a single source, a cohort study." in found.explanation
    (voice,) = answer_to_json(found)["weighed"]
    assert (voice["design"], voice["design_told_by"], voice["doi"]) == (
        "cohort study",
        "title",
        "10.1000/third",
    )


def test_what_is_only_seen_together_is_worded_so(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls?", "Tai chi is associated with fewer falls. (3)")
    assert "tai chi goes with lower fall risk" in found.headline


@pytest.mark.parametrize(
    ("dose", "reason"),
    [
        ("at 800 IU a day", None),
        ("at 500-1,000 IU a day", None),
        ("at 4000 IU a day", Reason.OUT_OF_DOSE),
        ("for 12 weeks", Reason.OUT_OF_DOSE),
    ],
)
def test_a_claim_holds_for_the_dose_that_it_names(
    ask: Ask, dose: str, reason: Reason | None
) -> None:
    found = ask(f"Does vitamin D {dose} reduce falls?", "Vitamin D at 800 IU a day cuts falls. (1)")
    assert found.reason is reason
    assert bool(answer_to_json(found)["other_populations"]) is (reason is not None)


def test_how_much_is_answered_in_the_words_of_the_claims(ask: Ask) -> None:
    found = ask(
        "How much tai chi improves balance?",
        "Tai chi twice a week for 12 weeks improves balance. (2)\n\n"
        "Tai chi five times a week improves balance.",
    )
    assert found.judgement is Judgement.DOSES
    result = answer_to_json(found)
    assert sorted(dose["text"] for dose in result["doses"]) == ["12 weeks", "twice a week"]
    (quote,) = result["doses"][0]["quotes"]
    assert [each["doi"] for each in quote["references"]] == ["10.1000/second"]


def test_how_much_is_not_known_where_no_cited_claim_names_a_dose(ask: Ask) -> None:
    found = ask(
        "How much tai chi improves balance?",
        "Tai chi improves balance. (2)\n\nTai chi five times a week improves balance.",
    )
    assert found.reason is Reason.NO_DOSES


def test_a_chain_is_made_of_quoted_and_cited_links(ask: Ask) -> None:
    found = ask(
        "How does tai chi lead to fewer fractures?",
        "Tai chi improves balance. (2)",
        "Better balance reduces the risk of fractures. (3)",
    )
    assert found.judgement is Judgement.SUPPORTED
    ((first, second),) = answer_to_json(found)["chains"]
    assert (first["from"]["id"], first["to"]["id"], second["to"]["id"]) == (
        "tai-chi",
        "balance",
        "fracture-risk",
    )
    assert [quote["references"][0]["doi"] for quote in (*first["quotes"], *second["quotes"])] == [
        "10.1000/second",
        "10.1000/third",
    ]


def test_a_chain_with_an_uncited_link_is_shown_and_is_no_answer(ask: Ask) -> None:
    found = ask(
        "How does tai chi lead to fewer fractures?",
        "Tai chi improves balance. (2)",
        "Better balance reduces the risk of fractures.",
    )
    assert found.reason is Reason.UNCITED_ONLY
    assert len(found.chains) == 1


def test_a_sentence_that_says_by_what_way_is_a_chain(ask: Ask) -> None:
    found = ask(
        "How does tai chi prevent falls?", "Tai chi reduces falls by improving balance. (1)"
    )
    assert [link.end.id for link in found.links()] == ["balance", "fall-risk"]
    assert found.judgement is Judgement.SUPPORTED


def test_two_claims_side_by_side_are_no_chain(ask: Ask) -> None:
    found = ask(
        "How does tai chi prevent falls?", "Tai chi reduces falls and improves balance. (1)"
    )
    assert (found.reason, found.chains) == (Reason.NO_CHAIN, ())


def test_why_is_answered_with_the_evidence_against_it(ask: Ask) -> None:
    found = ask("Why does vitamin D prevent falls?", "Vitamin D does not reduce falls. (1)")
    assert (found.judgement, found.agrees) == (Judgement.CONTRADICTED, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Running improves balance. (1)",
        "Running reduces the risk of injury. (1)",
        "Running increases the risk of injury.",
    ],
)
def test_nothing_is_ever_called_safe(ask: Ask, text: str) -> None:
    found = ask("Is running safe for older adults?", text)
    assert found.reason is Reason.SAFETY_UNKNOWN
    assert found.headline == "We don't know whether running is safe in older adults."


def test_a_harm_with_a_source_is_told_whoever_it_is_about(ask: Ask) -> None:
    found = ask(
        "Is running safe for older adults?", "Running increases the risk of injury in athletes. (3)"
    )
    assert found.judgement is Judgement.HARMS
    assert "injury risk (increases)" in found.headline
    (finding,) = answer_to_json(found)["findings"]
    assert finding["for"][0]["claim"]["population"] == "athletes"


def test_a_harm_without_a_source_is_shown_first_and_counts_for_nothing(ask: Ask) -> None:
    found = ask(
        "What are the risks of running?",
        "Running reduces the risk of fractures. (1)\n\nRunning increases the risk of injury.",
    )
    assert found.reason is Reason.SAFETY_UNKNOWN
    assert [finding.outcome.id for finding in found.findings] == ["injury-risk", "fracture-risk"]


def test_two_exercises_are_not_ranked_by_their_own_verdicts(ask: Ask) -> None:
    found = ask(
        "Is tai chi or yoga better for balance?",
        "Tai chi improves balance. (1,2)\n\nYoga improves balance. (3)",
    )
    assert found.reason is Reason.NOT_COMPARED
    assert {finding.exposure.id for finding in found.findings} == {"tai-chi", "yoga"}


def test_a_claim_with_the_other_as_comparator_is_a_comparison(ask: Ask) -> None:
    found = ask(
        "Is tai chi better than walking for balance?",
        "Tai chi improved balance more than walking. (2)",
    )
    assert found.judgement is Judgement.COMPARED
    (quote,) = answer_to_json(found)["comparisons"]
    assert quote["claim"]["comparator"] == "walking"


@pytest.mark.parametrize(
    "question",
    [
        "Should I stop my blood pressure tablets and do yoga?",
        "Can tai chi be done instead of taking warfarin?",
        "I have chest pain when walking, is that good for my heart?",
        "Do I have osteoporosis?",
    ],
)
def test_a_decision_on_ones_treatment_is_left_to_a_clinician(ask: Ask, question: str) -> None:
    found = ask(question, "Yoga lowers blood pressure. (1)")
    assert (found.reason, found.evidence(), found.passages) == (Reason.UNSAFE, (), ())


def test_a_question_of_an_outcome_called_medication_is_no_such_decision(ask: Ask) -> None:
    found = ask("Does yoga reduce medication use?", "Yoga improves balance. (1)")
    assert found.reason is Reason.NO_CLAIMS


@pytest.mark.parametrize(
    ("whom", "reason"),
    [
        ("patients with severe knee osteoarthritis", None),
        ("people without knee osteoarthritis", Reason.OUT_OF_POPULATION),
    ],
)
def test_people_are_known_by_what_they_have(ask: Ask, whom: str, reason: Reason | None) -> None:
    found = ask(
        f"Does yoga reduce pain in {whom}?",
        "Yoga reduces pain in patients with painful knee osteoarthritis. (1)",
    )
    assert found.reason is reason


def test_what_else_a_question_names_is_said_to_be_left_out(ask: Ask) -> None:
    found = ask("Does tai chi reduce falls and fractures?", "Tai chi reduces falls. (1)")
    assert found.explanation is not None
    assert "Not answered here: fracture risk." in found.explanation


def test_a_question_that_denies_is_answered_without_a_yes_or_no(ask: Ask) -> None:
    found = ask("Does tai chi not reduce falls?", "Tai chi reduces falls. (1)")
    assert (found.direction, found.agrees) == (Direction.DECREASE, None)


def test_which_exercise_lists_no_habit(ask: Ask) -> None:
    found = ask(
        "Which exercise is best for falls?",
        "Tai chi reduces falls. (1)\n\nSleep reduces falls. (2)",
    )
    assert [finding.exposure.id for finding in found.findings] == ["tai-chi"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Does tai chi improve balance more than yoga?", Reason.NOT_COMPARED),
        ("Which is better, tai chi or yoga?", Reason.NOT_UNDERSTOOD),
    ],
)
def test_a_question_of_more_or_better_is_never_answered_for_one_side_alone(
    ask: Ask, question: str, reason: Reason
) -> None:
    found = ask(question, "Tai chi improves balance. (1)\n\nYoga improves balance. (3)")
    assert found.reason is reason


def test_a_dose_a_week_is_a_dose(ask: Ask) -> None:
    found = ask(
        "Does tai chi improve balance in older adults at 3 hours a week?",
        "Tai chi improves balance in older adults. (1)\n\nTai chi improves balance. (2)",
    )
    assert found.reason is Reason.OUT_OF_DOSE


def test_what_both_a_condition_and_its_people_are_called_is_asked_about_unless_it_says_in_whom(
    ask: Ask,
) -> None:
    text = "Tai chi reduces the risk of osteoporosis. (1)"
    assert ask("Does tai chi prevent osteoporosis?", text).direction is Direction.DECREASE
    assert ask("Does tai chi reduce falls in osteoporosis?", text).reason is Reason.NO_CLAIMS


def test_fifty_quotes_of_a_side_are_given_and_all_of_its_claims_counted(ask: Ask) -> None:
    text = "\n\n".join(
        ["Tai chi reduces falls.", *("Tai chi reduces falls. (1)" for _ in range(59))]
    )
    result = answer_to_json(ask("Does tai chi reduce falls?", text))
    assert (len(result["for"]), result["claims"]["for"]) == (50, 60)
    assert all(quote["references"] for quote in result["for"])


def test_a_source_on_both_sides_is_shared_and_tells_the_sides_apart(ask: Ask) -> None:
    found = ask(
        "Does walking improve bone mineral density?",
        "Walking increased bone mineral density at the spine, but it had no effect on bone mineral "
        "density at the hip. (1)",
    )
    assert found.judgement is Judgement.MIXED
    assert found.explanation is not None
    assert "1 source stands on more than one side." in found.explanation
    (difference,) = answer_to_json(found)["differences"]
    assert difference == {"kind": "site", "sides": {"increase": ["spine"], "no_effect": ["hip"]}}
