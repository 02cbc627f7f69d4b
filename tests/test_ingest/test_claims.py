import pytest

from graph.ids import passage_id
from graph.model import (
    Article,
    Causality,
    Claim,
    Concept,
    ConceptKind,
    Direction,
    Effect,
    Hedge,
    Marker,
    Passage,
    PassageKind,
    Reference,
)
from graph.vocabulary import Vocabulary
from ingest.claims import ClaimExtractor

UP, DOWN = Direction.INCREASE, Direction.DECREASE


def exercise(name: str, *alt: str, broader: str | None = "x:exercise") -> Concept:
    above = (broader,) if broader else ()
    return Concept(f"x:{name}", name, ConceptKind.EXERCISE, name, alt, broader=above)


def outcome(name: str, wished: Direction, *alt: str, inverse: tuple[str, ...] = ()) -> Concept:
    return Concept(
        f"o:{name}", name, ConceptKind.OUTCOME, name, alt, wished=wished, inverse_labels=inverse
    )


VOCABULARY = Vocabulary(
    tuple(
        sorted(
            (
                exercise("exercise", broader=None),
                exercise("yoga"),
                exercise("tai chi"),
                exercise("walking", "light jogging"),
                exercise("resistance training", "strength training"),
                Concept("x:bed rest", "bed rest", ConceptKind.HABIT, "bed rest"),
                Concept("x:vitamin D", "vitamin D", ConceptKind.HABIT, "vitamin D"),
                outcome("balance", UP),
                outcome("muscle strength", UP, inverse=("muscle weakness",)),
                outcome("bone mineral density", UP, "BMD", "bone density"),
                outcome("bone loss", DOWN),
                outcome("pain", DOWN),
                outcome("fall risk", DOWN, "falls", "risk of falls"),
                outcome("fracture risk", DOWN, "fractures"),
                outcome("osteoporosis risk", DOWN, "osteoporosis"),
            ),
            key=lambda concept: concept.iri,
        )
    )
)
EXTRACTOR = ClaimExtractor(VOCABULARY)


def extract(*passages: str | tuple[PassageKind, str], markers=(), references=()):
    text, made = "", []
    for number, given in enumerate(passages):
        kind, body = (PassageKind.PROSE, given) if isinstance(given, str) else given
        start = len(text)
        text += body
        made.append(Passage(passage_id("a", kind, body, number), start, len(text), kind))
        text += "\n\n"
    article = Article("a", "a.txt", "", text)
    found = EXTRACTOR.extract(article, made, markers, references)
    for claim in found.claims:
        for mention in (claim.exposure, claim.outcome):
            assert text[mention.start : mention.end] == mention.text
    return found


def claims(*passages: str | tuple[PassageKind, str]) -> tuple[Claim, ...]:
    return extract(*passages).claims


def said(*passages: str | tuple[PassageKind, str]) -> set[tuple[str, str, str]]:
    return {
        (claim.exposure.label, claim.outcome.label, claim.direction.value)
        for claim in claims(*passages)
    }


def one(*passages: str | tuple[PassageKind, str]) -> Claim:
    (claim,) = claims(*passages)
    return claim


# --- structure ---


def test_every_exposure_meets_every_outcome_of_its_verb():
    assert said("Yoga and tai chi improve balance and reduce pain.") == {
        ("yoga", "balance", "increase"),
        ("yoga", "pain", "decrease"),
        ("tai chi", "balance", "increase"),
        ("tai chi", "pain", "decrease"),
    }


def test_a_clause_with_its_own_subject_keeps_its_own_outcomes():
    assert said("Yoga improves balance, but bed rest increases bone loss.") == {
        ("yoga", "balance", "increase"),
        ("bed rest", "bone loss", "increase"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Falls decreased with tai chi.",
        "Falls were reduced by tai chi.",
        "Tai chi leads to a reduction in falls.",
        "Tai chi is effective in preventing falls.",
        "There is evidence of fewer falls after tai chi.",
        "Tai chi has been shown to reduce falls.",
        "A significant fall risk reduction was seen with tai chi.",
    ],
)
def test_the_same_claim_is_read_from_many_constructions(sentence):
    assert said(sentence) == {("tai chi", "fall risk", "decrease")}


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Compared with no treatment, walking improves balance.", UP),
        ("Compared to no walking, any walking was linked to less pain.", DOWN),
        ("Walking improves balance compared with no exercise.", UP),
        ("Compared with no treatment, walking does not improve balance.", Direction.NO_EFFECT),
        ("Walking did not improve balance compared with rest.", Direction.NO_EFFECT),
    ],
)
def test_a_denial_in_what_is_compared_with_denies_nothing(sentence, direction):
    assert {claim.direction for claim in claims(sentence)} == {direction}


