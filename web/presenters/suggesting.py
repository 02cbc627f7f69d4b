"""Suggestions while a person types: concepts, titles of articles, titles of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import QueryError
from search.suggestions import Suggestion, SuggestionKind, Suggestions
from web.presenters.concepts import concept_tallies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.records import Json
    from web.wiring import Library

SUGGESTED = 8
MAX_SUGGESTED = 20


def suggest_result(library: Library, beginning: str, limit: int = SUGGESTED) -> Json:
    """Suggest what may be meant by the beginning of a query.

    Args:
        library: the collection.
        beginning: what was typed so far; each word may be the beginning of one.
        limit: suggestions given, 1 to MAX_SUGGESTED.

    Raises:
        QueryError: the limit is out of its bounds.
    """
    if not 1 <= limit <= MAX_SUGGESTED:
        raise QueryError(f"1 to {MAX_SUGGESTED} suggestions are given; {limit} were asked for.")
    names = library.remembered(
        "suggestions", library.store.last_change(), lambda: Suggestions(_names(library))
    )
    found = names.beginning(beginning, limit)
    return {
        "query": beginning,
        "suggestions": [
            {"kind": each.kind.value, "text": each.text, "id": each.id} for each in found
        ],
    }


def _names(library: Library) -> Iterator[Suggestion]:
    tallies = concept_tallies(library)
    for concept in library.vocabulary.concepts:
        weight = tallies.get(concept.iri, {}).get("claims", 0)
        for name in (concept.label, *concept.alt_labels):
            other = name != concept.label
            yield Suggestion(SuggestionKind.CONCEPT, name, concept.id, weight, alternative=other)
    for article, title in library.store.article_titles().items():
        yield Suggestion(SuggestionKind.ARTICLE, title, article)
    for source, title in library.store.source_titles().items():
        yield Suggestion(SuggestionKind.SOURCE, title, source)
