"""Works are written as styles and reference managers ask, and read back as what they were."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.bibliography import STYLES, formatted, item_of, to_bibtex, to_csl_json, to_ris
from graph.bibliography.names import csl_name
from graph.model import Notice, NoticeKind, ReferenceType, Source, WorkVersion

ARTICLE = Source(
    id="abc123",
    raw="Okafor AB, van der Meer C. Steps and bones. J Steady. 2011;7(1):10-19.",
    type=ReferenceType.JOURNAL_ARTICLE,
    authors=("Okafor AB", "van der Meer C"),
    year=2011,
    title="Steps and bones.",
    container="Journal of steady walking",
    volume="7",
    issue="1",
    pages="110\u2013119",
    doi="10.1000/steps",
    pmid="123",
)


def work(**known: object) -> Source:
    return Source(**{"id": "abc123", "raw": "As it was printed.", **known})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "apa", "vancouver"),
    [
        (
            ARTICLE,
            (
                "Okafor, A. B., & van der Meer, C. (2011). Steps and bones."
                " Journal of Steady Walking, 7(1), 110\u2013119. https://doi.org/10.1000/steps"
            ),
            (
                "Okafor AB, van der Meer C. Steps and bones. Journal of steady walking."
                " 2011;7(1):110\u20139. doi:10.1000/steps PubMed PMID: 123."
            ),
        ),
        (
            work(type=ReferenceType.BOOK, authors=("Lind, E.",), year=1999, title="On gait"),
            "Lind, E. (1999). On gait.",
            "Lind E. On gait. 1999.",
        ),
        (
            work(
                type=ReferenceType.CHAPTER,
                authors=("Lind E", "Berg J Jr"),
                year=2001,
                title="Falls",
                container="Handbook of ageing",
                pages="5-9",
            ),
            "Lind, E., & Berg, J., Jr. (2001). Falls. In Handbook of ageing (pp. 5\u20139).",
            "Lind E, Berg J Jr. Falls. In: Handbook of ageing. 2001. p. 5\u20139.",
        ),
        (
            work(
                type=ReferenceType.WEBPAGE,
                authors=("Society for Steady Feet",),
                title="Keep moving",
                url="https://steady.example/move",
            ),
            "Society for Steady Feet. (n.d.). Keep moving. https://steady.example/move",
            (
                "Society for Steady Feet. Keep moving [Internet]."
                " Available from: https://steady.example/move"
            ),
        ),
    ],
)
def test_an_article_a_book_a_chapter_and_a_page_are_written_as_each_style_asks(
    source: Source, apa: str, vancouver: str
) -> None:
    assert formatted(source, "apa").text == apa
    assert formatted(source, "vancouver").text == vancouver


def test_a_title_without_an_author_opens_the_reference_and_stands_in_it_once() -> None:
    source = work(title="Keep moving", year=2003, container="Steady", volume="4")
    assert formatted(source, "apa").text.startswith("Keep moving. (2003).")
    assert formatted(source, "apa").text.count("Keep moving") == 1
    assert formatted(source, "vancouver").text.count("Keep moving") == 1


def test_vancouver_names_six_authors_and_apa_all_of_eight() -> None:
    source = work(authors=tuple(f"Author{chr(97 + n)} B" for n in range(8)), title="Many")
    assert formatted(source, "vancouver").text.startswith(
        "Authora B, Authorb B, Authorc B, Authord B, Authore B, Authorf B, et al. Many."
    )
    assert "Authorg, B., & Authorh, B." in formatted(source, "apa").text


def test_authors_whom_a_reference_leaves_out_are_not_forgotten() -> None:
    source = work(raw="Lind E, Berg J, et al. Gait.", authors=("Lind E", "Berg J"), title="Gait")
    assert formatted(source, "vancouver").text.startswith("Lind E, Berg J, et al. Gait.")
    assert formatted(source, "apa").text.startswith("Lind, E., & Berg, J., et al. (n.d.).")
    assert "Lind, E. and Berg, J. and others" in to_bibtex([item_of(source)])


def test_a_question_or_an_exclamation_in_a_title_takes_no_further_stop() -> None:
    for title in ("Does it help?", "It helps!", "It helps."):
        for style in STYLES:
            text = formatted(work(title=title, container="Steady", year=2001), style).text
            assert "?." not in text
            assert "!." not in text
            assert ".." not in text


def test_a_retracted_work_says_so_in_every_form() -> None:
    source = work(
        title="Gone",
        notices=(Notice(NoticeKind.RETRACTED, "2020-01-02", "10.1000/notice", "Crossref"),),
    )
    told = "This work was retracted (2020-01-02, 10.1000/notice)."
    item = item_of(source)
    for text in (to_csl_json([item]), to_bibtex([item]), to_ris([item])):
        assert told in text
    for style in STYLES:
        assert formatted(source, style).text.endswith(f"[{told}]")


def test_a_reference_that_could_not_be_parted_stays_as_it_was_printed() -> None:
    source = work(authors=("Lind E",), raw="Lind E. <b>Unpublished</b> notes")
    for style in STYLES:
        assert formatted(source, style).text == "Lind E. <b>Unpublished</b> notes"
        assert "<b>" not in formatted(source, style).html
    assert "TI  - Lind E. <b>Unpublished</b> notes" in to_ris([item_of(source)])


def test_the_newest_version_s_doi_is_given_where_that_version_speaks() -> None:
    versions = (WorkVersion(1, 2002, "10.1000/cd1"), WorkVersion(2, 2011, "10.1000/cd1.pub2"))
    assert item_of(work(title="Gait", year=2011, versions=versions))["DOI"] == "10.1000/cd1.pub2"
    assert "DOI" not in item_of(work(title="Gait", year=2002, versions=versions))


@pytest.mark.parametrize(
    ("printed", "parted"),
    [
        ("Vincent KR", {"family": "Vincent", "given": "K. R."}),
        ("Vincent, K. R.", {"family": "Vincent", "given": "K. R."}),
        ("K. R. Vincent", {"family": "Vincent", "given": "K. R."}),
        ("Kim L. Bennell", {"family": "Bennell", "given": "Kim L."}),
        ("Lund J-P", {"family": "Lund", "given": "J.-P."}),
        (
            "van der Meer D",
            {"family": "Meer", "given": "D.", "non-dropping-particle": "van der"},
        ),
        ("Meer D van der", {"family": "Meer", "given": "D.", "non-dropping-particle": "van der"}),
        ("Van de Ende CHM", {"family": "Van de Ende", "given": "C. H. M."}),
        ("O'Neill TW", {"family": "O'Neill", "given": "T. W."}),
        ("Berg WH Jr", {"family": "Berg", "given": "W. H.", "suffix": "Jr"}),
        ("Berg, M. L., Jr.", {"family": "Berg", "given": "M. L.", "suffix": "Jr."}),
        ("World Health Organization", {"literal": "World Health Organization"}),
        ("WHO", {"literal": "WHO"}),
        ("US Census Bureau", {"literal": "US Census Bureau"}),
        (
            "Department of Ageing, Office of Falls",
            {"literal": "Department of Ageing, Office of Falls"},
        ),
        ("on behalf of the Steady Feet Group", {"literal": "on behalf of the Steady Feet Group"}),
        ("et al.", None),
        ("(Eds)", None),
        (" , ", None),
    ],
)
def test_a_name_is_parted_as_it_is_printed_and_a_body_s_is_not(
    printed: str, parted: dict[str, str] | None
) -> None:
    assert csl_name(printed) == parted


NAMES = st.builds(
    "{} {}".format,
    st.sampled_from(["Okafor", "van der Meer", "O’Neill", "Çelik", "Lund-Berg", "Müller"]),
    st.sampled_from(["A", "AB", "J-P", "C. D.", "ABCD"]),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SOURCES = st.builds(
    Source,
    id=st.just("abc123"),
    raw=TEXTS.filter(str.strip),
    type=st.sampled_from(ReferenceType),
    authors=st.lists(NAMES | TEXTS, max_size=4).map(tuple),
    year=st.none() | st.integers(1800, 2030),
    title=st.none() | TEXTS,
    container=st.none() | TEXTS,
    volume=st.none() | TEXTS,
    issue=st.none() | TEXTS,
    pages=st.none() | TEXTS,
    doi=st.none() | st.just("10.1000/a_b%c"),
    url=st.none() | st.just("https://steady.example/a_b?c=%20&d~#e"),
)


@given(SOURCES)
@settings(deadline=None)
def test_any_work_is_written_in_any_style_without_a_tag_of_its_own(source: Source) -> None:
    for style in STYLES:
        done = formatted(source, style)
        assert done.text or not source.raw.strip()
        bare = done.html.replace("<em>", "").replace("</em>", "")
        assert "<" not in bare
        assert ">" not in bare
        assert done.html.count("<em>") == done.html.count("</em>")


@given(SOURCES)
@settings(deadline=None)
def test_csl_json_is_read_back_with_the_schema_s_own_fields(source: Source) -> None:
    (item,) = json.loads(to_csl_json([item_of(source)]))
    assert item == item_of(source)
    assert item.keys() <= {
        *("id", "type", "title", "author", "issued", "container-title", "volume", "issue"),
        *("page", "DOI", "PMID", "URL", "note"),
    }
    for name in item.get("author", ()):
        assert name.keys() <= {"family", "given", "non-dropping-particle", "suffix", "literal"}


LIGATURES = ("--", "``", "''", "!`", "?`", "<<", ">>", ",,")  # which LaTeX prints as one sign
TITLES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Zs", "Mn"]),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip(" .") == text and not any(pair in text for pair in LIGATURES))


@given(st.lists(NAMES, max_size=3), TITLES)
@settings(deadline=None)
def test_bibtex_is_read_back_as_it_was(authors: list[str], title: str) -> None:
    item = item_of(
        work(type=ReferenceType.JOURNAL_ARTICLE, authors=tuple(authors), title=title, year=2001)
    )
    written = to_bibtex([item])
    library = parse_string(written, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "article"
    assert entry["title"].replace("\u02c6", "^") == title
    assert entry["year"] == "2001"
    given_names = entry["author"].split(" and ") if authors else []
    assert len(given_names) == len(authors)


@given(st.lists(NAMES, max_size=3), TITLES)
@settings(deadline=None)
def test_ris_is_read_back_as_it_was(authors: list[str], title: str) -> None:
    item = item_of(work(type=ReferenceType.BOOK, authors=tuple(authors), title=title, year=2001))
    (entry,) = rispy.loads(to_ris([item], ["a further note"]))
    assert entry["type_of_reference"] == "BOOK"
    assert entry["title"] == title
    assert entry["year"] == "2001"
    assert len(entry.get("authors", ())) == len(authors)
    assert entry["notes"] == ["a further note"]


def test_what_a_file_of_ris_or_bibtex_would_take_for_its_own_signs_stays_text() -> None:
    title = "A title }, author = {Nobody} ER - with 5% \\signs$ & # _ ~ ^"
    item = item_of(work(title=f"{title}\nER  - \nTY  - BOOK", authors=("Lind and Sons, Ltd",)))
    (entry,) = rispy.loads(to_ris([item]))
    assert entry["title"] == f"{title} ER - TY - BOOK"
    library = parse_string(to_bibtex([item]), append_middleware=[LatexDecodingMiddleware()])
    (read,) = library.entries
    assert read["title"].startswith("A title }, author = {Nobody} ER - with 5%")
    assert "Lind and Sons" in read["author"]


def test_the_program_starts_without_reading_a_style() -> None:
    started = "import sys, web.cli; print([name for name in sys.modules if 'citeproc' in name])"
    told = subprocess.run(
        [sys.executable, "-c", started], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