def test_neither_and_nor_deny_the_outcomes_that_they_stand_before():
    assert said("Walking increases neither pain nor falls.") == {
        ("walking", "pain", "no_effect"),
        ("walking", "fall risk", "no_effect"),
    }


def test_what_is_improved_on_the_way_is_claimed_too():
    assert said("Yoga can reduce the risk of falls by improving balance.") == {
        ("yoga", "fall risk", "decrease"),
        ("yoga", "balance", "increase"),
    }


def test_a_relative_clause_says_more_of_its_subject():
    assert ("yoga", "bone mineral density", "increase") in said(
        "Yoga improves balance, which can lead to an increase in bone density."
    )


def test_examples_behind_the_outcome_are_exposures():
    found = said("Many forms of exercise can improve balance, including yoga and tai chi.")

    assert found == {("yoga", "balance", "increase"), ("tai chi", "balance", "increase")}


def test_a_general_name_in_the_predicate_is_no_second_exposure():
    assert said("Yoga is a gentle exercise that improves balance.") == {
        ("yoga", "balance", "increase")
    }


def test_what_is_compared_with_is_no_exposure():
    claim = one("Tai chi improves balance more than walking.")

    assert claim.exposure.label == "tai chi"
    assert claim.comparator == "walking"


# --- direction and effect ---


@pytest.mark.parametrize(
    ("sentence", "direction", "effect"),
    [
        ("Walking slows bone loss.", DOWN, Effect.BENEFICIAL),
        ("Walking prevents loss of bone density.", UP, Effect.BENEFICIAL),
        ("Walking maintains bone density.", UP, Effect.BENEFICIAL),
        ("Walking reduces muscle weakness.", UP, Effect.BENEFICIAL),
        ("Bed rest leads to muscle weakness.", DOWN, Effect.HARMFUL),
        ("Bed rest makes pain worse.", UP, Effect.HARMFUL),
        ("Walking improves pain.", DOWN, Effect.BENEFICIAL),
        ("Walking is essential for bone density.", UP, Effect.BENEFICIAL),
        ("Walking protects against fractures.", DOWN, Effect.BENEFICIAL),
        ("Walking affects balance.", Direction.UNCLEAR, Effect.UNCLEAR),
        ("Walking does not reduce falls.", Direction.NO_EFFECT, Effect.NEUTRAL),
    ],
)
def test_direction_is_the_change_of_the_outcome_concept(sentence, direction, effect):
    claim = one(sentence)

    assert (claim.direction, claim.effect) == (direction, effect)


# --- scope ---


def test_a_negation_reaches_only_its_own_clause():
    found = {
        c.outcome.label: c.negated
        for c in claims("Yoga does not reduce pain but improves balance.")
    }

    assert found == {"pain": True, "balance": False}


def test_not_only_denies_nothing():
    assert not any(c.negated for c in claims("Yoga not only improves balance, it reduces pain."))


def test_a_denied_completeness_is_no_null_effect():
    claim = one("Walking alone cannot prevent bone loss entirely.")

    assert claim.negated
    assert claim.direction is Direction.UNCLEAR


def test_two_denials_assert_nothing():
    assert claims("There is no evidence that yoga does not reduce pain.") == ()


def test_an_exception_is_a_claim_of_its_own():
    found = claims("Vitamin D does not reduce falls, except in people with osteoporosis.")

    assert {(c.direction, c.population) for c in found} == {
        (Direction.NO_EFFECT, None),
        (Direction.DECREASE, "people with osteoporosis"),
    }


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("Yoga reduces pain.", None),
        ("Studies show that yoga reduces pain.", None),
        ("Yoga can help reduce pain.", Hedge.CAN),
        ("Research suggests that yoga reduces pain.", Hedge.SUGGESTS),
        ("Research suggests that yoga may reduce pain.", Hedge.MAY),
        ("Yoga probably reduces pain.", Hedge.MAY),
    ],
)
def test_the_weakest_hedge_wins(sentence, hedge):
    assert one(sentence).hedge is hedge


