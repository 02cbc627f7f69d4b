"""The network: concepts joined by propositions, with what stands behind each of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import networkx as nx

from graph.ids import digest
from graph.model import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.holdings import Holdings
    from graph.store import Store
    from graph.vocabulary import Vocabulary

MAX_CHAINS = 200  # chains of one request; a dense network has very many
OPPOSED = frozenset(
    frozenset((one, other)) for one in Direction for other in Direction if one.opposes(other)
)


class Relation(StrEnum):
    """What an edge says: a claim of an exposure, or a mechanism between two outcomes."""

    CLAIM = "claim"
    MECHANISM = "mechanism"


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of the network.

    Attributes:
        key: the proposition's id; for a mechanism an id of its own.
        start, end: IRIs.
        claims: how many claims state it; 0 for a mechanism.
        articles: ids of the articles that state it, sorted.
        sources: ids of the independent sources that its claims cite, sorted.
    """

    key: str
    relation: Relation
    start: str
    end: str
    direction: Direction
    claims: int
    articles: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An exposure and an outcome between which opposed directions are claimed."""

    exposure: str
    outcome: str
    links: tuple[Link, ...]


class Network:
    """A projection of the store, held in memory; made by `build_network`, never changed.

    Attributes:
        graph: nodes are IRIs with `label` and `kind`; edges carry their `link`, keyed by its key.
        seen: the store's last change that it holds.
        basis: fingerprint of the vocabulary that names its nodes.
    """

    def __init__(self, graph: nx.MultiDiGraph[str], seen: int, basis: str) -> None:
        self.graph = graph
        self.seen = seen
        self.basis = basis

    def links(self) -> tuple[Link, ...]:
        """Return every link, sorted."""
        return _sorted(data["link"] for _, _, data in self.graph.edges(data=True))

    def links_from(self, iri: str) -> tuple[Link, ...]:
        """Return the links that start at a concept; none for a concept that nobody speaks of."""
        if iri not in self.graph:
            return ()
        return _sorted(data["link"] for _, _, data in self.graph.out_edges(iri, data=True))

    def links_to(self, iri: str) -> tuple[Link, ...]:
        """Return the links that end at a concept."""
        if iri not in self.graph:
            return ()
        return _sorted(data["link"] for _, _, data in self.graph.in_edges(iri, data=True))

    def neighbours(self, iri: str) -> tuple[str, ...]:
        """Return the concepts that a link joins to this one, either way, sorted."""
        near = {link.end for link in self.links_from(iri)}
        near |= {link.start for link in self.links_to(iri)}
        return tuple(sorted(near - {iri}))

    def chains(self, start: str, end: str, max_length: int = 3) -> tuple[tuple[Link, ...], ...]:
        """Find the ways from an exposure to an outcome: a claim, then mechanisms.

        Args:
            start: IRI of the exposure.
            end: IRI of the outcome.
            max_length: links that a chain may have.

        Returns:
            At most MAX_CHAINS chains, shorter ones first, no concept twice in one of them.
        """
        if start not in self.graph or end not in self.graph:
            return ()
        found: list[tuple[Link, ...]] = []
        ahead: list[tuple[Link, ...]] = [
            (link,) for link in self.links_from(start) if link.relation is Relation.CLAIM
        ]
        for _ in range(max_length):
            found += [chain for chain in ahead if chain[-1].end == end]
            ahead = [
                (*chain, link)
                for chain in ahead
                if chain[-1].end != end
                for link in self.links_from(chain[-1].end)
                if link.relation is Relation.MECHANISM
                and link.end not in {start, *(step.end for step in chain)}
            ][: MAX_CHAINS * 10]
        return tuple(found[:MAX_CHAINS])

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Find the pairs of concepts between which opposed directions are claimed, sorted."""
        between: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in self.links():
            if link.relation is Relation.CLAIM:
                between[link.start, link.end].append(link)
        return tuple(
            Disagreement(exposure, outcome, tuple(links))
            for (exposure, outcome), links in sorted(between.items())
            if are_opposed(link.direction for link in links)
        )


def are_opposed(directions: Iterable[Direction]) -> bool:
    """Tell whether two of some directions contradict each other."""
    claimed = set(directions)
    return any(pair <= claimed for pair in OPPOSED)


def independent_sources(links: Iterable[Link]) -> tuple[str, ...]:
    """Return the sources behind links, each once: articles that cite one work are one voice."""
    return tuple(sorted({source for link in links for source in link.sources}))


def build_network(store: Store, vocabulary: Vocabulary) -> Network:
    """Build the network of all that the store holds. Cost grows with the claims."""
    seen = store.last_change()
    return Network(network_graph(store, vocabulary), seen, vocabulary.fingerprint)


def network_graph(holdings: Holdings, vocabulary: Vocabulary) -> nx.MultiDiGraph[str]:
    """Build the graph of a network, of a store or of a selection of one."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for link in _links(holdings):
        for iri in (link.start, link.end):
            if iri not in graph:
                known = vocabulary.concept(iri) if iri in vocabulary else None
                graph.add_node(
                    iri,
                    label=known.label if known else iri,
                    kind=known.kind.value if known else None,
                )
        graph.add_edge(link.start, link.end, key=link.key, link=link)
    return graph


def catch_up(network: Network, store: Store, vocabulary: Vocabulary) -> Network:
    """Return the network as of the store's last change: itself where nothing has changed."""
    if network.seen == store.last_change() and network.basis == vocabulary.fingerprint:
        return network
    return build_network(store, vocabulary)


def network_disagreements(network: Network, store: Store) -> tuple[str, ...]:
    """Say, a sentence each, where the network does not hold what the store holds."""
    held = {link.key: link for link in network.links()}
    stored = {link.key: link for link in _links(store)}
    sentences = [
        f"The network lacks the link {key}." for key in sorted(stored.keys() - held.keys())
    ]
    sentences += [
        f"The network has the link {key}, which the store does not have."
        for key in sorted(held.keys() - stored.keys())
    ]
    sentences += [
        f"The network's link {key} differs from the store's."
        for key in sorted(held.keys() & stored.keys())
        if held[key] != stored[key]
    ]
    return tuple(sentences)


def _links(holdings: Holdings) -> Iterable[Link]:
    for said in holdings.propositions():
        yield Link(
            key=said.id,
            relation=Relation.CLAIM,
            start=said.exposure,
            end=said.outcome,
            direction=said.direction,
            claims=said.claims,
            articles=said.articles,
            sources=said.sources,
        )
    for step in holdings.mechanisms():
        yield Link(
            key=digest("mechanism link", step.cause, step.effect, step.direction),
            relation=Relation.MECHANISM,
            start=step.cause,
            end=step.effect,
            direction=step.direction,
            claims=0,
            articles=step.articles,
            sources=(),
        )


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.start, link.end, link.direction, link.key)))
