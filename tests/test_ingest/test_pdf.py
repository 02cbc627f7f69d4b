import zlib
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.document import BlockKind, Document
from ingest.readers import pdf, pdf_file, pdf_glyphs, pdf_process
from ingest.readers.pdf_process import extract

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "C": "Courier"}
WIDE = 0.6  # of the size: how wide every letter of Courier is


def run(x: float, y: float, text: str, size: float = 10, font: str = "C") -> str:
    """Text drawn at a place, measured from the lower left corner of the page."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET"


def lines(x: float, y: float, *texts: str, size: float = 10, font: str = "C") -> str:
    """Lines set below each other, 12 points from one to the next at a size of 10."""
    return "\n".join(run(x, y - n * 1.2 * size, t, size, font) for n, t in enumerate(texts))


def written(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects, the first of which is its catalogue."""
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def file_of(
    *pages: str, info: bytes = b"", extra: bytes = b"", fonts: bytes = b"", annots: bytes = b""
) -> bytes:
    """A file with pages of 600 by 800 points, each drawn by the operators given."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    named = b" ".join(
        b"/%s << /Type /Font /Subtype /Type1 /BaseFont /%s >>" % (k.encode(), v.encode())
        for k, v in FONTS.items()
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % extra,
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 600 800] /Resources 3 0 R >>"
        % (kids, len(pages)),
        b"<< /Font << %s %s >> >>" % (named, fonts),
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Annots [%s] >>"
            % (5 + 2 * number, annots)
        )
        objects.append(stream(page.encode("latin-1")))
    return written([*objects, info or b"<< >>"], b"/Info %d 0 R" % (len(objects) + 1))


def blocks_of(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if kind is None or block.kind is kind
    ]


def blocks(*pages: str, kind: BlockKind | None = None) -> list[str]:
    return blocks_of(extract("a.pdf", file_of(*pages)), kind)


LEFT = [
    "Walking every day made the",
    "hips of older people strong",
    "in the trials that we found",
    "and kept them on their feet",
    "for longer.",
]
RIGHT = [
    "Swimming did not do that in",
    "any of them.",
    "Nobody knows why, since the",
    "water carries the weight of",
    "those who swim.",
]


def test_two_columns_are_read_one_after_the_other() -> None:
    assert blocks(lines(50, 700, *LEFT) + "\n" + lines(320, 700, *RIGHT)) == [
        " ".join(LEFT),
        " ".join(RIGHT[:2]),
        " ".join(RIGHT[2:]),
    ]


def test_columns_whose_lines_are_drawn_row_by_row_are_still_columns() -> None:
    rows = [
        run(50, 700 - 12 * n, left) + "\n" + run(320, 700 - 12 * n, right)
        for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True))
    ]
    assert blocks("\n".join(rows))[0] == " ".join(LEFT)


def test_a_heading_across_the_columns_parts_them() -> None:
    page = "\n".join(
        (
            *(lines(50, 740, *LEFT), lines(320, 740, *RIGHT)),
            run(50, 640, "What the second year of all of the trials brought", 16, "B"),
            *(lines(50, 600, *RIGHT), lines(320, 600, *LEFT)),
        )
    )
    found = blocks(page)
    assert found[0] == " ".join(LEFT)
    assert found[3] == "What the second year of all of the trials brought"
    assert found[-1] == " ".join(LEFT)


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [
        [f"{name} {word} one two" for word in ("alpha", "beta", "gamma", "delta", "omega")]
        for name in ("first", "second", "third")
    ]
    page = "\n".join(lines(40 + 185 * n, 700, *texts) for n, texts in enumerate(columns))
    text = " ".join(blocks(page))
    assert text.index("first omega") < text.index("second alpha") < text.index("second omega")
    assert text.index("second omega") < text.index("third alpha")


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Group", "Before", "After"), ("Walking", "12.1", "14.0"), ("Rest", "12.3", "12.2")]
    rows += [("Swimming", "11.9", "12.0"), ("Cycling", "12.6", "13.1")]
    page = "\n".join(
        run(60 + 170 * column, 700 - 14 * row, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )
    found = blocks(page, kind=BlockKind.TABLE_CELL)
    assert found[:6] == ["Group", "Before", "After", "Walking", "12.1", "14.0"]


def test_a_paragraph_goes_on_over_a_page_and_what_every_page_has_does_not_part_it() -> None:
    pages = [
        "\n".join(
            (
                run(50, 770, "Journal of Steady Steps"),
                lines(50, 700, f"Page {n} begins with a sentence that goes", "on to its end."),
                lines(50, 640, "Strong legs carry a person through the"),
                run(300, 30, f"Page {n} of 3"),
            )
        )
        for n in (1, 2, 3)
    ]
    pages[1] = pages[1].replace("Page 2 begins", "day and page 2 begins")
    document = extract("a.pdf", file_of(*pages))
    running = blocks_of(document, BlockKind.BOILERPLATE)
    assert running.count("Journal of Steady Steps") == 3
    assert [f"Page {n} of 3" for n in (1, 2, 3)] == [b for b in running if b.startswith("Page")]
    assert any(
        "through the day and page 2 begins with a sentence" in text
        for text in blocks_of(document, BlockKind.PARAGRAPH)
    )


def test_a_paragraph_goes_on_after_a_footnote_and_a_caption() -> None:
    page = "\n".join(
        (
            lines(50, 700, "Those who walked were found to have much", "stronger hips than all of"),
            lines(50, 600, "Figure 1. Steps in a day.", size=8),
            lines(50, 500, "the others who stayed at home in winter.", "It was cold that year."),
        )
    )
    found = blocks(page, kind=BlockKind.PARAGRAPH)
    assert found[0].startswith(
        "Those who walked were found to have much stronger hips than all of the"
    )
    assert blocks(page, kind=BlockKind.CAPTION) == ["Figure 1. Steps in a day."]


def test_a_hyphen_at_a_lines_end_goes_when_the_document_writes_the_word_whole() -> None:
    page = lines(50, 700, "We say that exercise is good, and such exer-", "cise helps them all.")
    assert blocks(page) == ["We say that exercise is good, and such exercise helps them all."]


def test_a_hyphen_stays_when_the_document_writes_it_elsewhere() -> None:
    page = lines(50, 700, "A weight-bearing limb is one on which weight-", "bearing is allowed.")
    assert blocks(page)[0].endswith("on which weight-bearing is allowed.")


def test_a_range_parted_at_a_lines_end_gets_no_blank() -> None:
    assert blocks(lines(50, 700, "It was printed on the pages from 357-", "369 of it."))[
        0
    ].endswith("357-369 of it.")


def test_a_hyphen_that_waits_for_its_word_keeps_its_blank() -> None:
    page = lines(50, 700, "They were asked about it in the pre-", "and post-test weeks.")
    assert "pre- and post-test" in blocks(page)[0]


def test_raised_figures_are_superscripts() -> None:
    page = "\n".join(
        (
            run(50, 700, "Rest failed."),
            run(50 + 12 * 6, 704, "2,3", 6),
            run(50 + 12 * 6 + 3 * 3.6 + 6, 700, "Walking did not."),
        )
    )
    document = extract("a.pdf", file_of(page))
    assert document.text == "Rest failed.2,3 Walking did not."
    assert [document.text[s.start : s.end] for s in document.superscripts] == ["2,3"]


def test_lowered_figures_are_no_superscripts() -> None:
    page = run(50, 700, "VO") + "\n" + run(62, 698, "2", 6) + "\n" + run(66, 700, " max rose.")
    document = extract("a.pdf", file_of(page))
    assert document.text == "VO2 max rose."
    assert document.superscripts == ()


def test_gaps_without_a_blank_in_them_are_blanks_and_kerning_is_none() -> None:
    page = "BT /C 10 Tf 50 700 Td [(Walk) 30 (ing) -300 (helps) -280 (you.)] TJ ET"
    assert blocks(page) == ["Walking helps you."]


def test_ligatures_become_letters() -> None:
    fonts = (
        b"/L << /Type /Font /Subtype /Type1 /BaseFont /Courier "
        b"/Encoding << /Differences [1 /fi /fl] >> >>"
    )
    page = "BT /L 10 Tf 50 700 Td (\\001t and \\002exible) Tj ET"
    assert blocks_of(extract("a.pdf", file_of(page, fonts=fonts))) == ["fit and flexible"]


def test_words_printed_twice_to_look_bold_count_once() -> None:
    assert blocks(run(50, 700, "Walk well.") + "\n" + run(50.3, 700, "Walk well.")) == [
        "Walk well."
    ]


def test_larger_and_bold_lines_are_headings_ranked_by_their_size() -> None:
    page = "\n".join(
        (
            run(50, 740, "Steps for everyone", 20, "B"),
            run(50, 700, "What was done", 14, "B"),
            run(50, 680, "Who took part", 10, "B"),
            lines(50, 660, *LEFT),
        )
    )
    document = extract("a.pdf", file_of(page))
    headings = [b for b in document.blocks if b.kind is BlockKind.HEADING]
    assert [b.level for b in headings] == [1, 2, 3]
    assert document.title == "Steps for everyone"


def test_the_title_that_the_file_gives_counts_when_it_is_one() -> None:
    page = run(50, 740, "Steps for everyone", 20, "B") + "\n" + lines(50, 700, *LEFT)
    given_ = file_of(page, info=b"<< /Title (Steps for everyone: a trial) >>")
    draft = file_of(page, info=b"<< /Title (Microsoft Word - final2.doc) >>")
    assert extract("a.pdf", given_).title == "Steps for everyone: a trial"
    assert extract("a.pdf", draft).title == "Steps for everyone"


def test_the_day_a_file_was_made_is_that_of_publication_only_if_its_year_is_printed() -> None:
    made = b"<< /CreationDate (D:20190304120000Z) /Producer (Typesetter) >>"
    printed = b"<< /CreationDate (D:20190304120000Z) /Creator (Chromium) >>"
    assert extract("a", file_of(run(50, 700, "Out in 2019."), info=made)).published == "2019-03-04"
    assert extract("a", file_of(run(50, 700, "Out in 2018."), info=made)).published is None
    assert extract("a", file_of(run(50, 700, "Out in 2019."), info=printed)).published is None


def test_the_language_is_the_one_that_the_file_names() -> None:
    data = file_of(run(50, 700, "Gehen hilft."), extra=b"/Lang (de-CH)")
    assert extract("a.pdf", data).language == "de"


def test_a_link_covers_the_words_under_it() -> None:
    note = (
        b"<< /Type /Annot /Subtype /Link /Rect [110 697 152 709] "
        b"/A << /S /URI /URI (https://example.org/a) >> >>"
    )
    data = file_of(run(50, 700, "See this trial of it here."), annots=note)
    document = extract("a.pdf", data)
    (link,) = document.links
    assert document.text[link.start : link.end] == "trial of"
    assert link.href == "https://example.org/a"


def test_numbers_that_run_on_make_a_list_and_are_left_out_of_its_text() -> None:
    printed = [
        (50, "1. Able A. Steps in winter. J Walk."),
        (68, "2004;3:1-9."),
        (50, "2. Baker B. Steps in spring. 2005."),
        (50, "3. Clark C. Steps in summer. J Walk."),
        (68, "2006;5:2-8."),
    ]
    page = "\n".join(run(x, 700 - 12 * n, text) for n, (x, text) in enumerate(printed))
    document = extract("a.pdf", file_of(page))
    assert [(b.number, document.text[b.start : b.end]) for b in document.blocks] == [
        (1, "Able A. Steps in winter. J Walk. 2004;3:1-9."),
        (2, "Baker B. Steps in spring. 2005."),
        (3, "Clark C. Steps in summer. J Walk. 2006;5:2-8."),
    ]


def test_a_number_that_begins_a_line_of_prose_makes_no_list() -> None:
    page = lines(50, 700, "All of the people that were asked in the", "12 towns walked for longer.")
    assert blocks(page) == ["All of the people that were asked in the 12 towns walked for longer."]


def test_entries_that_hang_are_blocks_of_their_own() -> None:
    entries = [
        (50, "Able A, Baker B. Steps in the winter of a"),
        (62, "cold country. J Walk. 2004;3:1-9."),
        (50, "Clark C. Steps. J Walk. 2006;5:2."),
        (50, "Drew D. How the old walk in the towns of"),
        (62, "the north. J Walk. 2007;6:11-19."),
        (50, "Evans E, Frost F. Walking in the mountains"),
        (62, "in spring. J Walk. 2008;7:1-12."),
    ]
    page = "\n".join(run(x, 700 - 12 * n, text) for n, (x, text) in enumerate(entries))
    assert [text.split(",")[0].split(" ")[0] for text in blocks(page)] == [
        *("Able", "Clark", "Drew", "Evans"),
    ]


def test_a_page_that_is_set_sideways_is_read_as_if_turned() -> None:
    page = "BT /C 10 Tf 0 1 -1 0 300 50 Tm (Walking helps the) Tj ET\n"
    page += "BT /C 10 Tf 0 1 -1 0 312 50 Tm (legs of us all.) Tj ET"
    assert blocks(page) == ["Walking helps the legs of us all."]


def test_running_heads_stand_after_the_text() -> None:
    pages = [run(50, 780, "Steady Steps", 8) + "\n" + lines(50, 600, *LEFT) for _ in range(3)]
    document = extract("a.pdf", file_of(*pages))
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH] * 3 + [BlockKind.BOILERPLATE] * 3


def test_what_runs_up_the_margin_is_kept_apart() -> None:
    page = lines(50, 700, *LEFT) + "\nBT /C 8 Tf 0 1 -1 0 20 200 Tm (Downloaded today) Tj ET"
    document = extract("a.pdf", file_of(page))
    assert blocks_of(document, BlockKind.BOILERPLATE) == ["Downloaded today"]
    assert blocks_of(document, BlockKind.PARAGRAPH) == [" ".join(LEFT)]


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    data = file_of(run(50, 700, "Walking helps."), info=b"<< /Title (On walking well) >>")
    document = pdf.read("a.pdf", data, "https://example.org/a.pdf")
    assert document == Document(
        path="a.pdf",
        title="On walking well",
        text="Walking helps.",
        blocks=document.blocks,
        url="https://example.org/a.pdf",
    )
    assert blocks_of(document) == ["Walking helps."]


def test_a_scan_is_refused() -> None:
    with pytest.raises(DocumentError, match="it is a scan, perhaps"):
        extract("a.pdf", file_of("0 0 100 100 re f"))


def test_a_file_whose_letters_have_no_names_is_refused() -> None:
    fonts = (
        b"/N << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>] >>"
    )
    page = "BT /N 10 Tf 50 700 Td <000100020003> Tj ET"
    with pytest.raises(DocumentError, match="which letters it shows"):
        extract("a.pdf", file_of(page, fonts=fonts))


def test_a_locked_file_is_refused() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]"
    page = b"<< /Type /Catalog /Pages 2 0 R >>"
    data = written([page, b"<< /Type /Pages /Kids [] >>"], lock % (b"o" * 32, b"u" * 32))
    with pytest.raises(DocumentError, match="locked by a password"):
        extract("a.pdf", data)


def test_a_file_that_breaks_off_is_refused() -> None:
    whole = file_of(*(lines(50, 700, *LEFT) for _ in range(30)))
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(DocumentError, match=r"cut off|broken"):
            extract("a.pdf", whole[: int(len(whole) * share)])


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(DocumentError, match="not a PDF"):
        extract("a.pdf", b"Walking helps.")
    with pytest.raises(DocumentError, match=r"broken|cut off"):
        extract("a.pdf", b"%PDF-1.7\n")


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def test_a_tree_of_pages_that_holds_itself_is_refused() -> None:
    with pytest.raises(DocumentError, match="circle"):
        extract("a.pdf", written([CATALOG, b"<< /Type /Pages /Kids [2 0 R] >>"]))


def test_an_object_that_is_only_a_reference_to_itself_is_refused() -> None:
    with pytest.raises(DocumentError, match="circle"):
        extract("a.pdf", written([CATALOG, b"3 0 R", b"2 0 R"]))


def test_a_table_of_objects_that_names_itself_as_the_one_before_is_refused() -> None:
    data = written([CATALOG, b"<< /Type /Pages /Kids [] >>"])
    table = data.rindex(b"xref\n0")
    looping = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)
    with pytest.raises(DocumentError, match="circle"):
        extract("a.pdf", looping)


def test_packed_objects_that_hold_each_other_are_refused() -> None:
    entries = [(0, 0, 255), (2, 4, 0), (2, 4, 1), (2, 4, 2), (2, 3, 0), (1, 9, 0)]
    rows = b"".join(bytes(entry) for entry in entries)
    head = b"%PDF-1.7\n"
    more = b"/Type /XRef /Size 6 /W [1 1 1] /Root 1 0 R"
    data = head + b"5 0 obj\n" + stream(rows, more) + b"\nendobj\nstartxref\n9\n%%EOF\n"
    with pytest.raises(DocumentError, match=r"circle|broken"):
        extract("a.pdf", data)


def test_forms_that_draw_themselves_are_drawn_once() -> None:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 3 0 R"
    objects = [
        CATALOG,
        b"<< /Type /Pages /Kids [4 0 R] /MediaBox [0 0 600 800] /Resources 3 0 R >>",
        b"<< /Font << /C << /Subtype /Type1 /BaseFont /Courier >> >> /XObject << /X 6 0 R >> >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
        stream(run(50, 700, "Walking helps.").encode() + b" /X Do"),
        stream(b"/X Do", form),
    ]
    assert extract("a.pdf", written(objects)).text == "Walking helps."


def test_deep_nesting_is_refused_or_read_but_never_crashes() -> None:
    deep = b"[" * 20_000 + b"]" * 20_000
    data = file_of(run(50, 700, "Walking helps."), extra=b"/Deep " + deep)
    assert extract("a.pdf", data).text == "Walking helps."
    kids = b"<< /Kids [" * 3_000 + b"] >>" * 3_000
    with pytest.raises(DocumentError):
        extract("a.pdf", written([CATALOG, kids]))


def test_a_stream_that_swells_a_thousandfold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEGABYTES", 300)
    bomb = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
    objects = [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /MediaBox [0 0 600 800] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
        stream(bomb, b"/Filter [/FlateDecode /FlateDecode]"),
    ]
    with pytest.raises(DocumentError, match="more than 300 MB of memory"):
        pdf.read("a.pdf", written(objects), None)


def test_forms_that_draw_each_other_without_end_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 1)
    objects = [
        CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /MediaBox [0 0 600 800] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do /X Do"),
    ]
    for number in range(5, 45):
        named = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
        objects.append(stream(b"/X Do /X Do", form + named))
    with pytest.raises(DocumentError, match="seconds to read"):
        pdf.read("a.pdf", written(objects), None)


def test_pages_words_and_characters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = file_of(*(run(50, 700, "Walking helps us.") for _ in range(5)))
    monkeypatch.setattr(pdf_process, "MAX_CHARACTERS", 40)
    with pytest.raises(DocumentError, match="more than 40 characters"):
        extract("a.pdf", data)
    monkeypatch.undo()
    monkeypatch.setattr(pdf_glyphs, "MAX_WORDS", 2)
    with pytest.raises(DocumentError, match="a page of more than 2 words"):
        extract("a.pdf", data)
    monkeypatch.undo()
    monkeypatch.setattr(pdf_file, "MAX_PAGES", 4)
    with pytest.raises(DocumentError, match="more than 4 pages"):
        extract("a.pdf", data)


placed = st.tuples(
    st.integers(0, 560),
    st.integers(0, 790),
    st.text("abcdefgh XYZ.,12(", min_size=1, max_size=30),
    st.sampled_from([6, 8, 10, 10, 10, 14]),
)


@given(st.lists(st.lists(placed, min_size=1, max_size=25), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_blocks_follow_each_other_and_hold_all_that_is_printed(
    pages: list[list[tuple[int, int, str, int]]],
) -> None:
    drawn = ["\n".join(run(x, y, text, size) for x, y, text, size in page) for page in pages]
    if not any(text.strip() for page in pages for _, _, text, _ in page):
        return
    document = extract("a.pdf", file_of(*drawn))
    assert all(a.end <= b.start for a, b in pairwise(document.blocks))
    assert all(document.text[b.start : b.end].strip() for b in document.blocks)
    for span in document.superscripts:
        assert any(b.start <= span.start < span.end <= b.end for b in document.blocks)
    printed = {c for page in pages for _, _, text, _ in page for c in text if c.isalpha()}
    assert printed <= set(document.text)


@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_damaged_file_is_read_or_refused(damages: list[tuple[int, bytes]]) -> None:
    data = bytearray(file_of(lines(50, 700, *LEFT), lines(50, 700, *RIGHT)))
    for place, put in damages:
        data[place % len(data) : place % len(data) + len(put)] = put
    with suppress(DocumentError):
        assert extract("a.pdf", bytes(data)).text.strip()
