"""Links to the exact sentence on the page that it was read from."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.text_fragments import deep_link, folded

PAGE = "https://clinic.example/bones"
LONG = (
    "Walking every day for at least half an hour, with two strength sessions a week besides, kept"
    " the bones of the women in this group as strong as they were a year before."
)


def parts(link: str) -> list[str]:
    """The parts of a link's directive in their order, still marked as prefix and suffix."""
    directive = link.partition("#")[2].partition(":~:text=")[2]
    assert "&" not in directive
    return directive.split(",")


def find(link: str, text: str) -> tuple[int, int]:
    """Find a directive's place in the folded text, as a browser would."""
    given = parts(link)
    before = folded(unquote(given.pop(0)[:-1])) if given[0].endswith("-") else ""
    after = folded(unquote(given.pop()[1:])) if given[-1].startswith("-") else ""
    words = [folded(unquote(each)) for each in given]
    page, at = folded(text), -1
    while (at := page.find(words[0], at + 1)) >= 0:
        if before and not page[:at].rstrip().endswith(before):
            continue
        end = at + len(words[0])
        if len(words) == 2:
            end = page.index(words[1], end) + len(words[1])
        if after and not page[end:].lstrip().startswith(after):
            continue
        return at, end
    raise AssertionError(f"{link} leads nowhere")


def opened(text: str, quote: str, at: int = 0) -> str:
    start = text.index(quote, at)
    link = deep_link(PAGE, text, start, start + len(quote))
    assert link is not None
    return link


def test_a_short_sentence_is_given_as_it_stands_with_its_signs_encoded() -> None:
    text = "First. High-impact work, jumping & hopping, helps (1). Last."
    link = opened(text, "High-impact work, jumping & hopping, helps (1).")
    assert link == (
        f"{PAGE}#:~:text=High%2Dimpact%20work%2C%20jumping%20%26%20hopping%2C%20helps%20%281%29."
    )


def test_a_long_sentence_is_given_by_its_ends() -> None:
    link = opened(f"Before. {LONG} After.", LONG)
    assert parts(link) == ["Walking%20every%20day%20for", "were%20a%20year%20before."]


def test_words_that_end_a_sentence_and_stand_within_it_too_are_made_more() -> None:
    text = (
        "It helps a lot when one walks, as we said, a lot when one walks, as we said, and so on for"
        " long, a lot when one walks, as we said."
    )
    start, end = find(opened(text, text), text)
    assert folded(text)[start:end] == folded(text)


def test_a_sentence_that_stands_twice_is_told_by_what_stands_before_it() -> None:
    text = "Of yoga. It helps.\n\nOf tai chi. It helps."
    second = text.rindex("It helps.")
    link = opened(text, "It helps.", second)
    assert parts(link) == ["Of%20tai%20chi.-", "It%20helps."]
    assert find(link, text)[0] == len(folded(text[:second])) + 1


def test_no_part_of_a_link_goes_over_a_line_break() -> None:
    text = "It helps:\nless pain\nbetter balance\n\nIt helps:\nless fear"
    for part in parts(opened(text, "It helps:\nless pain\nbetter balance")):
        assert any(folded(unquote(part).strip("-")) in folded(line) for line in text.splitlines())


def test_an_address_keeps_its_own_fragment_and_loses_another_s_directive() -> None:
    text = "It helps."
    assert deep_link(f"{PAGE}#top", text, 0, 9) == f"{PAGE}#top:~:text=It%20helps."
    assert deep_link(f"{PAGE}#:~:text=old", text, 0, 9) == f"{PAGE}#:~:text=It%20helps."


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd", "bones.md"])
def test_what_has_no_web_address_is_not_linked(url: str | None) -> None:
    assert deep_link(url, "It helps.", 0, 9) is None


def test_nothing_is_not_linked() -> None:
    assert deep_link(PAGE, "It helps. ", 9, 10) is None


SENTENCES = st.lists(
    st.lists(st.sampled_from("A walk-run, 5% & more, helps bones. Σ ẞ (1) –".split()), min_size=1)
    .map(" ".join)
    .map(lambda words: f"{words}."),
    min_size=1,
    max_size=6,
)


@given(SENTENCES, st.data())
def test_a_link_leads_to_its_words_in_the_text_that_they_were_taken_from(
    sentences: list[str], data: st.DataObject
) -> None:
    text = "\n".join(sentences)
    at = data.draw(st.integers(0, len(sentences) - 1))
    start = len("\n".join([*sentences[:at], ""]))
    link = deep_link(PAGE, text, start, start + len(sentences[at]))
    assert link is not None
    assert re.fullmatch(r"[\w.~%,\-]+", parts(link)[0])
    begin, end = find(link, text)
    assert folded(text)[begin:end] == folded(sentences[at])


@given(st.text(), st.data())
def test_any_text_can_be_linked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    link = deep_link(PAGE, text, start, end)
    if link is not None:
        assert urlsplit(link).path == "/bones"
        assert link.isascii()
