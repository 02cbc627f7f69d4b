"""An article's citations: its reference list, and the markers in its text joined to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import Marker, PassageKind, Reference
from ingest.markers import find_markers
from ingest.references import to_reference
from ingest.references.listed import Listed
from ingest.source_links import Linked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage
    from ingest.document import Document
    from ingest.found_markers import Found

_RUN_TOGETHER = re.compile(r"(?:(?<=\s)|\A)(?:\[(\d{1,3})\]|(\d{1,3})\.)\s+(?=[A-ZÀ-Þ])")
_PRINTED = re.compile(r"\A\s*[\[(]?(\d{1,3})[\]).]\s+")
BACK = " ↑↩⏎^\ufe0e\ufe0f"  # a footnote's link back to its marker
CITING = (PassageKind.PROSE, PassageKind.LIST_ITEM, PassageKind.CAPTION, PassageKind.HEADING)


@dataclass(frozen=True, slots=True)
class Citations:
    """The references of an article, in the order of its list, and its markers, in the text's."""

    references: tuple[Reference, ...]
    markers: tuple[Marker, ...]


def read_citations(document: Document, passages: Sequence[Passage], article_id: str) -> Citations:
    """Read the reference list, find the markers, and join each marker to what it names.

    A marker whose reference is not in the list is kept without one: it dangles. A link to a page
    elsewhere that stands in the text is a marker, and a reference of its own where the list has
    none with that address.
    """
    if document.entries:
        return _marked(document, article_id)
    listed = list(_listed(document, passages, article_id))
    linked = Linked((entry.reference for entry in listed), article_id)
    citing = [passage for passage in passages if passage.kind in CITING]
    markers: list[Marker] = []
    for found in find_markers(document, citing, listed):
        references = found.references
        if found.href is not None:
            references = (linked.reference_of(found.words, found.href).id,)
        markers.append(_marker(document, found, references))
    return Citations(linked.references, tuple(markers))


def _marked(document: Document, article_id: str) -> Citations:
    """Take the citations and the list that the document's format marks, as they are."""
    by_key = marked_references(document, article_id)
    markers = tuple(
        Marker(
            document.text[citing.start : citing.end],
            citing.start,
            citing.end,
            tuple(dict.fromkeys(by_key[key].id for key in citing.keys if key in by_key)),
        )
        for citing in document.citing
    )
    references = {reference.id: reference for reference in by_key.values()}
    return Citations(tuple(references.values()), markers)


def marked_references(document: Document, article_id: str) -> dict[str, Reference]:
    """Read the entries that the document's format marks, by their keys, in the list's order."""
    return {
        entry.key: to_reference(document.text[entry.start : entry.end], article_id, entry.work)
        for entry in document.entries
    }


def _marker(document: Document, found: Found, references: tuple[str, ...]) -> Marker:
    return Marker(
        text=document.text[found.start : found.end],
        start=found.start,
        end=found.end,
        references=tuple(dict.fromkeys(references)),
    )


def _listed(document: Document, passages: Sequence[Passage], article_id: str) -> Iterator[Listed]:
    numbers = {block.start: block.number for block in document.blocks}
    place = 0
    for passage in passages:
        if passage.kind is not PassageKind.REFERENCE:
            continue
        text = document.text[passage.start : passage.end]
        for printed, raw in _entries(text.rstrip(BACK), numbers.get(passage.start)):
            place += 1
            reference = to_reference(raw, article_id)
            numbered = printed is not None
            yield Listed(printed or place, reference, numbered, passage.start, passage.end)


def _entries(text: str, number: int | None) -> Iterator[tuple[int | None, str]]:
    """Part a passage into its entries: one, or several that were run together under numbers."""
    if number is not None:
        yield number, " ".join(text.split())
        return
    starts = [(int(m.group(1) or m.group(2)), m) for m in _RUN_TOGETHER.finditer(text)]
    run = [m for place, (value, m) in enumerate(starts) if value == starts[0][0] + place]
    if len(run) > 1 and len(run) == len(starts) and run[0].start() == 0:
        ends = [match.start() for match in run[1:]] + [len(text)]
        for (value, match), end in zip(starts, ends, strict=True):
            yield value, " ".join(text[match.end() : end].split())
        return
    printed = _PRINTED.match(text)
    if printed is not None:
        yield int(printed.group(1)), " ".join(text[printed.end() :].split())
    else:
        yield None, " ".join(text.split())
