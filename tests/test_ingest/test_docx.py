from __future__ import annotations

import io
import zipfile

import pytest

from graph.errors import DocumentError
from ingest.citations import read_citations
from ingest.document import BlockKind, Document
from ingest.passages import split_passages
from ingest.readers import read_document
from ingest.readers.formats import format_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types
xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType=
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
ROOT = f"""<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="{PARTS}/officeDocument" Target="word/document.xml"/></Relationships>"""
LINKS = f"""<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="{PARTS}/footnotes" Target="footnotes.xml"/></Relationships>"""
STYLES = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
</w:style></w:styles>"""


def paragraph(*runs: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def document(body: str) -> str:
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def packed(body: str, notes: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", ROOT)
        package.writestr("word/_rels/document.xml.rels", LINKS)
        package.writestr("word/styles.xml", STYLES)
        package.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        package.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    return stream.getvalue()


def read(body: str, notes: str = "") -> Document:
    return read_document("notes.docx", packed(body, notes))


def test_a_word_file_keeps_headings_tables_and_raised_figures() -> None:
    table = "<w:tbl><w:tr>" + "".join(
        f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Week", "20 kg")
    )
    found = read(
        paragraph(run("Strong bones"), style="H1")
        + paragraph(run("Lifting builds bone."), run("1,2", RAISED))
        + f"{table}</w:tr></w:tbl>"
    )
    kinds = {found.text[b.start : b.end]: b.kind for b in found.blocks}
    assert kinds["Strong bones"] is BlockKind.HEADING
    assert kinds["20 kg"] is BlockKind.TABLE_CELL
    (raised,) = found.superscripts
    assert found.text[raised.start : raised.end] == "1,2"


def test_a_word_file_is_known_by_its_document_and_not_by_a_folder_of_that_name() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/page.html", "<p>Walk</p>")
    assert format_of("notes", packed("")) == "docx"
    assert format_of("notes", stream.getvalue()) != "docx"


def test_a_footnote_is_a_marker_that_leads_to_what_it_cites() -> None:
    note = "Novak K, Ito R. Lifting and bone. Bone. 2002;34(1):17–23."
    found = read(
        paragraph(run("Lifting builds bone."), NOTE, run(" It is safe.")),
        f'<w:footnote w:id="2">{paragraph(run(note))}</w:footnote>',
    )
    citations = read_citations(found, split_passages(found, "a"), "a")
    (marker,), (reference,) = citations.markers, citations.references
    assert (marker.references, reference.raw) == ((reference.id,), note)
    assert found.text[: marker.start].endswith("Lifting builds bone.")


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 210_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed("")[:-30], "broken"),
        (packed("<w:p><w:r>"), "broken Word file"),
        (bomb(), "unpacks to far more"),
        (packed(paragraph()), "empty"),
    ],
)
def test_a_word_file_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_document("notes.docx", data)


def test_entities_in_a_word_file_are_not_expanded() -> None:
    stream = io.BytesIO(packed(""))
    evil = (
        f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]><w:document {W}><w:body>&a;</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part, evil if part.filename == "word/document.xml" else old.read(part))
    with pytest.raises(DocumentError, match="declares"):
        read_document("notes.docx", out.getvalue())
