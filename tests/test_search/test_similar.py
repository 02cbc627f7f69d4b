"""Passages like one."""

from collections.abc import Callable

from search.base import PassageDocument, SearchIndex
from search.similar import similar_query

TEXTS = {
    "one": "Slow squats strengthen the quadriceps of older skiers.",
    "copy": "Slow squats strengthen the quadriceps of older skiers.",
    "near": "The quadriceps of skiers grow with squats.",
    "far": "Older people rest.",
    "other": "Vitamins and milk.",
}


def test_the_passages_that_share_the_most_telling_words_come_first(
    index: SearchIndex, passage: Callable[..., PassageDocument]
) -> None:
    index.write([], [passage(name, text, article=name) for name, text in TEXTS.items()], 1)
    query = similar_query(TEXTS["one"], [], index.words(), index.count(), 10)
    assert query is not None
    assert [hit.passage for hit in index.search(query).hits] == ["near", "far"]


def test_the_names_of_what_a_passage_claims_find_others_too(
    index: SearchIndex, passage: Callable[..., PassageDocument]
) -> None:
    index.write([], [passage(name, text, article=name) for name, text in TEXTS.items()], 1)
    query = similar_query("Rest.", ["milk"], index.words(), index.count(), 10)
    assert query is not None
    assert {hit.passage for hit in index.search(query).hits} == {"far", "other"}


def test_a_passage_without_a_word_is_like_none() -> None:
    assert similar_query("… of the", [], {}, 0, 10) is None
