"""Where a page's text leads: the areas over it that open an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_rect, decode_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

MAX_AREAS = 2_000  # of one page
Area = tuple[float, float, float, float, str]


def areas_of(page: PDFPage, ctm: Matrix) -> list[Area]:
    """Find the places of a page that lead to addresses; links within the document lead nowhere."""
    areas: list[Area] = []
    annotations = resolve1(page.annots)
    for each in annotations[:MAX_AREAS] if isinstance(annotations, list) else ():
        note = resolve1(each)
        action = resolve1(note.get("A")) if isinstance(note, dict) else None
        uri = resolve1(action.get("URI")) if isinstance(action, dict) else None
        if not isinstance(uri, bytes):
            continue
        href = decode_text(uri).strip()
        for box in _boxes(note):
            xs, ys = box[::2], box[1::2]
            corners = apply_matrix_rect(ctm, (min(xs), min(ys), max(xs), max(ys)))
            areas.append((*corners, href))
    return areas[:MAX_AREAS]


def _boxes(note: dict[str, Any]) -> Iterable[list[float]]:
    quads = _numbers(note.get("QuadPoints"))
    if quads and len(quads) % 8 == 0:
        return [quads[place : place + 8] for place in range(0, min(len(quads), 800), 8)]
    rectangle = _numbers(note.get("Rect"))
    return [rectangle] if len(rectangle) == 4 else []


def _numbers(value: Any) -> list[float]:
    found = resolve1(value)
    numbers = [resolve1(each) for each in found] if isinstance(found, list) else []
    return [n for n in numbers if isinstance(n, (int, float))]
