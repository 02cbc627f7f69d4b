import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from graph.ids import (
    ID_LENGTH,
    PassageIds,
    article_id,
    claim_id,
    digest,
    normalise,
    normalise_doi,
    passage_id,
    squash,
)


@given(st.lists(st.text(), min_size=2))
def test_no_two_lists_of_parts_run_together(parts: list[str]) -> None:
    joined = [parts[0] + parts[1], *parts[2:]]
    assert digest(*parts) != digest(*joined)
    assert len(digest(*parts)) == ID_LENGTH


def test_an_article_is_the_same_whatever_its_white_space_and_case() -> None:
    assert article_id("Bone health", "Squats  help.\n") == article_id("BONE HEALTH", "squats help.")


def test_the_same_sentence_twice_in_an_article_is_two_passages() -> None:
    first, second = (passage_id("a", "prose", "Walk more.", n) for n in (0, 1))
    assert first != second


@given(st.lists(st.tuples(st.sampled_from(("prose", "heading")), st.text(max_size=3))))
def test_passages_in_a_row_are_identified_as_each_by_itself(
    passages: list[tuple[str, str]],
) -> None:
    ids = PassageIds("a")
    seen: list[tuple[str, str]] = []
    for kind, text in passages:
        key = (kind, normalise(text))
        assert ids.next_of(kind, text) == passage_id("a", kind, text, seen.count(key))
        seen.append(key)


@given(st.text(alphabet=st.sampled_from("aB\u00c5\ufb01 \u00a0\t\n\u2003.")))
def test_normalised_text_has_one_blank_between_words_and_none_at_its_ends(text: str) -> None:
    composed = unicodedata.normalize("NFKC", text)
    assert normalise(text) == " ".join(composed.casefold().split())


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_squashed_as_letters_of_any_script_are(text: str) -> None:
    assert squash(text) + "e" == squash(text + "\u00e9")


def test_two_claims_of_one_proposition_in_a_sentence_differ_by_their_words() -> None:
    assert claim_id("p", "s", "squats", "BMD") != claim_id("p", "s", "lunges", "BMD")


def test_a_doi_is_one_name_in_all_its_spellings() -> None:
    spellings = [
        "10.1000/ABC.1",
        "doi:10.1000/abc.1",
        "DOI: 10.1000/abc.1.",
        "https://doi.org/10.1000/abc.1",
        "http://dx.doi.org/10.1000/ABC.1",
    ]
    assert {normalise_doi(spelling) for spelling in spellings} == {"10.1000/abc.1"}
