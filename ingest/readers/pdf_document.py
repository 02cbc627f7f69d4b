"""A PDF's text laid out as a snapshot with its blocks, links and raised figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from graph.errors import DocumentError
from ingest.document import BlockKind, Document
from ingest.readers.building import SnapshotBuilder
from ingest.readers.pdf_columns import regions_of
from ingest.readers.pdf_furniture import furniture_of
from ingest.readers.pdf_hyphens import Hyphenation
from ingest.readers.pdf_lines import Line, Piece, lines_of
from ingest.readers.pdf_paragraphs import Composer, Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.readers.pdf_words import Page, Word

_NO_TITLE = re.compile(
    r"untitled|^microsoft (?:word|powerpoint)|\.(?:docx?|pdf|indd|qxd|tex|dvi|rtf|html?|fm|p65)$|"
    r"^(?:doi|slide|document|layout|title|about:blank)\b|https?://|[\\_=|]",
    re.IGNORECASE,
)
# What these write is made when a page is printed or saved, not when it is published.
_PRINTERS = re.compile(
    r"skia|chrom|mozilla|firefox|safari|quartz|webkit|wkhtml|print", re.IGNORECASE
)
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def compose(path: str, pages: Sequence[Page], about: Mapping[str, str]) -> Document:
    """Lay a document out.

    Args:
        path: its name, for messages.
        pages: its words.
        about: what the file says of itself.

    Raises:
        DocumentError: there is no text on any page.
    """
    if not any(page.words or page.aside for page in pages):
        raise DocumentError(path, "has no text in it: it is a scan, perhaps")
    if _letters(page.aside for page in pages) > _letters(page.words for page in pages):
        # A file that marks all it has as belonging to every page says nothing by it.
        pages = [replace(page, words=(*page.words, *page.aside), aside=()) for page in pages]
    lines = [lines_of(page.words) for page in pages]
    running = furniture_of(lines, [page.height for page in pages])
    kept = [
        [line for place, line in enumerate(found) if place not in places]
        for found, places in zip(lines, running, strict=True)
    ]
    regions = [region for columns in regions_of(kept) for region in columns]
    apart: list[Line] = []
    for page, found, places in zip(pages, lines, running, strict=True):
        apart += [*(found[place] for place in sorted(places)), *lines_of(page.aside)]
    drafts = Composer(regions).compose()
    writer = _Writer(Hyphenation([line.text for region in regions for line in region.lines]))
    writer.write(drafts, apart)
    return Document(
        path=path,
        title=_title(drafts, about) or path.rsplit("/", 1)[-1],
        text=writer.builder.text,
        blocks=tuple(writer.builder.blocks),
        links=tuple(writer.builder.links),
        superscripts=tuple(writer.builder.superscripts),
        published=_published(about, writer.builder.text),
        language=about.get("Lang", "").split("-")[0].strip().casefold() or "en",
    )


def _letters(words: Iterable[Sequence[Word]]) -> int:
    return sum(len(word.text) for page in words for word in page)


class _Writer:
    """Writes blocks into a snapshot."""

    def __init__(self, hyphenation: Hyphenation) -> None:
        self.builder = SnapshotBuilder()
        self._hyphenation = hyphenation

    def write(self, drafts: Sequence[Draft], running: Sequence[Line]) -> None:
        """Write the blocks, and at the text's end the running heads that would interrupt it."""
        for draft in drafts:
            self._block(draft)
        for line in running:
            self.builder.begin(BlockKind.BOILERPLATE)
            self.builder.add(line.text)
        self.builder.end()

    def _block(self, draft: Draft) -> None:
        number = None if draft.label is None else draft.label.number
        level = draft.level or int(draft.kind is BlockKind.LIST_ITEM)
        self.builder.begin(draft.kind, level, number)
        run: list[Piece] = []
        for piece in self._pieces(draft):
            if run and (run[0].raised, run[0].href) != (piece.raised, piece.href):
                self._say(run)
                run = []
            run.append(piece)
        self._say(run)

    def _say(self, run: Sequence[Piece]) -> None:
        """Add pieces of one manner; the blank before them is not part of it."""
        text = "".join(piece.text for piece in run)
        if text[:1] == " ":
            self.builder.add(" ")
        start = self.builder.place
        self.builder.add(text)
        if run and run[0].raised:
            self.builder.superscript(start)
        if run and run[0].href:
            self.builder.link(start, run[0].href)

    def _pieces(self, draft: Draft) -> Iterator[Piece]:
        """Yield a block's text, its lines joined and its list number left out."""
        skip = 0 if draft.label is None else draft.label.length
        for place, line in enumerate(draft.lines):
            pieces = list(line.pieces)
            while skip and pieces:
                cut, pieces[0] = len(pieces[0].text), _cut(pieces[0], skip)
                skip = max(skip - cut, 0)
                if not pieces[0].text:
                    pieces.pop(0)
            if not pieces:
                continue
            if place + 1 < len(draft.lines):
                pieces[-1] = self._ended(pieces[-1], draft.lines[place + 1].text)
            yield from pieces

    def _ended(self, piece: Piece, following: str) -> Piece:
        """Put what belongs between two lines at the end of the first."""
        return Piece(self._hyphenation.ending(piece.text, following), piece.raised, piece.href)


def _cut(piece: Piece, length: int) -> Piece:
    return Piece(piece.text[length:], piece.raised, piece.href)


def _title(drafts: Sequence[Draft], about: Mapping[str, str]) -> str:
    """Take the title that the file gives, if it is one, else the largest heading of the start."""
    stated = about.get("Title", "")
    sane = len(stated) > 7 and " " in stated and not _NO_TITLE.search(stated)
    if sane:
        return stated
    early = [d for d in drafts[:25] if d.kind is BlockKind.HEADING]
    if not early:
        return ""
    largest = max(early, key=lambda draft: max(line.size for line in draft.lines))
    return " ".join(" ".join(line.text for line in largest.lines).split())[:300]


def _published(about: Mapping[str, str], text: str) -> str | None:
    """Take the day of publication, or that on which the file was made if its year is printed."""
    if _day(about.get("Issued", "").replace("-", "")):
        return about["Issued"]
    made = f"{about.get('Producer', '')} {about.get('Creator', '')}"
    day = _day(about.get("CreationDate", ""))
    if day is None or _PRINTERS.search(made):
        return None
    printed = f"{day.year}" in text[:5_000]
    return day.isoformat() if printed else None


def _day(stated: str) -> date | None:
    match = _CREATED.match(stated)
    if match is None:
        return None
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return None
    return day if day.year >= 1950 and day <= datetime.now(UTC).date() else None
