from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.model import Article, Claim
from graph.vocabulary import load_vocabulary
from ingest.claims import ClaimExtractor
from ingest.claims.cues import Change
from ingest.claims.explaining import MAX_TEXT, Explainer
from ingest.claims.explanation import Explanation
from ingest.claims.links import Origin
from ingest.claims.silence import Silence
from ingest.claims.zones import ZoneKind
from ingest.passages import split_passages
from ingest.readers import markdown

VOCABULARY = load_vocabulary()
EXTRACTOR = ClaimExtractor(VOCABULARY)
EXPLAINER = Explainer(VOCABULARY)
SENTENCES = (
    "Yoga improves balance.",
    "Tai chi may not slow the loss of muscle mass in older women.",
    "Yoga reduces pain, but walking has no effect on it.",
    "It lowers the risk of falls by 12%.",
    "These exercises are effective for back pain twice a week.",
    "Exercise (tai chi, yoga) reduces pain.",
    "Yoga eased pain in some trials, but in others it did not ease pain.",
    "Muscle weakness leads to falls.",
    "Does walking improve balance?",
    "You should try yoga to prevent falls.",
    "Pilates is effective.",
    "Walking improves balance more than swimming. It also protects bones from fractures.",
    "- better balance\n- fewer falls",
    "## Why yoga improves balance",
    "**Yoga** improves balance, and a review found that it reduces stress.",
    "Swimming does not improve bone density, except in people who have osteoporosis.",
    "Vitamin D deficiency increases the risk of falls.",
)
EARLIER = (
    "",
    "Yoga is popular.",
    "# Benefits of tai chi",
    "Resistance training improves:",
    "# Yoga and back pain\n\nBack pain is common. Yoga reduces back pain.",
    "Why?",
)


def claims_of(explanation: Explanation) -> list[Claim]:
    return [told.claim for passage in explanation.passages for told in passage.claims]


def without_ids(claims: list[Claim]) -> list[Claim]:
    return [replace(claim, id="", passage="") for claim in claims]


def extracted(sentence: str, before: str) -> list[Claim]:
    document = markdown.read("", f"{before}\n\n{sentence}", None)
    article = Article("a", "a", document.title, document.text)
    passages = split_passages(document, "a")
    earlier = markdown.read("", before, None).text
    inside = {passage.id for passage in passages if passage.start >= len(earlier)}
    found = EXTRACTOR.extract(article, passages).claims
    return [claim for claim in found if claim.passage in inside]


def reason_of(sentence: str, word: str, before: str = "") -> Silence | None:
    (silence,) = {
        mention.silence
        for passage in EXPLAINER.explain(sentence, before).passages
        for mention in passage.mentions
        if mention.sighting.mention.text == word
    }
    return silence


@pytest.mark.parametrize("before", EARLIER)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_claims_explained_are_those_that_the_extractor_makes(
    sentence: str, before: str
) -> None:
    told = claims_of(EXPLAINER.explain(sentence, before))
    assert without_ids(told) == without_ids(extracted(sentence, before))


def test_the_sentences_above_make_claims_of_many_kinds() -> None:
    found = [claim for sentence in SENTENCES for claim in extracted(sentence, EARLIER[1])]
    assert len({claim.direction for claim in found}) >= 4
    assert len(found) > 12


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*SENTENCES, ", ", " not ", " may ", " (", "é", ": "]), max_size=4),
    st.sampled_from(EARLIER),
)
def test_every_quote_of_an_explanation_is_its_place_in_the_text(
    pieces: list[str], before: str
) -> None:
    told = EXPLAINER.explain("Yoga helps. " + "".join(pieces), before)
    quotes = [
        quote
        for passage in told.passages
        for quote in (
            *(cue.quote for cue in passage.cues),
            *(zone.quote for zone in passage.zones),
            *(sign.quote for sign in passage.signs),
            *(mention.shown_by for mention in passage.mentions),
            *(mention.sighting.mention for mention in passage.mentions),
            *(claim.denied_by for claim in passage.claims),
            *(claim.hedged_by for claim in passage.claims),
            *(cue.quote for claim in passage.claims for cue in claim.chain),
        )
        if quote is not None
    ]
    assert quotes
    assert all(told.text[quote.start : quote.end] == quote.text for quote in quotes)
    assert all(passage.passage.start >= told.start for passage in told.passages)


