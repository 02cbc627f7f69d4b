"""Web pages: the whole text in the order of the page, main text told from what surrounds it.

What surrounds the main text is kept, as boilerplate, so that nothing of the page is lost and
nothing of it becomes a claim.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from graph.errors import DocumentError
from ingest.document import Anchor, BlockKind, Document
from ingest.readers.building import SnapshotBuilder
from ingest.readers.main_text import Chrome, keep_main_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 1_000  # of tags within tags; real pages stay under a hundred

HIDDEN = frozenset(
    ("script style noscript template svg iframe object title select textarea math canvas").split()
)
BLOCKS: dict[str, BlockKind] = {
    **dict.fromkeys(
        (
            "p div section article main blockquote pre dt dd address header footer nav aside "
            "form ul ol table tr tbody thead body figure button label summary details"
        ).split(),
        BlockKind.PARAGRAPH,
    ),
    **{f"h{rank}": BlockKind.HEADING for rank in range(1, 7)},
    "li": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}

_WHITE = re.compile(r"\s+")
WHOLE = (BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.TABLE_CELL)


def read(path: str, text: str, url: str | None, *, whole: bool = False) -> Document:
    """Read a web page; `whole` says that all of it is main text, with nothing around it.

    Raises:
        DocumentError: its tags are nested deeper than any page's, or hold no text.
    """
    root = _parse(path, text)
    walk = _Walk(path)
    walk.through(root)
    builder = walk.builder
    address, title, published = _address(root) or url, _title(root, path), _published(root)
    language = (root.get("lang") or "en").split("-")[0].casefold() or "en"
    blocks = (
        builder.blocks
        if whole
        # The extractor takes the tree apart, so nothing may be read from it afterwards.
        else keep_main_text(root, builder.text, builder.blocks, walk.inside, builder.links)
    )
    return Document(
        path=path,
        title=title,
        text=builder.text,
        blocks=tuple(blocks),
        links=tuple(
            link
            if address is None or link.href.startswith("#")
            else type(link)(link.start, link.end, _join(address, link.href))
            for link in builder.links
        ),
        anchors=tuple(walk.anchors),
        superscripts=tuple(builder.superscripts),
        url=address,
        published=published,
        language=language,
    )


def _parse(path: str, text: str) -> HtmlElement:
    parser = lxml_html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, encoding="utf-8"
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(path, "is empty: there is no text in it") from error
    return root


class _Walk:
    """Goes through a page's tree without recursion and lays its text out in a snapshot."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.builder = SnapshotBuilder()
        self.inside: list[Chrome] = []
        self._chrome: list[Chrome] = [Chrome()]
        self._lists: list[int | None] = []
        self.anchors: list[Anchor] = []
        self._open: list[tuple[int, str | None]] = []
        self._kind: list[tuple[BlockKind, int, int | None]] = [(BlockKind.PARAGRAPH, 0, None)]

    def through(self, root: HtmlElement) -> None:
        """Walk the tree; `inside` then says for each block what it stood in."""
        events = etree.iterwalk(root, events=("start", "end"))
        depth = 0
        hidden = None
        for event, element in events:
            if event == "start":
                depth += 1
                if depth > MAX_DEPTH:
                    raise DocumentError(self.path, f"nests its tags more than {MAX_DEPTH} deep")
                if element.tag in HIDDEN or "hidden" in element.attrib:
                    events.skip_subtree()
                    hidden = element
                else:
                    self._enter(element)
                    if words := element.text:
                        self._say(words)
            else:
                depth -= 1
                if element is not hidden:
                    self._leave(element)
                if words := element.tail:
                    self._say(words)
        self._finish()

    def _say(self, text: str) -> None:
        # The blank is the one printable white space, so that most text needs no folding.
        self.builder.add(text if text.isprintable() else _WHITE.sub(" ", text))

    def _enter(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self._finish()
            self._chrome.append(self._chrome[-1].within(element))
            self._kind.append(self._block(tag, element))
            self.builder.begin(*self._kind[-1])
        elif tag == "br":
            self.builder.add("\n")
        if name := element.get("id") or (element.get("name") if tag == "a" else None):
            self.anchors.append(Anchor(name, self.builder.place))
        if tag in ("a", "sup"):
            self._open.append((self.builder.place, element.get("href")))

    def _block(self, tag: str, element: HtmlElement) -> tuple[BlockKind, int, int | None]:
        kind = BLOCKS[tag]
        if tag in ("ol", "ul"):
            start = element.get("start") or "1"
            ordered = tag == "ol"
            self._lists.append((int(start) if start.isdecimal() else 1) if ordered else None)
        if kind is BlockKind.LIST_ITEM:
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            return kind, max(len(self._lists), 1), number
        if kind is BlockKind.HEADING:
            return kind, int(tag[1]), None
        outer = self._kind[-1]
        if kind is BlockKind.PARAGRAPH and outer[0] in WHOLE:
            # A paragraph within a list item is the item's text, and carries its number on.
            return outer
        return kind, 0, None

    def _leave(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in ("a", "sup"):
            start, href = self._open.pop()
            if tag == "sup":
                self.builder.superscript(start)
            elif href:
                self.builder.link(start, href.strip())
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in BLOCKS:
            self._finish()
            self._chrome.pop()
            self._kind.pop()
            self.builder.begin(*self._kind[-1])

    def _finish(self) -> None:
        self.builder.end()
        while len(self.inside) < len(self.builder.blocks):
            self.inside.append(self._chrome[-1])


def _join(address: str, href: str) -> str:
    try:
        return urljoin(address, href)
    except ValueError:
        return href


def _meta(root: HtmlElement, *names: str) -> str | None:
    for name in names:
        for element in root.iter("meta"):
            if name in (element.get("property"), element.get("name"), element.get("itemprop")):
                content = " ".join((element.get("content") or "").split())
                if content:
                    return content
    return None


def _title(root: HtmlElement, path: str) -> str:
    heading = next(root.iter("h1"), None)
    named = next(root.iter("title"), None)
    for found in (
        " ".join(heading.text_content().split()) if heading is not None else "",
        _meta(root, "og:title") or "",
        " ".join(named.text_content().split()) if named is not None else "",
    ):
        if found:
            return found
    return path.rsplit("/", 1)[-1]


def _address(root: HtmlElement) -> str | None:
    canonical = next(
        (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None
    )
    for found in (canonical, _meta(root, "og:url")):
        if found and found.startswith(("http://", "https://")):
            return found
    return None


def _published(root: HtmlElement) -> str | None:
    stated = _meta(root, "article:published_time", "datePublished", "date", "dc.date")
    times = (element.get("datetime") for element in root.iter("time"))
    for found in (stated, *times):
        try:
            return date.fromisoformat((found or "")[:10]).isoformat()
        except ValueError:
            continue
    return None
