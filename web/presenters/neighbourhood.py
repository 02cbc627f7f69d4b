"""The network around concepts: what is claimed of them, and by what way one leads to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.network import Relation
from search.base import Facet
from search.query_fields import KINDS, find_concepts
from web.presenters.claims import concept_named, concept_view
from web.presenters.concepts import evidence_of
from web.presenters.links import link_views
from web.wording import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.model import Concept, ConceptKind, Direction
    from graph.network import Link
    from graph.records import Json
    from web.wiring import Library

LIMIT = 40  # links of a concept that are drawn
MAX_LIMIT = 300
MAX_EXPANDED = 30  # concepts whose links are shown together


@dataclass(frozen=True, slots=True)
class Shown:
    """Which links are shown.

    Attributes:
        direction: of these alone; None is any.
        sourced: only links that rest on a source that counts.
        mechanisms: outcomes that lead to others as well.
        limit: links of a concept, 1 to MAX_LIMIT.
    """

    direction: Direction | None = None
    sourced: bool = False
    mechanisms: bool = True
    limit: int = LIMIT


def graph_result(library: Library, names: Sequence[str], shown: Shown) -> Json:
    """Present the links of some concepts, those with the most sources first.

    Args:
        library: the collection.
        names: ids or labels of concepts; the first is the one that it is about.
        shown: which links.

    Raises:
        NotFoundError: there is no such concept.
        QueryError: there are too many, or the limit is out of its bounds.
    """
    if len(names) > MAX_EXPANDED:
        raise QueryError(f"The links of {MAX_EXPANDED} concepts are shown at most.")
    if not 1 <= shown.limit <= MAX_LIMIT:
        raise QueryError(f"limit is 1 to {MAX_LIMIT}.")
    centres = [library.vocabulary.by_id(name) for name in dict.fromkeys(names)]
    edges: dict[str, Json] = {}
    around = []
    for centre in centres:
        links = sorted(_links(library, centre, shown), key=_weight)
        edges |= {link["id"]: link for link in links[: shown.limit]}
        around.append(
            {
                "concept": concept_view(centre),
                "total": len(links),
                "more": max(0, len(links) - shown.limit),
                "links": [link["id"] for link in links[: shown.limit]],
            }
        )
    return {
        "concepts": around,
        "nodes": _nodes(edges.values(), centres),
        "edges": list(edges.values()),
    }


def chains_result(library: Library, start: str, end: str) -> Json:
    """Present the ways from an exposure to an outcome: a claim, then mechanisms.

    Args:
        library: the collection.
        start: id or name of an exercise or habit.
        end: id or name of an outcome.

    Raises:
        QueryError: there is no such exposure or outcome.
    """
    first = _named(library, start, KINDS[Facet.EXERCISE], "exercise or habit")
    last = _named(library, end, KINDS[Facet.OUTCOME], "outcome")
    found = library.network().chains(first.iri, last.iri)
    propositions = {
        link.key for chain in found for link in chain if link.relation is Relation.CLAIM
    }
    evidence = library.store.evidence(propositions=propositions) if propositions else ()
    edges = {edge["id"]: edge for edge in _claimed(link_views(evidence, library, quotes=0))}
    mechanisms = {link.key: link for chain in found for link in chain if link.key not in edges}
    edges |= {key: _mechanism(library, link) for key, link in mechanisms.items()}
    return {
        "from": concept_view(first),
        "to": concept_view(last),
        "nodes": _nodes(edges.values(), [first, last]),
        "edges": list(edges.values()),
        "chains": [[link.key for link in chain] for chain in found],
    }


def _links(library: Library, concept: Concept, shown: Shown) -> Iterator[Json]:
    """Yield what is claimed of a concept, and the mechanisms that it is part of."""
    evidence = [
        item
        for item in evidence_of(library, concept)
        if shown.direction in (None, item.claim.direction)
    ]
    for edge in _claimed(link_views(evidence, library, quotes=0)):
        if edge["sources"] or not shown.sourced:
            yield edge
    if not shown.mechanisms:
        return
    network = library.network()
    for link in (*network.links_from(concept.iri), *network.links_to(concept.iri)):
        if (
            link.relation is Relation.MECHANISM
            and (shown.direction is None or link.direction is shown.direction)
            and (link.sources or not shown.sourced)
        ):
            yield _mechanism(library, link)


def _claimed(links: Iterable[Json]) -> Iterator[Json]:
    """Part links by direction: an edge is what one proposition says."""
    for link in links:
        for side in link["directions"]:
            yield {
                "id": side["proposition"],
                "relation": "claim",
                "from": link["exposure"],
                "to": link["outcome"],
                **{
                    name: side[name]
                    for name in ("direction", "reading", "effect", "claims", "articles", "sources")
                },
            }


def _mechanism(library: Library, link: Link) -> Json:
    start, end = (concept_named(iri, iri, library.vocabulary) for iri in (link.start, link.end))
    return {
        "id": link.key,
        "relation": "mechanism",
        "from": start,
        "to": end,
        "direction": link.direction.value,
        "reading": f"is said to {VERBS[link.direction][0]}",
        "effect": "unclear",
        "claims": 0,
        "articles": len(link.articles),
        "sources": len(link.sources),
    }


def _nodes(edges: Iterable[Json], centres: Sequence[Concept]) -> list[Json]:
    """Name every concept at an end of an edge: the centres, then in the order of the edges."""
    ends = {view["iri"]: view for edge in edges for view in (edge["from"], edge["to"])}
    return list(({centre.iri: concept_view(centre) for centre in centres} | ends).values())


def _weight(edge: Json) -> tuple[object, ...]:
    return (
        -edge["sources"],
        -edge["claims"],
        -edge["articles"],
        edge["from"]["label"],
        edge["to"]["label"],
        edge["id"],
    )


def _named(library: Library, name: str, kinds: frozenset[ConceptKind], kind: str) -> Concept:
    found = find_concepts(name, library.vocabulary, kinds)
    if not found:
        raise QueryError(f"The vocabulary has no {kind} called {name!r}.")
    return min(found, key=lambda concept: concept.iri)