def test_a_modal_reaches_the_bare_verbs_behind_it_and_no_finite_one():
    both = claims("Yoga may reduce pain and improve balance.")
    first = claims("Yoga improves balance and may reduce pain.")

    assert {c.outcome.label: c.hedge for c in both} == {"pain": Hedge.MAY, "balance": Hedge.MAY}
    assert {c.outcome.label: c.hedge for c in first} == {"balance": None, "pain": Hedge.MAY}


def test_a_join_without_a_cause_is_correlational():
    assert one("Bed rest is associated with bone loss.").causality is Causality.CORRELATIONAL


# --- what is no claim ---


@pytest.mark.parametrize(
    "sentence",
    [
        "Does yoga reduce pain?",
        "Try yoga to reduce pain.",
        "You should do yoga to reduce pain.",
        "This yoga class is designed to reduce pain.",
        "She does yoga in order to reduce pain.",
        "We investigated whether yoga reduces pain.",
        "This study aimed to assess the effect of yoga on pain.",
        "Osteoporosis increases the risk of fractures.",
        "Yoga consists of poses for balance.",
        "Yoga is popular among people with pain.",
        "If yoga reduces pain, tell us.",
        "Consider tai chi for better balance.",
    ],
)
def test_advice_aims_questions_and_definitions_are_no_claims(sentence):
    assert claims(sentence) == ()


def test_advice_that_evidence_backs_is_a_claim():
    assert said("Research shows that you need to do yoga to reduce pain.") == {
        ("yoga", "pain", "decrease")
    }


@pytest.mark.parametrize(
    "kind",
    [PassageKind.HEADING, PassageKind.CAPTION, PassageKind.BOILERPLATE, PassageKind.REFERENCE],
)
def test_only_prose_and_list_items_are_read(kind):
    assert claims((kind, "Yoga reduces pain.")) == ()


def test_a_sentence_that_breaks_off_is_no_source():
    text = "Yoga reduces pain and"
    passage = Passage("p", 0, len(text), PassageKind.PROSE, truncated=True)

    assert EXTRACTOR.extract(Article("a", "a", "", text), [passage]).claims == ()


# --- context ---


def test_a_pronoun_stands_for_the_exposure_of_the_sentence_before():
    first, second = claims("Yoga improves balance.", "It also reduces pain.")

    assert first.exposure.text == "Yoga"
    assert (second.exposure.label, second.exposure.text) == ("yoga", "It")


def test_a_pronoun_does_not_reach_into_another_section():
    found = said("Yoga improves balance.", (PassageKind.HEADING, "Money"), "It reduces pain.")

    assert found == {("yoga", "balance", "increase")}


def test_a_pronoun_is_not_an_exposure_when_the_sentence_before_spoke_of_an_outcome():
    assert claims("Osteoporosis is common.", "It increases the risk of fractures.") == ()


def test_items_lean_on_the_exposure_of_their_lead_in():
    found = claims(
        "Adults who do tai chi report:",
        (PassageKind.LIST_ITEM, "Better balance"),
        (PassageKind.LIST_ITEM, "40% reduction in falls"),
    )

    assert [(c.exposure.text, c.outcome.text, c.direction) for c in found] == [
        ("tai chi", "balance", UP),
        ("tai chi", "falls", DOWN),
    ]
    assert found[1].magnitude == "40%"
    assert found[0].population == "Adults"


def test_a_lead_in_serves_only_its_own_list():
    found = said("Tai chi brings:", (PassageKind.LIST_ITEM, "Better balance"), "Less pain is nice.")

    assert found == {("tai chi", "balance", "increase")}


# --- details ---


@pytest.mark.parametrize(
    ("sentence", "population"),
    [
        ("Yoga reduces pain in older adults.", "older adults"),
        ("Among women with osteoporosis, yoga reduces pain.", "women with osteoporosis"),
        ("Yoga reduces pain in people.", None),
        ("Yoga helps elderly people reduce pain.", "elderly people"),
    ],
)
def test_the_population_is_quoted(sentence, population):
    assert one(sentence).population == population


def test_what_a_group_suffers_from_is_no_outcome():
    assert said("Yoga reduces pain in women with osteoporosis.") == {("yoga", "pain", "decrease")}


