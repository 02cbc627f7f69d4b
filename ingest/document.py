"""What a reader hands on: a document's snapshot of text and the structure laid over it."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of the page is, before any of it is read as language."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE_CELL = "table_cell"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that stands on its own; blocks follow each other, never overlapping.

    Attributes:
        level: a heading's rank from 1, a list item's depth from 1, else 0.
        number: a numbered list item's printed number, else None.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Text that led somewhere: a hyperlink's place and its target."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Span:
    """A plain stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a reader saw it.

    Attributes:
        path: where it was read from, as the person named it.
        text: the snapshot; every offset counts in it.
        superscripts: places that the markup raised, without the characters changed.
        published: ISO 8601 date or None.
    """

    path: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    superscripts: tuple[Span, ...] = ()
    url: str | None = None
    published: str | None = None
    language: str = "en"
