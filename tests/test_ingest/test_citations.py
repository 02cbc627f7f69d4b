from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.citations import Citations, read_citations
from ingest.document import Link, Span
from ingest.passages import split_passages
from ingest.readers import read_document
from ingest.spans import Spans

NUMBERED = """
## References

1. Vincent KR, Braith RW. Exercise and bone. Bone. 2002;34(1):17–23. doi:10.1000/one
2. Howe TE, Shea B. Preventing osteoporosis. Cochrane Rev. 2011;(7):CD1.
3. Li F, Harmer P. Tai chi and falls. J Gerontol. 2005;60(2):187–194.
4. Li F, Fisher K. More tai chi. J Gerontol. 2010;65(2):7–9.
5. Hayden JA, Ellis J. Back pain. Spine. 2021;46:1–9.
"""
LISTED = NUMBERED.replace("1. V", "V").replace("2. H", "\nH").replace("3. L", "\nL")
LISTED = LISTED.replace("4. L", "\nL").replace("5. H", "\nH")


def cite(text: str, references: str = NUMBERED, name: str = "a.md") -> Citations:
    document = read_document(name, f"# Bones\n\n{text}\n{references}".encode())
    found = read_citations(document, split_passages(document, "article"), "article")
    for marker in found.markers:
        assert document.text[marker.start : marker.end] == marker.text
    return found


def joined(found: Citations) -> list[tuple[str, list[int]]]:
    """Name each marker with the places of its references in the list, from 1."""
    places = {reference.id: n for n, reference in enumerate(found.references, start=1)}
    return [(m.text, [places[ident] for ident in m.references]) for m in found.markers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lifting helps. (1)", [("(1)", [1])]),
        ("Lifting helps (1, 3).", [("(1, 3)", [1, 3])]),
        ("Lifting helps [2].", [("[2]", [2])]),
        ("Lifting helps [1,3–5].", [("[1,3–5]", [1, 3, 4, 5])]),
        ("Lifting helps.<sup>2,3</sup> So there.", [("2,3", [2, 3])]),
        ("Lifting helps.¹⁻³", [("¹⁻³", [1, 2, 3])]),
        ("Lifting helps.2-4 However, few lift.", [("2-4", [2, 3, 4])]),
        ("It helps [2] and [3].", [("[2]", [2]), ("[3]", [3])]),
        ("It helps [1], [3]–[5].", [("[1], [3]–[5]", [1, 3, 4, 5])]),
        ("It helps (1 3).", [("(1 3)", [1, 3])]),
        ("Many are inactive1 2 and stay so.", [("1 2", [1, 2])]),
    ],
)
def test_a_marker_is_joined_to_what_it_names(
    text: str, expected: list[tuple[str, list[int]]]
) -> None:
    assert joined(cite(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lifting helps (Vincent & Braith, 2002).", [("(Vincent & Braith, 2002)", [1])]),
        ("Lifting helps (Howe et al., 2011).", [("(Howe et al., 2011)", [2])]),
        (
            "Lifting helps (Vincent 2002; Howe and Shea 2011).",
            [("(Vincent 2002; Howe and Shea 2011)", [1, 2])],
        ),
        ("Hayden et al. (2021) saw that it helps.", [("Hayden et al. (2021)", [5])]),
        ("While Hayden et al. (2021) saw it.", [("While Hayden et al. (2021)", [5])]),
        ("It helps (Li, 2005, 2010).", [("(Li, 2005, 2010)", [3, 4])]),
        (
            "It helps (see Vincent, 2002, also Howe and Shea, 2011).",
            [("Vincent, 2002", [1]), ("Howe and Shea, 2011", [2])],
        ),
    ],
)
def test_authors_and_years_are_joined_to_what_they_name(
    text: str, expected: list[tuple[str, list[int]]]
) -> None:
    assert joined(cite(text, LISTED)) == expected


def test_where_the_list_is_numbered_each_cited_year_is_a_marker_of_its_own() -> None:
    text = "Lifting helps (Vincent 2002; Howe and Shea 2011), as Hayden et al. (2021) saw."
    assert joined(cite(text)) == [("2002", [1]), ("2011", [2]), ("2021", [5])]


def test_of_two_works_of_a_year_the_one_with_as_many_authors_as_cited_is_meant() -> None:
    listed = """
## References

Li F, Harmer P, Fisher K. Tai chi and falls. J Gerontol. 2005;60(2):187–194.

Li F, Harmer P. More tai chi. J Gerontol. 2005;65(2):7–9.

D׳Souza M. Calm. Mind. In press.
"""
    text = "It helps (Li and Harmer, 2005), and much (Li et al., 2005; D׳Souza, in press)."
    assert [places for _, places in joined(cite(text, listed))] == [[2], [1, 3]]


@pytest.mark.parametrize(
    "text",
    [
        "The effect was strong (F [1,3] = 4.2, partial η<sup>2</sup> = 0.2).",
        "It differed (χ2 (4) = 9.1).",
        "We infused ring-<sup>13</sup>C6 phenylalanine.",
        "Twelve women (n = 12) lifted.",
        "It was so in the spring (2019).",
        "A grade (2) sprain heals.",
        "It took (about 3) weeks.",
        "First (1) stand, then (2) squat, then (3) rest.",
        "It weighs 12.5 kg and covers 30 m².",
        "They met (December 2012).",
        "Type 2 diabetes is common.",
        "In 2005 we lifted 3 times.",
        "Rest 90-120 seconds.",
        "It grew to 30 kg/m<sup>2</sup> and 10<sup>3</sup> more.",
    ],
)
def test_a_number_that_cites_nothing_stays_a_number(text: str) -> None:
    assert cite(text).markers == ()


