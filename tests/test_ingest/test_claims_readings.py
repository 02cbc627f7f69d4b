"""Readings with the shipped vocabulary: what a sentence of each kind is taken to say."""

import pytest

from graph.vocabulary import load_vocabulary
from ingest.pipeline import article_reader

READER = article_reader(load_vocabulary())


def said(text: str) -> set[tuple[str, str, str]]:
    record = READER.read("page.md", f"# A page\n\n{text}\n".encode())
    return {
        (claim.exposure.label, claim.direction.value, claim.outcome.label)
        for claim in record.claims
    }


@pytest.mark.parametrize(
    ("sentence", "exposure"),
    [
        ("Not getting enough vitamin D raises the risk of fractures.", "vitamin D deficiency"),
        ("A lack of regular walking raises the risk of fractures.", "physical inactivity"),
        (
            "Completely stopping resistance training raises the risk of falls.",
            "physical inactivity",
        ),
        ("Too little sleep raises the risk of falls.", "sleep deficiency"),
    ],
)
def test_the_want_of_an_exposure_is_a_concept_of_its_own(sentence, exposure):
    assert {found for found, _, _ in said(sentence)} == {exposure}


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        (
            "Too little vitamin D, either from meals or from sunlight, raises the risk of falls.",
            {("vitamin D deficiency", "increase", "fall risk")},
        ),
        (
            "Vitamin D from eggs, capsules or sunlight improves bone health.",
            {("vitamin D", "increase", "bone health")},
        ),
        (
            "Gains from yoga, walking or tai chi include better balance.",
            {(each, "increase", "balance") for each in ("yoga", "walking", "tai chi")},
        ),
    ],
)
def test_where_a_subject_comes_from_is_no_exposure_of_its_own(sentence, claims):
    assert said(sentence) == claims


def test_a_level_in_the_blood_is_no_health_outcome():
    assert said("Sunlight raises vitamin D levels.") == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Resistance training, not walking, increased bone density.",
            {("resistance training", "increase", "bone mineral density")},
        ),
        (
            "Neither yoga nor Pilates improved bone density.",
            {
                ("yoga", "no_effect", "bone mineral density"),
                ("Pilates", "no_effect", "bone mineral density"),
            },
        ),
        ("Pilates protects the spine from fractures.", {("Pilates", "decrease", "fracture risk")}),
        ("Walking protects bone density.", {("walking", "increase", "bone mineral density")}),
        (
            "Physical activity was inversely associated with fall risk.",
            {("physical activity", "decrease", "fall risk")},
        ),
        (
            "Muscle mass decreased with bed rest and increased with resistance training.",
            {
                ("physical inactivity", "decrease", "muscle mass"),
                ("resistance training", "increase", "muscle mass"),
            },
        ),
        (
            "Back pain can be treated and managed by yoga.",
            {("yoga", "decrease", "low back pain")},
        ),
        (
            "Pain and fatigue reduction was seen with yoga.",
            {("yoga", "decrease", "pain"), ("yoga", "decrease", "fatigue")},
        ),
        ("Falls were less frequent in the tai chi group.", {("tai chi", "decrease", "fall risk")}),
        (
            "The greatest fall reduction is seen in adults who perform tai chi.",
            {("tai chi", "decrease", "fall risk")},
        ),
        (
            "Pilates is more effective than stretching to treat low back pain.",
            {("Pilates", "decrease", "low back pain")},
        ),
        (
            "Sleep is a key ingredient of good balance.",
            {("sleep", "increase", "balance")},
        ),
        ("TUG time decreased with tai chi.", {("tai chi", "increase", "mobility")}),
        ("Postural sway decreased with tai chi.", {("tai chi", "increase", "balance")}),
    ],
)
def test_what_a_sentence_says(sentence, expected):
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The aim of this trial is to compare the effects of yoga and Pilates on pain.",
        "There was no difference between the effects of yoga and Pilates on pain.",
        "A good plan includes walking and yoga to prevent falls that may lead to fractures.",
        "Talking about pain, together with yoga, improves long-term results.",
        "Strengthening around the sore spot, avoiding load on the fracture site.",
        "The hip bears three times body weight while walking.",
    ],
)
def test_what_is_no_claim(sentence):
    assert said(sentence) == set()


