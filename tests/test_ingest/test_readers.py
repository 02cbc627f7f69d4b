from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.document import BlockKind, Document
from ingest.readers import MAX_BYTES, read_document
from ingest.readers.formats import format_of


def read(text: str, name: str = "article.md") -> Document:
    return read_document(name, text.encode())


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.html", "<!doctype html><p>Walk</p>", "html"),
        ("a.txt", "<html><body><p>Walk</p></body></html>", "html"),
        ("a.txt", "# Walking\n\nIt helps.", "markdown"),
        ("a.txt", "---\ntitle: Walking\n---\nIt helps.", "markdown"),
        ("a.txt", "It helps. See [this](https://a.example/x).", "markdown"),
        ("a.txt", "Walking helps.\n\nIt does.", "text"),
        ("a.html", "Walking helps, and this is no page.", "text"),
        ("a.md", "Walking helps.", "markdown"),
        ("a", "Walking helps.", "text"),
    ],
)
def test_a_format_is_found_by_content_before_its_name(name: str, text: str, expected: str) -> None:
    assert format_of(name, text.encode()) == expected


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"x" * (MAX_BYTES + 1), "10 MB"),
        (b"%PDF-1.7 ...", "broken|cut off"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n...", "PNG"),
        (b"<html>\x00\x00\x00\x00</html>", "control characters"),
        (bytes(range(1, 32)) * 20, "control characters"),
        (b"St\xe4rke und Knochen", "byte 2; save it as UTF-8"),
        (b"\xff\xfeA", "UTF-16"),
        (b"<html><body><script>alert(1)</script></body></html>", "empty"),
        (("<div>" * 5_000 + "deep").encode(), "nests its tags"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_with_the_reason(
    data: bytes, complaint: str
) -> None:
    with pytest.raises(DocumentError, match=complaint) as caught:
        read_document("folder/page.html", data)
    assert caught.value.path == "folder/page.html"


@pytest.mark.parametrize(
    "data",
    [
        "Kräftigung".encode("utf-8-sig"),
        "Kräftigung".encode("utf-16"),
        "<html><meta charset=iso-8859-1><p>Kräftigung</p></html>".encode("latin-1"),
        '<html><meta charset="windows-1252"><p>Kräftigung</p></html>'.encode("cp1252"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_declares(data: bytes) -> None:
    assert "Kräftigung" in read_document("a.html", data).text


def test_line_ends_of_every_system_read_alike() -> None:
    unix = read("One.\n\nTwo.\n", "a.txt")
    assert read("One.\r\n\r\nTwo.\r\n", "a.txt").text == unix.text
    assert read("One.\r\rTwo.\r", "a.txt").text == unix.text


def test_markdown_shows_its_words_and_keeps_links_and_superscripts_by_place() -> None:
    document = read(
        "---\ntitle: Strong bones\ndate: 2024-05-01\nurl: https://clinic.example/bones\n---\n\n"
        "## Lifting\n\nLifting **really** helps "
        "[a study](https://doi.org/10.1000/x) says<sup>1</sup>.\n\n"
        "![A barbell](x.png)\n\n- Squat\n- Lunge\n\n3. Third\n4. Fourth\n"
    )
    assert (document.title, document.published) == ("Strong bones", "2024-05-01")
    assert document.url == "https://clinic.example/bones"
    assert blocks(document) == [
        ("heading", "Lifting"),
        ("paragraph", "Lifting really helps a study says1."),
        ("caption", "A barbell"),
        ("list_item", "Squat"),
        ("list_item", "Lunge"),
        ("list_item", "Third"),
        ("list_item", "Fourth"),
    ]
    assert [block.number for block in document.blocks[-2:]] == [3, 4]
    (link,) = document.links
    assert (document.text[link.start : link.end], link.href) == (
        "a study",
        "https://doi.org/10.1000/x",
    )
    (raised,) = document.superscripts
    assert document.text[raised.start : raised.end] == "1"


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: [unclosed\n---\n",
        "---\njust words\n---\n",
        "{broken json\n",
        "---\nno end of it\n",
    ],
)
def test_broken_front_matter_is_read_as_text(matter: str) -> None:
    document = read(matter + "\nWalking helps the heart.\n")
    assert "Walking helps the heart." in document.text


def test_a_footnote_is_a_marker_and_an_entry() -> None:
    document = read("Walking helps.[^a]\n\n[^a]: Li F. Tai chi. J Gerontol. 2005.\n")
    assert "Walking helps.[1]" in document.text
    assert document.blocks[-1].number == 1


PAGE = """<!doctype html>
<html lang="en-GB"><head><title>Bones | Clinic</title>
<link rel="canonical" href="https://clinic.example/bones">
<meta property="article:published_time" content="2023-02-01T09:00:00Z">
<style>p { color: red }</style></head><body>
<nav><a href="/">Home</a></nav>
<div class="cookie-banner">We use cookies.</div>
<article><h1>Strong  bones</h1><p class="byline">By the team</p>
<p>Lifting helps<sup>1,2</sup>,<br>they <a href="/more">say</a>.</p>
<ol start="3"><li>Squat</li><li><p>Lunge</p></li></ol>
<table><tr><th>Group</th><td>Lifted</td></tr></table>
<p hidden>Secret</p></article>
<aside>Related: exercise cures all</aside><footer>© Clinic</footer></body></html>"""


def test_a_page_is_read_in_its_order_with_its_furniture_set_apart() -> None:
    document = read(PAGE, "a.html")
    assert (document.title, document.language) == ("Strong bones", "en")
    assert (document.url, document.published) == ("https://clinic.example/bones", "2023-02-01")
    assert blocks(document) == [
        ("boilerplate", "Home"),
        ("boilerplate", "We use cookies."),
        ("heading", "Strong bones"),
        ("boilerplate", "By the team"),
        ("paragraph", "Lifting helps1,2,\nthey say."),
        ("list_item", "Squat"),
        ("list_item", "Lunge"),
        ("table_cell", "Group"),
        ("table_cell", "Lifted"),
        ("boilerplate", "Related: exercise cures all"),
        ("boilerplate", "© Clinic"),
    ]
    assert [b.number for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == [3, 4]
    (raised,) = document.superscripts
    assert document.text[raised.start : raised.end] == "1,2"
    assert "https://clinic.example/more" in [link.href for link in document.links]


def test_without_marked_main_text_the_extractor_tells_it_and_the_references_stay() -> None:
    body = "".join(
        f"<p>Paragraph {n} says that walking and lifting are good for bones, in many words.</p>"
        for n in range(8)
    )
    page = (
        f"<html><body><div class='menu'><ul><li>Start</li></ul></div><div>{body}"
        "<h2>References</h2><p>Li F, Harmer P. Tai chi. J Gerontol. 2005;60(2):187–194.</p></div>"
        "<div class='footer-links'><a href='/x'>Imprint</a></div></body></html>"
    )
    kinds = {text: kind for kind, text in blocks(read(page, "a.html"))}
    assert kinds["Start"] == "boilerplate"
    assert kinds["Li F, Harmer P. Tai chi. J Gerontol. 2005;60(2):187–194."] == "paragraph"
    assert [kind for text, kind in kinds.items() if text.startswith("Paragraph")] == [
        "paragraph"
    ] * 8


def test_entities_of_a_page_s_own_are_not_resolved() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<html><body><p>Walk &x; more</p></body></html>"
    )
    assert "Walk &x; more" in read(page, "a.html").text


def test_plain_text_keeps_its_characters_and_joins_lines_that_were_wrapped() -> None:
    text = (
        "Strong Bones\n\nLifting weights twice a week is what most of the studies did,\n"
        "and it helped.\n\n- Squat\n- Lunge\n\n  1. Li F. Tai chi. 2005.\n\na picture of bones\n"
    )
    document = read(text, "a.txt")
    assert document.text == text
    assert blocks(document) == [
        ("heading", "Strong Bones"),
        (
            "paragraph",
            "Lifting weights twice a week is what most of the studies did,\nand it helped.",
        ),
        ("list_item", "Squat"),
        ("list_item", "Lunge"),
        ("list_item", "Li F. Tai chi. 2005."),
        ("caption", "a picture of bones"),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab.*_#[]()<>!-1 \n&;\"'/`|:~^", max_size=200),
    st.sampled_from(["a.md", "a.txt", "a.html"]),
)
def test_blocks_of_any_text_follow_each_other_and_hold_words(text: str, name: str) -> None:
    try:
        document = read(text, name)
    except DocumentError:
        return
    place = 0
    for block in document.blocks:
        assert place <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip()
        place = block.end
    for span in (*document.links, *document.superscripts):
        assert 0 <= span.start < span.end <= len(document.text)


def test_a_page_that_leaves_its_head_and_body_unsaid_is_read_whole() -> None:
    document = read("<!doctype html><title>Steady</title><article><p>Walking helps.", "a.html")
    assert (document.title, document.text) == ("Steady", "Walking helps.")


def test_lists_of_links_within_the_marked_main_part_are_set_apart() -> None:
    sentence = "Walking every day helps many people to stay steady on their feet for longer."
    links = "".join(f'<li><a href="/{number}">Read on {number}</a></li>' for number in range(9))
    page = f"""<!doctype html><html><body><article><h1>Steady</h1><p>{sentence}</p>
    <p>{sentence.replace("Walking", "Dancing")}</p><ul><li>Stand on one leg</li></ul>
    <ul>{links}</ul></article></body></html>"""
    kinds = {words: kind for kind, words in blocks(read(page, "a.html"))}
    assert kinds["Read on 3"] == "boilerplate"
    assert kinds["Steady"] == "heading"
    assert kinds["Stand on one leg"] == "list_item"
    assert kinds[sentence] == "paragraph"
