"""The cited works for reference managers; what was retracted says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.bibliography import item_of, to_bibtex, to_csl_json, to_ris

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
    out.write(to_csl_json([item_of(source) for source in store.sources()]).encode("utf-8"))
