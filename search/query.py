"""What a person typed to a query: its words, phrases and fields, and the concepts it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import QueryError
from search.analysis import analyse, wildcard
from search.base import All, Facet, Query, Sort
from search.query_fields import KINDS, TAKES, field_values
from search.query_syntax import Piece, PieceKind, read_pieces
from search.query_tree import TreeReader, is_plain
from search.query_words import WordReader

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.vocabulary import Vocabulary
    from search.base import Filters
    from search.query_fields import FindSources

MAX_LENGTH = 500  # characters
MAX_WORDS = 64  # searched for
MAX_LIMIT = 100
MAX_OFFSET = 10_000


def _no_sources(_: str) -> tuple[str, ...]:
    return ()


def parse_query(
    typed: str,
    vocabulary: Vocabulary,
    *,
    filters: Filters | None = None,
    facets: tuple[Facet, ...] = (),
    sort: Sort = Sort.RELEVANCE,
    grouped: bool = False,
    limit: int = 20,
    offset: int = 0,
    widen: bool = True,
    exact: Collection[str] = (),
    find_sources: FindSources = _no_sources,
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
        sort: the order of the hits.
        grouped: the hits of an article stand together.
        limit: hits a page, or articles where they are grouped, 1 to 100.
        offset: hits or articles passed over, 0 to 10,000.
        widen: search a concept under all its names and those of its narrower concepts.
        exact: IRIs of concepts that are searched as they were typed.
        find_sources: returns the ids of the sources that a DOI, PubMed number or id names.

    Raises:
        QueryError: there is nothing to search for, or a figure is out of its bounds.
    """
    _check_bounds(typed, limit, offset)
    kept, notes = _within_words(typed)
    pieces, slips = read_pieces(kept)
    notes += slips
    pieces = _with_values(pieces, vocabulary, find_sources, notes)
    narrowed, about = dict(filters or {}), list[str]()
    if is_plain(pieces):
        for piece in pieces:
            if piece.facet is not None:
                narrowed[piece.facet] = narrowed.get(piece.facet, frozenset()) | piece.values
                about += sorted(piece.values) if piece.facet in KINDS else ()
    words = WordReader(vocabulary, widen, frozenset(exact), notes)
    tree = TreeReader(words)
    root = tree.read(pieces)
    if root is None:
        if not narrowed:
            raise QueryError(_nothing(typed))
        root = All(())
    return Query(
        typed=typed,
        root=root,
        filters=narrowed,
        concepts=tuple(dict.fromkeys((*about, *tree.concepts))),
        recognised=tuple(dict.fromkeys(words.recognised)),
        notes=tuple(dict.fromkeys(notes)),
        sort=sort,
        grouped=grouped,
        facets=facets,
        limit=limit,
        offset=offset,
    )


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


def _with_values(
    pieces: list[Piece], vocabulary: Vocabulary, find_sources: FindSources, notes: list[str]
) -> list[Piece]:
    """Give the fields their values; one whose value is not known becomes words, with a note."""
    read: list[Piece] = []
    for piece in pieces:
        if piece.facet is None:
            read.append(piece)
            continue
        values = field_values(piece.facet, piece.text, vocabulary, find_sources)
        if not values:
            takes = f"The field {piece.facet}: takes {TAKES[piece.facet]}"
            notes.append(
                f"{takes}, so {piece.text!r} was searched as words."
                if piece.text
                else f"{takes}; it has no value here and was passed over."
            )
            read.append(Piece(PieceKind.WORDS, piece.text))
        elif read and read[-1].facet is piece.facet:
            alternatives = read[-1].values | values
            read[-1] = Piece(PieceKind.FIELD, piece.text, piece.facet, alternatives)
        else:
            read.append(Piece(PieceKind.FIELD, piece.text, piece.facet, values))
    return read
