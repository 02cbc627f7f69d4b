"""From blocks to passages: sentences, headings, list items, captions, references, boilerplate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.ids import PassageIds
from graph.model import ArticleKind, Passage, PassageKind
from ingest.boilerplate import (
    PROMOTION_HEADING,
    REFERENCE_HEADING,
    is_boilerplate_block,
    is_call_to_action,
)
from ingest.document import Block, BlockKind, Document
from ingest.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_REFERENCE = 1_200  # characters; a longer block in a reference list is prose that follows it
SENTENCE_CELL = 6  # words from which a table's cell is read as a sentence

_ENDED = re.compile(
    r"[.!?:;…][\"'”’»)\]*_]{0,4}\s{0,2}(?:[(\[]?[\d,;–\- ]{1,40}[)\]]?)?[⁰-⁹¹²³⁻]*\Z"
)
_PLAIN_ENDS = (".", "!", "?", ":", ";", "…")  # most sentences, which need no search
_DANGLING = re.compile(
    r"(?:,|\b(?:a|an|the|of|and|or|to|in|for|with|by|from|that|which|as|at|on|is|are|can|may))\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b")
_NARRATIVE = re.compile(r"\bet al\.?,?\s?\(?(?:1[89]|20)\d\d[a-z]?\)?\s[a-z]")
_CITED = re.compile(
    r"\bdoi\b|https?://|\bet al\b|\d{1,4}\s?(?:\(\d{1,4}\))?\s?[:,]\s?[\de]\d*\s?[–-]\s?\d|"
    r"\bRetrieved\b|\bISBN\b|\bPMID\b|[A-Z][\w'’-]+,? (?:[A-Z]\.? ?){1,3}[,&.(]",
)


def split_passages(document: Document, article_id: str) -> tuple[Passage, ...]:
    """Part a document into passages, in the order of the text and without overlap."""
    text, ids = document.text, PassageIds(article_id)
    return tuple(
        Passage(ids.next_of(kind, text[start:end]), start, end, kind, section, truncated)
        for kind, start, end, section, truncated in _Splitter(document).parts()
    )


Part = tuple[PassageKind, int, int, str, bool]


class _Splitter:
    """Goes through a document's blocks and remembers which section it is in."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.section = ""
        self.listing = False
        self.promoting = False
        self.marked = document.kind is ArticleKind.STUDY
        self.entries = frozenset(entry.start for entry in document.entries)
        # A list that the format marks leaves nothing to guess.
        self.tail = len(document.blocks) if self.entries else _tail_of_references(document)

    def parts(self) -> Iterator[Part]:
        for number, block in enumerate(self.document.blocks):
            text = self.document.text[block.start : block.end]
            if block.start in self.entries:
                yield self._whole(PassageKind.REFERENCE, block)
            elif block.kind is BlockKind.BOILERPLATE or (
                not self.marked and is_boilerplate_block(text)
            ):
                yield self._whole(PassageKind.BOILERPLATE, block)
            elif block.kind is BlockKind.HEADING:
                yield self._heading(block, text)
            elif self._is_reference(number, text):
                yield self._whole(PassageKind.REFERENCE, block)
            elif self.promoting:
                yield self._whole(PassageKind.BOILERPLATE, block)
            elif block.kind is BlockKind.CAPTION or (
                block.kind is BlockKind.TABLE_CELL and len(text.split()) < SENTENCE_CELL
            ):
                yield self._whole(PassageKind.CAPTION, block)
            elif REFERENCE_HEADING.search(text.strip()):
                yield self._heading(block, text)
            else:
                yield from self._sentences(block, text)

    def _whole(self, kind: PassageKind, block: Block) -> Part:
        return kind, block.start, block.end, self.section, False

    def _heading(self, block: Block, text: str) -> Part:
        self.section = " ".join(text.split())
        self.listing = bool(REFERENCE_HEADING.search(self.section))
        self.promoting = bool(PROMOTION_HEADING.search(self.section))
        kind = PassageKind.BOILERPLATE if self.promoting else PassageKind.HEADING
        return self._whole(kind, block)

    def _is_reference(self, number: int, text: str) -> bool:
        if self.listing and not self.entries and len(text) <= MAX_REFERENCE:
            return True
        return number >= self.tail and looks_like_reference(text)

    def _sentences(self, block: Block, text: str) -> Iterator[Part]:
        listed = block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
        kind = PassageKind.LIST_ITEM if listed else PassageKind.PROSE
        bounds = split_sentences(text)
        for place, (start, end) in enumerate(bounds):
            sentence = text[start:end]
            sells = not self.marked and is_call_to_action(sentence)
            found = PassageKind.BOILERPLATE if sells else kind
            last = place == len(bounds) - 1
            truncated = last and not listed and breaks_off(sentence, alone=len(bounds) == 1)
            yield found, block.start + start, block.start + end, self.section, truncated


def looks_like_reference(text: str) -> bool:
    """Tell an entry of a reference list, wherever it stands, by a year and a citation's shape.

    What "Novak et al. (2011) showed" goes on with is prose.
    """
    if _NARRATIVE.search(text):
        return False
    return 30 <= len(text) <= MAX_REFERENCE and bool(
        (_YEAR.search(text) or "Retrieved" in text) and len(_CITED.findall(text)) >= 1
    )


def breaks_off(sentence: str, *, alone: bool) -> bool:
    """Tell a sentence that stops in the middle.

    A last sentence without an end mark does, when others before it have theirs; one that stands
    alone only when its last word cannot end a sentence.
    """
    if sentence.endswith(_PLAIN_ENDS) or _ENDED.search(sentence[-80:]):
        return False
    return bool(_DANGLING.search(sentence[-20:])) if alone else len(sentence.split()) > 2


def _tail_of_references(document: Document) -> int:
    """Find where the run of references at a document's end begins, where it has no heading."""
    blocks = document.blocks
    first = len(blocks)
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        text = document.text[block.start : block.end]
        if looks_like_reference(text) and block.kind is not BlockKind.HEADING:
            first = number
        elif not (block.kind is BlockKind.BOILERPLATE or is_boilerplate_block(text)):
            break
    return first
