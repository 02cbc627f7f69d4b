import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import QuantityKind
from graph.vocabulary import load_vocabulary
from ingest.claims.measures import measures_in
from ingest.phrases import lexicon
from ingest.pipeline import article_reader

READER = article_reader(load_vocabulary())


def measured(text: str):
    return [(q.kind.value, q.low, q.high, q.unit) for q in measures_in(text, 0, len(text))]


def claim(sentence: str):
    (found, *_) = READER.read("page.md", f"# A page\n\n{sentence}\n".encode()).claims
    return found


@pytest.mark.parametrize("row", lexicon("measures")["measure"], ids=lambda row: row["example"])
def test_every_pattern_finds_the_whole_of_its_example(row):
    (found,) = measures_in(row["example"], 0, len(row["example"]))
    assert (found.kind, found.text) == (QuantityKind(row["kind"]), row["example"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "twice a week for 12 weeks",
            [("frequency", 2, None, "times per week"), ("duration", 12, None, "week")],
        ),
        ("two to three sessions per week", [("frequency", 2, 3, "times per week")]),
        ("800 IU per day", [("amount", 800, None, "IU per day")]),
        ("at 70% of 1RM", [("intensity", 70, None, "%")]),
        (
            "by 23% (RR 0.77, 95% CI 0.71 to 0.83; p < 0.001)",
            [
                ("percent", 23, None, "%"),
                ("ratio", 0.77, None, "RR"),
                ("interval", 0.71, 0.83, None),
                ("p-value", 0.001, None, "<"),
            ],
        ),
        ("SMD −0.5", [("difference", -0.5, None, "SMD")]),
        ("women aged 65 years and older", []),
        ("nothing to measure", []),
    ],
)
def test_measures_are_values_with_units(text, expected):
    assert measured(text) == expected


def test_a_claim_keeps_the_measures_of_its_sentence_with_their_places():
    sentence = "Tai chi twice a week for 12 weeks cut falls by 23%."
    record = READER.read("page.md", f"# A page\n\n{sentence}\n".encode())
    (found,) = record.claims
    assert [quantity.kind.value for quantity in found.quantities] == [
        "frequency",
        "duration",
        "percent",
    ]
    for quantity in found.quantities:
        assert record.article.text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "A 2019 review of 24 trials found that tai chi reduces falls.",
            "A 2019 review of 24 trials",
        ),
        (
            "According to the World Health Organization, walking improves mood.",
            "the World Health Organization",
        ),
        ("Novak et al. (2011) showed that yoga reduces pain.", "Novak et al. (2011)"),
        ("However, one trial has shown that yoga reduces pain.", "one trial"),
        ("Studies show that yoga reduces pain.", None),
        ("Yoga reduces pain.", None),
    ],
)
def test_a_claim_tells_whom_its_sentence_names(sentence, named):
    assert claim(sentence).attribution == named


@given(st.text(alphabet="0123456789 .,-–%<=pCIRMDweekdayto()", max_size=200))
def test_measures_of_any_text_stand_where_they_say_and_never_overlap(text):
    last = 0
    for quantity in measures_in(text, 0, len(text)):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.start >= last
        last = quantity.end
