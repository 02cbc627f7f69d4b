"""The process that reads one PDF file, run as a program: bytes in, JSON out, within bounds.

A PDF file is a program of sorts. Its streams inflate a thousandfold, its tables name ranges of any
length, its forms draw each other twice over. No list of such tricks is whole; a process that may
have so much memory and so much time, and no more, needs none.
"""

from __future__ import annotations

import json
import logging
import struct
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from graph.errors import DocumentError

if TYPE_CHECKING:
    from ingest.document import Document

MAX_CHARACTERS = 5_000_000  # of all pages; a long textbook has about half of it
NO_NAMES = 0.3  # share of letters that a file does not name, from which its text is no text


def extract(path: str, data: bytes) -> Document:
    """Read a file in this process.

    Raises:
        DocumentError: it is no PDF, broken, locked by a password, a scan, or larger than any book.
    """
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.psexceptions import PSException

    from ingest.readers.pdf_document import compose
    from ingest.readers.pdf_file import about, open_pdf, pages_of
    from ingest.readers.pdf_glyphs import NarrowInterpreter, WordDevice

    place = ""
    try:
        document = open_pdf(path, data)
        resources = PDFResourceManager()
        device = WordDevice(resources, path, MAX_CHARACTERS)
        interpreter = NarrowInterpreter(resources, device)
        pages = []
        for number, page in enumerate(pages_of(document), start=1):
            place = f" on page {number}"
            pages.append(device.read(interpreter, page))
        said = about(document)
    except PDFPasswordIncorrect as error:
        raise DocumentError(path, "is locked by a password; save it without one") from error
    except PDFEncryptionError as error:
        raise DocumentError(path, "is locked in a way that is not known") from error
    except RecursionError as error:
        raise DocumentError(path, f"nests its objects too deep, or in a circle{place}") from error
    except (
        *(PSException, ArithmeticError, AssertionError, AttributeError, LookupError),
        *(TypeError, ValueError, struct.error),
    ) as error:
        # The library meets a broken object wherever it happens to use it.
        raise DocumentError(path, f"is broken{place} ({type(error).__name__})") from error
    if device.unknown > NO_NAMES * max(device.characters, 1):
        raise DocumentError(path, "does not say which letters it shows; print it anew, perhaps")
    return compose(path, pages, said)


def main() -> None:
    """Read a file from standard input, and print the document, or the reason why there is none."""
    megabytes, seconds = map(int, sys.argv[1:])
    _bound(megabytes, seconds)
    logging.disable()
    answer: dict[str, object]
    try:
        answer = {"document": asdict(extract("", sys.stdin.buffer.read()))}
    except DocumentError as error:
        answer = {"reason": error.reason}
    except MemoryError:
        answer = {"reason": f"needs more than {megabytes:,} MB of memory to read; it is refused"}
    sys.stdout.write(json.dumps(answer))


def _bound(megabytes: int, seconds: int) -> None:
    """Bound the memory and the processor's time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # the caller's clock remains
        return
    for kind, value in (
        (resource.RLIMIT_AS, megabytes * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
    ):
        _, most = resource.getrlimit(kind)
        allowed = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (allowed, most))
