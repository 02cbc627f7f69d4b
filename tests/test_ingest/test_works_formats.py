"""Formats that hold works: JATS, PubMed, MEDLINE, RIS, BibTeX, CSL-JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from graph.model import ArticleKind, ReferenceType, Work
from ingest.citations import read_citations
from ingest.document import BlockKind, Document
from ingest.passages import split_passages
from ingest.readers import read_document
from ingest.readers.listing import printed

JATS = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Archiving and Interchange DTD v2.3//EN" "a.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">
<front><journal-meta><journal-title>Journal of Bones</journal-title></journal-meta>
<article-meta><article-id pub-id-type="pmid">999</article-id>
<article-id pub-id-type="doi">10.1000/own</article-id>
<title-group><article-title>Lifting and <italic>bone</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Novak</surname>
<given-names>K</given-names></name></contrib></contrib-group>
<pub-date><day>3</day><month>2</month><year>2019</year></pub-date>
<volume>7</volume><fpage>11</fpage><lpage>19</lpage>
<abstract><p>Lifting raised bone density.</p></abstract></article-meta></front>
<body><sec><title>Methods</title>
<p>As before [<xref ref-type="bibr" rid="B1">1</xref>]\u2013[<xref ref-type="bibr"
rid="B3">3</xref>], we lifted 10 m<sup>2</sup> plates.<fn><p>A note.</p></fn> See
<ext-link xlink:href="https://x.example/a">this</ext-link>.</p>
<table-wrap><caption><p>Table of loads</p></caption><table><tr><th>Week</th><th>kg</th></tr>
<tr><td>1</td><td>20</td></tr></table></table-wrap>
<list list-type="order"><list-item><p>Squat.</p></list-item>
<list-item><p>Lunge.</p></list-item></list>
</sec></body>
<back><ack><p>Thanks to all.</p></ack><ref-list>
<ref id="B1"><label>1</label><element-citation publication-type="journal"><person-group
person-group-type="author"><name><surname>Ito</surname><given-names>R</given-names></name><etal/>
</person-group><article-title>Loads</article-title><source>Bone</source><year>2001</year>
<volume>3</volume><issue>2</issue><fpage>5</fpage><lpage>9</lpage>
<pub-id pub-id-type="doi">10.1000/b1</pub-id></element-citation></ref>
<ref id="B2"><mixed-citation publication-type="book"><person-group person-group-type="author">
<name><surname>Okoro</surname><given-names>A</given-names></name></person-group>.
<source>Strong Bones</source>. Press; <year>1999</year>.</mixed-citation></ref>
<ref id="B3"><mixed-citation>Li F. Tai chi and falls in later life. Gerontology. 2005;60(2):187-94.
</mixed-citation></ref></ref-list></back></article>"""


def read(text: str, name: str) -> Document:
    return read_document(name, text.encode())


@pytest.fixture
def jats() -> Document:
    return read(JATS, "a.nxml")


def test_a_jats_article_is_a_study_that_knows_what_it_is_cited_as(jats: Document) -> None:
    assert (jats.kind, jats.title, jats.published) == (
        ArticleKind.STUDY,
        "Lifting and bone",
        "2019-02-03",
    )
    assert jats.work == Work(
        type=ReferenceType.JOURNAL_ARTICLE,
        authors=("Novak K",),
        year=2019,
        title="Lifting and bone",
        container="Journal of Bones",
        volume="7",
        pages="11-19",
        doi="10.1000/own",
        pmid="999",
    )


def test_its_citations_lead_to_its_references_as_it_says(jats: Document) -> None:
    citations = read_citations(jats, split_passages(jats, "a"), "a")

    (marker,) = citations.markers
    assert jats.text[marker.start : marker.end] == marker.text == "1]–[3"
    assert marker.references == tuple(each.id for each in citations.references)


def test_its_references_keep_their_tagged_fields(jats: Document) -> None:
    first, book, untagged = read_citations(jats, split_passages(jats, "a"), "a").references

    assert first.raw == "Ito R, et al. Loads. Bone. 2001;3(2):5-9. doi:10.1000/b1."
    assert (first.authors, first.title, first.doi) == (("Ito R",), "Loads", "10.1000/b1")
    assert (book.type, book.title, book.year) == (ReferenceType.BOOK, "Strong Bones", 1999)
    assert (untagged.volume, untagged.issue, untagged.year) == ("60", "2", 2005)


