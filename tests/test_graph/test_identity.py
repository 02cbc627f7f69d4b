from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import Version, source_of, surname, version_of, work_keys
from graph.model import Work


@pytest.mark.parametrize(
    "author",
    [
        "Novak, K. R.",
        "Novak KR",
        "Novak K R",
        "Novak Karel R",
        "K. R. Novak",
        "Karel R. Novak",
        "van Novak K",
        "Novak, Karel",
        "Novák KR",
    ],
)
def test_a_surname_is_the_same_however_the_name_is_written(author: str) -> None:
    assert surname(author) == "novak"


def test_a_body_is_known_by_its_first_word() -> None:
    assert surname("National Bone Council") == "national"
    assert surname("") == ""


def test_a_doi_comes_before_a_pubmed_number_and_that_before_a_title() -> None:
    work = Work(
        doi="https://doi.org/10.1000/ABC", pmid="123", title="Exercise and bone", container="Bone"
    )

    kinds = [key.partition(":")[0] for key in work_keys(work)]

    assert kinds == ["doi", "pmid", "title"]
    assert work_keys(work)[0] == "doi:10.1000/abc"


def test_titles_are_alike_without_case_accents_and_stops() -> None:
    long = "Resistance exercise and bone turnover: a Pilot Étude"
    apa = Work(title=long, year=2002, authors=("Novak, K. R.",))
    vancouver = Work(title=long.casefold() + ".", year=2002, authors=("Novak KR", "Ito R"))

    assert work_keys(apa) == work_keys(vancouver)
    assert work_keys(apa) != work_keys(Work(title=long, year=2003, authors=("Novak KR",)))


def test_a_short_title_is_not_enough_beside_a_doi() -> None:
    assert work_keys(Work(title="Falls", year=2001, doi="10.1000/x")) == ("doi:10.1000/x",)


@pytest.mark.parametrize(
    ("work", "raw", "number"),
    [
        (Work(doi="10.1002/14651858.CD000123"), "", 1),
        (Work(doi="10.1002/14651858.cd000123.pub3"), "", 3),
        (Work(container="Cochrane Database Syst Rev", pages="CD000123"), "", 1),
        (Work(), "Cochrane Database of Systematic Reviews 2019, Issue 1. CD000123.pub2", 2),
    ],
)
def test_the_versions_of_a_cochrane_review_are_one_work(work: Work, raw: str, number: int) -> None:
    assert version_of(work, raw) == Version("10.1002/14651858.cd000123", number)
    assert work_keys(work, raw)[0] == "doi:10.1002/14651858.cd000123"


def test_another_journal_has_no_versions() -> None:
    assert version_of(Work(doi="10.1000/x", pages="CD000123")) is None


@given(st.lists(st.sampled_from(["doi:10.1/a", "pmid:9", "title:x", "url:y", "raw:z"]), min_size=1))
def test_the_strongest_key_names_a_source_in_any_order(keys: list[str]) -> None:
    assert source_of(keys) == source_of(sorted(keys)) == source_of(reversed(keys))


@given(st.text(max_size=80))
def test_any_name_has_a_surname_or_none_without_failing(name: str) -> None:
    assert surname(name) == "" or surname(name).isalnum()
