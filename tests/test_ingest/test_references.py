from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import ReferenceType, Work
from ingest.references import parse_reference, reference_fields, to_reference

JOURNAL = ReferenceType.JOURNAL_ARTICLE


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            (
                "Li, F., Harmer, P., & Fisher, K. J. (2005). Tai chi and falls in older adults. "
                "The Journals of Gerontology, 60(2), 187–194. https://doi.org/10.1093/gerona/60.2.187"
            ),
            Work(
                type=JOURNAL,
                authors=("Li, F.", "Harmer, P.", "Fisher, K. J."),
                year=2005,
                title="Tai chi and falls in older adults",
                container="The Journals of Gerontology",
                volume="60",
                issue="2",
                pages="187–194",
                doi="10.1093/gerona/60.2.187",
                url="https://doi.org/10.1093/gerona/60.2.187",
            ),
        ),
        (
            (
                "1. Watson SL, Weeks BK, Weis LJ, et al. Heavy training improves bone: the LIFTMOR "
                "trial. J Bone Miner Res. 2018 Feb;33(2):211-220. doi: 10.1002/jbmr.3284. "
                "PMID: 28975661"
            ),
            Work(
                type=JOURNAL,
                authors=("Watson SL", "Weeks BK", "Weis LJ"),
                year=2018,
                title="Heavy training improves bone: the LIFTMOR trial",
                container="J Bone Miner Res",
                volume="33",
                issue="2",
                pages="211-220",
                doi="10.1002/jbmr.3284",
                pmid="28975661",
            ),
        ),
        (
            (
                "**Sherrington C, Fairhall NJ.** Exercise for preventing falls. "
                "*Cochrane Database Syst Rev.* 2019;(1):CD012424. "
                "[doi:10.1002/14651858.CD012424.pub2]"
                "(https://doi.org/10.1002/14651858.CD012424.pub2)"
            ),
            Work(
                type=JOURNAL,
                authors=("Sherrington C", "Fairhall NJ"),
                year=2019,
                title="Exercise for preventing falls",
                container="Cochrane Database Syst Rev",
                issue="1",
                pages="CD012424",
                doi="10.1002/14651858.CD012424.pub2",
                url="https://doi.org/10.1002/14651858.CD012424.pub2",
            ),
        ),
        (
            (
                "World Health Organization. Falls: key facts. Retrieved 3 May 2021, from "
                "https://www.who.int/news-room/fact-sheets/detail/falls"
            ),
            Work(
                type=ReferenceType.WEBPAGE,
                authors=("World Health Organization",),
                title="Falls: key facts",
                url="https://www.who.int/news-room/fact-sheets/detail/falls",
            ),
        ),
        (
            (
                "American College of Sports Medicine (2017). Guidelines for Exercise Testing. "
                "Baltimore, MD: Lippincott Williams & Wilkins."
            ),
            Work(
                type=ReferenceType.BOOK,
                authors=("American College of Sports Medicine",),
                year=2017,
                title="Guidelines for Exercise Testing",
            ),
        ),
        (
            "J Bone Miner Res. 2005 Aug;20(8):1327-33.",
            Work(
                type=JOURNAL,
                year=2005,
                container="J Bone Miner Res",
                volume="20",
                issue="8",
                pages="1327-33",
            ),
        ),
    ],
)
def test_a_reference_is_parsed_whatever_its_style(raw: str, expected: Work) -> None:
    assert parse_reference(raw) == expected


@pytest.mark.parametrize(
    ("raw", "doi"),
    [
        ("Text. doi:10.1000/ABC(1)2.", "10.1000/ABC(1)2"),
        ("Text (doi 10.1000/abc).", "10.1000/abc"),
        ("Text. https://www.journal.example/doi/full/10.1000/abc?x=1", "10.1000/abc"),
        ("Text. https://www.journal.example/doi/10.1000/abc/full", "10.1000/abc"),
        ("Text without any, 10.5/2.", None),
    ],
)
def test_a_doi_is_found_in_words_and_in_addresses(raw: str, doi: str | None) -> None:
    assert parse_reference(raw).doi == doi


def test_one_work_cited_in_three_styles_is_one_source() -> None:
    styles = [
        "Li, F., & Harmer, P. (2005). Tai chi and falls. Gerontology, 60(2), 187–194.",
        "Li F, Harmer P. Tai chi and falls. Gerontology. 2005;60(2):187-94.",
        "[3] Li F, et al. Tai Chi and falls. J Gerontol 2005;60:187.",
    ]
    assert len({to_reference(raw, "article").source for raw in styles}) == 1
    assert len({to_reference(raw, "article").id for raw in styles}) == 3


def test_the_printed_fields_are_those_that_programs_rely_on() -> None:
    assert list(reference_fields("Li F. Tai chi. 2005.")) == [
        *("raw", "type", "authors", "year", "title", "container", "volume", "issue", "pages"),
        *("doi", "pmid", "url"),
    ]


def test_what_is_too_long_for_a_reference_stays_unparsed() -> None:
    assert parse_reference("Li F. " * 1_000) == Work()


@given(st.text(max_size=300))
def test_any_text_is_parsed_without_failing(raw: str) -> None:
    parsed = parse_reference(raw)
    assert parsed.year is None or 1800 <= parsed.year < 2100


@given(st.from_regex(r"10\.\d{4,6}/[a-z0-9][a-z0-9._-]{0,20}[a-z0-9]", fullmatch=True))
def test_a_doi_comes_back_from_its_link(doi: str) -> None:
    assert parse_reference(f"Li F. Tai chi. Bone. 2005. https://doi.org/{doi}.").doi == doi
