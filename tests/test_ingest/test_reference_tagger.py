from __future__ import annotations

import itertools
import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import ReferenceType, Work
from ingest.references import parse_reference
from ingest.references.names import split_authors
from ingest.references.tagger import MODEL_FILE, MODELS, segments
from ingest.references.tokens import MAX_TOKENS, tokenise

CHAPTER = (
    "Novak, K. R. and Ito, R. (1999). Squats for beginners. In A. Okoro (Ed.), "
    "Handbook of strength training (pp. 12–34). London: Barbell Press."
)
BOOK = "Ito, Rin. Walking Through Winter: A Guide. New York: Barbell Press, 2004."


@given(st.text(max_size=200))
def test_every_character_that_is_no_blank_stands_in_one_token(text: str) -> None:
    tokens = tokenise(text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    if len(tokens) < MAX_TOKENS:
        assert "".join(token.text for token in tokens) == "".join(text.split())


def test_a_journal_s_packed_place_is_parted_into_its_numbers() -> None:
    assert [token.text for token in tokenise("2005;60(2):187-94.")] == [
        *("2005;", "60", "(2):", "187-94."),
    ]


@given(st.text(max_size=300))
def test_labelled_stretches_follow_each_other_and_hold_all_tokens(text: str) -> None:
    found = segments(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    covered = "".join("".join(text[each.start : each.end].split()) for each in found)
    if len(tokenise(text)) < MAX_TOKENS:
        assert covered == "".join(text.split())


@pytest.mark.parametrize("name", MODELS)
def test_the_shipped_models_are_there_with_the_settings_of_their_training(name: str) -> None:
    package = files("ingest.references")
    assert package.joinpath(MODEL_FILE.format(name)).read_bytes().startswith(b"lCRF")
    trained = json.loads(package.joinpath("tagger.json").read_text("utf-8"))
    assert trained["strings"] > 1_000


def test_a_chapter_is_told_from_the_book_that_it_stands_in() -> None:
    assert parse_reference(CHAPTER) == Work(
        type=ReferenceType.CHAPTER,
        authors=("Novak, K. R.", "Ito, R."),
        year=1999,
        title="Squats for beginners",
        container="Handbook of strength training",
        pages="12–34",
    )


def test_a_book_has_no_container_and_no_pages() -> None:
    assert parse_reference(BOOK) == Work(
        type=ReferenceType.BOOK,
        authors=("Ito, Rin",),
        year=2004,
        title="Walking Through Winter: A Guide",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Novak, K. R., & Ito, R.", ("Novak, K. R.", "Ito, R.")),
        ("Karel Novak, Rin Ito, and Ada Okoro.", ("Karel Novak", "Rin Ito", "Ada Okoro")),
        ("Novak, L. L., W. E. Ito, and R. E. Okoro.", ("Novak, L. L.", "W. E. Ito", "R. E. Okoro")),
        ("Novak, K.; Ito, R.; Okoro, A.", ("Novak, K.", "Ito, R.", "Okoro, A.")),
        ("Novak KR, Ito R, et al.", ("Novak KR", "Ito R")),
        ("Ito, Rin and Ada Okoro, eds.", ("Ito, Rin", "Ada Okoro")),
        ("Department of Bones and Joints", ("Department of Bones and Joints",)),
        ("", ()),
    ],
)
def test_authors_are_parted_in_every_style(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names


def test_a_number_glued_to_an_identifier_of_known_length_is_the_pubmed_number() -> None:
    found = parse_reference("Ito R. Bone. 2005;6(3):6–9 10.1016/j.bones.2005.03.02412345678")
    assert (found.doi, found.pmid) == ("10.1016/j.bones.2005.03.024", "12345678")


def test_the_day_a_page_was_looked_at_is_not_its_year() -> None:
    found = parse_reference(
        "Bone Council. Strong bones. Available at: https://b.example (accessed 2 October 2008)."
    )
    assert found.year is None
