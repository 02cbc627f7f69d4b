from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.model import Direction
from graph.vocabulary import Vocabulary, load_vocabulary
from search.answering.questions import Asked, Form, read_question

VOCABULARY = load_vocabulary()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return VOCABULARY


@pytest.mark.parametrize(
    ("text", "form", "exposures", "outcomes"),
    [
        ("Does tai chi reduce falls?", Form.DOES, ["tai-chi"], ["fall-risk"]),
        ("Is walking good for bone density?", Form.DOES, ["walking"], ["bone-mineral-density"]),
        ("Can yoga help anxiety?", Form.DOES, ["yoga"], ["anxiety"]),
        ("yoga and anxiety", Form.DOES, ["yoga"], ["anxiety"]),
        ("How does Pilates affect posture?", Form.DOES, ["pilates"], ["posture"]),
        ("What improves balance?", Form.WHAT_HELPS, [], ["balance"]),
        ("Which exercise is best for balance?", Form.WHAT_HELPS, [], ["balance"]),
        ("How can I prevent falls?", Form.WHAT_HELPS, [], ["fall-risk"]),
        ("What does tai chi do?", Form.WHAT_DOES, ["tai-chi"], []),
        ("What are the benefits of yoga?", Form.WHAT_DOES, ["yoga"], []),
        ("Good morning", Form.OTHER, [], []),
    ],
)
def test_a_question_is_read_by_its_form_and_its_concepts(
    vocabulary: Vocabulary, text: str, form: Form, exposures: list[str], outcomes: list[str]
) -> None:
    question = read_question(text, vocabulary)
    assert question.form is form
    assert [concept.id for concept in question.exposures] == exposures
    assert [concept.id for concept in question.outcomes] == outcomes


@pytest.mark.parametrize(
    ("text", "asked", "direction"),
    [
        ("Does tai chi improve balance?", Asked.WISHED, Direction.INCREASE),
        ("Does tai chi help with falls?", Asked.WISHED, Direction.DECREASE),
        ("Does tai chi increase falls?", Asked.INCREASE, Direction.INCREASE),
        ("Does tai chi prevent falls?", Asked.DECREASE, Direction.DECREASE),
        ("Does running damage cartilage?", Asked.UNWISHED, Direction.DECREASE),
        ("Does smoking change body weight?", None, None),
    ],
)
def test_a_question_asks_for_a_change(
    vocabulary: Vocabulary, text: str, asked: Asked | None, direction: Direction | None
) -> None:
    question = read_question(text, vocabulary)
    assert question.asked is asked
    assert question.wanted_direction(question.outcomes[0]) is direction


@pytest.mark.parametrize(
    ("text", "population", "unknown"),
    [
        ("Does walking reduce falls in older adults?", "older-adults", None),
        ("Does walking reduce falls in cats?", None, "cats"),
        ("Does walking reduce falls?", None, None),
    ],
)
def test_a_question_may_say_in_whom(
    vocabulary: Vocabulary, text: str, population: str | None, unknown: str | None
) -> None:
    question = read_question(text, vocabulary)
    assert (question.population.id if question.population else None) == population
    assert question.unknown_population == unknown


@pytest.mark.parametrize(
    ("words", "doses"),
    [
        ("at 800 IU a day", [("amount", 800, 800, "IU", "day")]),
        ("at 1,000-2,000 IU per day", [("amount", 1000, 2000, "IU", "day")]),
        ("twice a week", [("frequency", 2, 2, "times", "week")]),
        ("2 to 3 times a week", [("frequency", 2, 3, "times", "week")]),
        ("for 12 weeks", [("duration", 12, 12, "week", None)]),
        (
            "30 minutes a day for 6 months",
            [("duration", 30, 30, "minute", "day"), ("duration", 6, 6, "month", None)],
        ),
        ("in women over 65 years", []),
        ("in women aged 70 years", []),
        ("in people 80 years old", []),
    ],
)
def test_a_question_may_name_doses(
    vocabulary: Vocabulary, words: str, doses: list[tuple[str, float, float, str, str | None]]
) -> None:
    question = read_question(f"Does walking {words} reduce falls?", vocabulary)
    found = [(d.kind.value, d.low, d.high, d.unit, d.period) for d in question.doses]
    assert found == doses


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Is running safe for older adults?", Form.SAFETY),
        ("What are the risks of yoga?", Form.SAFETY),
        ("Compare yoga and Pilates for balance", Form.COMPARE),
        ("Is yoga better than Pilates for balance?", Form.COMPARE),
        ("How much walking lowers blood pressure?", Form.HOW_MUCH),
        ("What is the best dose of vitamin D for falls?", Form.HOW_MUCH),
        ("How does yoga lead to better balance?", Form.CHAIN),
        ("Why does walking reduce falls?", Form.CHAIN),
        ("How does walking affect bone density?", Form.DOES),
        ("Should I stop taking my tablets?", Form.ADVICE),
        ("Is yoga better for balance?", Form.DOES),
    ],
)
def test_a_form_is_told_by_its_wording(vocabulary: Vocabulary, text: str, form: Form) -> None:
    assert read_question(text, vocabulary).form is form


@given(
    st.integers(1, 99_999),
    st.sampled_from(["IU", "mg", "g", "steps"]),
    st.sampled_from(["day", "week"]),
)
def test_every_amount_that_is_asked_for_is_read_back(amount: int, unit: str, period: str) -> None:
    text = f"Does vitamin D at {amount:,} {unit} a {period} reduce falls?"
    (dose,) = read_question(text, VOCABULARY).doses
    assert (dose.low, dose.high, dose.period) == (amount, amount, period)
    assert dose.text in text


@pytest.mark.parametrize("text", ["", "  \n", "falls " * 100])
def test_a_question_that_is_empty_or_too_long_is_refused(vocabulary: Vocabulary, text: str) -> None:
    with pytest.raises(QueryError):
        read_question(text, vocabulary)


@given(st.text(min_size=1, max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    if text.strip():
        assert read_question(text, VOCABULARY).text == " ".join(text.split())