def test_its_text_keeps_sections_tables_lists_notes_and_raised_figures(jats: Document) -> None:
    kinds = {jats.text[b.start : b.end]: (b.kind, b.number) for b in jats.blocks}

    assert kinds["Methods"] == (BlockKind.HEADING, None)
    assert kinds["Week | kg\n1 | 20"] == (BlockKind.CAPTION, None)
    assert kinds["Lunge."] == (BlockKind.LIST_ITEM, 2)
    assert kinds["Thanks to all."] == (BlockKind.BOILERPLATE, None)
    assert [jats.text[s.start : s.end] for s in jats.superscripts] == ["2"]
    assert [(jats.text[each.start : each.end], each.href) for each in jats.links] == [
        ("this", "https://x.example/a")
    ]


def test_a_reference_that_its_article_gives_no_id_is_kept_and_spanned() -> None:
    document = read(JATS.replace('<ref id="B2">', "<ref>"), "a.nxml")
    citations = read_citations(document, split_passages(document, "a"), "a")
    assert [reference.year for reference in citations.references] == [2001, 1999, 2005]
    assert citations.markers[0].references == tuple(each.id for each in citations.references)


PUBMED = """<PubmedArticle><MedlineCitation><PMID>123</PMID><Article>
<Journal><JournalIssue><Volume>4</Volume><Issue>1</Issue><PubDate><Year>2020</Year>
<Month>Mar</Month><Day>5</Day></PubDate></JournalIssue><Title>Bone Journal</Title>
<ISOAbbreviation>Bone J</ISOAbbreviation></Journal><ArticleTitle>Walking and falls.</ArticleTitle>
<Pagination><MedlinePgn>5-9</MedlinePgn></Pagination><Abstract>
<AbstractText Label="BACKGROUND">Falls hurt.</AbstractText>
<AbstractText Label="CONCLUSIONS">Walking reduced falls.</AbstractText></Abstract>
<AuthorList><Author><LastName>Novak</LastName><Initials>KR</Initials></Author>
<Author><CollectiveName>The Walking Group</CollectiveName></Author></AuthorList></Article>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/w</ArticleId>
</ArticleIdList></PubmedData></PubmedArticle>"""

MEDLINE = """PMID- 123
TI  - Walking and
      falls.
AB  - BACKGROUND: Falls hurt. CONCLUSIONS: Walking reduced falls.
AU  - Novak KR
AU  - The Walking Group
TA  - Bone J
DP  - 2020 Mar 5
VI  - 4
IP  - 1
PG  - 5-9
LID - 10.1000/w [doi]
"""


@pytest.mark.parametrize(("text", "name"), [(PUBMED, "a.xml"), (MEDLINE, "a.nbib")])
def test_a_pubmed_record_reads_alike_in_both_of_its_formats(text: str, name: str) -> None:
    document = read(text, name)

    assert document.kind is ArticleKind.STUDY
    assert document.work == Work(
        type=ReferenceType.JOURNAL_ARTICLE,
        authors=("Novak KR", "The Walking Group"),
        year=2020,
        title="Walking and falls",
        container="Bone J",
        volume="4",
        issue="1",
        pages="5-9",
        doi="10.1000/w",
        pmid="123",
    )
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        *("Walking and falls", "Background", "Falls hurt."),
        *("Conclusions", "Walking reduced falls."),
    ]


RIS = """TY - JOUR
AU  - Novak, K. R.
AU  - Ito, R.
TI  - Walking and falls
JO  - Bone J
PY  - 2020/03/05
VL  - 4
IS  - 1
SP  - 5
EP  - 9
DO  - 10.1000/w
"""
BIBTEX = """@string{bj = "Bone J"}
@article{novak2020,
  author = {Novak, K. R. and Ito, R.}, title = {{W}alking and falls}, journal = bj,
  year = 2020, volume = {4}, number = {1}, pages = {5--9}, doi = {10.1000/w}
}
"""
CSL = json.dumps(
    [
        {
            "id": "novak2020",
            "type": "article-journal",
            "author": [{"family": "Novak", "given": "K. R."}, {"family": "Ito", "given": "R."}],
            "title": "Walking and falls",
            "container-title": "Bone J",
            "issued": {"date-parts": [[2020, 3, 5]]},
            "volume": 4,
            "issue": "1",
            "page": "5-9",
            "DOI": "10.1000/w",
        }
    ]
)


