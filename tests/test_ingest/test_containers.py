from __future__ import annotations

import gzip
import io
import struct
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from graph.errors import DocumentError
from ingest.containers import members
from ingest.items import Item
from ingest.readers.decoding import MAX_PACKED

if TYPE_CHECKING:
    from pathlib import Path


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def crawled(*pages: tuple[str, str, str, bytes]) -> bytes:
    """Write a crawl as a WARC file, each record packed by itself as crawlers do."""
    records = []
    for address, status, kind, body in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}"
            "\r\n\r\n"
        ).encode()
        records.append(gzip.compress(head + answer + b"\r\n\r\n"))
    return b"".join(records)


def taken(path: str, data: bytes) -> list[Item | DocumentError]:
    return list(members(Item(path, data=data)))


def reasons(found: list[Item | DocumentError]) -> list[str]:
    return [each.reason for each in found if isinstance(each, DocumentError)]


def test_a_zip_file_gives_its_documents_by_name_below_its_own() -> None:
    found = taken(
        "site.zip",
        packed({"b/two.html": b"2", "one.md": b"1", "logo.png": b"x", "__MACOSX/one.md": b"x"}),
    )
    assert found == [Item("site.zip/b/two.html", data=b"2"), Item("site.zip/one.md", data=b"1")]


def test_a_name_that_would_lead_out_of_the_container_stays_in_it() -> None:
    (found,) = taken("a.zip", packed({"../../etc/passwd.txt": b"x"}))
    assert found.path == "a.zip/etc/passwd.txt"


def test_a_container_in_a_container_is_taken_apart_too() -> None:
    inner = packed({"one.md": b"1"})
    (found,) = taken("a.zip", packed({"b.zip": inner}))
    assert found.path == "a.zip/b.zip/one.md"


def test_packing_without_end_comes_to_an_end() -> None:
    data = packed({"one.md": b"1"})
    for _ in range(6):
        data = packed({"in.zip": data})
    assert reasons(taken("a.zip", data)) == ["is packed more than 3 times over"]


def test_a_bomb_is_refused_by_name_and_the_rest_goes_on() -> None:
    found = taken("a.zip", packed({"a.html": b" " * 40_000_000, "b.md": b"Walk."}))
    assert found[1] == Item("a.zip/b.md", data=b"Walk.")
    assert reasons(found) == ["unpacks to far more than a document holds; it is refused"]


def test_a_member_that_lies_about_its_size_is_broken_and_takes_no_memory() -> None:
    data = bytearray(packed({"a.html": b" " * 60_000_000}))
    # In the header and in the directory: 1,000 bytes, it says.
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(sign) + offset, 1_000)
    tracemalloc.start()
    found = taken("a.zip", bytes(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reasons(found) == ["is broken within its ZIP file"]
    assert peak < MAX_PACKED / 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04" + b"\x00" * 200, "is a broken ZIP file"),
        (packed({"logo.png": b"x"}), "is a ZIP file without a document in it"),
    ],
)
def test_a_zip_file_that_gives_nothing_says_why(data: bytes, reason: str) -> None:
    assert reasons(taken("a.zip", data)) == [reason]


def test_a_crawl_gives_the_pages_that_were_answered_by_their_address() -> None:
    data = crawled(
        ("https://a.example/1", "200 OK", "text/html; charset=iso-8859-1", b"<p>One</p>"),
        ("https://a.example/2", "404 Not Found", "text/html", b"<p>Gone</p>"),
        ("https://a.example/3.png", "200 OK", "image/png", b"x"),
    )
    address = "https://a.example/1"
    assert taken("a.warc.gz", data) == [
        Item(address, data=b"<p>One</p>", url=address, charset="iso-8859-1")
    ]


def test_a_crawl_that_breaks_off_says_so_after_what_was_read() -> None:
    data = crawled(*[(f"https://a.example/{n}", "200 OK", "text/html", b"x" * 50) for n in (1, 2)])
    found = taken("a.warc.gz", data[:-60])
    assert found[0].path == "https://a.example/1"
    assert reasons(taken("a.warc", b"WARC/1.0\r\nnonsense"))


RECORD = "<PubmedArticle><MedlineCitation><PMID>{}</PMID></MedlineCitation></PubmedArticle>"


def test_a_set_of_records_gives_each_by_its_number() -> None:
    records = "".join(RECORD.format(number) for number in (11, 12))
    found = taken("a.xml", f"<PubmedArticleSet>{records}</PubmedArticleSet>".encode())
    assert [each.path for each in found] == ["a.xml/PMID 11", "a.xml/PMID 12"]
    assert isinstance(found[1], Item)
    assert found[1].data == RECORD.format(12).encode()


def test_a_set_that_breaks_off_says_so_after_what_was_read() -> None:
    found = taken("a.xml", f"<PubmedArticleSet>{RECORD.format(1)}<Pub".encode())
    assert isinstance(found[0], Item)
    assert "not well-formed" in reasons(found)[0]


def test_a_file_of_medline_records_gives_each_by_its_number() -> None:
    found = taken("a.nbib", b"PMID- 11\nTI  - One.\n\nPMID- 12\nTI  - Two.\n")
    assert [each.path for each in found] == ["a.nbib/PMID 11", "a.nbib/PMID 12"]


def test_a_line_without_end_is_refused() -> None:
    found = taken("a.nbib", b"PMID- 1\nAB  - " + b"x" * 3_000_000)
    assert "more than 1 MB" in reasons(found)[0]


def test_what_is_no_container_is_handed_on_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Walk.", "utf-8")
    assert list(members(Item(str(file)))) == [Item(str(file))]
    assert list(members(Item("missing.zip"))) == [Item("missing.zip")]
