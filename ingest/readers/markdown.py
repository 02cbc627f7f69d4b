"""Markdown, with front matter in YAML or JSON; the snapshot is the text as it would be shown."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree, html
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from ingest.document import BlockKind, Document
from ingest.readers.building import SnapshotBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

MAX_FRONT_MATTER = 65_536  # characters
MAX_NESTING = 20  # of lists, quotes and brackets; the parser takes time in proportion to it
_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read(path: str, text: str, url: str | None) -> Document:
    """Read Markdown; broken front matter is read as text."""
    matter, body = front_matter(text)
    builder = SnapshotBuilder()
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "html": True})
    _Walk(builder).blocks(parser.enable("table").use(footnote_plugin).parse(body))
    builder.end()
    headings = (
        builder.text[block.start : block.end]
        for block in builder.blocks
        if block.kind is BlockKind.HEADING
    )
    return Document(
        path=path,
        title=_words(matter.get("title")) or next(headings, "") or path.rsplit("/", 1)[-1],
        text=builder.text,
        blocks=tuple(builder.blocks),
        links=tuple(builder.links),
        superscripts=tuple(builder.superscripts),
        url=_address(matter.get("canonical")) or _address(matter.get("url")) or url,
        published=_day(matter.get("date")),
        language=_words(matter.get("lang")) or "en",
    )


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Part a text into its front matter, empty where there is none, and the rest."""
    head = text[:MAX_FRONT_MATTER]
    try:
        if match := _YAML.match(head):
            values, end = yaml.safe_load(match.group(1)), match.end()
        elif head.startswith("{"):
            values, end = json.JSONDecoder().raw_decode(head)
        else:
            return {}, text
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    return (values, text[end:]) if isinstance(values, dict) else ({}, text)


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _address(value: object) -> str | None:
    found = isinstance(value, str) and value.startswith(("http://", "https://"))
    return str(value) if found else None


def _day(value: object) -> str | None:
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None


class _Walk:
    """Goes through Markdown's tokens and lays them out in a snapshot."""

    def __init__(self, builder: SnapshotBuilder) -> None:
        self.builder = builder
        self.kind, self.level = BlockKind.PARAGRAPH, 0
        self.numbers: list[int | None] = []

    def blocks(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "heading_open":
                    self.kind, self.level = BlockKind.HEADING, int(token.tag[1:])
                case "th_open" | "td_open":
                    self.kind = BlockKind.TABLE_CELL
                case "heading_close" | "th_close" | "td_close":
                    self.kind, self.level = BlockKind.PARAGRAPH, 0
                case "list_item_open":
                    self.numbers.append(int(token.info) if token.info.isdigit() else None)
                case "footnote_open":
                    self.numbers.append(token.meta.get("id", 0) + 1)
                case "list_item_close" | "footnote_close":
                    self.numbers.pop()
                case "inline":
                    self.paragraph(token)
                case "code_block" | "fence":
                    self.start()
                    self.builder.add(token.content)
                case "html_block":
                    self.start()
                    self.builder.add(_text_of(token.content))

    def start(self, kind: BlockKind | None = None) -> None:
        if self.numbers:
            number, depth = self.numbers[-1], len(self.numbers)
            self.builder.begin(kind or BlockKind.LIST_ITEM, depth, number)
            self.numbers[-1] = None
        else:
            self.builder.begin(kind or self.kind, self.level)

    def paragraph(self, token: Token) -> None:
        children = [child for child in token.children or () if child.content or child.type]
        only_images = all(
            child.type in ("image", "softbreak") or not child.content.strip()
            for child in children
            if not child.type.startswith("link")
        )
        self.start(BlockKind.CAPTION if only_images else None)
        self.inline(children, images=only_images)

    def inline(self, children: Sequence[Token], *, images: bool) -> None:
        builder = self.builder
        links: list[tuple[int, str]] = []
        raised: int | None = None
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    builder.add(child.content)
                case "softbreak":
                    builder.add(" ")
                case "hardbreak":
                    builder.add("\n")
                case "image" if images:
                    builder.add(child.content)
                case "link_open":
                    links.append((builder.place, str(child.attrGet("href") or "")))
                case "link_close" if links:
                    builder.link(*links.pop())
                case "html_inline" if child.content.lower().startswith("<sup"):
                    raised = builder.place
                case "html_inline" if child.content.lower() == "</sup>" and raised is not None:
                    builder.superscript(raised)
                    raised = None
                case "footnote_ref":
                    builder.add(f"[{child.meta['id'] + 1}]")


def _text_of(markup: str) -> str:
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_elements(root, "script", "style", with_tail=False)
    return str(root.text_content())
