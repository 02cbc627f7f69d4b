"""Claims with what is needed to check them: article, place and cited references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records import claim_to_json
from web.presenters.works import retracted_of
from web.text_fragments import deep_link
from web.wording import reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.model import Article, Claim, Concept, Evidence, Passage
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


def claim_view(
    claim: Claim, vocabulary: Vocabulary, retracted: Collection[str], link: str | None = None
) -> Json:
    """Present a claim as `trabecula extract` does, with its reading in words besides.

    Args:
        claim: the claim.
        vocabulary: names its concepts.
        retracted: ids of references whose works are retracted, at least those that it cites.
        link: opens its sentence on the page that it was read from.
    """
    view = claim_to_json(claim)
    for part, mention in (("exposure", claim.exposure), ("outcome", claim.outcome)):
        view[part]["id"] = concept_named(mention.concept, mention.label, vocabulary)["id"]
    view["reading"] = reading(view["direction"], view["hedge"], view["causality"])
    view["rests_on"] = rests_on(claim.citations, retracted)
    view["deep_link"] = link
    return view


def rests_on(citations: Collection[str], retracted: Collection[str]) -> str:
    """Say what a claim rests on: "sources" that count, "retracted" ones alone, or "nothing"."""
    if not citations:
        return "nothing"
    return "retracted" if set(citations) <= set(retracted) else "sources"


def article_view(article: Article) -> Json:
    """Present an article in short, wherever one is only named."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "published": article.published,
    }


def sentence_link(article: Article, passage: Passage) -> str | None:
    """Open a passage on the page that it was read from; None without a web address."""
    return deep_link(article.url, article.text, passage.start, passage.end)


def evidence_view(
    evidence: Evidence, vocabulary: Vocabulary, references: Mapping[str, Json]
) -> Json:
    """Present a claim with its article, its place in it and the references that it cites.

    Args:
        evidence: the claim.
        vocabulary: names its concepts.
        references: the presented references by id, at least those that it cites.
    """
    link = sentence_link(evidence.article, evidence.passage)
    view = claim_view(evidence.claim, vocabulary, retracted_of(evidence), link)
    own = evidence.own if evidence.own in evidence.sources else None
    return {
        "claim": view | {"rests_on": "sources"} if own else view,
        "article": article_view(evidence.article),
        "passage": {
            "id": evidence.passage.id,
            "start": evidence.passage.start,
            "end": evidence.passage.end,
            "section": evidence.passage.section,
        },
        "references": [references[reference.id] for reference in evidence.references],
        "own": own,
    }


def independent_sources(evidence: Iterable[Evidence]) -> list[str]:
    """Name the works that claims rest on, each once; the retracted ones do not count."""
    return sorted({source for item in evidence for source in item.sources})
