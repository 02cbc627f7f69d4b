"""The network of concepts, as other graph programs read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    import networkx as nx

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary


def graphml(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write GraphML; what stands behind an edge is counted on it."""
    import networkx as nx

    nx.write_graphml(_plain(holdings, vocabulary), out, named_key_ids=True)


def gexf(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write GEXF 1.2, for Gephi."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(prettyprint=True, version="1.2draft")
    writer.add_graph(_plain(holdings, vocabulary))
    for element in writer.xml.iter():
        # The day of the export would make other bytes of the same content.
        element.attrib.pop("lastmodifieddate", None)
    writer.write(out)


def cytoscape(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write the JSON of Cytoscape and Cytoscape.js."""
    import networkx as nx

    _write_json(nx.cytoscape_data(_plain(holdings, vocabulary)), out)


def nodelink(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write node-link JSON, as networkx and D3 read it."""
    import networkx as nx

    _write_json(nx.node_link_data(_plain(holdings, vocabulary), edges="edges"), out)


def _write_json(data: object, out: BinaryIO) -> None:
    out.write(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


def _plain(holdings: Holdings, vocabulary: Vocabulary) -> nx.MultiDiGraph[str]:
    """Make the network with plain values only, in one order for the same content."""
    import networkx as nx

    from graph.network import network_graph

    network = network_graph(holdings, vocabulary)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(network):
        node = network.nodes[iri]
        plain.add_node(iri, label=node["label"], kind=node["kind"] or "")
    links = (data["link"] for _, _, data in network.edges(data=True))
    for link in sorted(links, key=lambda each: (each.start, each.end, each.direction, each.key)):
        plain.add_edge(
            link.start,
            link.end,
            key=link.key,
            relation=link.relation.value,
            direction=link.direction.value,
            claims=link.claims,
            articles=len(link.articles),
            sources=len(link.sources),
        )
    return plain
