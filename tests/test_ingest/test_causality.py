import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Causality
from graph.vocabulary import load_vocabulary
from ingest.claims import causality
from ingest.claims.causality import causality_of
from ingest.phrases import lexicon
from ingest.pipeline import article_reader


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Yoga improved sleep in women after the menopause.", Causality.CAUSAL),
        ("Rowing did not reduce pain.", Causality.CAUSAL),
        ("Balance was improved by tai chi.", Causality.CAUSAL),
        ("Tai chi was effective against falls.", Causality.CAUSAL),
        ("Walking resulted in a lower risk of falls.", Causality.CAUSAL),
        ("Yoga may improve sleep.", Causality.CONDITIONAL),
        ("Yoga appears to reduce pain.", Causality.CONDITIONAL),
        ("A longer programme might be useful for balance.", Causality.CONDITIONAL),
        ("Slow gait was associated with falls.", Causality.CORRELATIONAL),
        ("Grip strength predicts falls.", Causality.CORRELATIONAL),
        ("Falls were more frequent among smokers.", Causality.CORRELATIONAL),
        ("Walkers had higher scores than people who sat.", Causality.CORRELATIONAL),
        ("Larger trials of yoga are needed.", None),
        ("This protocol describes a trial of strategies to reduce falls.", None),
        ("The sample was drawn from four towns.", None),
        ("Clinics should offer tai chi.", None),
    ],
)
def test_what_kind_of_tie_a_sentence_states(sentence, kind):
    assert causality_of(sentence) is kind


def test_a_wish_behind_a_finding_does_not_undo_it():
    assert causality_of("Yoga improved sleep, but larger trials are needed.") is Causality.CAUSAL


def test_a_purpose_is_no_effect_unless_it_is_said_to_work():
    assert causality_of("The tool was built to reduce falls.") is None
    assert causality_of("The tool was shown to reduce falls.") is Causality.CAUSAL


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("none", None),
        ("correlational", Causality.CORRELATIONAL),
        ("causal", Causality.CAUSAL),
        ("conditional", Causality.CONDITIONAL),
    ],
)
def test_every_list_of_the_lexicon_has_an_example_that_holds(table, kind):
    assert causality_of(lexicon("causality")[table]["example"]) is kind


def test_a_comparison_of_groups_makes_a_correlational_claim():
    reader = article_reader(load_vocabulary())
    record = reader.read("page.md", b"# A page\n\nFalls were less frequent among walkers.\n")
    assert [claim.causality for claim in record.claims] == [Causality.CORRELATIONAL]


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text):
    assert causality_of(text) in (None, *Causality)


def test_a_long_run_of_cues_is_read_to_a_bound(monkeypatch):
    seen = []
    places = causality.Patterns.places

    def counted(self, words):
        seen.append(len(words))
        return places(self, words)

    monkeypatch.setattr(causality.Patterns, "places", counted)
    causality_of("may improve and reduce pain, " * 40_000)
    assert max(seen) == causality.MAX_WORDS
