"""Telling a page's main text from menus, by-lines, calls to action and the like around it."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.boilerplate import REFERENCE_HEADING
from ingest.document import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

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
SHORT = 25  # letters; a shorter block is judged by its neighbours as well


@dataclass(frozen=True, slots=True)
class Chrome:
    """What a block stands in: the page's furniture, or the part that is marked as its main one."""

    furniture: bool = False
    main: bool = False

    def within(self, element: HtmlElement) -> Chrome:
        """Step into an element."""
        tag = str(element.tag)
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        furniture = (
            self.furniture
            or tag in CHROME_TAGS
            or (tag == "header" and not self.main)
            or element.get("role") in CHROME_ROLES
            or (tag not in ("body", "main", "article") and bool(CHROME_NAMES.search(names)))
        )
        return replace(self, furniture=furniture, main=self.main or tag in MAIN_TAGS)


def keep_main_text(
    page: str, text: str, blocks: Sequence[Block], inside: Sequence[Chrome]
) -> list[Block]:
    """Turn every block outside the main text to boilerplate.

    A block is main text when it stands in no furniture and either in an element marked as main or
    among what trafilatura takes from the page. All after a heading that opens a reference list is
    kept, since extractors drop such lists.

    Args:
        page: the page's markup.
        text: the snapshot.
        blocks: the snapshot's blocks.
        inside: for each block, what it stands in.
    """
    marked = sum(b.end - b.start for b, c in zip(blocks, inside, strict=True) if c.main)
    whole = sum(b.end - b.start for b in blocks)
    extracted = None if marked > whole / 3 else _extract(page)
    kept: list[Block] = []
    listing = False
    for block, chrome in zip(blocks, inside, strict=True):
        words = text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            listing = bool(REFERENCE_HEADING.search(words))
        if chrome.furniture:
            main = False
        elif extracted is None:
            main = chrome.main or marked == 0
        else:
            main = listing or _taken(words, extracted)
        kept.append(block if main else replace(block, kind=BlockKind.BOILERPLATE))
    return kept


def _taken(words: str, extracted: bytes) -> bool:
    """Tell whether the extractor took a block: as a line of its own when it is a short one."""
    letters = _letters(words).replace(b"\n", b"")
    return bool(letters) and (b"\n%b\n" % letters if len(letters) < SHORT else letters) in extracted


def _letters(text: str) -> bytes:
    """Leave marks and blanks out, in which the extractor's text may differ; line ends stay."""
    return text.replace("\xa0", " ").encode("utf-8", "replace").translate(None, _MARKS)


def _extract(page: str) -> bytes | None:
    """Return the letters that trafilatura takes, line by line; None when it takes nothing."""
    # Importing it takes half a second, which only a page without marked main text is worth.
    import trafilatura

    try:
        found = trafilatura.extract(
            page, include_comments=False, include_tables=True, favor_recall=True
        )
    except RecursionError:
        return None
    if not found:
        return None
    return b"\n" + b"\n".join(filter(None, _letters(found).split(b"\n"))) + b"\n"