@pytest.mark.parametrize(
    ("sentence", "dose"),
    [
        ("Yoga twice a week reduces pain.", "twice a week"),
        ("Walking 30 minutes a day reduces pain.", "30 minutes a day"),
        ("Vitamin D at 800 IU per day reduces falls.", "800 IU per day"),
        ("Walking reduces pain in adults over 65 years.", None),
        ("Walking reduces pain by 20%.", None),
    ],
)
def test_the_dose_is_quoted(sentence, dose):
    assert one(sentence).dose == dose


def test_the_size_of_the_effect_is_quoted():
    assert one("Walking reduces pain by 20%.").magnitude == "by 20%"


def test_a_claim_cites_the_references_of_the_markers_in_its_sentence():
    text = "Yoga reduces pain [1]."
    other = Marker("[2]", 40, 43, ("r2",))
    marker = Marker("[1]", text.index("["), text.index("]") + 1, ("r1", "dangling"))
    found = extract(
        text, markers=(marker, other), references=(Reference(id="r1", source="s", raw="One."),)
    )

    assert found.claims[0].citations == ("r1",)


# --- mechanisms ---


def test_an_outcome_that_changes_another_is_a_mechanism_and_no_claim():
    found = extract("This increase in BMD can lead to fewer fractures.")

    assert found.claims == ()
    (step,) = found.mechanisms
    assert (step.cause.label, step.effect.label, step.direction) == (
        "bone mineral density",
        "fracture risk",
        DOWN,
    )


# --- confidence and order ---


def test_an_exposure_fetched_from_context_is_trusted_less():
    plain, pointed = claims("Yoga improves balance.", "It reduces pain.")

    assert 0 < pointed.confidence < plain.confidence <= 1


def test_equal_articles_give_equal_extractions():
    sentences = ("Yoga and tai chi improve balance.", "They reduce falls and fractures.")

    assert extract(*sentences) == extract(*sentences)


# --- names and doubts ---


@pytest.mark.parametrize(
    "sentence",
    [
        "Yoga instructors reduce pain.",
        "We hypothesised that yoga would reduce pain and improve balance.",
        "The effect of yoga on pain: a pilot trial.",
        "Pain increased despite regular yoga.",
        "The Journal of Yoga reduced pain.",
        "Future research may show that yoga reduces pain.",
    ],
)
def test_names_titles_and_hypotheses_are_no_claims(sentence):
    assert claims(sentence) == ()


def test_a_denied_report_denies_what_it_reports():
    claim = one("No research shows that yoga reduces pain.")

    assert claim.negated
    assert claim.direction is Direction.NO_EFFECT


def test_mixed_findings_are_one_claim():
    claim = claims(
        "Yoga reduces pain.", "Yoga was effective in some trials, but was ineffective in others."
    )[-1]

    assert claim.direction is Direction.MIXED


def test_a_judgement_without_an_outcome_means_what_the_text_is_about():
    implied = claims("Yoga reduces falls.", "Tai chi is also effective.")[-1]

    assert (implied.exposure.label, implied.outcome.label, implied.outcome.text) == (
        "tai chi",
        "fall risk",
        "effective",
    )


def test_items_that_name_exposures_are_claimed_for_what_the_lead_in_says():
    found = claims(
        "Many kinds of exercise improve balance:",
        (PassageKind.LIST_ITEM, "Yoga twice a week"),
        (PassageKind.LIST_ITEM, "Tai chi, which is slow"),
        (PassageKind.LIST_ITEM, "A good book"),
    )

    assert [(c.exposure.text, c.outcome.text) for c in found[1:]] == [
        ("Yoga", "balance"),
        ("Tai chi", "balance"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Yoga is linked to a reduced risk of early, serious and lasting fractures.",
            {("yoga", "fracture risk", "decrease")},
        ),
        (
            "Yoga brought less pain and no sign of fractures.",
            {("yoga", "pain", "decrease")},
        ),
        ("Pain during yoga is acceptable provided it settles.", set()),
        ("Yoga has an anti-osteoporosis effect.", set()),
    ],
)
def test_a_claim_never_says_the_opposite_of_its_sentence(sentence, expected):
    assert said(sentence) == expected


def test_people_at_an_increased_risk_are_who_is_spoken_of_and_not_what_is_done() -> None:
    found = extract("Exercise improves balance in adults at an increased risk of fracture.")

    (claim,) = found.claims
    assert (claim.outcome.text, claim.direction) == ("balance", Direction.INCREASE)
