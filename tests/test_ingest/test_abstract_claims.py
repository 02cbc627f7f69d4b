from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.claims import abstracts
from ingest.claims.abstracts import claim_scores, claim_sentences, moves_of
from ingest.phrases import Phrases, lexicon
from ingest.words import read_words

MOVES = lexicon("abstracts")["move"]
SECTIONS = ("finding", "result", "ground", "aside")

ABSTRACT = [
    "Falls are common in later life, and little is known of what hopping does to balance.",
    "We sought to learn whether hopping improves balance in people over seventy.",
    "Sixty adults were randomised to hopping or to stretching for twelve weeks.",
    "Mean balance scores rose by 4.1 points with hopping and by 1.2 with stretching (p = 0.01).",
    "These results suggest that hopping is a useful way to train balance in later life.",
]


@pytest.mark.parametrize("name", MOVES)
def test_the_example_of_a_move_makes_it(name: str) -> None:
    assert name in moves_of(MOVES[name]["example"])


@pytest.mark.parametrize("name", MOVES)
def test_a_move_names_no_other_that_is_unknown(name: str) -> None:
    others = {*MOVES[name].get("unless", ()), MOVES[name].get("after", name)}
    assert others <= set(MOVES)


def test_a_label_stands_in_the_lexicon_as_it_is_read_and_in_one_section_only() -> None:
    labels = [label for section in SECTIONS for label in lexicon("abstracts")["section"][section]]
    as_read = [" ".join(word.text for word in read_words(each, 0, len(each))) for each in labels]
    assert as_read == labels
    assert len(set(labels)) == len(labels)


def test_the_conclusion_of_a_plain_abstract_is_its_claim() -> None:
    assert claim_sentences(ABSTRACT) == [False, False, False, False, True]


def test_an_aim_at_the_end_is_no_claim() -> None:
    aim = "The aim of this trial was to determine whether hopping prevents falls."
    assert claim_sentences([*ABSTRACT[:3], aim])[-1] is False


def test_what_a_review_announces_is_no_claim() -> None:
    announced = "The uses of hopping after a fracture are discussed."
    assert claim_sentences([*ABSTRACT[:3], announced])[-1] is False


def test_two_concluding_sentences_are_both_claims() -> None:
    further = "Our findings also indicate that stretching alone may not prevent falls."
    assert claim_sentences([*ABSTRACT, further])[-2:] == [True, True]


def test_a_registration_at_the_end_takes_nothing_from_the_conclusion() -> None:
    registered = "The trial was registered at ClinicalTrials.gov (NCT00000000)."
    assert claim_sentences([*ABSTRACT, registered]) == [*claim_sentences(ABSTRACT), False]
    assert claim_scores([*ABSTRACT, registered])[:-1] == claim_scores(ABSTRACT)


def test_a_registry_or_a_bench_press_in_a_conclusion_is_no_registration() -> None:
    conclusion = "In conclusion, the bench press is safe for people in the fracture registry."
    assert claim_sentences([*ABSTRACT[:4], conclusion])[-1] is True


@pytest.mark.parametrize("label", ["Conclusion: ", "CONCLUSIONS ", "[Conclusion] "])
def test_a_sentence_under_conclusions_is_a_claim_where_it_would_be_none_elsewhere(
    label: str,
) -> None:
    finding = "Hopping on one leg improved balance in both arms of the trial."
    before = [f"Methods: {ABSTRACT[2]}", f"Results: {ABSTRACT[3]}"]
    assert claim_sentences([*before, label + finding])[-1] is True
    assert claim_sentences([*before, finding, ABSTRACT[4]])[2] is False


def test_a_label_of_its_own_holds_for_the_sentences_after_it() -> None:
    found = claim_sentences(["Conclusions", *ABSTRACT[4:], "Hopping is safe for most people."])
    assert found == [False, True, True]


def test_a_capital_article_after_a_label_is_no_part_of_the_label() -> None:
    before = [f"METHODS {ABSTRACT[2]}"]
    marked = claim_scores([*before, "CONCLUSIONS A daily hop kept the balance of both groups."])
    plain = claim_scores([*before, "Conclusions: A daily hop kept the balance of both groups."])
    assert marked == plain


def test_a_hopeful_sentence_among_the_methods_is_no_claim() -> None:
    hope = "Methods: These results suggest that the scanner is a useful tool."
    assert claim_sentences([hope, *ABSTRACT[3:]])[0] is False


def test_a_report_needs_the_evidence_before_it_to_state_a_finding() -> None:
    assert "stated_finding" in moves_of("Our results clearly suggest a gain.")
    assert "stated_finding" not in moves_of("Some suggest that the results differ.")
    assert "stated_finding" not in moves_of("Suggest it.")


def test_an_abstract_without_sentences_has_no_claims() -> None:
    assert claim_sentences([]) == []


@given(st.lists(st.text(max_size=120), max_size=12))
def test_any_text_gets_an_answer_for_each_sentence(sentences: list[str]) -> None:
    assert len(claim_sentences(sentences)) == len(sentences)


phrases = st.sampled_from([phrase for move in MOVES.values() for phrase in move["phrases"]])


@given(st.lists(phrases, min_size=1, max_size=30).map(" ".join))
def test_a_known_label_before_a_sentence_changes_only_its_score(sentence: str) -> None:
    assert moves_of(sentence) == moves_of(sentence.upper())
    plain, labelled = claim_scores([sentence]), claim_scores([f"Conclusion: {sentence}"])
    assert labelled[0] >= plain[0]


def lookups(monkeypatch: pytest.MonkeyPatch, sentences: list[str]) -> int:
    asked = 0
    at = Phrases.at

    def counted(self, words, index):  # type: ignore[no-untyped-def] # stands in for a method
        nonlocal asked
        asked += 1
        return at(self, words, index)

    with monkeypatch.context() as patched:
        patched.setattr(Phrases, "at", counted)
        claim_sentences(sentences)
    return asked


@pytest.mark.parametrize("unit", ["these results suggest ", "CONCLUSIONS ", "we ", ": "])
def test_of_an_endless_sentence_only_the_beginning_is_read(
    monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    ending = unit * (200_000 // len(unit))
    assert lookups(monkeypatch, [ending]) <= abstracts.MAX_LENGTH


def test_the_work_grows_in_step_with_the_number_of_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    once = lookups(monkeypatch, ABSTRACT)
    assert 0 < lookups(monkeypatch, ABSTRACT * 50) <= 50 * once