def test_an_article_that_cites_in_square_brackets_does_not_cite_in_round_ones() -> None:
    text = "Lifting helps [1]. It helps a lot [2]. The mean age rose (3) in both groups."
    assert joined(cite(text)) == [("[1]", [1]), ("[2]", [2])]


def test_a_marker_that_names_nothing_in_the_list_dangles() -> None:
    assert joined(cite("Lifting helps [17].")) == [("[17]", [])]
    assert joined(cite("It helps (Smith et al., 1999).", LISTED)) == [("(Smith et al., 1999)", [])]


def test_without_a_list_square_brackets_dangle_and_round_ones_are_no_markers() -> None:
    assert joined(cite("It helps [1].", references="")) == [("[1]", [])]
    assert joined(cite("It helps (1).", references="")) == []


def test_a_list_without_markers_is_kept() -> None:
    found = cite("Lifting helps.")
    assert len(found.references) == 5
    assert found.markers == ()


def test_a_list_without_numbers_is_counted() -> None:
    assert joined(cite("Lifting helps [2].", LISTED)) == [("[2]", [2])]


def test_entries_that_were_run_together_are_parted() -> None:
    references = (
        "\n## References\n\n[1] Vincent KR. Bone. 2002;34:17–23. [2] Howe TE. Falls. 2011;7:1–9.\n"
    )
    found = cite("Lifting helps [2].", references)
    assert [reference.raw for reference in found.references] == [
        "Vincent KR. Bone. 2002;34:17–23.",
        "Howe TE. Falls. 2011;7:1–9.",
    ]
    assert joined(found) == [("[2]", [2])]


def test_a_link_to_a_study_is_a_marker_with_a_reference_of_its_own() -> None:
    found = cite("A [recent trial](https://doi.org/10.1000/new) says so.")
    assert joined(found) == [("recent trial", [6])]
    assert found.references[5].doi == "10.1000/new"


def test_a_link_to_what_the_list_has_is_joined_to_it() -> None:
    assert joined(cite("A [trial](https://doi.org/10.1000/ONE) says so.")) == [("trial", [1])]


@pytest.mark.parametrize(
    "target",
    ["/more", "#top", "mailto:a@b.example", "javascript:stop", "https://www.facebook.com/x"],
)
def test_a_link_that_is_no_source_is_no_marker(target: str) -> None:
    assert cite(f"See [this]({target}) too.").markers == ()


def test_a_passage_cites_what_its_own_markers_name() -> None:
    document = read_document(
        "a.md", f"# B\n\nLifting helps. (1) Rest does not [2, 1].\n{NUMBERED}".encode()
    )
    passages = split_passages(document, "article")
    found = read_citations(document, passages, "article")
    one, two = (reference.id for reference in found.references[:2])
    markers = Spans(found.markers)
    cited = [
        tuple(
            reference
            for marker in markers.within(passage.start, passage.end)
            for reference in marker.references
        )
        for passage in passages
    ]
    assert [ids for ids in cited if ids] == [(one,), (two, one)]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aBc 1234,;–-()[].¹²\n", max_size=120))
def test_markers_of_any_text_stand_where_they_say(text: str) -> None:
    try:
        found = cite(text)
    except DocumentError:
        return
    places = [(marker.start, marker.end) for marker in found.markers]
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(places))


def test_a_note_s_link_leads_to_its_entry_whatever_the_entry_is_called() -> None:
    page = """<!doctype html><html><body><article><p>Lifting helps.<sup><a href="#n-a">*</a></sup>
    Dancing helps.<sup><a href="#n-b">[2]</a></sup></p><h2>References</h2>
    <ol><li id="n-a">Novak K. Lifting. Bone. 2002;34:17. <a href="#r-a">↩</a></li>
    <li><a id="n-b"></a>Ito R. Dancing. Bone. 2003;35:11.</li></ol></article></body></html>"""
    found = read_page(page)
    assert joined(found) == [("*", [1]), ("[2]", [2])]
    assert found.references[0].raw == "Novak K. Lifting. Bone. 2002;34:17."


def read_page(page: str) -> Citations:
    document = read_document("a.html", page.encode())
    return read_citations(document, split_passages(document, "article"), "article")


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=30),
    st.integers(0, 60),
    st.integers(0, 40),
)
def test_spans_within_a_stretch_are_those_that_a_look_at_all_of_them_finds(places, start, size):
    items = [Span(begin, begin + length) for begin, length in places]
    end = start + size
    found = list(Spans(items).within(start, end))
    wanted = [item for item in items if start <= item.start and item.end <= end]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


def test_a_page_of_many_links_looks_at_each_link_once_or_twice():
    looks = 0

    class Counted(Link):
        def __getattribute__(self, name: str) -> object:
            nonlocal looks
            looks += name == "end"
            return super().__getattribute__(name)

    links = [Counted(10 * n, 10 * n + 4, f"https://study.example/{n}") for n in range(2_000)]
    spans = Spans(links)
    for n in range(2_000):
        assert [link.start for link in spans.within(10 * n, 10 * n + 9)] == [10 * n]
    assert looks <= 3 * len(links)
