"""Characters that XML names: read by the standard's names, never by a document type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.readers.xml import parse_xml, words_of

DOCTYPE = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.0//EN" "jats.dtd">'


def read(text: str) -> str:
    return words_of(parse_xml("a.xml", f"{DOCTYPE}<p>{text}</p>".encode()))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5 &plusmn; 2", "5 ± 2"),
        ("&alpha;-tocopherol", "α-tocopherol"),
        ("p &lt; 0.05 &amp; n &gt; 9", "p < 0.05 & n > 9"),
        ("&le;10 &#177; &#x3b2;", "≤10 ± β"),
        ("&nosuchname; stays", "&nosuchname; stays"),
        ("<![CDATA[&plusmn; as written]]>", "&plusmn; as written"),
    ],
)
def test_a_named_character_keeps_its_meaning(written: str, meant: str) -> None:
    assert read(written) == meant


def test_a_document_that_declares_names_of_its_own_is_refused() -> None:
    page = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    with pytest.raises(DocumentError, match="entities of its own"):
        parse_xml("a.xml", page)


@given(st.text("ab &<>;#x1±α\u00a0", max_size=60))
def test_nothing_but_names_is_changed(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read(escaped) == " ".join(text.split())
