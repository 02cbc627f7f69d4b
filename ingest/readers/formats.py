"""Telling formats apart: by content where it speaks plainly, then by name."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

SAMPLE = 20_000  # bytes that are looked at
ZIP = b"PK\x03\x04"  # the first bytes of a package


@dataclass(frozen=True, slots=True)
class Format:
    """A format that documents are read in.

    Attributes:
        module: the module that reads it.
        suffixes: of files that are in it, mostly.
        binary: whether it is read from bytes, since it tells its own encoding.
    """

    module: str
    suffixes: tuple[str, ...]
    binary: bool = False


FORMATS = {
    "html": Format("ingest.readers.html", (".htm", ".html", ".xhtml")),
    "markdown": Format("ingest.readers.markdown", (".markdown", ".md")),
    "text": Format("ingest.readers.plain", (".text", ".txt")),
    "pdf": Format("ingest.readers.pdf", (".pdf",), binary=True),
    "docx": Format("ingest.readers.docx", (".docx",), binary=True),
    "jats": Format("ingest.readers.jats", (".nxml", ".xml"), binary=True),
    "pubmed": Format("ingest.readers.pubmed", (), binary=True),
    "medline": Format("ingest.readers.medline", (".nbib", ".medline")),
    "ris": Format("ingest.readers.ris", (".ris",)),
    "bibtex": Format("ingest.readers.bibtex", (".bib", ".bibtex")),
    "csljson": Format("ingest.readers.csljson", (".json", ".csljson")),
}
SUFFIXES = {suffix: name for name, each in FORMATS.items() for suffix in each.suffixes}

# Looked for in the first bytes, in this order; names decide only among the rest.
_BIBTEX = (
    rb"article|book|inbook|incollection|inproceedings|misc|techreport|phdthesis|mastersthesis|"
    rb"online|report|thesis|comment|string|preamble"
)
_SIGNS = (
    ("pdf", re.compile(rb"%PDF-\d")),
    ("pubmed", re.compile(rb"<PubmedArticle[\s>]")),
    ("jats", re.compile(rb"<article\s[^>]{0,2000}(?:article-type|dtd-version)|<pmc-articleset")),
    ("jats", re.compile(rb"<!DOCTYPE article PUBLIC \"-//(?:NLM|NISO)//DTD")),
    ("html", re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)),
    ("ris", re.compile(rb"\A\s*TY {1,4}- ?[A-Z]{3,7}\s")),
    ("medline", re.compile(rb"\A\s*PMID- ?\d+\s")),
    ("bibtex", re.compile(rb"^[ \t]*@(?:%s)\s?\{" % _BIBTEX, re.IGNORECASE | re.MULTILINE)),
    ("csljson", re.compile(rb"\A\s*\[\s*\{[^<]{0,1500}\"(?:type|title|DOI)\"\s?:")),
)
_BEGINNING = 2_000  # bytes in which a web page or an XML document says what it is
_TAG = re.compile(rb"</?(?:p|div|h[1-6]|li|ul|ol|article|span|table)[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(
    rb"^#{1,6} \S|\]\((?:https?:|mailto:|\.{0,2}/|#)|^(?:-{3,}|\*{3,})\r?$|\*\*\w[^*\n]{0,200}\*\*",
    re.MULTILINE,
)


def format_of(path: str, data: bytes) -> str:
    """Name the format of a document by its first bytes, else by its name's suffix, else text."""
    sample = data[:SAMPLE].removeprefix(codecs.BOM_UTF8)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        sample = sample.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if sample.startswith(ZIP) and is_word(io.BytesIO(data)):
        return "docx"
    for name, sign in _SIGNS:
        within = sample if name in ("bibtex", "pubmed") else sample[:_BEGINNING]
        if name == "bibtex" and SUFFIXES.get(_suffix(path)) not in ("bibtex", None, "text"):
            continue
        if sign.search(within):
            return name
    if sample.lstrip().startswith(b"<") and len(_TAG.findall(sample)) > 2:
        return "html"
    named = SUFFIXES.get(_suffix(path))
    if named in (None, "text", "html"):
        marked = sample.startswith((b"---\n", b"---\r", b"{\n")) or _MARKDOWN.search(sample)
        return "markdown" if marked else "text"
    return named


def is_word(package: BinaryIO) -> bool:
    """Tell a Word file from other packages by the document in it; a broken one is none."""
    try:
        with zipfile.ZipFile(package) as opened:
            return "word/document.xml" in opened.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _suffix(path: str) -> str:
    return PurePath(path).suffix.casefold()
