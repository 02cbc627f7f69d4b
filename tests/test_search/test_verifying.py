"""Checking an answer's JSON: what was changed in it is found, and what is no answer is refused."""

from __future__ import annotations

import copy
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from search.answering.rendering import answer_to_json
from search.answering.verifying import MAX_BYTES, disagreements, read_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.store import Store
    from search.answering.answers import Answer

    Ask = Callable[..., Answer]

SOURCES = """
## References

1. Novak P. Slow movement and falls: a systematic review. J Steady. 2015;60(2):187–194. \
doi:10.1000/first
2. Okafor B. Balance in later life: a randomised trial. J Steady. 2016;7(1):1–9. doi:10.1000/second
"""


@pytest.fixture
def answered(ask_articles: Ask) -> dict[str, Any]:
    """Answer a question on which sources disagree, as its JSON."""
    found = ask_articles(
        SOURCES,
        "Does tai chi reduce falls?",
        "Tai chi reduces falls in older adults. (1)\n\nTai chi does not reduce falls. (2)",
    )
    return json.loads(json.dumps(answer_to_json(found)))  # type: ignore[no-any-return] # an object


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


def changed(value: dict[str, Any], path: tuple[Any, ...], to: object) -> dict[str, Any]:
    made = copy.deepcopy(value)
    at: Any = made
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return made


def test_an_answer_as_it_was_given_stands(answered: dict[str, Any], store: Store) -> None:
    assert disagreements(answered, answered, store) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_value_that_was_changed_is_told_with_its_place(
    answered: dict[str, Any], store: Store, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted(leaves(answered), key=str)))
    forged = changed(answered, path, "something else")
    assert any(str(path[-1]) in each for each in disagreements(forged, answered, store))


def test_a_true_count_that_is_written_as_another_type_is_told(
    answered: dict[str, Any], store: Store
) -> None:
    forged = {**answered, "sources_for": True}
    assert disagreements(forged, answered, store) == (
        "answer.sources_for: it says true, the store gives 1.",
    )


def test_a_quote_that_no_article_holds_is_told_to_be_one(
    answered: dict[str, Any], store: Store
) -> None:
    forged = changed(answered, ("for", 0, "sentence"), "Tai chi cures everything. (1)")
    assert disagreements(forged, answered, store)[0] == (
        'answer.for[0]: the article does not say "Tai chi cures everything. (1)".'
    )


def test_a_quote_of_a_passage_that_is_not_there_is_told(
    answered: dict[str, Any], store: Store
) -> None:
    forged = changed(answered, ("for", 0, "passage"), "nowhere")
    assert disagreements(forged, answered, store)[0] == (
        'answer.for[0]: the store has no passage "nowhere".'
    )


def test_a_quote_that_was_added_and_a_field_that_was_taken_out_are_told(
    answered: dict[str, Any], store: Store
) -> None:
    forged = copy.deepcopy(answered)
    forged["for"].append(forged["for"][0])
    del forged["reason"]
    forged["advice"] = "Stop your tablets."
    assert disagreements(forged, answered, store) == (
        "answer: reason is missing.",
        'answer: "advice" is no part of an answer.',
        "answer.for: it has 2 where the store gives 1.",
    )


def test_no_more_than_fifty_disagreements_are_told_one_by_one(
    answered: dict[str, Any], store: Store
) -> None:
    forged = {**answered, **{f"field {number}": 1 for number in range(70)}}
    found = disagreements(forged, answered, store)
    assert (len(found), found[-1]) == (51, "20 more disagree.")


HOSTILE = {
    "nothing": b"",
    "no JSON": b"falls",
    "bytes": bytes(range(256)),
    "a list": b"[]",
    "no question": b"{}",
    "a question that is a number": b'{"question": 1}',
    "no number": b'{"question": NaN}',
    "the same name twice": b'{"question": "a", "question": "b"}',
    "deep": b'{"question": "a", "for": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deeper than any answer": b'{"question": "a", "for": ' + b"[" * 100 + b"]" * 100 + b"}",
    "a long number": b'{"question": "a", "n": ' + b"9" * 10_000 + b"}",
    "large": b" " * (MAX_BYTES + 1),
    "half a character": rb'{"question": "\ud800"}',
    "half a character in bytes": b'{"question": "\xed\xa0\x80"}',
}


@pytest.mark.parametrize("given_bytes", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_answer_is_refused_in_a_sentence(given_bytes: bytes) -> None:
    with pytest.raises(UsageError) as refused:
        read_answer(BytesIO(given_bytes))
    assert str(refused.value).startswith(("This is no ", "An answer has "))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
QUOTES = st.fixed_dictionaries({"passage": JSON, "sentence": JSON, "start": JSON, "end": JSON})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(given_json=st.dictionaries(st.sampled_from(["for", "findings", "a"]), JSON | QUOTES))
def test_any_json_is_checked_without_an_error(
    answered: dict[str, Any], store: Store, given_json: dict[str, Any]
) -> None:
    assert disagreements({"question": "a", **given_json}, answered, store)
