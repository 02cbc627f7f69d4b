"""The cited works for reference managers; what was retracted says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.bibliography import item_of, to_bibtex, to_ris

if TYPE_CHECKING:
    from typing import BinaryIO

    from graph.store import Store
    from graph.vocabulary import Vocabulary


def bibtex(store: Store, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write BibTeX, an entry a work."""
    out.writelines(
        to_bibtex([item_of(source)]).encode("utf-8") + b"\n" for source in store.sources()
    )


def ris(store: Store, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write RIS, an entry a work."""
    out.writelines(to_ris([item_of(source)]).encode("utf-8") for source in store.sources())


def csl_json(store: Store, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write CSL-JSON: a list with an item a work."""
    before = b"[\n"
    for source in store.sources():
        out.write(before + json.dumps(item_of(source), ensure_ascii=False).encode("utf-8"))
        before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")
