"""Concepts: what the collection says of an exercise, an outcome or a group of people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.model import ConceptKind
from graph.records import concept_to_json
from search.answering.naming import recognise
from search.base import Any, Phrase, Query
from web.presenters.claims import concept_view
from web.presenters.links import QUOTES, link_views, said
from web.presenters.works import source_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Concept, Evidence
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.wiring import Library

LINKS = 6  # shown with their quotes on a page
PASSAGES = 100  # looked through for a group of people
MESH = "http://id.nlm.nih.gov/mesh/"
MESH_PAGE = "https://meshb.nlm.nih.gov/record/ui?ui="


def concepts_result(library: Library, *, kind: ConceptKind | None = None) -> Json:
    """List the vocabulary's concepts by label, with what the collection holds of each."""
    tallies = concept_tallies(library)
    kinds = (kind,) if kind else tuple(ConceptKind)
    concepts = sorted(
        library.vocabulary.of_kind(*kinds), key=lambda concept: concept.label.casefold()
    )
    return {
        "total": len(concepts),
        "concepts": [
            concept_view(concept)
            | {"definition": concept.definition}
            | tallies.get(concept.iri, {"claims": 0, "sources": 0})
            for concept in concepts
        ],
    }


def concept_tallies(library: Library) -> dict[str, Json]:
    """Count, for each exposure and outcome that is claimed of, its claims and distinct sources."""
    claims: dict[str, int] = {}
    sources: dict[str, set[str]] = {}
    for link in said(library):
        for iri in (link.start, link.end):
            claims[iri] = claims.get(iri, 0) + link.claims
            sources.setdefault(iri, set()).update(link.sources)
    return {iri: {"claims": claims[iri], "sources": len(sources[iri])} for iri in claims}


def concept_result(library: Library, concept_id: str) -> Json:
    """Present a concept with its links to others, and the quotes behind them.

    Raises:
        NotFoundError: there is no such concept.
    """
    vocabulary = library.vocabulary
    concept = vocabulary.by_id(concept_id)
    evidence = evidence_of(library, concept)
    links = link_views(evidence, library, quotes=QUOTES)
    return {
        "concept": _described(concept, vocabulary),
        "claims": len(evidence),
        "sources": len({source for item in evidence for source in item.sources}),
        "articles": len({item.article.id for item in evidence}),
        "disagreements": sum(1 for link in links if link["disagreement"]),
        "works": _works(library, evidence),
        "links": links,
    }


def _works(library: Library, evidence: Iterable[Evidence]) -> list[Json]:
    """Present the sources that count with how many of the claims rest on each, most first."""
    resting = Counter(source for item in evidence for source in item.sources)
    views = [
        source_view(source) | {"claims": resting[source.id]}
        for source in library.store.works(set(resting)).values()
    ]
    return sorted(views, key=lambda view: (-view["claims"], view["citation"], view["id"]))


def _described(concept: Concept, vocabulary: Vocabulary) -> Json:
    narrower = [c.iri for c in vocabulary.concepts if concept.iri in c.broader]
    return concept_to_json(concept) | {
        "broader": _cards(concept.broader, vocabulary),
        "narrower": _cards(narrower, vocabulary),
        "links": [_elsewhere(iri) for iri in concept.exact_match],
    }


def _elsewhere(iri: str) -> Json:
    """Present the same concept elsewhere: its name there, and the page that a person can read."""
    if iri.startswith(MESH):
        name = iri.removeprefix(MESH)
        return {"iri": iri, "label": f"MeSH {name}", "page": MESH_PAGE + name}
    return {"iri": iri, "label": iri, "page": iri}


def _cards(iris: Iterable[str], vocabulary: Vocabulary) -> list[Json]:
    known = (vocabulary.concept(iri) for iri in iris if iri in vocabulary)
    return sorted((concept_view(concept) for concept in known), key=lambda view: view["label"])


def evidence_of(library: Library, concept: Concept) -> tuple[Evidence, ...]:
    """Find the claims of an exposure, an outcome or a group of people."""
    if concept.kind is ConceptKind.POPULATION:
        return _said_of_people(library, concept)
    if concept.kind.is_exposure:
        return library.store.evidence(exposures={concept.iri})
    return library.store.evidence(outcomes={concept.iri})


def _said_of_people(library: Library, concept: Concept) -> tuple[Evidence, ...]:
    """Find the claims about a group, itself or narrower, among the passages that match best."""
    vocabulary = library.vocabulary
    group = {concept.iri} | vocabulary.narrower(concept.iri)
    names = {name for iri in group for name in vocabulary.concept(iri).names}
    root = Any(tuple(Phrase(tuple(name.split())) for name in sorted(names)), alike=True)
    page = library.index.search(Query(concept.label, root, limit=PASSAGES))
    placed = library.store.passages([hit.passage for hit in page.hits])
    claims = {
        claim.id: claim.proposition
        for found in placed.values()
        for claim in found.claims
        if claim.population
        and any(
            named.iri in group
            for named in recognise(claim.population, vocabulary, ConceptKind.POPULATION)
        )
    }
    evidence = library.store.evidence(propositions=set(claims.values()))
    return tuple(item for item in evidence if item.claim.id in claims)
