"""Where a text matches a query."""

from hypothesis import given
from hypothesis import strategies as st

from search.base import All, Any, Node, Not, Phrase, Query, Term
from search.highlights import highlights


def marked(text: str, root: Node) -> list[str]:
    return [text[start:end] for start, end in highlights(text, Query("", root))]


def test_a_word_is_marked_in_every_form_of_its_stem() -> None:
    text = "Rowers row; a rowing boat, Rows."
    assert marked(text, Term("rowing")) == ["row", "rowing", "Rows"]


def test_a_phrase_is_marked_only_where_it_stands() -> None:
    text = "Grip fell, but grip strength rose; strength counts."
    assert marked(text, Phrase(("grip", "strength"))) == ["grip strength"]


def test_a_phrase_with_a_stop_word_leaves_it_unmarked() -> None:
    assert marked("Sit to stand.", Phrase(("sit", "to", "stand"))) == ["Sit", "stand"]


def test_what_is_excluded_is_not_marked() -> None:
    root = All((Term("hip"), Not(Term("knee")), Any((Term("toe"), Not(Not(Term("arm")))))))
    assert marked("hip knee toe arm", root) == ["hip", "toe"]


def test_words_side_by_side_are_one_mark() -> None:
    assert marked(
        "weight-bearing sport hall", Any((Term("weight"), Term("bearing"), Term("sport")))
    ) == ["weight-bearing sport"]


def test_overlapping_phrases_are_one_mark() -> None:
    root = Any((Phrase(("a1", "b1")), Phrase(("b1", "c1"))))
    assert marked("x a1 b1 c1 y", root) == ["a1 b1 c1"]


def test_a_prefix_marks_the_whole_word() -> None:
    assert marked("Rehabilitation of the habit", Term("rehab*", pattern=True)) == ["Rehabilitation"]


def test_nothing_is_marked_for_a_query_of_everything() -> None:
    assert marked("hip", All(())) == []
    assert marked("hip the", Term("the")) == []


@given(text=st.text(alphabet="ab -.é"), sought=st.lists(st.sampled_from(["a", "b", "ab", "é b"])))
def test_marks_lie_in_order_and_apart(text: str, sought: list[str]) -> None:
    root = Any(tuple(Phrase(tuple(words.split())) for words in sought))
    end = -1
    for start, stop in highlights(text, Query("", root)):
        assert end < start < stop <= len(text)
        end = stop