def test_an_outcome_in_a_relative_clause_is_a_step_and_no_claim():
    record = READER.read("page.md", b"# A page\n\nYoga prevents falls that cause fractures.\n")
    assert [claim.outcome.label for claim in record.claims] == ["fall risk"]
    assert [(step.cause.label, step.effect.label) for step in record.mechanisms] == [
        ("fall risk", "fracture risk")
    ]


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Yoga gives superior outcomes.", "decrease"),
        ("Stopping exercise makes things worse.", "increase"),
    ],
)
def test_an_implied_outcome_is_the_one_that_the_text_is_about(sentence, direction):
    text = f"Back pain is common. Low back pain has many causes.\n\n{sentence}"
    assert {(way, outcome) for _, way, outcome in said(text)} == {(direction, "low back pain")}


def test_an_abbreviation_that_the_article_defines_needs_no_context():
    text = "Resistance training (RT) is popular.\n\nRT lowers blood pressure."
    assert said(text) == {("resistance training", "decrease", "blood pressure")}


def test_a_population_belongs_to_the_judgement_made_for_it():
    text = "# A page\n\nYoga eases pain and may be useful for balance in older women.\n"
    record = READER.read("page.md", text.encode())
    assert {(claim.outcome.label, claim.population) for claim in record.claims} == {
        ("pain", "older women"),
        ("balance", "older women"),
    }
    text = "# A page\n\nYoga eases pain and is beneficial for older women with poor balance.\n"
    record = READER.read("page.md", text.encode())
    assert {(claim.outcome.label, claim.population) for claim in record.claims} == {("pain", None)}


def test_claims_of_a_sentence_stand_in_the_order_of_its_words():
    record = READER.read("page.md", b"# A page\n\nYoga and tai chi ease pain and stress.\n")
    places = [(claim.exposure.start, claim.outcome.start) for claim in record.claims]
    assert places == sorted(places)
    assert len(places) == 4


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Falls occurred in 12% of the exercise group and 25% of the control group.", "decrease"),
        ("Back pain troubled 31% of cyclists, compared to 20% of those who rested.", "increase"),
    ],
)
def test_shares_of_groups_are_held_against_the_group_that_did_nothing(sentence, direction):
    assert {way for _, way, _ in said(sentence)} == {direction}


@pytest.mark.parametrize(
    "sentence",
    [
        "Falls occurred in 12% of the yoga group and 25% of the tai chi group.",
        "Falls occurred in 12% of the exercise group and 12% of the control group.",
        "Falls occurred in 12% of the exercise group.",
        "Muscle mass: up by 12% in the yoga group and by 3% in the control group.",
    ],
)
def test_shares_without_a_plain_group_or_a_difference_say_nothing(sentence):
    assert said(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "step"),
    [
        ("Muscle weakness leads to falls.", ("muscle strength", "decrease", "fall risk")),
        ("Muscle weakness worsens pain.", ("muscle strength", "decrease", "pain")),
        ("Muscle weakness leads to poor balance.", ("muscle strength", "increase", "balance")),
        ("Better balance reduces falls.", ("balance", "decrease", "fall risk")),
    ],
)
def test_a_step_is_told_of_the_concepts_and_not_of_their_names(sentence, step):
    record = READER.read("page.md", f"# A page\n\n{sentence}\n".encode())
    found = [(one.cause.label, one.direction.value, one.effect.label) for one in record.mechanisms]
    assert found == [step]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pain decreased and balance improved after yoga.",
        "After yoga, pain decreased and balance improved.",
        "Pain was reduced and balance improved by yoga.",
    ],
)
def test_outcomes_that_change_of_themselves_keep_their_own_verbs(sentence):
    assert said(sentence) == {("yoga", "decrease", "pain"), ("yoga", "increase", "balance")}


def test_evidence_that_supports_an_exercise_for_an_outcome_claims_it():
    assert said("Strong evidence supports yoga for low back pain.") == {
        ("yoga", "decrease", "low back pain")
    }


@pytest.mark.parametrize(
    ("sentence", "direction", "hedge"),
    [
        ("Yoga may be more effective for pain.", "decrease", "may"),
        ("Yoga is more effective than rest for pain.", "decrease", None),
        ("Yoga is not more effective than rest for pain.", "no_effect", None),
        ("Yoga was less effective than rowing for pain.", "unclear", None),
    ],
)
def test_a_grade_before_a_judgement_hides_no_hedge_and_no_denial(sentence, direction, hedge):
    record = READER.read("page.md", f"# A page\n\n{sentence}\n".encode())
    assert [(claim.direction.value, claim.hedge) for claim in record.claims] == [(direction, hedge)]


