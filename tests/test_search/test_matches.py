"""Why a passage matches: the words that stand in it, and where they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.vocabulary import load_vocabulary
from search.matches import asked_for, matches
from search.query import parse_query
from search.ranking import Field

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def told(typed: str, vocabulary: Vocabulary, **texts: str) -> list[tuple[str, str, str | None]]:
    query = parse_query(typed, vocabulary)
    found = matches({Field(name): text for name, text in texts.items()}, asked_for(query))
    return [
        (match.words, match.field.value, match.concept and match.concept.rsplit("/", 1)[1])
        for match in found
    ]


def test_typed_words_that_stand_in_the_text_are_told(vocabulary: Vocabulary) -> None:
    assert told("stairs slowly", vocabulary, text="She climbs the stairs.") == [
        ("stairs", "text", None)
    ]


def test_a_concept_s_name_as_it_was_typed_is_one_thing(vocabulary: Vocabulary) -> None:
    assert told("bone mineral density", vocabulary, text="The density of mineral and bone.") == [
        ("bone mineral density", "text", None)
    ]


def test_another_name_is_told_with_the_concept_that_it_names(vocabulary: Vocabulary) -> None:
    assert told("bone mineral density", vocabulary, text="BMD rose in both groups.") == [
        ("BMD", "text", "bone-mineral-density")
    ]


def test_another_name_is_not_told_beside_the_one_that_was_typed(vocabulary: Vocabulary) -> None:
    assert told("bone mineral density", vocabulary, text="Bone mineral density (BMD) rose.") == [
        ("bone mineral density", "text", None)
    ]


def test_words_and_concepts_side_by_side_are_told_one_by_one(vocabulary: Vocabulary) -> None:
    assert told("slow bone mineral density", vocabulary, text="A slow rise of BMD.") == [
        ("slow", "text", None),
        ("BMD", "text", "bone-mineral-density"),
    ]


def test_what_stands_over_a_passage_or_in_its_claims_is_told_with_its_place(
    vocabulary: Vocabulary,
) -> None:
    assert told(
        "stairs ramp", vocabulary, text="It helps.", heading="Stairs at home", claims="ramps"
    ) == [("stairs", "heading", None), ("ramp", "claims", None)]


def test_the_text_comes_before_the_heading(vocabulary: Vocabulary) -> None:
    assert told("stairs", vocabulary, text="Stairs.", heading="Stairs") == [
        ("stairs", "text", None)
    ]


def test_a_phrase_is_told_only_where_its_words_follow_each_other(vocabulary: Vocabulary) -> None:
    assert told('"steep stairs"', vocabulary, text="Steep and narrow stairs.") == []
    assert told('"steep stairs"', vocabulary, text="On steep stairs.") == [
        ("steep stairs", "text", None)
    ]


def test_a_pattern_is_told_as_it_was_typed(vocabulary: Vocabulary) -> None:
    assert told("stair*", vocabulary, text="On a stairway.") == [("stair*", "text", None)]


def test_what_a_not_excludes_is_no_reason(vocabulary: Vocabulary) -> None:
    assert told("ramp NOT stairs", vocabulary, text="A ramp beside the stairs.") == [
        ("ramp", "text", None)
    ]
