"""BibTeX and BibLaTeX as a list of works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from graph.model import ReferenceType, Work
from ingest.readers.listing import listing, year_in
from ingest.references import parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Document

TYPES = {
    "article": ReferenceType.JOURNAL_ARTICLE,
    **dict.fromkeys(("book", "booklet", "proceedings", "collection"), ReferenceType.BOOK),
    **dict.fromkeys(("inbook", "incollection"), ReferenceType.CHAPTER),
    **dict.fromkeys(("inproceedings", "conference"), ReferenceType.CONFERENCE_PAPER),
    **dict.fromkeys(("techreport", "report", "manual"), ReferenceType.REPORT),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), ReferenceType.THESIS),
    **dict.fromkeys(("online", "electronic", "www"), ReferenceType.WEBPAGE),
}
MAX_BRACES = 200  # open at once; the parser of LaTeX within values calls itself for each
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def read(path: str, text: str, url: str | None) -> Document:
    """Read an export; an entry that is broken is kept, and read as words.

    Raises:
        DocumentError: there is no work in it, there are too many, or its braces nest too deep.
    """
    if _depth(text) > MAX_BRACES:
        raise DocumentError(path, f"nests its braces more than {MAX_BRACES} deep")
    return listing(path, url, _works(text))


def _depth(text: str) -> int:
    depth = deepest = 0
    for brace in re.findall(r"[{}]", text):
        depth = depth + 1 if brace == "{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _works(text: str) -> Iterator[tuple[str, Work]]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    for entry in library.entries:
        values = {field.key.casefold(): str(field.value) for field in entry.fields}
        yield entry.key, _work(entry.entry_type.casefold(), values)
    for block in library.failed_blocks:
        words = re.sub(r"^\s*@\w+\s*\{[^,]{0,200},|[{}]|\b\w{1,20}\s*=", " ", block.raw or "")
        yield "", parse_reference(" ".join(words.split()))


def _work(kind: str, values: dict[str, str]) -> Work:
    def of(*names: str) -> str | None:
        words = (
            " ".join(values.get(name, "").replace("{", "").replace("}", "").split())
            for name in names
        )
        return next(filter(None, words), None)

    authors = _AND.split(of("author") or of("editor") or "")
    pages = of("pages", "eid", "article-number")
    return Work(
        type=TYPES.get(kind) or (ReferenceType.WEBPAGE if of("url") else ReferenceType.OTHER),
        authors=tuple(name for name in authors if name and name.casefold() != "others"),
        year=year_in(of("year", "date")),
        title=of("title"),
        container=of("journal", "journaltitle", "booktitle"),
        volume=of("volume"),
        issue=of("number", "issue"),
        pages=re.sub(r"\s?(?:-{2,3}|–)\s?", "-", pages) if pages else None,
        doi=of("doi"),
        pmid=of("pmid"),
        url=of("url"),
    )
