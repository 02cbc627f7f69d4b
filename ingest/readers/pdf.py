"""PDF files: read in a process of their own, which may have so much time and memory and no more."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from graph.errors import DocumentError
from ingest.document import Block, BlockKind, Document, Link, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

MEGABYTES = 1_500  # of memory; a book of 1,000 pages takes about 400
SECONDS = 180  # of the processor's time; the same book takes about 40
PATIENCE = 4  # times the seconds, by the clock, on a machine that does other work too

# The process finds the modules where this one has them.
_START = """
import json, sys
sys.path[:0] = json.loads(sys.argv.pop(1))
from ingest.readers.pdf_process import main
main()
"""


def read(path: str, data: bytes, url: str | None) -> Document:
    """Read a PDF file: columns in their order, lines joined, running heads apart.

    Raises:
        DocumentError: it is broken, cut off, locked, a scan without text, or needs more memory or
            time than any real one.
    """
    command = [
        sys.executable,
        "-P",
        "-c",
        _START,
        json.dumps(sys.path),
        str(MEGABYTES),
        str(SECONDS),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no word of the document in it
            command,
            input=data,
            capture_output=True,
            timeout=SECONDS * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(path, _SLOW) from error
    except OSError as error:
        raise DocumentError(
            path, f"cannot be read: no process for it ({error.strerror})"
        ) from error
    return _document(path, url, _answer(path, done))


_SLOW = f"takes more than {SECONDS} seconds to read; it is refused"


def _answer(path: str, done: subprocess.CompletedProcess[bytes]) -> Mapping[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        # The system ends a process that is over its time with a signal, and so without a word.
        if done.returncode < 0:
            raise DocumentError(path, _SLOW) from error
        raise DocumentError(path, "is broken: reading it came to no end") from error
    if "reason" in answer:
        raise DocumentError(path, str(answer["reason"]))
    document: dict[str, Any] = answer["document"]
    return document


def _document(path: str, url: str | None, found: Mapping[str, Any]) -> Document:
    return Document(
        path=path,
        title=found["title"] or path.rsplit("/", 1)[-1],
        text=found["text"],
        blocks=tuple(Block(**{**b, "kind": BlockKind(b["kind"])}) for b in found["blocks"]),
        links=tuple(Link(**link) for link in found["links"]),
        superscripts=tuple(Span(**span) for span in found["superscripts"]),
        url=url,
        published=found["published"],
        language=found["language"],
    )
