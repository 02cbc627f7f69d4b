"""Plain text: paragraphs, headings, list items and captions told by how their lines look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.boilerplate import is_boilerplate_block
from ingest.document import Block, BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG_LINE = 110  # a line longer than this was not wrapped by hand
SHORT_LINE = 90  # headings and captions are shorter
HEADING_WORDS = 14
LONGEST_TITLE = 200  # characters

_ITEM = re.compile(r"(?:[-*+•·–‣▪o]|\(?(\d{1,3})[.)])[ \t]+(?=\S)")
_SMALL = frozenset(("a an and as at by for from in of on or the to vs with your").split())
_ENDED = re.compile(r"[.!?:;,…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def read(path: str, text: str, url: str | None) -> Document:
    """Read plain text; the snapshot is the text itself."""
    blocks = [block for group in _groups(text) for block in _blocks(group)]
    title = _title(text, blocks) or path.rsplit("/", 1)[-1]
    return Document(path=path, title=title, text=text, blocks=tuple(blocks), url=url)


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    """Take the first line for the title where it can be one, else the first heading."""
    shown = [b for b in blocks if not is_boilerplate_block(text[b.start : b.end])]
    for block in shown[:1]:
        line = text[block.start : block.end]
        if len(line) <= LONGEST_TITLE and "\n" not in line and not line.endswith("."):
            return line
    headings = (b for b in shown if b.kind is BlockKind.HEADING)
    return next((text[b.start : b.end] for b in headings), None)


def _groups(text: str) -> list[list[_Line]]:
    """Part a text into groups of lines that no blank line parts."""
    groups: list[list[_Line]] = [[]]
    for match in re.finditer(r"[^\n]+", text):
        words = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if text[match.start() - 2 : match.start()] == "\n\n" or not words:
            groups.append([])
        if words:
            groups[-1].append(_Line(start, start + len(words), words))
    return [group for group in groups if group]


def _blocks(group: list[_Line]) -> list[Block]:
    """Read a group of lines: one paragraph wrapped by hand, or a block a line."""
    blocks: list[Block] = []
    wrapped = len(group) > 1 and max(len(line.text) for line in group) <= LONG_LINE
    for number, line in enumerate(group):
        before = group[number - 1] if number else None
        item = _ITEM.match(line.text)
        if wrapped and before is not None and not item and _goes_on(before, line):
            last = blocks.pop()
            blocks.append(Block(last.kind, last.start, line.end, last.level, last.number))
        elif item:
            start = line.start + item.end()
            printed = int(item.group(1)) if item.group(1) else None
            blocks.append(Block(BlockKind.LIST_ITEM, start, line.end, 1, printed))
        else:
            blocks.append(Block(_kind(line.text, alone=len(group) == 1), line.start, line.end))
    return blocks


def _goes_on(before: _Line, line: _Line) -> bool:
    """Tell whether a line continues the one before, which was broken near the margin."""
    broken_late = len(before.text) > LONG_LINE / 2
    return broken_late or (line.text[0].islower() and not _ENDED.search(before.text))


def _kind(text: str, *, alone: bool) -> BlockKind:
    words = text.split()
    if len(text) > SHORT_LINE or len(words) > HEADING_WORDS:
        return BlockKind.PARAGRAPH
    if _ENDED.search(text) and not text.endswith("?"):
        return BlockKind.PARAGRAPH
    content = [word for word in words if word[0].isalpha() and word.casefold() not in _SMALL]
    titled = bool(content) and sum(word[0].isupper() for word in content) >= 0.7 * len(content)
    if titled or (alone and text[0].isupper() and not _ENDED.search(text)):
        return BlockKind.HEADING
    return BlockKind.CAPTION if alone and not text.endswith("?") else BlockKind.PARAGRAPH
