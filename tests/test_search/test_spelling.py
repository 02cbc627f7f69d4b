"""What was meant by words that the collection does not have."""

from collections.abc import Callable

import pytest

from graph.vocabulary import Vocabulary
from search.base import PassageDocument
from search.memory_index import MemoryIndex
from search.spelling import Speller, corrected, suspicious

Documents = Callable[..., PassageDocument]


@pytest.fixture
def meant(passage: Documents, vocabulary: Vocabulary) -> Callable[[str], str | None]:
    index = MemoryIndex()
    texts = ["Arthritis of the knee", "Arthritis and balance", "Balance in later life", "A sprian"]
    texts += ["A sprain of the ankle"] * 30
    index.write([], [passage(f"p{n}", text) for n, text in enumerate(texts)], 1)
    speller = Speller(index.words(), vocabulary)

    def correct(typed: str) -> str | None:
        correction = corrected(typed, suspicious(typed, index, vocabulary), speller)
        return correction.query if correction else None

    return correct


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("arthritus", "arthritis"),
        ("balnace AND arthritis", "balance AND arthritis"),
        ('"arthritus of the knee"', '"arthritis of the knee"'),
        ("artritis balanse", "arthritis balance"),
        ("Ketlebell swing", "kettlebell swing"),
        ('exercise:"ketlebell swing"', 'exercise:"kettlebell swing"'),
        ("sprian", "sprain"),
    ],
)
def test_a_slip_is_put_right_where_it_stands(
    meant: Callable[[str], str | None], typed: str, query: str
) -> None:
    assert meant(typed) == query


@pytest.mark.parametrize(
    "typed",
    ["arthritis", "balance", "zebra", "knees", "arthrit*", "a1b2c3", "kne", "weight lifting", ""],
)
def test_a_word_that_is_known_or_like_no_other_is_left_alone(
    meant: Callable[[str], str | None], typed: str
) -> None:
    assert meant(typed) is None
