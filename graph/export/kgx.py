"""Nodes and edges as KGX tables of Biolink: tab-separated, several values joined by a bar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.model import ConceptKind, Direction
from graph.terms import QUALIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary

NODES = ("id", "category", "name", "description", "synonym", "xref")
EDGES = (
    *("id", "subject", "predicate", "object", "object_direction_qualifier", "negated"),
    *("direction", "publications", "claims", "knowledge_level", "agent_type"),
    "primary_knowledge_source",
)
CATEGORIES = {
    ConceptKind.EXERCISE: "biolink:Activity",
    ConceptKind.HABIT: "biolink:Behavior",
    ConceptKind.OUTCOME: "biolink:PhenotypicFeature",
    ConceptKind.POPULATION: "biolink:PopulationOfIndividualOrganisms",
}
MESH = "http://id.nlm.nih.gov/mesh/"
_BREAKS = re.compile(r"[\t\r\n|]+")


def kgx_nodes(holdings: Holdings, vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """Write the concepts, and those that claims name and the vocabulary has not."""
    named = {iri: "" for each in holdings.propositions() for iri in (each.exposure, each.outcome)}
    out.write(_row(NODES))
    for concept in vocabulary.concepts:
        named.pop(concept.iri, None)
        matches = [iri.replace(MESH, "MESH:") for iri in concept.exact_match]
        out.write(
            _row(
                (
                    *(concept.iri, CATEGORIES[concept.kind], concept.label),
                    *(concept.definition or "", _joined(concept.alt_labels), _joined(matches)),
                )
            )
        )
    out.writelines(_row((iri, "biolink:NamedThing", iri, "", "", "")) for iri in sorted(named))


def kgx_edges(holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write the propositions, each with the works that stand behind it."""
    works = {
        each.source.id: _curie(each.source.doi, each.source.pmid, each.source.id, base)
        for each in holdings.known_sources()
    }
    out.write(_row(EDGES))
    out.writelines(
        _row(
            (
                *(f"{base}propositions/{each.id}", each.exposure, "biolink:affects"),
                *(each.outcome, QUALIFIERS.get(each.direction, "")),
                "true" if each.direction is Direction.NO_EFFECT else "false",
                each.direction.value,
                _joined(works[source] for source in each.sources if source in works),
                str(each.claims),
                *("knowledge_assertion", "text_mining_agent", f"{base}software/trabecula"),
            )
        )
        for each in holdings.propositions()
    )


def _curie(doi: str | None, pmid: str | None, ident: str, base: str) -> str:
    if pmid:
        return f"PMID:{pmid}"
    return f"DOI:{doi}" if doi else f"{base}sources/{ident}"


def _joined(values: Iterable[str]) -> str:
    return "|".join(_BREAKS.sub(" ", value) for value in values)


def _row(values: Iterable[str]) -> bytes:
    return ("\t".join(re.sub(r"[\t\r\n]+", " ", value) for value in values) + "\n").encode()
