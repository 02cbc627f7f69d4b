"""Writing a collection, or a part of it, for other tools: a format's name to its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.export import concepts, csvw, kgx, nanopubs, rdf, skos, tables, works

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary

    Writer = Callable[[Holdings, Vocabulary, BinaryIO, str], None]

__all__ = ["FORMATS", "export"]


def export(holdings: Holdings, vocabulary: Vocabulary, name: str, out: BinaryIO, base: str) -> None:
    """Write a store or a selection of one in the format of that name.

    Args:
        holdings: what is written.
        vocabulary: the concepts, which RDF formats describe as well.
        name: one of `FORMATS`.
        out: takes the bytes.
        base: what the IRIs start with; ends with a slash.

    Raises:
        UsageError: there is no such format; names those that there are.
    """
    if name not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise UsageError(f"There is no export format {name!r}. The formats are {known}.")
    FORMATS[name](holdings, vocabulary, out, base)


FORMATS: dict[str, Writer] = {
    "bibtex": works.bibtex,
    "csljson": works.csl_json,
    "csv": tables.csv,
    "csvw": csvw.csvw,
    "cytoscape": concepts.cytoscape,
    "gexf": concepts.gexf,
    "graphml": concepts.graphml,
    "jsonld": rdf.jsonld,
    "kgx-edges": kgx.kgx_edges,
    "kgx-nodes": kgx.kgx_nodes,
    "nanopubs": nanopubs.nanopubs,
    "nodelink": concepts.nodelink,
    "nquads": rdf.nquads,
    "ntriples": rdf.ntriples,
    "rdfxml": rdf.rdfxml,
    "ris": works.ris,
    "skos": skos.skos,
    "trig": rdf.trig,
    "turtle": rdf.turtle,
}
