"""What a reader hands on: a document's snapshot of text and the structure laid over it."""

from dataclasses import dataclass
from enum import StrEnum

from graph.model import ArticleKind, Work


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
class Anchor:
    """A name that links within the document lead to, and the place that it stands at or before."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Span:
    """A plain stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a reference list that the format itself marks as one.

    Attributes:
        key: what the document calls it, such as an XML id; unique in the document.
        start, end: where its words stand, in one block of the text.
        work: its fields, where the format gives them.
    """

    key: str
    start: int
    end: int
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that the format itself marks as a citation of some entries, by their keys."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a reader saw it.

    Attributes:
        path: where it was read from, as the person named it.
        text: the snapshot; every offset counts in it.
        links: hyperlinks; one that leads within the document starts with "#".
        anchors: where those lead.
        superscripts: places that the markup raised, without the characters changed.
        published: ISO 8601 date or None.
        work: for a study, what it is cited as.
        entries: the reference list, where the format marks one; it is then used as it is.
        citing: the citations that the format marks, in the order of the text.
        abstract: where a study's abstract stands, its headings included.
        types: what a study's record calls it, such as "Randomized Controlled Trial".
    """

    path: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    superscripts: tuple[Span, ...] = ()
    url: str | None = None
    published: str | None = None
    language: str = "en"
    kind: ArticleKind = ArticleKind.ARTICLE
    work: Work | None = None
    entries: tuple[Entry, ...] = ()
    citing: tuple[Citing, ...] = ()
    abstract: Span | None = None
    types: tuple[str, ...] = ()
