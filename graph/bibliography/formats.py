"""CSL-JSON items in the forms that reference managers read: JSON, BibTeX and RIS."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from graph.bibliography.items import OTHERS, printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.bibliography.items import Item
    from graph.bibliography.names import CslName

RIS_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "webpage": "ELEC",
    "report": "RPRT",
    "thesis": "THES",
    "paper-conference": "CPAPER",
}
BIBTEX_TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "webpage": "online",
    "report": "techreport",
    "thesis": "thesis",
    "paper-conference": "inproceedings",
}
BIBTEX_CONTAINERS = {
    "article-journal": "journal",
    "chapter": "booktitle",
    "paper-conference": "booktitle",
}
# What LaTeX reads as more than the character itself.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{each: f"\\{each}" for each in "{}%$&#_"},
    }
)
_AND = re.compile(r"(?i)\band\b")


def to_csl_json(items: Sequence[Item]) -> str:
    """Write items as CSL-JSON: a list."""
    return json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"


def to_bibtex(items: Sequence[Item]) -> str:
    """Write items as BibTeX in UTF-8, each under a key of first author, year and end of its id."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field

    entries: list[Block] = [
        Entry(
            BIBTEX_TYPES.get(item["type"], "misc"),
            _key(item),
            [Field(name, f"{{{value}}}") for name, value in _bibtex_fields(item).items() if value],
        )
        for item in items
    ]
    return str(write_string(Library(entries), unparse_stack=[]))


def to_ris(items: Sequence[Item], notes: Sequence[str] = ()) -> str:
    """Write items as RIS, an empty line behind each, with further notes on every one of them."""
    import rispy

    class Unnumbered(rispy.RisWriter):  # type: ignore[misc] # rispy has no types
        def set_header(self, count: int) -> str:  # one entry needs no number
            return ""

    def written(item: Item) -> str:
        fields = _ris_fields(item)
        if told := [*fields.get("notes", ()), *notes]:
            fields["notes"] = told
        text: str = rispy.dumps([fields], implementation=Unnumbered)
        return text.strip("\n") + "\n\n"

    return "".join(map(written, items))


def _bibtex_fields(item: Item) -> dict[str, str]:
    container = BIBTEX_CONTAINERS.get(item["type"], "howpublished")
    plain = {
        "title": printed(item),
        container: item.get("container-title"),
        "year": _year(item),
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "pages": item.get("page", "").replace("-", "--"),
        "doi": item.get("DOI"),
        "pmid": item.get("PMID"),
        "url": item.get("URL"),
        "note": item.get("note") if "title" in item else None,
    }
    authors = " and ".join(map(_bibtex_name, item.get("author", ())))
    return {"author": authors} | {
        name: value.translate(_LATEX) for name, value in plain.items() if value
    }


def _bibtex_name(name: CslName) -> str:
    """Write a name as BibTeX parts it again; a body's stands in braces, which keep it whole."""
    if name == OTHERS:
        return "others"
    if "literal" in name:
        return f"{{{name['literal'].translate(_LATEX)}}}"
    family = " ".join(_parts(name, "non-dropping-particle", "family"))
    parts = [_kept_whole(part) for part in (family, *_parts(name, "suffix", "given"))]
    return ", ".join(parts) if len(parts) > 1 else f"{{{family.translate(_LATEX)}}}"


def _kept_whole(part: str) -> str:
    written = part.translate(_LATEX)
    return f"{{{written}}}" if "," in part or _AND.search(part) else written


def _key(item: Item) -> str:
    first = (item.get("author") or [{}])[0]
    name = first.get("family") or first.get("literal") or "work"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    word = "".join(filter(str.isalpha, plain.split(" ")[0].casefold())) or "work"
    tail = "".join(filter(str.isalnum, item["id"]))[-6:]
    return f"{word}{_year(item)}-{tail}"


def _ris_fields(item: Item) -> dict[str, Any]:
    first, _, last = item.get("page", "").partition("-")
    fields = {
        "type_of_reference": RIS_TYPES.get(item["type"], "GEN"),
        "authors": [ris_name(name) for name in item.get("author", ())],
        "title": printed(item),
        "secondary_title": item.get("container-title"),
        "year": _year(item),
        "volume": item.get("volume"),
        "number": item.get("issue"),
        "start_page": first.strip(),
        "end_page": last.strip(),
        "doi": item.get("DOI"),
        "accession_number": item.get("PMID"),
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]] if "title" in item and "note" in item else [],
    }
    return {name: value for name, value in fields.items() if value}


def ris_name(name: CslName) -> str:
    """Write a name as RIS has it: family, given names, suffix."""
    if "literal" in name:
        return name["literal"]
    family = " ".join(_parts(name, "non-dropping-particle", "family"))
    return ", ".join([family, *_parts(name, "given", "suffix")])


def _parts(name: CslName, *wanted: str) -> list[str]:
    return [name[part] for part in wanted if part in name]


def _year(item: Item) -> str:
    return str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
