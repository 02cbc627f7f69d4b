"""From printed lines to paragraphs, headings and list items, over columns and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import BlockKind
from ingest.readers.pdf_lists import Label, labels_of
from ingest.readers.pdf_setting import INDENT, Setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers.pdf_columns import Region
    from ingest.readers.pdf_lines import Line

LARGER = 1.08  # times the size of most text, from which a line is a heading
BETWEEN = 200  # blocks, such as a table's cells, that may stand within a paragraph
BLANK = 0.25  # of the size, between two words
HELD = 0.4  # of a column's width, that words held together may leave free
CAPTION = re.compile(r"(?:Fig(?:ure|\.)?|Table|Box|Scheme|Appendix)\s?[A-Z]?\d{1,2}\b[.:|\s]")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]*]{0,3}(?:\s?[\[(]?\d[\d,;–\- ]{0,30}[\])]?)?\Z")
# The end of a reference, and the names that another begins with.
_CITED = re.compile(r"(?<![ .][A-Z])\.\Z|\d\Z")
_CITING = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,30},? (?:[A-Z]\.?-? ?){1,3}[,.(&;]")
_GOES_ON = re.compile(r"[^\W\d_A-ZÀ-Þ]|[,;)\]%&]")


@dataclass(slots=True)
class Draft:
    """A block that lines are still added to.

    Attributes:
        column: number of the region that its last line stands in.
        first, rest: how far its first and its other lines are set in from the column's edge.
    """

    kind: BlockKind
    lines: list[Line]
    column: int
    label: Label | None = None
    level: int = 0
    first: float = 0.0
    rest: float | None = None


class Composer:
    """Joins lines to drafts."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.setting = Setting(regions)
        self._regions = regions
        self.drafts: list[Draft] = []

    def compose(self) -> list[Draft]:
        """Return the blocks of the whole text, in its order."""
        flat = [
            (line, column)
            for column, region in enumerate(self._regions)
            if not region.table
            for line in region.lines
        ]
        labels = {flat[place][0]: label for place, label in labels_of(flat).items()}
        for column, region in enumerate(self._regions):
            if region.table:
                self.drafts += [
                    Draft(BlockKind.TABLE_CELL, [line], column) for line in region.lines
                ]
                continue
            for line in region.lines:
                self._add(line, column, labels.get(line))
        _name(self.drafts, self.setting)
        return self.drafts

    def _add(self, line: Line, column: int, label: Label | None) -> None:
        at = line.x0 - self.setting.edges[column][0]
        draft = self._open(line, column) if label is None else None
        if draft is None:
            kind = BlockKind.PARAGRAPH if label is None else BlockKind.LIST_ITEM
            self.drafts.append(Draft(kind, [line], column, label, first=at))
            return
        if column != draft.column and draft.rest is not None:
            # The edge of another column may be that of a longer or shorter number.
            draft.first += at - draft.rest
            draft.rest = at
        draft.rest = at if draft.rest is None else draft.rest
        draft.lines.append(line)
        draft.column = column

    def _open(self, line: Line, column: int) -> Draft | None:
        """Find the draft that a line continues: the last one, or one that a float interrupted."""
        if self.drafts and self._continues(self.drafts[-1], line, column):
            return self.drafts[-1]
        for draft in reversed(self.drafts[-BETWEEN:]):
            last = draft.lines[-1]
            floats = draft.kind is BlockKind.TABLE_CELL or CAPTION.match(draft.lines[0].text)
            if floats or (last.size < 0.95 * line.size and not last.bold):
                continue
            interrupted = draft is not self.drafts[-1] and self._alike(last, line)
            if not interrupted or self._is_display(line) or _ENDED.search(last.text[-60:]):
                return None
            goes_on = _GOES_ON.match(line.text.lstrip()) or self._full(draft, line)
            return draft if goes_on else None
        return None

    def _continues(self, draft: Draft, line: Line, column: int) -> bool:
        last = draft.lines[-1]
        if draft.kind is BlockKind.TABLE_CELL or not self._alike(last, line):
            return False
        if column != draft.column:
            return self._runs_on(draft, line, column)
        gap = line.y - last.y
        leading = self.setting.leading(line.size)
        if not 0 < gap < leading + 0.45 * line.size:
            return False
        if self._is_display(line):
            return True
        indent = self._indented(draft, line, column)
        return self._flows(draft, line) if indent is None else indent

    def _alike(self, last: Line, line: Line) -> bool:
        if not 0.9 < line.size / last.size < 1.11:
            return False
        letters = any(c.isalpha() for c in line.text)
        return line.bold == last.bold or not letters

    def _is_display(self, line: Line) -> bool:
        return line.bold or line.size > LARGER * self.setting.size

    def _indented(self, draft: Draft, line: Line, column: int) -> bool | None:
        """Judge by where the line begins; None where that tells nothing."""
        near = INDENT * line.size
        at = line.x0 - self.setting.edges[column][0]
        if draft.label is None and self.setting.hangs(column, line):
            return at > near
        if draft.rest is None:
            if at > draft.first + near:
                if draft.label is not None:
                    return True
                return at < draft.first + 5 * line.size and self._full(draft, line)
            if at < draft.first - near:
                return draft.label is None
            return None
        if abs(at - draft.rest) <= near:
            return True if abs(draft.rest - draft.first) > near else None
        return False

    def _full(self, draft: Draft, line: Line) -> bool:
        """Tell whether the next line's first word would not have fitted on the last line."""
        return self._free(draft) < line.head + BLANK * line.size

    def _free(self, draft: Draft) -> float:
        return self.setting.edges[draft.column][1] - draft.lines[-1].x1

    def _flows(self, draft: Draft, line: Line) -> bool:
        """Tell from the words, and the room that was left, whether a line goes on."""
        last, text = draft.lines[-1].text[-60:], line.text.lstrip()
        if self._full(draft, line):
            return not (_CITED.search(last) and _CITING.match(text))
        if _ENDED.search(last):
            return False
        # Words that are held together move to the next line together.
        left, right = self.setting.edges[draft.column]
        bound = not text[:1].isupper() and self._free(draft) < HELD * (right - left)
        return bound or _GOES_ON.match(text) is not None

    def _runs_on(self, draft: Draft, line: Line, column: int) -> bool:
        """Judge whether a draft goes on in another column or on the next page."""
        if self._is_display(line):
            return False
        at = line.x0 - self.setting.edges[column][0]
        rest, near = draft.rest, INDENT * line.size
        if rest is not None and rest > draft.first + near:
            if at > draft.first + near:
                return True
            if draft.label is None and self.setting.hangs(column, line):
                return False
        if not self._flows(draft, line):
            return False
        if rest is None:
            return draft.label is not None or at <= draft.first + INDENT * line.size
        return at <= rest + INDENT * line.size


def _name(drafts: Sequence[Draft], setting: Setting) -> None:
    """Tell headings and captions from paragraphs, and rank the headings by their size."""
    headings = []
    for draft in drafts:
        if draft.kind is BlockKind.TABLE_CELL:
            continue
        text = " ".join(line.text for line in draft.lines)
        display = all(
            line.bold or line.size > LARGER * setting.size for line in draft.lines
        ) and any(c.isalpha() for c in text)
        capitals = text.isupper() and sum(map(str.isalpha, text)) > 3 and len(text) < 80
        if CAPTION.match(text):
            draft.kind, draft.label = BlockKind.CAPTION, None
        elif (
            len(text) < 300
            and (display or (capitals and draft.label is None))
            and not (text.endswith((".", ",", ";")) and len(text) > 120)
        ):
            draft.kind, draft.label = BlockKind.HEADING, None
            headings.append(draft)
    sizes = sorted({_size(draft) for draft in headings if _size(draft) > LARGER * setting.size})
    for draft in headings:
        larger = sum(size > _size(draft) * 1.03 for size in sizes)
        draft.level = min(larger + 1, 6)


def _size(draft: Draft) -> float:
    return round(max(line.size for line in draft.lines), 1)
