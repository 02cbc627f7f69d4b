import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.claims.comparison import compare
from ingest.claims.comparison.features import features
from ingest.claims.comparison.roles import MAX_CHARACTERS, Role, arms_of, read_tokens
from ingest.claims.comparison.significance import interval, p_values


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        (
            "Pain was significantly lower in the yoga group than in controls (P = 0.01).",
            -1,
        ),
        ("Balance improved significantly more with yoga than with control (p < 0.001).", 1),
        ("There was no significant difference in pain between the groups (p = 0.45).", 0),
        ("Pain did not differ between yoga and control.", 0),
    ],
)
def test_a_plain_comparison_is_judged_as_a_person_reads_it(sentence, sign):
    outcome = "balance" if "Balance" in sentence else "pain"
    assert compare(sentence, "yoga", "control group", outcome).sign == sign


def test_exchanging_the_arms_turns_the_sign():
    sentence = "Muscle strength was significantly higher in the rowing than the yoga group."
    assert compare(sentence, "rowing", "yoga", "muscle strength").sign == 1
    assert compare(sentence, "yoga", "rowing", "muscle strength").sign == -1


def test_words_are_told_by_the_arm_that_they_name():
    arms = arms_of("tai chi", "stretching (control)", "falls")
    tokens = read_tokens("Fewer falls with tai chi than stretching, or control", arms)
    named = {token.stem: token.role for token in tokens if token.role}
    assert named == {
        "fall": Role.OUTCOME,
        "tai": Role.INTERVENTION,
        "chi": Role.INTERVENTION,
        "stretch": Role.COMPARATOR,
        "control": Role.COMPARATOR,
    }


def test_a_group_is_known_by_its_letter():
    arms = arms_of("yoga (group A)", "rowing (group B)", "pain")
    roles = [token.role for token in read_tokens("Group A had less than group B", arms)]
    assert [role for role in roles if role] == [Role.INTERVENTION, Role.COMPARATOR]


@pytest.mark.parametrize(
    ("text", "significant"),
    [
        ("(p < 0.05)", [True]),
        ("P=0.20", [False]),
        ("p-value of 0.03 and p > 0.05", [True, False]),
        ("p > 0.001", []),
        ("P = ·04", [True]),
        ("no value", []),
    ],
)
def test_p_values_are_held_against_the_usual_level(text, significant):
    assert [value.significant for value in p_values(text)] == significant


def test_an_interval_keeps_its_signs():
    assert interval("MD 1.0 (95% CI −0.5 to 2.5)") == (-0.5, 2.5)
    assert interval("no bounds") is None


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_texts_are_judged_and_the_chances_add_up(sentence, intervention, comparator, outcome):
    judged = compare(sentence, intervention, comparator, outcome)
    assert judged.lower + judged.same + judged.higher == pytest.approx(1)
    assert judged.sign in (-1, 0, 1)


def test_a_long_text_is_read_to_a_bound():
    text = "pain was lower than 1 vs 2 (p < 0.05), " * 20_000
    assert features(text, "yoga", "rest", "pain") == features(
        text[:MAX_CHARACTERS], "yoga", "rest", "pain"
    )
