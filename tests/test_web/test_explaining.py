import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.vocabulary import load_vocabulary
from ingest.claims.confidence import weighing_of
from ingest.claims.cues import Change, Cue, Role
from ingest.claims.explaining import Explainer
from ingest.claims.links import Link, Origin
from ingest.claims.scope import Stance
from ingest.claims.signs import SignKind
from ingest.claims.silence import Silence
from web.cli import trabecula
from web.commands.explaining import explanation_lines
from web.commands.underlining import WIDTH, underlined
from web.presenters.explaining import explanation_view
from web.wording_of_reading import ORIGINS, SIGNS, SILENCES, WEIGHTS

EXPLAINER = Explainer(load_vocabulary())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(trabecula, ["explain", *arguments])


def view(sentence: str, before: str = "") -> dict[str, Any]:
    return explanation_view(EXPLAINER.explain(sentence, before))


def lines(sentence: str, before: str = "") -> list[str]:
    return list(explanation_lines(view(sentence, before)))


def test_the_command_marks_the_words_and_tells_the_claim() -> None:
    done = run("Yoga does not reduce pain in older women.")
    assert done.exit_code == 0
    shown = done.stdout.splitlines()
    assert shown[0] == "  Yoga does not reduce pain in older women."
    assert shown[1] == "  EEEE      NNN CCCCCC OOOO    PPPPPPPPPPP"
    assert "Claim 1: yoga has no effect on pain" in shown
    assert "  denied       by “not”" in shown
    assert "  population   “older women”" in shown


def test_programs_get_the_same_as_json() -> None:
    done = run("Yoga may reduce pain.", "--format", "json")
    found = json.loads(done.stdout)
    assert found == view("Yoga may reduce pain.")
    ((claim,),) = [sentence["claims"] for sentence in found["sentences"]]
    assert (claim["direction"], claim["hedge"]) == ("decrease", "may")
    assert claim["hedged_by"] == {"text": "may", "start": 5, "end": 8}
    assert [cue["lemma"] for cue in claim["chain"]] == ["reduce"]


def test_the_text_before_lends_a_pronoun_its_exposure() -> None:
    done = run("It improves balance.", "--before", "Tai chi is popular.")
    assert "Claim 1: tai chi increases balance" in done.stdout
    assert "a word here points back to it" in done.stdout
    assert "Tai chi is popular" not in done.stdout
    assert "No claim." in run("It improves balance.").stdout


def test_an_item_of_a_list_may_be_explained_though_it_begins_with_a_hyphen() -> None:
    done = run("- balance", "--before", "Yoga improves:")
    assert done.exit_code == 0
    assert "“Yoga” in the text before" in done.stdout


@pytest.mark.parametrize("sentence", ["", " ", "y" * 20_001])
def test_what_cannot_be_explained_is_wrong_usage_in_one_sentence(sentence: str) -> None:
    done = run(sentence)
    assert done.exit_code == 2
    assert done.stderr.startswith("trabecula: There is ")
    assert done.stderr.count("\n") == 1


def test_two_decreases_are_told_as_the_increase_that_they_come_to() -> None:
    shown = "\n".join(lines("Yoga slows the decline in balance."))
    assert "“slows” (decrease) over “decline” (decrease) = increase" in shown


def test_an_inverse_name_is_told_to_turn_the_direction_round() -> None:
    shown = " ".join("\n".join(lines("Yoga reduces muscle weakness.")).split())
    assert "“muscle weakness” is muscle strength turned round = increase" in shown


def test_a_name_without_a_claim_is_listed_with_the_reason() -> None:
    shown = lines("You should try yoga to prevent falls.")
    after = shown[shown.index("Without a claim") :]
    assert after[1:3] == [
        "  yoga                     advice (“should”)",
        "  falls                    advice (“should”)",
    ]
    assert after[-1] == "No claim."


def test_a_question_is_told_to_be_one_and_its_names_are_not_blamed_again() -> None:
    shown = lines("Does yoga reduce pain?")
    assert "Not read for claims: a question claims nothing." in shown
    assert "Without a claim" not in shown


def test_words_of_a_site_are_told_to_be_no_prose() -> None:
    shown = lines("Book your appointment to reduce pain with yoga.")
    assert any(line.startswith("Not read for claims: no prose") for line in shown)


def test_a_mechanism_is_told_as_no_claim() -> None:
    shown = lines("Better balance reduces the risk of falls.")
    assert any(line.startswith("Mechanism, no claim: balance") for line in shown)


def test_each_of_several_sentences_is_explained_by_itself() -> None:
    found = view("Yoga reduces pain. Walking improves balance.")
    assert [each["text"] for each in found["sentences"]] == [
        "Yoga reduces pain.",
        "Walking improves balance.",
    ]
    shown = lines("Yoga reduces pain. Walking improves balance.")
    assert [line for line in shown if line.startswith("Claim")] == [
        "Claim 1: yoga decreases pain",
        "Claim 1: walking increases balance",
    ]


def test_a_line_of_wide_letters_is_parted_by_the_columns_that_they_take() -> None:
    assert all(
        len(line) <= WIDTH for both in underlined("骨" * 90, [(0, 90, "E")]) for line in both
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["yoga", "reduces", "muscle weakness", "may not", ",", "in older women"])
        | st.text(max_size=12),
        max_size=40,
    ).map(" ".join)
)
def test_no_line_is_longer_than_a_hundred_columns_nor_holds_what_a_terminal_acts_on(
    text: str,
) -> None:
    shown = lines(f"Yoga helps. {text}")
    assert all(len(line) <= 100 for line in shown)
    assert all(line.isprintable() for line in shown)


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400))))
def test_the_lines_of_an_underlined_text_have_its_words_in_order(
    text: str, places: list[tuple[int, int]]
) -> None:
    made = list(underlined(text, [(start, end, "E") for start, end in places]))
    assert all(len(line) <= WIDTH for line, _ in made)
    kept = "".join(line for line, _ in made).replace(" ", "")
    assert kept == "".join(ch for ch in text if ch.isprintable()).replace(" ", "")


def test_a_mark_stands_under_its_word_where_a_letter_is_wide_or_has_an_accent_of_its_own() -> None:
    assert list(underlined("骨 yoga", [(2, 6, "E")])) == [("骨 yoga", "   EEEE")]
    assert list(underlined("e\u0301e yoga", [(4, 8, "E")])) == [("e\u0301e yoga", "   EEEE")]


def test_a_long_sentence_breaks_between_words_and_each_line_has_its_marks() -> None:
    text = "Yoga reduces pain and " * 6
    made = list(underlined(text, [(0, 4, "E"), (110, 114, "E")]))
    assert made[0][0].endswith("and Yoga")
    assert [marks.count("E") for _, marks in made] == [4, 4]


def test_everything_that_can_be_told_has_its_words() -> None:
    assert set(SILENCES) == set(Silence)
    assert set(SIGNS) == set(SignKind)
    assert set(ORIGINS) == set(Origin)


@pytest.mark.parametrize("origin", Origin)
@pytest.mark.parametrize("role", Role)
def test_everything_that_is_weighed_has_its_words(origin: Origin, role: Role) -> None:
    sighting = EXPLAINER.explain("Yoga helps.").passages[0].mentions[0].sighting
    cue = Cue("help", role, Change.BETTER, weak=True)
    link = Link(sighting, sighting, (cue,), Stance(), origin, distance=20, implied=True)
    assert {what for what, _ in weighing_of(link)} <= set(WEIGHTS)
