"""What every search engine speaks: documents in, queries, pages of hits out.

An engine ranks; it stores no text. Words are analysed by `search.analysis` for all engines alike,
so that the same query means the same in each of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from graph.model import PassageKind


class Facet(StrEnum):
    """What passages are narrowed by and counted over; the values of each are plain strings."""

    EXERCISE = "exercise"  # IRIs of the exposure concepts of its claims, broader ones among them
    OUTCOME = "outcome"  # IRIs of the outcome concepts of its claims, broader ones among them
    DIRECTION = "direction"  # of its claims: `graph.model.Direction`
    POPULATION = "population"  # IRIs of the people whom its claims name, broader ones among them
    DESIGN = "design"  # of the studies that it cites or stands in: `graph.studies.StudyDesign`
    SOURCE = "source"  # ids of the sources that it cites, or that its article is
    CITED = "cited"  # "yes", "no" or both: whether its claims rest on a source; none without claims
    SITE = "site"  # the host name of its article's address
    ARTICLE = "article"  # its article's id
    YEAR = "year"  # of its article's publication, four digits


class Sort(StrEnum):
    """The order of hits; equal ones stand by relevance, then by passage id."""

    RELEVANCE = "relevance"
    EVIDENCE = "evidence"  # most independent sources behind the passage's claims first
    YEAR = "year"  # newest article first, those without a year last


@dataclass(frozen=True, slots=True)
class PassageDocument:
    """A passage as an engine indexes it.

    Attributes:
        id: the passage's id; hits name it.
        article: id of its article; replacing an article replaces all its passages.
        claims: the names of its claims' concepts, as words to search.
        sources: the titles of the sources that it cites, as words to search.
        facets: its values, each once; a facet that it has no value of is left out.
        evidence: how many independent sources its claims rest on.
        year: of its article's publication.
    """

    id: str
    article: str
    title: str
    section: str
    text: str
    kind: PassageKind
    claims: str = ""
    sources: str = ""
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    evidence: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One word, matched by its stem.

    Attributes:
        pattern: the text holds wildcards, `*` for any letters and `?` for one; it is matched
            against whole folded words.
    """

    text: str
    pattern: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow each other, each matched by its stem."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part must match; no parts match everything."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part must match; no parts match nothing.

    Attributes:
        alike: the parts are names of one thing, as the person said it first. The best of them
            alone counts for the score, and any but the first one counts for less.
    """

    parts: tuple["Node", ...]
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not match."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Has:
    """The passage has one of the values of a facet; it adds nothing to the score."""

    facet: Facet
    values: frozenset[str]


Node = Term | Phrase | All | Any | Not | Has
Filters = Mapping[Facet, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A concept that words of a query name.

    Attributes:
        concept: its IRI.
        typed: the words that name it, folded.
        names: what else was searched for: its other names and those of its narrower concepts.
        exact: it was asked to be searched as it was typed.
    """

    concept: str
    typed: str
    names: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query ready for an engine.

    Attributes:
        typed: what the person typed.
        root: what must match.
        filters: what hits must have besides: one of the values of each facet named.
        concepts: IRIs of the concepts that it is about, in order.
        recognised: those that its words name, each with the names that widened it.
        notes: what a person should know of how it was read (a slip in the syntax, say).
        sort: the order of the hits.
        grouped: the hits of an article stand together, GROUP of them at most, articles in the
            order of their best; limit and offset count articles then.
        facets: which to count.
        limit: hits (articles) a page, 1 to 100.
        offset: hits (articles) passed over before it, 0 to 10,000.
    """

    typed: str
    root: Node
    filters: Filters = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    notes: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    grouped: bool = False
    facets: tuple[Facet, ...] = ()
    limit: int = 20
    offset: int = 0


GROUP = 3  # hits of an article shown together


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches; a higher score is a better match, only within one result.

    Attributes:
        others: in a grouped result, the passages of its article that match and are not shown.
    """

    passage: str
    article: str
    score: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many matching passages have a value."""

    value: str
    passages: int


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of the hits, in the query's order.

    Attributes:
        total: all passages that match.
        articles: all articles with one.
        facets: for each facet asked for its values, most passages first, then by value. They are
            counted under the filters on other facets and not under that on the facet itself, so
            that a person sees what another choice would bring.
    """

    hits: tuple[Hit, ...]
    total: int
    articles: int = 0
    facets: Mapping[Facet, tuple[FacetCount, ...]] = field(default_factory=dict)


class SearchIndex(Protocol):
    """A projection of the store that finds passages.

    Every write is one atomic batch: a reader, in this process or another, sees all of it or none.
    Two writers wait for each other. All methods raise `SearchIndexError` when the index is broken.
    """

    def seen(self) -> int:
        """Return the last change of the store that the index holds; 0 for a new index."""

    def basis(self) -> str:
        """Return what the last write gave as its basis; "" for a new index."""

    def write(
        self,
        replaced: Iterable[str],
        documents: Iterable[PassageDocument],
        seen: int,
        *,
        basis: str = "",
        after: int | None = None,
    ) -> bool:
        """Drop all passages of the replaced articles, add the documents, and remember `seen`.

        Args:
            replaced: ids of articles.
            documents: passages to add.
            seen: the last change of the store that the index then holds.
            basis: what the documents were made with, such as the vocabulary's fingerprint.
            after: the `seen` that the batch was made for; where another writer has moved it since,
                nothing is written.

        Returns:
            Whether the batch was written.
        """

    def tidy(self) -> None:
        """Do the work that writes put off, so that searches stay quick; what is held stays."""

    def clear(self) -> None:
        """Forget everything; `seen` is 0 again."""

    def search(self, query: Query) -> Page:
        """Find the page of passages that match."""

    def words(self) -> Mapping[str, int]:
        """Return every folded word of the passages with how many of them have it."""

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that have passages here."""

    def count(self) -> int:
        """Return how many passages the index holds."""

    def close(self) -> None:
        """Let go of files and locks."""
