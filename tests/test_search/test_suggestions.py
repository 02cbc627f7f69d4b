"""What a person may be about to type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.suggestions import Suggestion, SuggestionKind, Suggestions

NAMES = Suggestions(
    [
        Suggestion(SuggestionKind.CONCEPT, "tai chi", "tai-chi", 5),
        Suggestion(SuggestionKind.CONCEPT, "taichi", "tai-chi", 5, alternative=True),
        Suggestion(SuggestionKind.CONCEPT, "balance", "balance", 9),
        Suggestion(SuggestionKind.CONCEPT, "balance training", "balance-training", 2),
        Suggestion(SuggestionKind.ARTICLE, "Balance after sixty", "a1"),
        Suggestion(SuggestionKind.ARTICLE, "Better balance with Tai Chi", "a2"),
        Suggestion(SuggestionKind.SOURCE, "Tai chi for balance: a review", "s1"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("bal", ["balance", "balance-training", "a1", "a2", "s1"]),
        ("balance tr", ["balance-training"]),
        ("Tai C", ["tai-chi", "s1", "a2"]),
        ("chi tai", ["tai-chi", "a2", "s1"]),
        ("zebra", []),
        ("", []),
        ("?!", []),
    ],
)
def test_names_are_suggested_in_which_every_word_typed_begins_one(
    typed: str, ids: list[str]
) -> None:
    assert [each.id for each in NAMES.beginning(typed, 10)] == ids


def test_a_concept_is_suggested_by_its_own_name_where_that_fits_too() -> None:
    assert NAMES.beginning("tai", 1)[0].text == "tai chi"
    assert NAMES.beginning("taic", 1)[0].text == "taichi"


def test_no_more_are_suggested_than_asked_for() -> None:
    assert len(NAMES.beginning("b", 2)) == 2


@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert len(NAMES.beginning(typed, 3)) <= 3