@pytest.mark.parametrize(
    ("text", "name"),
    [(RIS, "a.ris"), (BIBTEX, "a.bib"), (CSL, "a.json"), (RIS, "a.txt"), (CSL, "b.txt")],
)
def test_one_work_reads_alike_from_every_reference_manager(text: str, name: str) -> None:
    document = read(text, name)
    (reference,) = read_citations(document, split_passages(document, "a"), "a").references

    assert document.kind is ArticleKind.LIBRARY
    assert {field: getattr(reference, field) for field in Work.__slots__} == {
        "type": ReferenceType.JOURNAL_ARTICLE,
        "authors": ("Novak, K. R.", "Ito, R."),
        "year": 2020,
        "title": "Walking and falls",
        "container": "Bone J",
        "volume": "4",
        "issue": "1",
        "pages": "5-9",
        "doi": "10.1000/w",
        "pmid": None,
        "url": None,
    }
    assert reference.raw == (
        "Novak, K. R., Ito, R.. Walking and falls. Bone J. 2020;4(1):5-9. doi:10.1000/w."
    ).replace("R..", "R.")


def test_a_broken_entry_among_good_ones_is_kept_and_read_as_words() -> None:
    broken = BIBTEX + "\n@article{bad, title = {No end, year = 2001\n\n@book{b, title={Falls}}\n"

    document = read(broken, "a.bib")

    assert any("No end" in document.text[e.start : e.end] for e in document.entries)
    assert len(document.entries) > 1


def test_a_record_without_an_end_is_not_lost() -> None:
    document = read(RIS + RIS.replace("Walking", "Running"), "a.ris")
    assert "Running" in document.text
    assert "Walking" in document.text


@pytest.mark.parametrize(
    ("text", "name", "complaint"),
    [
        ("[]", "a.json", "lists no work"),
        ('{"title": ', "a.json", "not valid JSON"),
        ("[" * 100_000 + '{"type": 1}', "a.json", "not valid JSON"),
        ('{"items": 3, "type": 2}', "a.json", "no list of works"),
        ("TY  - JOUR\nER  - \n", "a.ris", "lists no work"),
        ("@article{a, title = " + "{" * 1_000, "a.bib", "nests its braces"),
        ("<article article-type='x'><body>", "a.xml", "not well-formed"),
        ("<article article-type='x'><body/></article>", "a.xml", "no JATS article"),
        ("<PubmedArticle><b></PubmedArticle>", "a.xml", "not well-formed"),
        ("PMID- 1\nAB  - Words.\n", "a.nbib", "without a title"),
    ],
)
def test_what_holds_no_work_is_refused_with_the_reason(
    text: str, name: str, complaint: str
) -> None:
    with pytest.raises(DocumentError, match=complaint):
        read(text, name)


BOMB = (
    '<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + ']><article article-type="x"><front><article-meta><title-group><article-title>&i;'
    "</article-title></title-group></article-meta></front></article>"
)
EXTERNAL = (
    '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    '<article article-type="x"><front><article-meta><title-group><article-title>&x;'
    "</article-title></title-group></article-meta></front></article>"
)


@pytest.mark.parametrize("text", [BOMB, EXTERNAL])
def test_entities_of_a_document_s_own_are_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="declares entities"):
        read(text, "a.xml")
    with pytest.raises(DocumentError, match="declares entities"):
        read_document("a.nxml", text.encode("utf-16"))


@given(
    st.builds(
        Work,
        authors=st.lists(st.text(max_size=20), max_size=3).map(tuple),
        title=st.none() | st.text(max_size=40),
        year=st.none() | st.integers(1500, 2099),
        volume=st.none() | st.text(max_size=5),
    )
)
def test_any_work_prints_to_a_line_that_a_library_can_hold(work: Work) -> None:
    assert printed(work) == "" or printed(work).endswith(".")
