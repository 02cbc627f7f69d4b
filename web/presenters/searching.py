"""Search: the passages that match, with the claims read in each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graph.errors import NotFoundError, QueryError
from search.base import Facet, Query, Sort
from search.highlights import highlights
from search.matches import asked_for, matches
from search.query import MAX_LIMIT, parse_query
from search.query_fields import TAKES, field_values
from search.ranking import Field
from search.similar import similar_query
from search.spelling import Speller, corrected, suspicious
from web.presenters import claims, faceting
from web.presenters.claims import article_view, concept_view, sentence_link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from graph.records import Json
    from search.base import Filters, Hit
    from search.matches import Asked
    from web.wiring import Library

PAGE = 20  # hits
SIMILAR = 10  # passages like one
NAMES = 12  # that are told of those by which a concept was widened


def search_result(library: Library, query: Query) -> Json:
    """Search the passages for what `query_of` read."""
    page = library.index.search(query)
    return {
        "query": query.typed,
        "total": page.total,
        "articles": page.articles,
        "limit": query.limit,
        "offset": query.offset,
        "sort": query.sort.value,
        "grouped": query.grouped,
        "notes": list(query.notes),
        "did_you_mean": _did_you_mean(library, query),
        "concepts": [concept_view(library.vocabulary.concept(iri)) for iri in query.concepts],
        "recognised": _recognised(library, query),
        "filters": faceting.filters_view(library, query.filters),
        "facets": faceting.facets_view(library, page.facets, query.filters),
        "hits": _with_reasons(library, hit_views(library, page.hits, query), query),
    }


def query_of(
    library: Library,
    typed: str,
    *,
    filters: Mapping[Facet, Sequence[str]] | None = None,
    sort: Sort = Sort.RELEVANCE,
    grouped: bool = False,
    widen: bool = True,
    exact: Collection[str] = (),
    facets: tuple[Facet, ...] = (),
    limit: int = PAGE,
    offset: int = 0,
) -> Query:
    """Read what a person asks for.

    Args:
        library: the collection.
        typed: words, "phrases", AND, OR, NOT, brackets, wildcards and fields.
        filters: for each facet, the values of which a hit has one: ids or labels of concepts (the
            narrower ones count too), and what the fields of a query take.
        sort: the order of the hits.
        grouped: the hits of an article stand together; limit and offset count articles.
        widen: search concepts under all their names and those of narrower ones.
        exact: ids of concepts that are searched as they were typed.
        facets: which to count.
        limit: hits or articles given, 1 to 100.
        offset: hits or articles passed over, 0 to 10,000.

    Raises:
        QueryError: there is nothing to search for, a filter has no such value, or a figure is out
            of its bounds.
    """
    vocabulary = library.vocabulary
    kept = {each.iri for each in vocabulary.concepts if each.id in set(exact)} if exact else set()
    return parse_query(
        typed,
        vocabulary,
        filters=_filters(library, filters or {}),
        facets=facets,
        sort=sort,
        grouped=grouped,
        limit=limit,
        offset=offset,
        widen=widen,
        exact=kept,
        find_sources=library.store.sources_called,
    )


def hit_views(library: Library, hits: Iterable[Hit], query: Query) -> list[Json]:
    """Present hits with their passages, articles and claims."""
    found = list(hits)
    placed = library.store.passages([hit.passage for hit in found])
    citing = (claim for each in placed.values() for claim in each.claims)
    retracted = library.store.retracted_references(
        {reference for claim in citing for reference in claim.citations}
    )
    views = []
    for hit in found:
        # An article can go from the store between the two looks at the collection.
        if (place := placed.get(hit.passage)) is None:
            continue
        article, passage = place.article, place.passage
        text = article.text[passage.start : passage.end]
        link = sentence_link(article, passage)
        views.append(
            {
                "passage": passage.id,
                "title": article.title,
                "section": passage.section,
                "kind": passage.kind.value,
                "text": text,
                "start": passage.start,
                "end": passage.end,
                "highlights": [list(place) for place in highlights(text, query)],
                "score": round(hit.score, 4),
                "others": hit.others,
                "article": article_view(article),
                "deep_link": link,
                "claims": [
                    claims.claim_view(claim, library.vocabulary, retracted, link)
                    for claim in place.claims
                ],
            }
        )
    return views


def _with_reasons(library: Library, views: list[Json], query: Query) -> list[Json]:
    """Add to hits why they match: the words that stand in them, over them, or in what they claim.

    Nothing where they stand only in the title of a work that a passage cites.
    """
    asked = asked_for(query)
    return [view | {"why": _why(library, view, asked)} for view in views]


def _why(library: Library, view: Json, asked: Asked) -> list[Json]:
    linked = (f"{each['exposure']['label']}. {each['outcome']['label']}" for each in view["claims"])
    texts = {
        Field.TEXT: view["text"],
        Field.HEADING: f"{view['title']}. {view['section']}",
        Field.CLAIMS: ". ".join(linked),
    }
    return [
        {
            "words": match.words,
            "where": match.field.value,
            "concept": concept_view(library.vocabulary.concept(match.concept))
            if match.concept
            else None,
        }
        for match in matches(texts, asked)
    ]


def by_article(hits: Iterable[Json]) -> list[list[Json]]:
    """Part hits where their article changes."""
    return [list(group) for _, group in groupby(hits, key=lambda hit: hit["article"]["id"])]


def similar_result(library: Library, passage: str, *, limit: int = SIMILAR) -> Json:
    """Find passages like one, by its most telling words and the concepts of its claims.

    Raises:
        NotFoundError: there is no such passage.
        QueryError: the limit is out of its bounds.
    """
    place = library.store.passages([passage]).get(passage)
    if place is None:
        raise NotFoundError(f"There is no passage {passage}.")
    text = place.article.text[place.passage.start : place.passage.end]
    names = [part.label for claim in place.claims for part in (claim.exposure, claim.outcome)]
    words, passages = library.index.words(), library.index.count()
    query = similar_query(text, names, words, passages, min(limit + 1, MAX_LIMIT))
    hits = library.index.search(query).hits if query else ()
    others = [hit for hit in hits if hit.passage != passage][:limit]
    return {
        "passage": passage,
        "text": text,
        "section": place.passage.section,
        "article": article_view(place.article),
        "hits": _with_reasons(library, hit_views(library, others, query), query) if query else [],
    }


def _filters(library: Library, chosen: Mapping[Facet, Sequence[str]]) -> Filters:
    filters = {}
    for facet, names in chosen.items():
        values: set[str] = set()
        for name in names:
            found = field_values(facet, name, library.vocabulary, library.store.sources_called)
            if not found:
                raise QueryError(f"{facet} takes {TAKES[facet]}, and not {name!r}.")
            values |= found
        if values:
            filters[facet] = frozenset(values)
    return filters


def _recognised(library: Library, query: Query) -> list[Json]:
    views = []
    for each in query.recognised:
        concept = library.vocabulary.concept(each.concept)
        views.append(
            {
                "concept": concept_view(concept),
                "typed": each.typed,
                "names": list(each.names[:NAMES]),
                "more": max(0, len(each.names) - NAMES),
                "exact": each.exact,
            }
        )
    return views


def _did_you_mean(library: Library, query: Query) -> Json | None:
    """Offer the query as it was probably meant, where a word of it is next to unknown."""
    slips = suspicious(query.typed, library.index, library.vocabulary)
    if not slips:
        return None
    speller = library.remembered(
        "speller", library.index.seen(), lambda: Speller(library.index.words(), library.vocabulary)
    )
    correction = corrected(query.typed, slips, speller)
    if correction is None:
        return None
    words = [{"typed": typed, "meant": meant} for typed, meant in correction.words]
    return {"query": correction.query, "words": words}
