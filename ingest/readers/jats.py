"""JATS XML, the format of open-access journals: its own citations and references as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from graph.model import ArticleKind
from ingest.document import BlockKind, Citing, Document, Entry, Span
from ingest.readers.building import SnapshotBuilder
from ingest.readers.jats_works import XLINK, cited, own_work
from ingest.readers.xml import parse_xml, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SPAN = 30  # references that a dash between two citations may leave out
UNSAID = frozenset(
    (
        "tex-math math object-id disp-formula inline-formula graphic inline-graphic media "
        "supplementary-material journal-meta permissions counts custom-meta-group label"
    ).split()
)
_BETWEEN = re.compile(r"[\s,;\[\]()\u2010-\u2015-]*")
_DASH = re.compile(r"[\u2010-\u2015-]")


def read(path: str, data: bytes, url: str | None) -> Document:
    """Read a JATS article: title, abstract, body, notes as boilerplate, references.

    Raises:
        DocumentError: it is not well formed, or holds no article.
    """
    root = parse_xml(path, data)
    article = root if root.tag == "article" else next(root.iter("article"), None)
    meta = None if article is None else article.find("front/article-meta")
    if article is None or meta is None:
        raise DocumentError(path, "is XML, and holds no JATS article")
    work = own_work(meta, article.find("front/journal-meta"))
    walk = _Walk(article)
    walk.front(meta, work.title or "")
    abstract = walk.span
    walk.body(article)
    walk.references()
    builder = walk.builder
    builder.end()
    return Document(
        path=path,
        title=work.title or path.rsplit("/", 1)[-1],
        text=builder.text,
        blocks=tuple(builder.blocks),
        links=tuple(builder.links),
        superscripts=tuple(builder.superscripts),
        url=url,
        published=_published(meta),
        language=(article.get("{http://www.w3.org/XML/1998/namespace}lang") or "en")[:2].casefold(),
        kind=ArticleKind.STUDY,
        work=work,
        entries=tuple(walk.entries),
        citing=tuple(walk.citing),
        abstract=abstract,
        types=(article.get("article-type") or "", *map(words_of, meta.iter("subject"))),
    )


def _published(meta: _Element) -> str | None:
    """Return the first full date of publication."""
    dates = []
    for date in meta.findall("pub-date"):
        year, month, day = (words_of(date.find(name)) for name in ("year", "month", "day"))
        if re.fullmatch(r"\d{4}", year) and month.isdecimal() and day.isdecimal():
            dates.append(f"{year}-{int(month):02}-{int(day):02}")
    return min(dates, default=None)


class _Walk:
    """Lays an article out in a snapshot."""

    def __init__(self, article: _Element) -> None:
        self.builder = SnapshotBuilder()
        self.entries: list[Entry] = []
        self.citing: list[Citing] = []
        # A name with a blank in it is none that a citation could call an entry by.
        self.listed = [
            (each.get("id") or f"unnamed {place}", each)
            for place, each in enumerate(article.iter("ref"))
        ]
        self.order = {key: place for place, (key, _) in enumerate(self.listed)}
        self.keys = list(self.order)
        self._depth = 1

    @property
    def span(self) -> Span | None:
        """Return where what was laid out behind the title stands."""
        self.builder.end()
        blocks = self.builder.blocks[1:]
        return Span(blocks[0].start, blocks[-1].end) if blocks else None

    def front(self, meta: _Element, title: str) -> None:
        self._whole(BlockKind.HEADING, title, 1)
        for abstract in meta.findall("abstract"):
            if abstract.find("title") is None:
                self._whole(BlockKind.HEADING, "Abstract", 2)
            self._blocks(abstract)

    def body(self, article: _Element) -> None:
        for name in ("body", "floats-group", "back"):
            part = article.find(name)
            if part is not None:
                self._blocks(part)

    def references(self) -> None:
        """List every reference under one heading, wherever the lists stood."""
        if self.listed:
            self._whole(BlockKind.HEADING, "References", 2)
        for key, reference in self.listed:
            raw, work = cited(reference)
            if not raw:
                continue
            self.builder.begin(BlockKind.LIST_ITEM, 1, self.order[key] + 1)
            self.builder.add(raw)
            self.builder.end()
            block = self.builder.blocks[-1]
            self.entries.append(Entry(key, block.start, block.end, work))

    def _whole(self, kind: BlockKind, text: str, level: int = 0) -> None:
        self.builder.begin(kind, level)
        self.builder.add(text)
        self.builder.end()

    def _blocks(self, parent: _Element) -> None:
        """Lay out the elements that hold blocks; their depth is bounded by the parser."""
        for element in parent:
            tag = element.tag
            if tag in UNSAID or not isinstance(tag, str) or tag == "ref-list":
                continue
            if tag in ("sec", "app", "abstract", "boxed-text", "statement"):
                self._depth += 1
                self._blocks(element)
                self._depth -= 1
            elif tag == "title":
                self._inline_block(element, BlockKind.HEADING, self._depth)
            elif tag in ("ack", "fn-group", "glossary", "notes", "bio"):
                self._notes(element)
            elif tag in ("fig", "table-wrap", "fig-group", "table-wrap-group"):
                self._float(element)
            elif tag == "list":
                self._list(element)
            elif tag == "p":
                self._paragraph(element)
            elif len(element) and element.tag not in ("xref", "italic", "bold"):
                self._blocks(element)
            else:
                self._inline_block(element, BlockKind.PARAGRAPH)

    def _paragraph(self, element: _Element) -> None:
        self._inline_block(element, BlockKind.PARAGRAPH)
        for inner in element:
            if inner.tag == "list":
                self._list(inner)
            elif inner.tag in ("fig", "table-wrap", "boxed-text"):
                self._float(inner)

    def _list(self, element: _Element) -> None:
        ordered = element.get("list-type") in ("order", "arabic")
        for number, item in enumerate(element.findall("list-item"), start=1):
            for paragraph in item:
                if paragraph.tag == "list":
                    self._list(paragraph)
                elif paragraph.tag in ("p", "title"):
                    place = number if ordered else None
                    self._inline_block(paragraph, BlockKind.LIST_ITEM, 1, place)

    def _float(self, element: _Element) -> None:
        for caption in element.iter("caption", "table-wrap-foot"):
            self._inline_block(caption, BlockKind.CAPTION)
        for table in element.iter("table"):
            rows = (" | ".join(filter(None, map(words_of, row))) for row in table.iter("tr"))
            self._whole(BlockKind.CAPTION, "\n".join(filter(None, rows)))

    def _notes(self, element: _Element) -> None:
        for note in element.iter("title", "p"):
            self._whole(BlockKind.BOILERPLATE, words_of(note))

    def _inline_block(
        self, element: _Element, kind: BlockKind, level: int = 0, number: int | None = None
    ) -> None:
        first = len(self.citing)
        self.builder.begin(kind, level, number)
        self._inline(element)
        self.builder.end()
        self._merge(first)

    def _inline(self, element: _Element) -> None:
        add = self.builder.add
        if element.text:
            add(element.text)
        for child in element:
            tag = child.tag
            if tag == "xref" and child.get("ref-type") == "bibr":
                self._cite(child)
            elif tag == "sup":
                start = self.builder.place
                self._inline(child)
                self.builder.superscript(start)
            elif tag in ("ext-link", "uri"):
                start = self.builder.place
                self._inline(child)
                self.builder.link(start, child.get(XLINK) or "")
            elif tag == "break":
                add(" ")
            elif isinstance(tag, str) and tag not in UNSAID and tag not in _BLOCKS:
                self._inline(child)
            if child.tail:
                add(child.tail)

    def _cite(self, element: _Element) -> None:
        start = self.builder.place
        self._inline(element)
        end = self.builder.place
        keys = tuple(key for key in (element.get("rid") or "").split() if key in self.order)
        if keys and end > start:
            self.citing.append(Citing(start, end, keys))

    def _merge(self, first: int) -> None:
        """Make citations side by side one; a dash between two stands for those it leaves out."""
        if len(self.citing) - first < 2:
            return
        merged = self.citing[first : first + 1]
        start = merged[0].start
        text = self.builder.since(start)
        for each in self.citing[first + 1 :]:
            before = merged[-1]
            gap = text[before.end - start : each.start - start]
            if _BETWEEN.fullmatch(gap):
                between = self._spanned(before, each) if _DASH.search(gap) else ()
                merged[-1] = Citing(before.start, each.end, before.keys + between + each.keys)
            else:
                merged.append(each)
        self.citing[first:] = merged

    def _spanned(self, before: Citing, after: Citing) -> tuple[str, ...]:
        start, end = self.order[before.keys[-1]], self.order[after.keys[0]]
        return tuple(self.keys[start + 1 : end]) if end - start <= MAX_SPAN else ()


_BLOCKS = frozenset("list fig table-wrap boxed-text".split())
