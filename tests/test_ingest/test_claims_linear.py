"""Steps are counted, not seconds, so that a busy machine makes no difference."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.model import Article, Passage, PassageKind
from graph.vocabulary import load_vocabulary
from ingest.claims import ClaimExtractor
from ingest.claims.sentence import MAX_WORDS
from ingest.passages import split_passages
from ingest.readers import plain

EXTRACTOR = ClaimExtractor(load_vocabulary())
FEW, MANY = 60, 240
PIECES = (
    "yoga",
    "tai chi",
    "pain",
    "falls",
    "muscle weakness",
    "strength",
    "it",
    "these exercises",
    "improves",
    "reduced",
    "may",
    "not",
    "a reduction in",
    "is effective for",
    "leads to",
    "no study shows that",
    "which",
    "that",
    "but",
    "and",
    "or",
    "if",
    "to prevent",
    "in older women",
    "except in people who",
    "than walking",
    "twice a week",
    "by 20%",
    "(95% CI 1.2, 3.4)",
    "12",
    "3-4",
    ",",
    ":",
    ";",
    "(",
    ")",
    "[",
    "—",
    ".",
    "e.g.",
    "**",
    "x",
)


def steps(work: Callable[[], object]) -> int:
    """Count the calls, of Python and of C, that a piece of work makes."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def of_a_sentence(text: str) -> int:
    passage = Passage("p", 0, len(text), PassageKind.PROSE)
    return steps(lambda: EXTRACTOR.extract(Article("a", "a", "", text), [passage]))


def of_an_article(text: str) -> int:
    def read() -> object:
        document = plain.read("a.txt", text, None)
        article = Article("a", "a", document.title, document.text)
        return EXTRACTOR.extract(article, split_passages(document, "a"))

    return steps(read)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join))
@example("yoga may not reduce pain and is effective for falls in older women")
@example("yoga that improves")
@example("pain , pain")
@example("it may (")
@example("yoga pain is effective for in older women ;")
def test_four_times_the_words_of_a_sentence_cost_at_most_eight_times_the_steps(
    piece: str,
) -> None:
    few = of_a_sentence(f"{piece} " * FEW)
    assert of_a_sentence(f"{piece} " * MANY) <= 8 * few


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map(" ".join))
def test_four_times_the_sentences_of_an_article_cost_at_most_eight_times_the_steps(
    piece: str,
) -> None:
    sentence = f"Yoga {piece} improves balance. "
    few = of_an_article(sentence * FEW)
    assert of_an_article(sentence * MANY) <= 8 * few


@pytest.mark.parametrize("piece", ["yoga reduces pain ", "pain, ", "may not ", "(it ", "1.5, "])
def test_what_is_beyond_the_bound_of_a_sentence_costs_no_steps_but_its_words(piece: str) -> None:
    size = MAX_WORDS // len(piece.split()) + 1
    bounded = of_a_sentence(piece * size)
    assert of_a_sentence(piece * size * 2) < 2 * bounded


def test_the_count_of_steps_tells_quadratic_work_from_linear() -> None:
    def linear(size: int) -> int:
        return steps(lambda: [abs(one) for one in range(size)])

    def quadratic(size: int) -> int:
        return steps(lambda: [abs(one) for _ in range(size) for one in range(size)])

    assert linear(MANY) <= 5 * linear(FEW)
    assert quadratic(MANY) > 8 * quadratic(FEW)
