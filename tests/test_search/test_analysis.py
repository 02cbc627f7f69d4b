"""Text to words."""

import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import MAX_WORD, analyse, prefix, sequence, stop_words


def stems(text: str) -> list[str]:
    return [token.stem for token in analyse(text)]


def words(text: str) -> list[str]:
    return [token.word for token in analyse(text)]


def test_a_token_stands_where_its_word_stands_in_the_text() -> None:
    text = "Lifts: heavy-duty rowing, at 1.5 kg."
    assert [text[t.start : t.end] for t in analyse(text)] == [
        "Lifts",
        "heavy",
        "duty",
        "rowing",
        "1.5",
        "kg",
    ]


def test_stop_words_are_dropped_and_keep_their_places() -> None:
    assert [(t.stem, t.position) for t in analyse("sit to the stand")] == [("sit", 0), ("stand", 3)]
    assert sequence("to sit to stand") == (("sit", 0), ("stand", 2))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Squats", "squatting"),
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "café"),
        ("ﬁtness", "fitness"),
        ("exer\u00adcise", "exercise"),
        ("women\u2019s", "women's"),
        ("density²", "density"),
        ("covid19", "COVID-19"),
        ("Straße", "STRASSE"),
    ],
)
def test_two_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert stems(one)[0] == stems(other)[0]


def test_numbers_are_kept_with_their_decimals() -> None:
    assert words("3 of 12.5 and 1,000.") == ["3", "12.5", "1,000"]


def test_words_that_say_no_are_not_stop_words() -> None:
    assert stop_words().isdisjoint({"no", "not", "without", "less", "more"})
    assert {"the", "and", "of"} <= stop_words()


def test_text_without_letters_has_no_words() -> None:
    assert analyse("") == analyse(" -- ?! … 🦴 ") == []
    assert sequence("the of") == ()
    assert prefix("*") == ""


def test_a_prefix_is_folded_and_not_stemmed() -> None:
    assert prefix("Rehabilitá") == "rehabilita"


def test_a_run_without_a_break_counts_by_its_beginning() -> None:
    (token,) = analyse("x" * 50_000)
    assert (len(token.stem), token.end) == (MAX_WORD, 50_000)


def test_threads_stem_without_disturbing_each_other() -> None:
    found: list[list[str]] = []
    text = " ".join(f"walking{chr(97 + n % 26)}{chr(97 + n // 26)}ing" for n in range(500))
    threads = [threading.Thread(target=lambda: found.append(stems(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [stems(text)] * 4


@given(st.text())
def test_tokens_lie_in_order_inside_any_text(text: str) -> None:
    end = position = -1
    for token in analyse(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= end
        assert token.position > position
        assert token.stem
        assert token.word
        end, position = token.end, token.position


@given(st.text())
@example("AAAA\u00bc")
@example("knee\u0663 \u2460 hip\uff11")
def test_a_folded_word_is_a_word_of_the_same_stem(text: str) -> None:
    for token in analyse(text):
        assert (
            token.stem in [again.stem for again in analyse(token.word)] or not token.word.isascii()
        )
