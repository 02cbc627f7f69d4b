"""The design of a study, from its title, its record's type and its abstract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.design_names import design_names
from graph.studies import Quote, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Passage
    from ingest.document import Document

_METHODS = re.compile(r"method|design", re.IGNORECASE)
Found = tuple[StudyDesign, Quote | None]


def design_of(
    document: Document, abstract: Sequence[Passage]
) -> tuple[StudyDesign | None, Quote | None]:
    """Return a study's design with the words that name it; neither where nothing tells.

    Args:
        document: the study; its title stands in its text.
        abstract: the passages of its abstract.
    """
    start = max(0, document.text.find(document.title))
    end = start + len(document.title)
    found = _named(document.text, start, end, "title") or _typed(document.types)
    if found is None and abstract:
        methods = [each for each in abstract if _METHODS.search(each.section)]
        for part in (methods, abstract):
            if part and found is None:
                found = _named(document.text, part[0].start, part[-1].end, "abstract")
    return found or (None, None)


def _named(text: str, start: int, end: int, where: str) -> Found | None:
    for row in design_names():
        pattern = row.title if where == "title" else row.abstract
        if match := pattern.search(text, start, end):
            return row.design, Quote(match.group(), match.start(), match.end())
    return None


def _typed(types: Sequence[str]) -> Found | None:
    named = {each.casefold() for each in types}
    return next(((row.design, None) for row in design_names() if row.types & named), None)
