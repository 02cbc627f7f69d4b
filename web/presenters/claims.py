"""Claims with what is needed to check them: article, place and cited references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records import claim_to_json, reference_to_json, source_to_json
from web.wording import doi_link, reading, short_citation, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Article, Claim, Concept, Evidence, Reference, Source
    from graph.records import Json
    from graph.vocabulary import Vocabulary


def concept_view(concept: Concept) -> Json:
    """Present a concept in short, wherever one is only named."""
    return {
        "id": concept.id,
        "iri": concept.iri,
        "label": concept.label,
        "kind": concept.kind.value,
    }


def concept_named(iri: str, label: str, vocabulary: Vocabulary) -> Json:
    """Present the concept of an IRI; one that the vocabulary no longer has keeps its label only."""
    if iri in vocabulary:
        return concept_view(vocabulary.concept(iri))
    return {"id": None, "iri": iri, "label": label, "kind": None}


def claim_view(claim: Claim, vocabulary: Vocabulary) -> Json:
    """Present a claim as `trabecula extract` does, with its reading in words besides."""
    view = claim_to_json(claim)
    for part, mention in (("exposure", claim.exposure), ("outcome", claim.outcome)):
        view[part]["id"] = concept_named(mention.concept, mention.label, vocabulary)["id"]
    view["reading"] = reading(view["direction"], view["hedge"], view["causality"])
    return view


def work_view(view: Json) -> Json:
    """Add to a reference's or source's fields how it is cited in short, and where it leads."""
    view["citation"] = short_citation(view)
    view["link"] = doi_link(view["doi"]) if view["doi"] else web_link(view["url"])
    return view


def reference_view(reference: Reference) -> Json:
    """Present an entry of a reference list."""
    return work_view(reference_to_json(reference))


def source_view(source: Source) -> Json:
    """Present a cited work."""
    return work_view(source_to_json(source))


def article_view(article: Article) -> Json:
    """Present an article in short, wherever one is only named."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
    }


def evidence_view(evidence: Evidence, vocabulary: Vocabulary) -> Json:
    """Present a claim with its article, its place in it and the references that it cites."""
    return {
        "claim": claim_view(evidence.claim, vocabulary),
        "article": article_view(evidence.article),
        "passage": {
            "id": evidence.passage.id,
            "start": evidence.passage.start,
            "end": evidence.passage.end,
            "section": evidence.passage.section,
        },
        "references": [reference_view(reference) for reference in evidence.references],
    }


def independent_sources(evidence: Iterable[Evidence]) -> list[str]:
    """Name the works that claims rest on, each once however many articles cite it."""
    return sorted({source for item in evidence for source in item.sources})
