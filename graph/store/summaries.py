"""What the store tells besides whole records: changes, counts, summaries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.model import Article, ArticleKind, Claim, Direction, NoticeKind, Passage, Source, Work
from graph.studies import Appraisal


class Change(StrEnum):
    """What putting a record did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """The last change of an article; `seq` grows with every change of the store."""

    seq: int
    article: str
    removed: bool


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its text.

    Attributes:
        version: 1 for the first text, one more for each other text at its place.
        ingested_at: UTC time of the last change, ISO 8601.
    """

    id: str
    path: str
    title: str
    url: str | None
    published: str | None
    version: int
    claims: int
    references: int
    ingested_at: str


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article has or had."""

    number: int
    title: str
    text: str
    ingested_at: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is said, with all that stands behind it.

    Attributes:
        claims: how many claims state it.
        articles: ids of the articles that state it, sorted.
        sources: ids of the sources that those claims cite, each once, sorted.
    """

    id: str
    exposure: str
    outcome: str
    direction: Direction
    claims: int
    articles: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MechanismLink:
    """An outcome said to lead to another; `articles` are the ids of those that say so, sorted."""

    cause: str
    effect: str
    direction: Direction
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage with its article and the claims that it states."""

    article: Article
    passage: Passage
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """What a document is to the collection.

    Attributes:
        source: for a study, the id of the source that it is; else None.
        standing: what holds of that source, if it has a notice.
    """

    kind: ArticleKind
    source: str | None = None
    standing: NoticeKind | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """What a server said of a page when it was fetched.

    Attributes:
        address: as it was asked for.
        final: where the page was in the end; its server gave the rest.
        etag, modified: the names of that version, as the server wrote them.
    """

    address: str
    final: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    articles: int
    claims: int
    sources: int
    propositions: int


@dataclass(frozen=True, slots=True)
class RegistryState:
    """How far a registry was asked.

    Attributes:
        asked: names of works that it was asked for.
        known: those of them that it knows.
        last: UTC time of its newest answer, ISO 8601.
        is_table: it was taken up as a whole, as a file, and not asked.
    """

    name: str
    asked: int
    known: int
    last: str
    is_table: bool = False


class Happening(StrEnum):
    """What happened to an article last."""

    ADDED = "added"
    CHANGED = "changed"  # it has another text
    REREAD = "reread"  # the same text was read by other rules, or with other concepts
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """The last change of an article.

    Attributes:
        at: UTC time, ISO 8601.
        fates: of another text, how many of the earlier claims had which `graph.revision.Fate`.
    """

    article: str
    title: str
    what: Happening
    at: str
    fates: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resting:
    """How many claims rest on a source.

    Attributes:
        claims: those that cite it.
        own: those of the study itself, where the collection holds it.
    """

    claims: int = 0
    own: int = 0


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A cited work with what the collection knows of it besides.

    Attributes:
        appraisal: what kind of study it is, as far as anything tells.
        articles: ids of the articles that are this work themselves, sorted.
    """

    source: Source
    appraisal: Appraisal = field(default_factory=Appraisal)
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a registry said when it was asked for a work.

    Attributes:
        asked: the key under which it was asked for.
        work: None where it knows no such work.
        fetched_at: UTC time of the answer, ISO 8601.
    """

    registry: str
    asked: str
    work: Work | None
    fetched_at: str
