"""What is asked of a query process, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.errors import QueryError, TrabeculaError


class SparqlError(QueryError):
    """A query is no SPARQL, or asks for what is not allowed here."""


class StoppedError(TrabeculaError):
    """A query was stopped: it took too long, too much memory, or found too much."""


class NotOfferedError(TrabeculaError):
    """What was found can be written in none of the forms that are accepted."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a query may go before it is stopped.

    Attributes:
        seconds: of one query, the waiting for a free process besides.
        rows: solutions or triples that it may find.
        size: bytes of its written result.
        memory: bytes of address space of its process.
    """

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 64 * 1024 * 1024
    memory: int = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its dataset and the forms that its result may have.

    Attributes:
        default_graphs, named_graphs: IRIs of the dataset that is asked; where both are empty it is
            the query's own, else all named graphs together.
        solutions: media type for what SELECT and ASK find; None where none is accepted.
        triples: media type for what CONSTRUCT and DESCRIBE find.
        base: what a query's relative IRIs are relative to, where it does not say.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    solutions: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A written result and its media type."""

    media_type: str
    content: bytes = field(repr=False)