@pytest.mark.parametrize(
    ("sentence", "word", "reason"),
    [
        ("Pain is common in winter.", "Pain", Silence.NO_CUE),
        ("A warm bath reduces pain.", "pain", Silence.NO_EXPOSURE),
        ("Yoga is popular.", "Yoga", Silence.NO_OUTCOME),
        ("Tai chi improves balance more than walking.", "walking", Silence.COMPARISON),
        ("You should try yoga to prevent falls.", "yoga", Silence.ADVICE),
        ("You should try yoga to prevent falls.", "falls", Silence.ADVICE),
        ("This trial was designed to reduce falls with yoga.", "falls", Silence.AIM),
        ("A class of yoga to prevent falls starts in May.", "falls", Silence.PURPOSE),
        ("We asked whether yoga improves balance.", "balance", Silence.DOUBT),
        ("If yoga improves balance, tell a friend.", "balance", Silence.CONDITION),
        ("Walking improves balance in women with frequent falls.", "falls", Silence.PEOPLE),
        ("Without yoga, swimming reduces pain.", "yoga", Silence.DEPRIVED),
        ("Does yoga improve balance?", "balance", Silence.QUESTION),
        ("Try yoga to improve balance.", "balance", Silence.REQUEST),
        ("# Yoga improves balance", "balance", Silence.HEADING),
        ("Exercise (tai chi, yoga) reduces pain.", "Exercise", Silence.JOINED),
        ("The Journal of Pain says that yoga improves balance.", "Pain", Silence.NAME),
        (
            "There is no evidence that yoga does not improve balance.",
            "balance",
            Silence.TWO_DENIALS,
        ),
        ("Yoga improves balance.", "balance", None),
        ("Muscle weakness leads to falls.", "falls", None),
    ],
)
def test_a_name_without_a_claim_has_its_reason(
    sentence: str, word: str, reason: Silence | None
) -> None:
    assert reason_of(sentence, word) is reason


def test_the_reason_of_an_advice_quotes_the_word_that_shows_it() -> None:
    (passage,) = EXPLAINER.explain("You should try yoga to prevent falls.").passages
    assert {mention.shown_by.text for mention in passage.mentions if mention.shown_by} == {"should"}


def test_a_chain_of_cues_is_told_from_the_outermost_and_comes_to_one_change() -> None:
    (passage,) = EXPLAINER.explain("Yoga slows the decline in balance.").passages
    (told,) = passage.claims
    assert [seen.quote.text for seen in told.chain if seen.quote] == ["slows", "decline"]
    assert [seen.cue.change for seen in told.chain] == [Change.DECREASE, Change.DECREASE]
    assert told.change is Change.INCREASE


def test_a_cue_that_a_preposition_turns_round_says_so() -> None:
    (passage,) = EXPLAINER.explain("Walking protects the whole body from fractures.").passages
    turned = [
        seen.turned
        for told in passage.claims
        if told.claim.outcome.text == "fractures"
        for seen in told.chain
    ]
    assert turned == [True]


def test_the_words_that_deny_and_hedge_stand_beside_their_claim() -> None:
    text = "Yoga may reduce pain, but walking does not improve balance."
    (passage,) = EXPLAINER.explain(text).passages
    words = {
        told.claim.outcome.text: (
            told.denied_by and told.denied_by.text,
            told.hedged_by and told.hedged_by.text,
        )
        for told in passage.claims
    }
    assert words == {"pain": (None, "may"), "balance": ("not", None)}


@pytest.mark.parametrize(
    ("before", "sentence", "origin"),
    [
        ("", "Yoga improves balance.", Origin.SUBJECT),
        ("", "Balance improved with yoga.", Origin.AGENT),
        ("Yoga is popular.", "It improves balance.", Origin.ANAPHOR),
        ("Yoga improves:", "- balance", Origin.LEAD_IN),
        ("## Benefits of yoga", "- It is calm.\n- improves balance", Origin.HEADING),
    ],
)
def test_the_origin_of_an_exposure_is_where_the_text_has_it(
    before: str, sentence: str, origin: Origin
) -> None:
    told = EXPLAINER.explain(sentence, before)
    assert [each.link.origin for one in told.passages for each in one.claims] == [origin]


def test_the_cues_of_an_item_are_those_of_its_lead_in() -> None:
    told = EXPLAINER.explain("- yoga\n- tai chi", "These types of exercise reduce pain:")
    chains = [claim.chain for passage in told.passages for claim in passage.claims]
    assert [[seen.quote.text for seen in chain if seen.quote] for chain in chains] == [
        ["reduce"],
        ["reduce"],
    ]


def test_people_and_comparisons_are_quoted_with_what_they_are() -> None:
    (passage,) = EXPLAINER.explain(
        "Tai chi improves balance in older women more than walking."
    ).passages
    assert [(zone.kind, zone.quote.text) for zone in passage.zones] == [
        (ZoneKind.POPULATION, "older women"),
        (ZoneKind.COMPARATOR, "walking"),
    ]


def test_the_last_step_of_the_weighing_is_the_confidence() -> None:
    told = [
        each
        for sentence in SENTENCES
        for passage in EXPLAINER.explain(sentence, "Yoga is popular.").passages
        for each in passage.claims
    ]
    assert all(each.weighing[-1][1] == each.claim.confidence for each in told)
    assert any(len(each.weighing) > 1 for each in told)


@pytest.mark.parametrize("text", ["", "  \n ", "<!-- -->"])
def test_nothing_to_read_is_an_error(text: str) -> None:
    with pytest.raises(UsageError, match="no sentence"):
        EXPLAINER.explain(text)


def test_a_text_beyond_the_bound_is_an_error_wherever_it_stands() -> None:
    for sentence, before in (("a" * (MAX_TEXT + 1), ""), ("Yoga helps.", "a" * MAX_TEXT)):
        with pytest.raises(UsageError, match="20,000 characters"):
            EXPLAINER.explain(sentence, before)
