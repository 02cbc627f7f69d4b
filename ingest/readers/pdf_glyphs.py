"""From a page's drawing operators to words: only what is written is listened to."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text, mult_matrix

from graph.errors import DocumentError
from ingest.readers.pdf_links import Area, areas_of
from ingest.readers.pdf_words import Page, Word, upright

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

GAP = 0.15  # of the size: a wider gap is a blank, a narrower one kerning
MAX_WORDS = 60_000  # of one page; the densest printed ones stay under 5,000
UNKNOWN = "\ufffd"

_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|[-,+]bd|\.b\b", re.IGNORECASE)
FOLDED = {
    **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    **dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\u2022\u25cf\uf06c", "•"),
    **dict.fromkeys("\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\xa0\t\r\n", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\x00", ""),
}


class NarrowInterpreter(PDFPageInterpreter):
    """Interprets a page without its colours and pictures."""

    def init_resources(self, resources: dict[object, object]) -> None:
        """Make only those resources known that text is drawn with."""
        known = resources if isinstance(resources, dict) else {}
        super().init_resources({k: v for k, v in known.items() if k in ("Font", "XObject")})


class WordDevice(PDFDevice):
    """Takes a page's letters and puts them together to words.

    Args:
        path: the document's name, for messages.
        budget: how many characters the document may still have.
    """

    def __init__(self, rsrcmgr: Any, path: str, budget: int) -> None:
        super().__init__(rsrcmgr)
        self.path = path
        self.budget = budget
        self.characters = 0
        self.unknown = 0
        self._letters: dict[tuple[int, int], tuple[str, float]] = {}
        self._fonts: dict[int, tuple[PDFFont, bool, float]] = {}
        self._areas: list[Area] = []
        self._words: list[tuple[int | None, bool, Word]] = []
        self._tags: list[tuple[bool, str | None, int]] = []
        self._ctms: list[Matrix | None] = []
        self._blank = False

    def read(self, interpreter: PDFPageInterpreter, page: PDFPage) -> Page:
        """Read a page.

        Raises:
            DocumentError: it has more words or characters than any page that is read by people.
        """
        self._words, self._tags, self._ctms, self._blank = [], [], [], False
        x0, y0, x1, y1 = page.mediabox
        interpreter.process_page(page)
        turned = page.rotate in (90, 270)
        width, height = (y1 - y0, x1 - x0) if turned else (x1 - x0, y1 - y0)
        return upright(abs(width), abs(height), self._words)

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Note where the page's links are."""
        self._areas = areas_of(page, ctm)

    def begin_figure(self, name: str, bbox: Any, matrix: Matrix) -> None:
        """Keep the matrix that holds again after a form within the page."""
        del name, bbox, matrix
        self._ctms.append(self.ctm)

    def end_figure(self, name: str) -> None:
        """Go back to the matrix from before a form."""
        del name
        self.ctm = self._ctms.pop()

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Note content that says what it stands for, or that it belongs to every page."""
        held = props if isinstance(props, dict) else {}
        artifact = getattr(tag, "name", "") == "Artifact"
        running = artifact and getattr(held.get("Type"), "name", "") == "Pagination"
        actual = resolve1(held.get("ActualText"))
        text = decode_text(actual) if isinstance(actual, bytes) else None
        self._tags.append((running, text, len(self._words)))

    def end_tag(self) -> None:
        """Put what tagged content stands for in place of its letters, when it is on one line."""
        if not self._tags:
            return
        _, actual, start = self._tags.pop()
        covered = self._words[start:]
        if actual is None or not covered:
            return
        way, running, first = covered[0]
        last = covered[-1][2]
        if all(each[0] == way and each[2].y == first.y for each in covered):
            text = _plain(actual).strip()
            whole = Word(
                *(text, first.x0, last.x1, first.y, first.size),
                *(first.bold, first.spaced, first.href),
            )
            self._words[start:] = [(way, running, whole)] if text else []

    def render_string(
        self, textstate: Any, seq: Iterable[Any], ncs: Any, graphicstate: Any
    ) -> None:
        """Take the letters of one drawing operator."""
        del ncs, graphicstate
        font = textstate.font
        if font is None or self.ctm is None:
            return
        run = _Run(self, textstate, mult_matrix(textstate.matrix, self.ctm))
        fontsize, scaling = textstate.fontsize, textstate.scaling * 0.01
        charspace, wordspace = textstate.charspace * scaling, textstate.wordspace * scaling
        across = 0.0 if font.is_vertical() else fontsize * scaling
        x, y = textstate.linematrix
        for part in seq:
            if isinstance(part, (int, float)):
                x -= part * 0.001 * across
            elif isinstance(part, bytes):
                for code in font.decode(part):
                    text, width = self._letter(font, code)
                    advance = width * across
                    if text == " ":
                        run.blank()
                    elif text:
                        run.letter(text, x, x + advance, y)
                    x += advance + charspace
                    if code == 32 and not font.is_multibyte():
                        x += wordspace
        run.end()
        textstate.linematrix = (x, y)

    def _letter(self, font: PDFFont, code: int) -> tuple[str, float]:
        """Return what a code shows and how wide it is, as a share of the size."""
        key = (id(font), code)
        found = self._letters.get(key)
        if found is None:
            self.style(font)  # which also keeps the font, and so its id, alive
            try:
                text = font.to_unichr(code)
            except PDFUnicodeNotDefined:
                text = UNKNOWN
            found = self._letters[key] = (_plain(text), font.char_width(code))
        self.characters += 1
        self.unknown += found[0] == UNKNOWN
        if self.characters > self.budget:
            raise DocumentError(self.path, f"has more than {self.budget:,} characters")
        return found

    def style(self, font: PDFFont) -> tuple[bool, float]:
        """Return whether a font is bold, and what its sizes are to be multiplied by."""
        known = self._fonts.get(id(font))
        if known is None:
            descriptor = getattr(font, "descriptor", {})
            weight = resolve1(descriptor.get("FontWeight"))
            named = f"{getattr(font, 'basefont', '')} {descriptor.get('FontName', '')}"
            bold = bool(_BOLD.search(named)) or (isinstance(weight, (int, float)) and weight >= 600)
            # A font whose letters are drawings has a scale of its own.
            drawn = abs(font.vscale - 0.001) > 1e-6 and font.get_height()
            known = self._fonts[id(font)] = (font, bold, abs(drawn) if drawn else 1.0)
        return known[1:]

    def keep(self, way: int | None, word: Word) -> None:
        """Keep a word that is written in some direction.

        Raises:
            DocumentError: the page has more words than any page has.
        """
        if len(self._words) >= MAX_WORDS:
            raise DocumentError(self.path, f"has a page of more than {MAX_WORDS:,} words")
        running = any(tag[0] for tag in self._tags)
        self._words.append((way, running, word))

    def link_at(self, x: float, y: float) -> str | None:
        """Return where a point of the page leads."""
        for x0, y0, x1, y1, href in self._areas:
            if x0 <= x <= x1 and y0 <= y <= y1:
                return href
        return None

    def take_blank(self) -> bool:
        """Say whether a blank was set since the last word, and forget it."""
        blank, self._blank = self._blank, False
        return blank

    def note_blank(self) -> None:
        """Note that a blank was set."""
        self._blank = True


class _Run:
    """The letters of one drawing operator, being parted into words."""

    def __init__(self, device: WordDevice, textstate: Any, matrix: Matrix) -> None:
        self.device = device
        self.a, self.b, self.c, self.d, self.e, self.f = matrix
        self.rise = textstate.rise
        self.bold, share = device.style(textstate.font)
        self.size = abs(textstate.fontsize) * math.hypot(self.c, self.d) * share
        across = math.hypot(self.a, self.b)
        self.gap = GAP * self.size / across if across else math.inf
        self.way = _way(self.a, self.b)
        self._text: list[str] = []
        self._start = self._end = self._y = 0.0

    def letter(self, text: str, x0: float, x1: float, y: float) -> None:
        """Add a letter; one that stands apart begins a word of its own."""
        if self._text and not -4 * self.gap < x0 - self._end < self.gap:
            self.end()
        if not self._text:
            self._start, self._y = x0, y
        self._text.append(text)
        self._end = x1

    def blank(self) -> None:
        """End the word at a blank."""
        self.end()
        self.device.note_blank()

    def end(self) -> None:
        """Hand on the word under way."""
        if not self._text:
            return
        x0, y = self._at(self._start)
        x1, y1 = self._at(self._end)
        text = "".join(self._text)
        self._text = []
        values = (x0, x1, y, y1, self.size)
        if all(map(math.isfinite, values)) and max(map(abs, values)) < 1e6 and self.size > 0:
            href = self.device.link_at((x0 + x1) / 2, (y + y1) / 2 + 0.25 * self.size)
            blank = self.device.take_blank()
            word = Word(text, x0, x1, y, self.size, self.bold, blank, href)
            if self.way in (1, 3):
                word = Word(text, y, y1, x0, self.size, self.bold, blank, href)
            self.device.keep(self.way, word)

    def _at(self, x: float) -> tuple[float, float]:
        y = self._y + self.rise
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def _way(a: float, b: float) -> int | None:
    """Name the direction of writing: 0 to the right, 1 up, 2 to the left, 3 down, else None."""
    quarter = math.atan2(b, a) / (math.pi / 2) if a or b else 0.0
    near = round(quarter)
    return near % 4 if abs(quarter - near) < 0.1 else None


def _plain(text: str) -> str:
    """Fold ligatures and odd blanks; a control character shows nothing."""
    folded = "".join(FOLDED.get(letter, letter) for letter in text)
    kept = (c for c in folded if c == "\xad" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return "".join(kept)
