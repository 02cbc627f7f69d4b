"""Building a snapshot of text together with the blocks, links and superscripts laid over it."""

from __future__ import annotations

import re

from ingest.document import Block, BlockKind, Link, Span

_BLANKS = re.compile(r"[^\S\n]+")


class SnapshotBuilder:
    """Collects text block by block; every place that it notes counts in the text as it will be."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._block: tuple[BlockKind, int, int | None] | None = None
        self._start = 0
        self._last = ""
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.superscripts: list[Span] = []

    @property
    def text(self) -> str:
        """The snapshot so far."""
        return "".join(self._parts)

    def since(self, place: int) -> str:
        """Return the snapshot from a place on; the cost grows with what is returned alone."""
        parts: list[str] = []
        start = self._length
        for part in reversed(self._parts):
            if start <= place:
                break
            parts.append(part)
            start -= len(part)
        return "".join(reversed(parts))[place - start :]

    @property
    def place(self) -> int:
        """Where the next character of a block will stand."""
        return self._length

    def begin(self, kind: BlockKind, level: int = 0, number: int | None = None) -> None:
        """Start a block, ending the one before."""
        self.end()
        self._block = (kind, level, number)

    def add(self, text: str) -> None:
        """Add text to the block under way, runs of white space folded to one blank."""
        # The blank is the one printable white space, so that most text needs no folding.
        plain = "  " not in text and text.isprintable()
        folded = text if plain else _BLANKS.sub(" ", text)
        inside = self._length > self._start
        if not inside:
            folded = folded.lstrip()
        elif self._last in " \n":
            folded = folded.lstrip(" ")
        if not folded:
            return
        if not inside:
            self._open()
        self._append(folded)

    def end(self) -> None:
        """End the block under way; one without text leaves no trace."""
        if self._block is not None and self._inside():
            kind, level, number = self._block
            self._trim()
            self.blocks.append(Block(kind, self._start, self._length, level, number))
        self._block = None
        self._start = self._length

    def _inside(self) -> bool:
        return self._length > self._start

    def _open(self) -> None:
        """Let the block under way, or a paragraph, start here."""
        if self._block is None:
            self._block = (BlockKind.PARAGRAPH, 0, None)
        if self._length:
            self._append("\n\n")
        self._start = self._length

    def _trim(self) -> None:
        """Take white space off the block's end."""
        while self._parts:
            kept = self._parts[-1].rstrip()
            self._length -= len(self._parts[-1]) - len(kept)
            if kept:
                self._parts[-1] = kept
                self._last = kept[-1]
                return
            self._parts.pop()

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._last = text[-1]

    def link(self, start: int, href: str) -> None:
        """Note that the text since `start` leads somewhere; nothing when there is no text."""
        start = max(start, self._start)
        if href and self._length > start:
            self.links.append(Link(start, self._length, href))

    def superscript(self, start: int) -> None:
        """Note that the text since `start` was raised."""
        start = max(start, self._start)
        if self._length > start:
            self.superscripts.append(Span(start, self._length))
