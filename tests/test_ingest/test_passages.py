from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError
from graph.model import PassageKind
from ingest.passages import split_passages
from ingest.readers import read_document

if TYPE_CHECKING:
    from graph.model import Passage


def passages(text: str, name: str = "a.txt") -> list[tuple[str, Passage]]:
    document = read_document(name, text.encode())
    return [
        (document.text[passage.start : passage.end], passage)
        for passage in split_passages(document, "article")
    ]


def kinds(text: str, name: str = "a.txt") -> dict[str, str]:
    return {quote: passage.kind.value for quote, passage in passages(text, name)}


PAGE = """\
top of page

Lifting For Bones

Lifting helps bones. (1) It also helps balance.

We are a small clinic. Get in touch to learn more about it.

a barbell on the floor

Looking For Great Physiotherapy?

Our clinic is where athletes heal. We do it all.

  1. Li F, Harmer P. Tai chi and fall reductions. J Gerontol. 2005;60(2):187–194.

  2. Bone health basics. Clinic pages. Retrieved 3 May 2021, from

12 views0 comments

bottom of page
"""


def test_a_page_s_parts_are_told_apart() -> None:
    assert kinds(PAGE) == {
        "top of page": "boilerplate",
        "Lifting For Bones": "heading",
        "Lifting helps bones. (1)": "prose",
        "It also helps balance.": "prose",
        "We are a small clinic.": "prose",
        "Get in touch to learn more about it.": "boilerplate",
        "a barbell on the floor": "caption",
        "Looking For Great Physiotherapy?": "boilerplate",
        "Our clinic is where athletes heal. We do it all.": "boilerplate",
        "Li F, Harmer P. Tai chi and fall reductions. J Gerontol. 2005;60(2):187–194.": "reference",
        "Bone health basics. Clinic pages. Retrieved 3 May 2021, from": "reference",
        "12 views0 comments": "boilerplate",
        "bottom of page": "boilerplate",
    }


def test_a_passage_knows_the_heading_that_it_stands_under() -> None:
    found = dict(passages("# One\n\nFirst.\n\n## Two\n\nSecond.\n", "a.md"))
    assert (found["First."].section, found["Second."].section) == ("One", "Two")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Balance training helps. It will therefore decrease the chance of", True),
        ("Balance training helps. On top of that, general activity", True),
        ("It decreases the chance of", True),
        ("Balance training helps. It reduces falls. (1)", False),
        ("Balance training helps. It reduces falls.²", False),
        ("These are good for balance: they say", False),
        ("Balance training helps. These exercises are good:", False),
    ],
)
def test_a_sentence_that_breaks_off_is_kept_and_marked(text: str, broken: bool) -> None:
    document_text = f"# Balance\n\n{text}\n"
    *_, (_, last) = passages(document_text, "a.md")
    assert last.truncated is broken


def test_a_list_item_needs_no_full_stop() -> None:
    assert not any(passage.truncated for _, passage in passages("- Walk. Then rest a\n", "a.md"))


@pytest.mark.parametrize(
    "heading", ["References", "Sources:", "Bibliography", "Selected references", "Works Cited"]
)
def test_what_stands_under_a_heading_of_references_is_a_reference(heading: str) -> None:
    text = f"# Bones\n\nLift.\n\n## {heading}\n\nA web page about bones\n\n## More\n\nWalk.\n"
    found = kinds(text, "a.md")
    assert found["A web page about bones"] == "reference"
    assert found["Walk."] == "prose"


def test_the_same_sentence_twice_is_two_passages() -> None:
    found = passages("Walk more.\n\nWalk more.\n\nWalk more.\n", "a.md")
    assert len({passage.id for _, passage in found}) == 3


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB1 .!?()[]\n,-#*", max_size=300), st.sampled_from(["a.md", "a.txt"]))
def test_passages_of_any_text_follow_each_other_and_have_ids_of_their_own(
    text: str, name: str
) -> None:
    try:
        found = passages(text, name)
    except DocumentError:
        return
    place = 0
    for quote, passage in found:
        assert passage.start >= place
        assert quote == quote.strip() != ""
        place = passage.end
    assert len({passage.id for _, passage in found}) == len(found)


def test_a_last_paragraph_that_tells_of_a_study_is_prose_and_no_reference() -> None:
    document = read_document("a.md", b"# A\n\nNovak et al. (2011) showed that yoga reduces pain.\n")
    kinds = [passage.kind for passage in split_passages(document, "a")]
    assert kinds == [PassageKind.HEADING, PassageKind.PROSE]
