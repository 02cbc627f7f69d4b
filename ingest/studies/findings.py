"""Where a study states its own findings: in its abstract, and where its body concludes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.model import PassageKind
from graph.studies import StudyDesign
from ingest.claims.abstracts import claim_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Passage
    from ingest.document import Document

_FINDING = re.compile(
    r"\b(?:results?|findings?|conclusions?|interpretation|outcomes|main results|significance)\b",
    re.IGNORECASE,
)
_NO_FINDING = re.compile(r"\b(?:measures?|aims?|objectives?|methods?)\b", re.IGNORECASE)
_CONCLUSION = re.compile(r"^[\d.\s]*(?:conclusions?|concluding remarks)\b", re.IGNORECASE)
_PLAIN = frozenset(("abstract", "summary", ""))


def abstract_of(document: Document, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of a study's abstract, in order, its headings left out."""
    span = document.abstract
    if span is None:
        return []
    return [
        passage
        for passage in passages
        if span.start <= passage.start < span.end
        and passage.kind in (PassageKind.PROSE, PassageKind.LIST_ITEM)
    ]


def stating(
    document: Document, passages: Sequence[Passage], design: StudyDesign | None
) -> frozenset[str]:
    """Name the passages of a study that may state its findings.

    In an abstract with sections these are its results and conclusions; in one without, the
    sentences that say what was found; in the body, a section that concludes. A protocol has none.
    """
    if design is StudyDesign.PROTOCOL:
        return frozenset()
    abstract = abstract_of(document, passages)
    parted = {passage.section.casefold().strip(" :.") for passage in abstract} - _PLAIN
    if parted:
        own = [passage for passage in abstract if _states(passage.section)]
    else:
        texts = [document.text[passage.start : passage.end] for passage in abstract]
        said = claim_sentences(texts)
        own = [passage for passage, says in zip(abstract, said, strict=True) if says]
    inside = {passage.id for passage in abstract}
    own += [
        passage
        for passage in passages
        if passage.id not in inside and _CONCLUSION.match(passage.section)
    ]
    return frozenset(passage.id for passage in own)


def _states(section: str) -> bool:
    return bool(_FINDING.search(section)) and not _NO_FINDING.search(section)
