"""A query tree as a query of Tantivy's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import Occur, Query

from search.analysis import wildcard
from search.base import All, Any, Has, Node, Not, Phrase, Term
from search.evaluation import Stems, stems_of
from search.ranking import OTHER_NAME, PATTERN_SCORE, WEIGHTS
from search.tantivy_schema import PASSAGE, SCHEMA, facet_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.base import Filters


def query_of(node: Node) -> Query:
    """Ask for what a tree asks for, with the scores of `search.evaluation`."""
    match node:
        case Term(text, pattern=True):
            pattern = wildcard(text)
            if not pattern:
                return Query.empty_query()
            return Query.const_score_query(
                Query.regex_query(SCHEMA, "words", pattern), PATTERN_SCORE
            )
        case Term() | Phrase():
            stems = stems_of(node)
            return _following(stems) if stems else Query.empty_query()
        case Has(facet, values):
            return _unscored(Query.term_set_query(SCHEMA, facet_field(facet), sorted(values)))
        case All(parts):
            return _all(parts)
        case Any(()):
            return Query.empty_query()
        case Any((first, *others), alike=True):
            weighed = (Query.boost_query(query_of(part), OTHER_NAME) for part in others)
            return Query.disjunction_max_query([query_of(first), *weighed])
        case Any(parts):
            return Query.boolean_query([(Occur.Should, query_of(part)) for part in parts])
        case Not():
            return _all((node,))


def narrowed(query: Query, filters: Filters) -> Query:
    """Ask besides for one of the values of each facet named; this adds nothing to the score."""
    parts = [query_of(Has(facet, values)) for facet, values in filters.items()]
    return together([query, *parts])


def together(parts: Iterable[Query]) -> Query:
    """Ask for what matches all of some queries."""
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def is_scored(node: Node) -> bool:
    """Say whether matches may differ in their scores."""
    match node:
        case Term() | Phrase():
            return True
        case All(parts) | Any(parts):
            return any(is_scored(part) for part in parts)
        case Not() | Has():
            return False


def _everything() -> Query:
    return _unscored(Query.term_query(SCHEMA, "role", PASSAGE))


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _all(parts: tuple[Node, ...]) -> Query:
    wanted = [query_of(part) for part in parts if not isinstance(part, Not)]
    clauses = [(Occur.Must, query) for query in wanted or [_everything()]]
    clauses += [(Occur.MustNot, query_of(part.part)) for part in parts if isinstance(part, Not)]
    return Query.boolean_query(clauses)


def _following(stems: Stems) -> Query:
    return Query.boolean_query(
        [
            (Occur.Should, Query.boost_query(_in_field(field.value, stems), weight))
            for field, weight in WEIGHTS.items()
        ]
    )


def _in_field(field: str, stems: Stems) -> Query:
    if len(stems) == 1:
        return Query.term_query(SCHEMA, field, stems[0][0])
    return Query.phrase_query(SCHEMA, field, [(distance, stem) for stem, distance in stems])
