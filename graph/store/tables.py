"""The tables of the store, as the newest migration leaves them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _id(name: str = "id", *, primary_key: bool = False) -> Column[str]:
    return Column(name, String(40), primary_key=primary_key, nullable=False)


def _article(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "article",
        String(40),
        ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True)


articles = Table(
    "articles",
    metadata,
    _id(primary_key=True),
    Column("path", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("published", Text),
    Column("language", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("work", JSON(none_as_null=True)),
    Column("study", JSON(none_as_null=True)),
    Column("version", Integer, nullable=False),
    Column("digest", String(40), nullable=False),
    Column("ingested_at", String(40), nullable=False),
)

# Where each article was read from; copies of one text share an article.
locations = Table(
    "locations",
    metadata,
    Column("path", Text, primary_key=True),
    _article(),
    Index("locations_article", "article"),
)

versions = Table(
    "versions",
    metadata,
    _article(primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("ingested_at", String(40), nullable=False),
)

passages = Table(
    "passages",
    metadata,
    _article(primary_key=True),
    _position(),
    _id(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("section", Text, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Index("passages_id", "id"),
)


def _mention(prefix: str) -> list[Column[object]]:
    return [
        Column(prefix, Text, nullable=False),
        Column(f"{prefix}_label", Text, nullable=False),
        Column(f"{prefix}_text", Text, nullable=False),
        Column(f"{prefix}_start", Integer, nullable=False),
        Column(f"{prefix}_end", Integer, nullable=False),
    ]


claims = Table(
    "claims",
    metadata,
    _article(primary_key=True),
    _position(),
    _id(),
    _id("proposition"),
    _id("passage"),
    Column("sentence", Text, nullable=False),
    *_mention("exposure"),
    *_mention("outcome"),
    Column("direction", String(20), nullable=False),
    Column("effect", String(20), nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("hedge", String(20)),
    Column("causality", String(20), nullable=False),
    Column("population", Text),
    Column("dose", Text),
    Column("comparator", Text),
    Column("magnitude", Text),
    Column("attribution", Text),
    Column("quantities", JSON(none_as_null=True)),
    Column("confidence", Float, nullable=False),
    Index("claims_id", "id"),
    Index("claims_proposition", "proposition"),
    Index("claims_passage", "passage"),
    Index("claims_exposure", "exposure"),
    Index("claims_outcome", "outcome"),
)

mechanisms = Table(
    "mechanisms",
    metadata,
    _article(primary_key=True),
    _position(),
    _id(),
    _id("passage"),
    Column("sentence", Text, nullable=False),
    *_mention("cause"),
    *_mention("effect"),
    Column("direction", String(20), nullable=False),
)

markers = Table(
    "markers",
    metadata,
    _article(primary_key=True),
    _position(),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("references", JSON, nullable=False),
)

references = Table(
    "references",
    metadata,
    _article(primary_key=True),
    _position(),
    _id(),
    _id("source"),
    Column("raw", Text, nullable=False),
    Column("type", String(20), nullable=False),
    Column("authors", JSON, nullable=False),
    Column("year", Integer),
    Column("title", Text),
    Column("container", Text),
    Column("volume", Text),
    Column("issue", Text),
    Column("pages", Text),
    Column("doi", Text),
    Column("pmid", Text),
    Column("url", Text),
    Index("references_id", "id"),
    Index("references_source", "source"),
)

# Which references a claim cites, in the order of its markers.
citations = Table(
    "citations",
    metadata,
    _article(primary_key=True),
    _id("claim", primary_key=True),
    _position(),
    _id("reference"),
    Index("citations_claim", "claim"),
    Index("citations_reference", "reference"),
)

# Every key by which a reference, a study or a registry's record names a work, with that work's
# id: rows that share a key share a source. `owner` is an article's id, or that of a row of
# `registry`; `position` counts an article's references, and is OF_STUDY for a study itself.
work_keys = Table(
    "work_keys",
    metadata,
    _id("owner", primary_key=True),
    _position(),
    Column("key", Text, primary_key=True),
    _id("source"),
    Index("work_keys_key", "key"),
    Index("work_keys_source", "source"),
)
OF_STUDY = -1

# What registries say of works; `asked` is the key under which it was asked for.
registry = Table(
    "registry",
    metadata,
    _id(primary_key=True),
    Column("registry", String(40), nullable=False),
    Column("asked", Text, nullable=False),
    Column("work", JSON(none_as_null=True)),
    Column("fetched_at", String(40), nullable=False),
    Index("registry_asked", "asked"),
    Index("registry_fetched_at", "fetched_at"),
)

# What became of works, by a key of the work (a DOI or a PubMed number).
notices = Table(
    "notices",
    metadata,
    _id(primary_key=True),
    Column("registry", String(40), nullable=False),
    Column("key", Text, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("date", String(40)),
    Column("notice", Text),
    Column("reasons", JSON, nullable=False),
    Index("notices_key", "key"),
)

# What became of the claims of an article's earlier text, when this version took its place.
revisions = Table(
    "revisions",
    metadata,
    _article(primary_key=True),
    Column("number", Integer, primary_key=True),
    _position(),
    Column("claim", JSON, nullable=False),
    Column("fate", String(20), nullable=False),
    Column("now", Text),
    Column("start", Integer),
)

# What a server said of a page, to ask it next time only for what changed.
fetches = Table(
    "fetches",
    metadata,
    Column("address", Text, primary_key=True),
    Column("final", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
)

# The last change of each article. Numbers are never used twice, so that a projection that
# remembers one can ask for what came after.
changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    _id("article"),
    Column("removed", Boolean, nullable=False),
    Column("title", Text),  # of an article that was removed
    Column("at", String(40)),
    Index("changes_article", "article"),
    sqlite_autoincrement=True,
)

# What ingest did, newest last; only so many are kept.
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("names", JSON, nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("process", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("ended_at", String(40)),
    Column("outcome", JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)

OF_AN_ARTICLE = (citations, claims, mechanisms, markers, references, passages)
