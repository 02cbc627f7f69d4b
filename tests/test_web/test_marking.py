"""An article's text with its claims and markers marked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from graph.model import Article, ArticleRecord, Marker, Passage, PassageKind
from web.marking import mark_article, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from web.marking import Group

    Write = Callable[..., ArticleRecord]

TAI_CHI = ("Tai chi", "tai-chi", "increase", "balance", "balance", "beneficial")


def shown(groups: tuple[Group, ...]) -> list[tuple[str, str]]:
    """Give each block's kind and text."""
    return [
        (block.kind.value, "".join(s.text for piece in block.pieces for s in piece.segments))
        for group in groups
        for block in group.blocks
    ]


def test_sentences_of_a_paragraph_stay_in_it_and_a_line_break_starts_the_next(
    write: Write,
) -> None:
    record = write(
        "Balance",
        [("heading", ["Balance"]), ("prose", ["One.", "Two."]), ("prose", ["Three."])],
    )
    assert shown(mark_article(record)) == [
        ("heading", "Balance"),
        ("prose", "One. Two."),
        ("prose", "Three."),
    ]


def test_neighbouring_list_items_are_one_list(write: Write) -> None:
    record = write(
        "Lists", [("list_item", ["a"]), ("list_item", ["b"]), ("prose", ["c"]), ("list_item", "d")]
    )
    lists = [group for group in mark_article(record) if group.kind is PassageKind.LIST_ITEM]
    assert [len(group.blocks) for group in lists] == [2, 1]


def test_a_bullet_before_an_item_is_shown_with_it() -> None:
    article = Article("a", "a.txt", "A", "- first\n- second")
    passages = (
        Passage("p1", 2, 7, PassageKind.LIST_ITEM),
        Passage("p2", 10, 16, PassageKind.LIST_ITEM),
    )
    (group,) = mark_article(ArticleRecord(article, passages))
    assert shown((group,)) == [("list_item", "- first"), ("list_item", "- second")]
    assert all(block.own_bullet for block in group.blocks)


def test_a_sentence_with_two_claims_is_marked_once_with_both_readings(write: Write) -> None:
    record = write(
        "Both",
        [("prose", ["Tai chi improves balance and strength. (1)"])],
        [TAI_CHI, ("Tai chi", "tai-chi", "increase", "strength", "muscle-strength", "beneficial")],
    )
    (group,) = mark_article(record)
    (piece,) = group.blocks[0].claimed
    assert piece.letter == "A"
    assert [claim.outcome.text for claim in piece.claims] == ["balance", "strength"]


def test_the_words_of_a_claim_and_its_marker_are_set_apart(write: Write) -> None:
    record = write("Words", [("prose", ["Tai chi improves balance. (1)"])], [TAI_CHI])
    (group,) = mark_article(record)
    found = [
        (segment.text, segment.exposure, segment.outcome, segment.marker is not None)
        for segment in group.blocks[0].pieces[0].segments
    ]
    assert found == [
        ("Tai chi", True, False, False),
        (" improves ", False, False, False),
        ("balance", False, True, False),
        (". ", False, False, False),
        ("(1)", False, False, True),
    ]


def test_readings_are_lettered_through_the_article_and_after_z_comes_aa(write: Write) -> None:
    sentences = [f"Tai chi {number} improves balance." for number in range(28)]
    claims = [(f"Tai chi {number} ", *TAI_CHI[1:]) for number in range(28)]
    (group,) = mark_article(write("Many", [("prose", sentences)], claims))
    letters = [piece.letter for piece in group.blocks[0].claimed]
    assert letters[:2] == ["A", "B"]
    assert letters[25:] == ["Z", "AA", "AB"]


def test_a_claim_that_cites_nothing_is_marked_as_uncited(write: Write) -> None:
    record = write(
        "Cited",
        [("prose", ["Tai chi improves balance. (1)", "Walking improves mood."])],
        [TAI_CHI, ("Walking", "walking", "increase", "mood", "mood", "beneficial")],
        [{"raw": "A study."}],
    )
    (group,) = mark_article(record)
    assert [piece.cited for piece in group.blocks[0].claimed] == [True, False]


@st.composite
def records(draw: st.DrawFn) -> ArticleRecord:
    text = draw(st.text(st.sampled_from("ab \n(1)"), max_size=60))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    passages = tuple(
        Passage(f"p{number}", start, end, draw(st.sampled_from(PassageKind)))
        for number, (start, end) in enumerate(draw(st.lists(places, max_size=6)))
    )
    markers = tuple(
        Marker(text[start:end], start, end) for start, end in draw(st.lists(places, max_size=4))
    )
    return ArticleRecord(Article("a", "a.txt", "A", text), passages, markers=markers)


@given(records())
def test_no_character_is_lost_and_none_is_shown_twice(record: ArticleRecord) -> None:
    text = "".join(text for _, text in shown(mark_article(record)))
    assert "".join(text.split()) == "".join(record.article.text.split())


@given(records())
def test_each_passage_is_shown_once_so_that_its_anchor_is_unique(record: ArticleRecord) -> None:
    ids = [
        piece.passage.id
        for group in mark_article(record)
        for block in group.blocks
        for piece in block.pieces
        if piece.passage
    ]
    assert len(ids) == len(set(ids))


def test_found_words_are_cut_out_of_their_text() -> None:
    assert list(marked("weight lifting", [(0, 6)])) == [("weight", True), (" lifting", False)]
    assert list(marked("lift", [(0, 4)])) == [("lift", True)]
    assert list(marked("lift", [])) == [("lift", False)]


@given(st.text(), st.sets(st.integers(0, 30)))
def test_cutting_keeps_the_text(text: str, cuts: set[int]) -> None:
    bounds = sorted(cut for cut in cuts if cut <= len(text))
    places = list(zip(bounds[::2], bounds[1::2], strict=False))
    assert "".join(piece for piece, _ in marked(text, places)) == text
