"""Readings and citations in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Causality, Direction, Hedge
from search.answering.verdicts import Reason
from web.wording import doi_link, plural, reading, short_citation, web_link, written_date
from web.wording_of_answers import REASONS


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 sources"), (1, "1 source"), (2, "2 sources"), (1200, "1,200 sources")],
)
def test_things_are_counted_in_grammatical_words(count: int, words: str) -> None:
    assert plural(count, "source") == words


@pytest.mark.parametrize(
    ("direction", "hedge", "causality", "words"),
    [
        ("increase", None, "causal", "increases"),
        ("increase", "can", "causal", "can increase"),
        ("decrease", "may", "causal", "may decrease"),
        ("decrease", "suggests", "causal", "seems to decrease"),
        ("no_effect", None, "causal", "has no effect on"),
        ("no_effect", "may", "causal", "may have no effect on"),
        ("increase", None, "correlational", "goes with higher"),
        ("decrease", "may", "correlational", "perhaps goes with lower"),
        ("unclear", None, "causal", "affects"),
        ("mixed", None, None, "has mixed effects on"),
    ],
)
def test_a_reading_keeps_the_author_s_hedge(
    direction: str, hedge: str | None, causality: str | None, words: str
) -> None:
    assert reading(direction, hedge, causality) == words


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("hedge", [Hedge.MAY, Hedge.SUGGESTS])
@pytest.mark.parametrize("causality", Causality)
def test_a_doubtful_claim_never_reads_like_a_flat_one(
    direction: Direction, hedge: Hedge, causality: Causality
) -> None:
    assert reading(direction, hedge, causality) != reading(direction, None, causality)


@pytest.mark.parametrize("address", ["https://clinic.example/a?b=1", "http://clinic.example"])
def test_a_web_address_may_stand_in_a_link(address: str) -> None:
    assert web_link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//clinic.example",
        "https://",
        "http://[broken",
        "https://clinic.example/a b",
        "https://clinic.example/\u202egnp",
        "clinic.example",
    ],
)
def test_what_is_no_web_address_never_stands_in_a_link(address: str | None) -> None:
    assert web_link(address) is None


@given(st.text())
def test_a_link_is_none_or_the_address_itself(address: str) -> None:
    assert web_link(address) in (None, address)


def test_a_doi_is_quoted_in_its_link() -> None:
    assert doi_link("10.1/a<b>#c") == "https://doi.org/10.1/a%3Cb%3E%23c"


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        (["Vincent, K. R.", "Braith, R. W."], "Vincent & Braith 2002"),
        (["Vincent KR"], "Vincent 2002"),
        (["K. R. Vincent", "A Bauer", "B Cho"], "Vincent et al. 2002"),
        (["WHO"], "WHO 2002"),
        ([], "Bone turnover 2002"),
    ],
)
def test_a_work_is_cited_in_short(authors: list[str], words: str) -> None:
    work = {"authors": authors, "year": 2002, "title": "Bone turnover", "raw": "x"}
    assert short_citation(work) == words


def test_a_work_without_author_and_year_is_cited_by_the_start_of_its_own_words() -> None:
    work = {"authors": [], "year": None, "title": None, "raw": "word " * 40}
    assert short_citation(work) == "word " * 13 + "word…"


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024-03-04", "4 March 2024"),
        ("2024-03-04T10:00:00Z", "4 March 2024"),
        ("spring", "spring"),
        (None, ""),
    ],
)
def test_a_date_is_written_out(iso: str | None, words: str) -> None:
    assert written_date(iso) == words


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_for_no_verdict_is_explained(reason: Reason) -> None:
    assert REASONS[reason].meaning
    assert REASONS[reason].next
