"""Telling a page's main text from menus, by-lines, calls to action and the like around it."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.boilerplate import REFERENCE_HEADING
from ingest.document import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from ingest.document import Link

CHROME_TAGS = frozenset(("nav footer aside form button label").split())
CHROME_ROLES = frozenset(("navigation banner contentinfo complementary search dialog menu").split())
CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|cookies?|consent|share|sharing|social|"
    r"newsletter|subscribe|sidebar|related|comments?|byline|author|cta|promo|banner|popup|modal|"
    r"advert|ads|widget|pagination|pager|tags|counter|views|likes)(?:$|[\s_-])",
    re.IGNORECASE,
)
MAIN_TAGS = frozenset(("main", "article"))
_MARKS = b" \t\r\f\v" + string.punctuation.encode("ascii")
# A sentence's end, with a citation after it perhaps, or so many words that it needs none.
SENTENCE = re.compile(r"[.!?:;…][\"'”’)\]]{0,3}[\d,;–\s\[\]()-]{0,30}\Z|(?:\S+\s+){12}")
SHORT = 25  # letters; a shorter block is judged by its neighbours as well


@dataclass(frozen=True, slots=True)
class Chrome:
    """What a block stands in: the page's furniture, or the part that is marked as its main one."""

    furniture: bool = False
    main: bool = False

    def within(self, element: HtmlElement) -> Chrome:
        """Step into an element."""
        tag = str(element.tag)
        main = self.main or tag in MAIN_TAGS
        furniture = self.furniture or tag in CHROME_TAGS or (tag == "header" and not self.main)
        if not furniture and element.attrib:
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            furniture = element.get("role") in CHROME_ROLES or (
                tag not in ("body", "main", "article") and bool(CHROME_NAMES.search(names))
            )
        # Most elements change nothing, and there are many of them.
        same = furniture is self.furniture and main is self.main
        return self if same else Chrome(furniture, main)


def keep_main_text(
    page: HtmlElement,
    text: str,
    blocks: Sequence[Block],
    inside: Sequence[Chrome],
    links: Sequence[Link],
) -> list[Block]:
    """Turn every block outside the main text to boilerplate.

    A block is main text when it stands in no furniture and trafilatura takes it from the page. In
    the part that the page marks as its main one, all else is main text too but what is made of
    links or is no sentence, such as a list of related pages or a button; a heading goes with what
    follows it. All after a heading that opens a reference list is kept, since extractors drop
    such lists.

    Args:
        page: the page's tree, which is taken apart.
        text: the snapshot.
        blocks: the snapshot's blocks.
        inside: for each block, what it stands in.
        links: the snapshot's links.
    """
    marked = sum(b.end - b.start for b, c in zip(blocks, inside, strict=True) if c.main)
    whole = sum(b.end - b.start for b in blocks)
    judge = _Judge(_extract(page), _linked(blocks, links), main_is_marked=marked > whole / 3)
    kept: list[Block] = []
    for block, chrome in zip(blocks, inside, strict=True):
        main = judge.is_main(block, chrome, text[block.start : block.end].rstrip())
        kept.append(block if main else replace(block, kind=BlockKind.BOILERPLATE))
    return _with_headings(blocks, kept, inside)


class _Judge:
    """Tells main text block by block, and remembers whether it is in a reference list."""

    def __init__(
        self, extracted: bytes | None, linked: frozenset[int], *, main_is_marked: bool
    ) -> None:
        self._extracted = extracted
        self._linked = linked
        self._marked = main_is_marked
        self._listing = False

    def is_main(self, block: Block, chrome: Chrome, words: str) -> bool:
        if block.kind is BlockKind.HEADING:
            self._listing = bool(REFERENCE_HEADING.search(words))
        if chrome.furniture:
            return False
        if self._listing and (chrome.main or not self._marked):
            return True
        if self._extracted is None:
            return chrome.main or not self._marked
        if _taken(words, self._extracted):
            return True
        if not (self._marked and chrome.main) or block.start in self._linked:
            return False
        return block.kind is not BlockKind.PARAGRAPH or bool(SENTENCE.search(words))


def _linked(blocks: Sequence[Block], links: Sequence[Link]) -> frozenset[int]:
    """Name the blocks that are mostly made of links, by where they start."""
    found: set[int] = set()
    starts = [block.start for block in blocks]
    covered = [0] * len(blocks)
    for link in links:
        place = bisect_right(starts, link.start) - 1
        if place >= 0:
            covered[place] += link.end - link.start
    for block, length in zip(blocks, covered, strict=True):
        if length > (block.end - block.start) / 2:
            found.add(block.start)
    return frozenset(found)


def _with_headings(
    blocks: Sequence[Block], kept: list[Block], inside: Sequence[Chrome]
) -> list[Block]:
    """Keep a heading of the main part where main text follows before the next one."""
    follows = False
    for place in range(len(blocks) - 1, -1, -1):
        if blocks[place].kind is not BlockKind.HEADING:
            follows = follows or kept[place].kind is not BlockKind.BOILERPLATE
            continue
        if follows and not inside[place].furniture:
            kept[place] = blocks[place]
        follows = follows and kept[place].kind is BlockKind.BOILERPLATE
    return kept


def _taken(words: str, extracted: bytes) -> bool:
    """Tell whether the extractor took a block: as a line of its own when it is a short one."""
    letters = _letters(words).replace(b"\n", b"")
    return bool(letters) and (b"\n%b\n" % letters if len(letters) < SHORT else letters) in extracted


def _letters(text: str) -> bytes:
    """Leave marks and blanks out, in which the extractor's text may differ; line ends stay."""
    return text.replace("\xa0", " ").encode("utf-8", "replace").translate(None, _MARKS)


def _extract(page: HtmlElement) -> bytes | None:
    """Return the letters that trafilatura takes, line by line; None when it takes nothing."""
    # Importing it takes half a second, which only a web page is worth.
    import trafilatura

    try:
        found = trafilatura.extract(page, include_comments=False, include_tables=True)
    except RecursionError:
        return None
    if not found:
        return None
    return b"\n" + b"\n".join(filter(None, _letters(found).split(b"\n"))) + b"\n"
