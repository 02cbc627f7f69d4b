from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from click.testing import CliRunner

from web.cli import trabecula

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "# Steady\n\nTai chi reduces falls.\n"


def packed(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return stream.getvalue()


def test_a_batch_goes_on_past_whatever_is_thrown_at_it(tmp_path: Path) -> None:
    folder = tmp_path / "batch"
    folder.mkdir()
    bomb = '<!DOCTYPE article [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><article article-type="x"/>'
    outside = (
        '<!DOCTYPE article [<!ENTITY a SYSTEM "file:///etc/passwd">]><article article-type=""/>'
    )
    loop = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    hostile = {
        "bomb.xml": bomb.encode(),
        "outside.xml": outside.encode(),
        "bomb.zip": packed("page.html", b" " * 40_000_000),
        "deep.html": b"<!doctype html><body>" + b"<div>" * 2_000 + b"Walk.",
        "loop.pdf": loop,
        "broken.docx": packed("word/document.xml", b"<w:document"),
        "wrong.txt": b"St\xe4rke und Knochen",
        "cut.ris": b"TY  - JOUR\n",
        "nothing.json": b"[]",
    }
    for name, data in hostile.items():
        (folder / name).write_bytes(data)
    (folder / "zzz.md").write_text(GOOD, "utf-8")

    result = CliRunner().invoke(
        trabecula, ["--data", str(tmp_path / "data"), "ingest", str(folder)]
    )

    assert result.exit_code == 1
    assert "1 articles read: 1 added" in result.stdout
    assert f"{len(hostile)} documents could not be read" in result.stdout
    for name in hostile:
        assert f"{folder / name}" in result.stderr
    assert "root:" not in result.output
