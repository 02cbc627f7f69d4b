"""Search: the passages that match, with the claims read in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.model import Direction
from search.base import Facet
from search.highlights import highlights
from search.query import EXPOSURES, OUTCOMES, find_concepts, parse_query
from web.presenters.claims import article_view, claim_view, concept_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import ConceptKind
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.wiring import Library

PAGE = 20  # hits


def search_result(
    library: Library,
    typed: str,
    *,
    exercises: Iterable[str] = (),
    outcomes: Iterable[str] = (),
    directions: Iterable[str] = (),
    limit: int = PAGE,
    offset: int = 0,
) -> Json:
    """Search the passages.

    Args:
        library: the collection.
        typed: words, "phrases", AND, OR, NOT, brackets and fields.
        exercises: ids or labels of exposures; a hit has a claim of one of them or a narrower one.
        outcomes: ids or labels of outcomes, in the same way.
        directions: values of `graph.model.Direction`.
        limit: hits given, 1 to 100.
        offset: hits passed over, 0 to 10,000.

    Raises:
        QueryError: there is nothing to search for, a filter has no such value, or a figure is out
            of its bounds.
    """
    vocabulary = library.vocabulary
    chosen = {
        Facet.EXERCISE: _concepts(exercises, "exercise or habit", EXPOSURES, vocabulary),
        Facet.OUTCOME: _concepts(outcomes, "outcome", OUTCOMES, vocabulary),
        Facet.DIRECTION: _directions(directions),
    }
    filters = {facet: values for facet, values in chosen.items() if values}
    query = parse_query(typed, vocabulary, filters=filters, limit=limit, offset=offset)
    page = library.index.search(query)
    placed = library.store.passages([hit.passage for hit in page.hits])
    citing = (claim for found in placed.values() for claim in found.claims)
    retracted = library.store.retracted_references(
        {reference for claim in citing for reference in claim.citations}
    )
    hits = []
    for hit in page.hits:
        # An article can go from the store between the two looks at the collection.
        if (found := placed.get(hit.passage)) is None:
            continue
        article, passage = found.article, found.passage
        text = article.text[passage.start : passage.end]
        hits.append(
            {
                "passage": passage.id,
                "title": article.title,
                "section": passage.section,
                "kind": passage.kind.value,
                "text": text,
                "highlights": [list(place) for place in highlights(text, query)],
                "score": round(hit.score, 4),
                "article": article_view(article),
                "claims": [claim_view(claim, vocabulary, retracted) for claim in found.claims],
            }
        )
    return {
        "query": typed,
        "total": page.total,
        "limit": limit,
        "offset": offset,
        "notes": list(query.notes),
        "concepts": [concept_view(vocabulary.concept(iri)) for iri in query.concepts],
        "filters": {
            "exercises": _cards(query.filters.get(Facet.EXERCISE, ()), vocabulary),
            "outcomes": _cards(query.filters.get(Facet.OUTCOME, ()), vocabulary),
            "directions": sorted(query.filters.get(Facet.DIRECTION, ())),
        },
        "hits": hits,
    }


def _concepts(
    names: Iterable[str], kind: str, kinds: frozenset[ConceptKind], vocabulary: Vocabulary
) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        concepts = find_concepts(name, vocabulary, kinds)
        if not concepts:
            raise QueryError(f"The vocabulary has no {kind} called {name!r}.")
        found.update(concept.iri for concept in concepts)
    return frozenset(found)


def _directions(names: Iterable[str]) -> frozenset[str]:
    known = [direction.value for direction in Direction]
    for name in names:
        if name not in known:
            raise QueryError(f"A direction is one of {', '.join(known)}, and not {name!r}.")
    return frozenset(names)


def _cards(iris: Iterable[str], vocabulary: Vocabulary) -> list[Json]:
    return sorted(
        (concept_view(vocabulary.concept(iri)) for iri in iris), key=lambda card: card["label"]
    )
