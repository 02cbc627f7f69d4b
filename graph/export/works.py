"""The cited works for reference managers; what was retracted says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.bibliography import item_of, to_bibtex, to_ris

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.model import Source
    from graph.vocabulary import Vocabulary


def bibtex(holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write BibTeX, an entry a work."""
    out.writelines(
        to_bibtex([item_of(source)]).encode("utf-8") + b"\n" for source in _sources(holdings)
    )


def ris(holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write RIS, an entry a work."""
    out.writelines(to_ris([item_of(source)]).encode("utf-8") for source in _sources(holdings))


def csl_json(holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write CSL-JSON: a list with an item a work."""
    before = "[\n"
    for source in _sources(holdings):
        item = json.dumps(item_of(source), ensure_ascii=False, indent=2)
        out.write(f"{before}{item}".encode())
        before = ",\n"
    out.write(b"\n]\n" if before != "[\n" else b"[]\n")


def _sources(holdings: Holdings) -> Iterator[Source]:
    return (known.source for known in holdings.known_sources())
