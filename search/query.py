"""What a person typed to a query: its words, phrases and fields, and the concepts it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import NotFoundError, QueryError
from graph.model import ConceptKind, Direction
from search.analysis import analyse, wildcard
from search.base import All, Facet, Query
from search.query_syntax import Piece, PieceKind, read_pieces
from search.query_tree import TreeReader
from search.query_words import WordReader

if TYPE_CHECKING:
    from graph.model import Concept
    from graph.vocabulary import Vocabulary
    from search.base import Filters

MAX_LENGTH = 500  # characters
MAX_WORDS = 64  # searched for
MAX_LIMIT = 100
MAX_OFFSET = 10_000
EXPOSURES = frozenset(kind for kind in ConceptKind if kind.is_exposure)
OUTCOMES = frozenset({ConceptKind.OUTCOME})


def parse_query(
    typed: str,
    vocabulary: Vocabulary,
    *,
    filters: Filters | None = None,
    facets: tuple[Facet, ...] = (),
    limit: int = 20,
    offset: int = 0,
    widen: bool = True,
) -> Query:
    """Read a query.

    Plain words find passages with any of them, and of few words those with all of them first. Once
    there is an operator, a bracket or a phrase, everything must match, as it says. A slip in the
    syntax is searched as words and noted, never refused.

    Args:
        typed: what the person typed.
        vocabulary: the concepts to recognise.
        filters: narrows the search besides the fields in the query.
        facets: which to count.
        limit: hits a page, 1 to 100.
        offset: hits passed over, 0 to 10,000.
        widen: search a concept under all its names and those of its narrower concepts.

    Raises:
        QueryError: there is nothing to search for, or a figure is out of its bounds.
    """
    _check_bounds(typed, limit, offset)
    kept, notes = _within_words(typed)
    pieces, slips = read_pieces(kept)
    notes += slips
    pieces, narrowed, concepts = _take_fields(pieces, filters or {}, vocabulary, notes)
    tree = TreeReader(WordReader(vocabulary, widen, notes))
    root = tree.read(pieces)
    if root is None:
        if not narrowed:
            raise QueryError(_nothing(typed))
        root = All(())
    return Query(
        typed=typed,
        root=root,
        filters=narrowed,
        concepts=tuple(dict.fromkeys((*concepts, *tree.concepts))),
        notes=tuple(dict.fromkeys(notes)),
        facets=facets,
        limit=limit,
        offset=offset,
    )


def find_concepts(
    name: str, vocabulary: Vocabulary, kinds: frozenset[ConceptKind]
) -> tuple[Concept, ...]:
    """Find the concepts of some kinds that a person names by id or by any label."""
    try:
        concept = vocabulary.by_id(name)
    except NotFoundError:
        return tuple(c for c in vocabulary.by_label(name) if c.kind in kinds)
    return (concept,) if concept.kind in kinds else ()


def _check_bounds(typed: str, limit: int, offset: int) -> None:
    if not 1 <= limit <= MAX_LIMIT:
        raise QueryError(f"A page has 1 to {MAX_LIMIT} hits; {limit} were asked for.")
    if not 0 <= offset <= MAX_OFFSET:
        raise QueryError(f"0 to {MAX_OFFSET:,} hits can be passed over; {offset} were asked for.")
    if len(typed) > MAX_LENGTH:
        raise QueryError(
            f"A query has {MAX_LENGTH} characters at most; this one has {len(typed):,}."
        )


def _within_words(typed: str) -> tuple[str, list[str]]:
    tokens = analyse(typed)
    if len(tokens) <= MAX_WORDS:
        return typed, []
    return typed[: tokens[MAX_WORDS].start], [
        f"Only the first {MAX_WORDS} words were searched for."
    ]


def _nothing(typed: str) -> str:
    if wildcard(typed):
        return "Every word of this query is too common to be searched for; add one that is not."
    return "Type at least one word to search for."


def _take_fields(
    pieces: list[Piece], filters: Filters, vocabulary: Vocabulary, notes: list[str]
) -> tuple[list[Piece], Filters, list[str]]:
    """Add the fields to the filters; one whose value is not known becomes words, with a note."""
    left: list[Piece] = []
    concepts: list[str] = []
    for number, piece in enumerate(pieces):
        if piece.kind is not PieceKind.FIELD:
            left.append(piece)
            continue
        values = _values(piece, vocabulary)
        if not values:
            notes.append(
                f"There is no {piece.field} called {piece.text!r}, so it was searched as words."
                if piece.text
                else f"The field {piece.field}: has no value and was passed over."
            )
            left.append(Piece(PieceKind.WORDS, piece.text))
            continue
        left.append(piece)
        filters = _narrowed(filters, piece.field, values)
        concepts += values if piece.field != "direction" else ()
        around = {other.kind for other in pieces[max(0, number - 1) : number + 2]}
        if PieceKind.OR in around or (number and pieces[number - 1].kind is PieceKind.NOT):
            notes.append("A field narrows the whole search: OR and NOT do nothing to it.")
    return left, filters, concepts


def _values(piece: Piece, vocabulary: Vocabulary) -> tuple[str, ...]:
    if piece.field == "direction":
        name = piece.text.casefold().replace(" ", "_").replace("-", "_")
        return (name,) if name in {direction.value for direction in Direction} else ()
    kinds = EXPOSURES if piece.field == "exercise" else OUTCOMES
    return tuple(concept.iri for concept in find_concepts(piece.text, vocabulary, kinds))


def _narrowed(filters: Filters, field: str, values: tuple[str, ...]) -> Filters:
    facet = Facet(field)
    return {**filters, facet: filters.get(facet, frozenset()).union(values)}