@pytest.mark.parametrize(
    "sentence",
    [
        "There is little evidence that yoga improves balance.",
        "There is insufficient high-quality evidence that yoga improves balance.",
        "Evidence that yoga improves balance is lacking.",
        "The trial was too small to show that yoga improves balance.",
        "More research is needed to show that yoga improves balance.",
        "Yoga may or may not improve balance.",
    ],
)
def test_what_is_left_open_is_no_claim(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("There is limited evidence that yoga improves balance.", "may"),
        ("Low-certainty evidence shows that yoga improves balance.", "may"),
        ("The evidence that yoga improves balance is weak.", "may"),
        ("Evidence for yoga in improving balance is limited.", "may"),
        ("Many believe that yoga improves balance.", "suggests"),
        ("There is strong evidence that yoga improves balance.", None),
        ("A few studies show that yoga improves balance.", None),
    ],
)
def test_a_claim_is_no_firmer_than_the_evidence_that_it_is_reported_on(sentence, hedge):
    assert read(sentence) == [("yoga", "increase", "balance", hedge)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a myth that yoga improves balance.",
        "The idea that yoga improves balance is false.",
        "There is no proof that yoga improves balance.",
        "Balance did not change with yoga.",
    ],
)
def test_what_is_called_false_is_denied(sentence):
    assert read(sentence) == [("yoga", "no_effect", "balance", None)]


def test_a_doubt_ends_where_the_sentence_turns():
    assert read("Whether yoga improves balance is open, but walking reduces pain.") == [
        ("walking", "decrease", "pain", None)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Not all yoga improves balance.",
        "Yoga does not always improve balance.",
        "Yoga does not improve balance in everyone.",
    ],
)
def test_a_denial_that_it_always_holds_leaves_the_direction_unclear(sentence):
    assert read(sentence) == [("yoga", "unclear", "balance", None)]


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Yoga causes pain to ease.", "decrease"),
        ("Yoga caused pain to increase.", "increase"),
        ("Yoga prevents pain from increasing.", "decrease"),
        ("Stopping yoga keeps pain from easing.", "increase"),
    ],
)
def test_what_a_verb_brings_its_object_to_do_says_how_it_changes(sentence, direction):
    assert [(way, outcome) for _, way, outcome, _ in read(sentence)] == [(direction, "pain")]


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Yoga can reduce declining balance.", "increase"),
        ("Yoga may prevent failing balance.", "increase"),
        ("Bed rest leads to deteriorating balance.", "decrease"),
        ("Yoga keeps balance from deteriorating.", "increase"),
        ("Yoga works by decreasing falls.", "decrease"),
    ],
)
def test_what_is_on_its_way_down_is_turned_by_what_holds_it_up(sentence, direction):
    assert [each[1] for each in read(sentence)] == [direction]


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Yoga slows balance decline.", "increase"),
        ("Bed rest leads to balance decrease.", "decrease"),
        ("Yoga leads to pain decrease.", "decrease"),
        ("Yoga leads to muscle strength increase.", "increase"),
        ("Bed rest makes balance decline.", "decrease"),
        ("Yoga helps balance increase.", "increase"),
        ("Falls decrease with yoga.", "decrease"),
    ],
)
def test_a_bare_word_behind_an_outcome_is_a_noun_unless_it_can_be_its_verb(sentence, direction):
    assert [each[1] for each in read(sentence)] == [direction]


def test_what_is_kept_from_falling_rises():
    assert read("Exercise prevents bone density from declining.") == [
        ("exercise", "increase", "bone mineral density", None)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Yoga was reduced by pain.",
        "Pilates was developed to help dancers with pain.",
        "Massage and yoga were offered; massage reduced pain.",
        "The drug reduced fractures in women who took calcium.",
        "Ibuprofen before running reduces pain.",
        "The yoga group had more pain at baseline.",
        "Yoga was adjusted when pain increased.",
        "Yoga teachers reported less pain.",
        "Yoga is taught by people who understand the balance system.",
        "Yoga increases muscle activation.",
    ],
)
def test_an_exposure_that_does_not_act_claims_nothing(sentence):
    assert read(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Pain was lower after yoga than at baseline.",
        "Medication and yoga reduce pain.",
        "Yoga and massage reduce pain.",
    ],
)
def test_an_exposure_that_acts_beside_others_claims(sentence):
    assert read(sentence) == [("yoga", "decrease", "pain", None)]


def read(sentence):
    record = READER.read("page.md", f"# A page\n\n{sentence}\n".encode())
    return [
        (
            claim.exposure.label,
            claim.direction.value,
            claim.outcome.label,
            claim.hedge and claim.hedge.value,
        )
        for claim in record.claims
    ]
