"""Lists whose lead-in ends in a verb, over items that name their outcome alone."""

import pytest

from graph.vocabulary import load_vocabulary
from ingest.pipeline import article_reader

VOCABULARY = load_vocabulary()
READER = article_reader(VOCABULARY)


def claims(lead_in: str, *items: str) -> set[tuple[str, ...]]:
    listed = "\n".join(f"- {item}" for item in items)
    text = f"# A page\n\n{lead_in}\n\n{listed}\n\nThat is all.\n"
    return {
        (
            VOCABULARY.concept(claim.exposure.concept).id,
            VOCABULARY.concept(claim.outcome.concept).id,
            claim.direction.value,
            *([claim.hedge.value] if claim.hedge else []),
        )
        for claim in READER.read("page.md", text.encode()).claims
    }


def test_a_verb_before_the_colon_governs_each_item() -> None:
    assert claims("Yoga improves:", "balance", "your posture") == {
        ("yoga", "balance", "increase"),
        ("yoga", "posture", "increase"),
    }


def test_a_few_words_may_stand_between_the_verb_and_the_colon() -> None:
    assert claims("Yoga reduces the following:", "stress") == {("yoga", "stress", "decrease")}


def test_the_hedge_of_the_lead_in_holds_for_the_items() -> None:
    assert claims("Yoga may improve:", "balance") == {("yoga", "balance", "increase", "may")}


def test_the_denial_of_the_lead_in_holds_for_the_items() -> None:
    assert claims("Yoga does not improve:", "balance") == {("yoga", "balance", "no_effect")}


def test_an_item_with_a_verb_of_its_own_follows_that() -> None:
    assert claims("Yoga improves:", "balance", "and it reduces stress") == {
        ("yoga", "balance", "increase"),
        ("yoga", "stress", "decrease"),
    }


@pytest.mark.parametrize(
    "lead_in",
    ["What does yoga improve?", "Try yoga to improve:", "Yoga is designed to improve:", "Yoga:"],
)
def test_items_claim_nothing_where_the_lead_in_claims_nothing(lead_in: str) -> None:
    assert claims(lead_in, "balance", "posture") == set()


def test_items_that_name_an_exercise_are_not_read_as_outcomes_of_it() -> None:
    assert claims("Yoga improves:", "balance training results") == set()


def test_the_verb_is_forgotten_when_the_list_is_over() -> None:
    text = "# A page\n\nYoga improves:\n\n- balance\n\nA word on posture.\n\n- posture\n"
    read = READER.read("page.md", text.encode())
    assert [claim.outcome.text for claim in read.claims] == ["balance"]
