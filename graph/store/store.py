"""The store as the rest of the house sees it: records in, records and evidence out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, func, insert, select

from graph.errors import NotFoundError
from graph.store import (
    appraisals,
    auditing,
    documents,
    evidence,
    naming,
    reading,
    registry,
    runs,
    sources,
    writing,
)
from graph.store import tables as t
from graph.store.summaries import Change, ChangeEntry, Counts, Fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from graph.auditing import Check, Coverage, Tally
    from graph.model import Article, ArticleRecord, Evidence, Notice, NoticeKind, Source, Step, Work
    from graph.revision import ClaimChange
    from graph.runs import Outcome, Run, RunState
    from graph.store.summaries import (
        Answer,
        ArticleChange,
        ArticleSummary,
        KnownSource,
        MechanismLink,
        PlacedPassage,
        Proposition,
        RegistryState,
        Resting,
        Role,
        Version,
    )
    from graph.studies import Appraisal

T = TypeVar("T")


class Store:
    """The system of record; safe to share between threads. Made by `open_store`.

    Every reading method sees one state of the store, whatever is written meanwhile.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    def put(self, record: ArticleRecord) -> Change:
        """Store a record in one transaction, in place of what its article said before.

        The same record again changes nothing. Other text under the same id becomes its next
        version. A second place with the same text is one more place of the same article.
        """
        with self._writer.begin() as connection:
            return writing.put(connection, record)

    def remove(self, article: str) -> None:
        """Take an article out with its claims and references.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._writer.begin() as connection:
            if not writing.remove(connection, article):
                raise NotFoundError(f"There is no article {article}.")

    def article_at(self, path: str) -> str | None:
        """Return the id of the article that was read from that place; None for a new place."""
        with self._engine.begin() as connection:
            found: str | None = connection.scalar(
                select(t.locations.c.article).where(t.locations.c.path == path)
            )
            return found

    def is_taken(self, article: Article) -> bool:
        """Tell whether the id belongs to another article, which once had this very text."""
        with self._engine.begin() as connection:
            held = connection.execute(
                select(t.articles.c.text, t.articles.c.title).where(t.articles.c.id == article.id)
            ).first()
            place = select(t.locations.c.article).where(t.locations.c.path == article.path)
            return (
                held is not None
                and (held.text, held.title) != (article.text, article.title)
                and connection.scalar(place) != article.id
            )

    def record(self, article: str) -> ArticleRecord:
        """Return all that an article says.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._engine.begin() as connection:
            found = next(reading.records(connection, [article]), None)
        if found is None:
            raise NotFoundError(f"There is no article {article}.")
        return found

    def records(self) -> Iterator[ArticleRecord]:
        """Yield every record by article id; memory does not grow with the store.

        The batches are read one after another: an article that goes meanwhile is passed over.
        """
        with self._engine.begin() as connection:
            ids = list(connection.scalars(select(t.articles.c.id).order_by(t.articles.c.id)))
        yield from self._in_batches(ids, reading.records)

    def _in_batches(
        self, ids: Sequence[str], read: Callable[[Connection, Sequence[str]], Iterable[T]]
    ) -> Iterator[T]:
        """Read a batch of ids after another, each in a transaction of its own."""
        for start in range(0, len(ids), reading.BATCH):
            with self._engine.begin() as connection:
                batch = list(read(connection, ids[start : start + reading.BATCH]))
            yield from batch

    def known_sources(self, ids: Collection[str] | None = None) -> Iterator[KnownSource]:
        """Yield sources with what the collection knows of each; of all, where no ids are given.

        Memory does not grow with the store; a source that goes meanwhile is passed over.
        """
        if ids is None:
            with self._engine.begin() as connection:
                ids = sources.source_ids(connection)
        yield from self._in_batches(sorted(ids), sources.known_sources)

    def answers(self, since: str = "") -> Iterator[Answer]:
        """Yield what registries answered from that UTC time on, in one order."""
        with self._engine.begin() as connection:
            ids = registry.answer_ids(connection, since)
        yield from self._in_batches(ids, registry.answers)

    def articles(self) -> tuple[ArticleSummary, ...]:
        """Return a summary of every article, by title and id."""
        with self._engine.begin() as connection:
            return reading.summaries(connection)

    def versions(self, article: str) -> tuple[Version, ...]:
        """Return the texts that an article has had, oldest first."""
        with self._engine.begin() as connection:
            return reading.versions(connection, article)

    def revision(self, article: str) -> tuple[ClaimChange, ...]:
        """Return what became of the claims of the text before an article's newest."""
        with self._engine.begin() as connection:
            return reading.revision(connection, article)

    def evidence(
        self,
        *,
        exposures: Collection[str] | None = None,
        outcomes: Collection[str] | None = None,
        directions: Collection[str] | None = None,
        propositions: Collection[str] | None = None,
        article: str | None = None,
        source: str | None = None,
    ) -> tuple[Evidence, ...]:
        """Return the claims that meet every condition given, each with article and references.

        Args:
            exposures: IRIs of exposure concepts, of which the claim has one; None for any.
            outcomes: IRIs of outcome concepts.
            directions: values of `graph.model.Direction`.
            propositions: ids.
            article: the id of the article that states the claim.
            source: the id of a source that the claim cites.
        """
        wanted = {
            t.claims.c.exposure: exposures,
            t.claims.c.outcome: outcomes,
            t.claims.c.direction: directions,
            t.claims.c.proposition: propositions,
            t.claims.c.article: None if article is None else [article],
        }
        with self._engine.begin() as connection:
            return evidence.evidence(connection, wanted, source)

    def propositions(self) -> tuple[Proposition, ...]:
        """Return every proposition with what stands behind it, by id."""
        with self._engine.begin() as connection:
            return reading.propositions(connection)

    def mechanisms(self) -> tuple[MechanismLink, ...]:
        """Return every outcome-to-outcome link, sorted."""
        with self._engine.begin() as connection:
            return reading.mechanisms(connection)

    def passages(self, ids: Iterable[str]) -> dict[str, PlacedPassage]:
        """Return the passages of these ids that the store holds, each with article and claims."""
        with self._engine.begin() as connection:
            return reading.placed_passages(connection, list(ids))

    def sources(self) -> tuple[Source, ...]:
        """Return every cited source, by id."""
        with self._engine.begin() as connection:
            return sources.sources(connection)

    def resting(self) -> dict[str, Resting]:
        """Return how many claims rest on each source that any rests on."""
        with self._engine.begin() as connection:
            return sources.resting(connection)

    def source(self, source: str) -> Source:
        """Return a source.

        Raises:
            NotFoundError: nothing cites such a source.
        """
        with self._engine.begin() as connection:
            found = sources.sources(connection, [source])
        if not found:
            raise NotFoundError(f"There is no source {source}.")
        return found[0]

    def sources_called(self, name: str) -> frozenset[str]:
        """Return the ids of the sources that an id, a DOI or a PubMed number names."""
        with self._engine.begin() as connection:
            return naming.sources_called(connection, name)

    def article_titles(self, ids: Collection[str] | None = None) -> Mapping[str, str]:
        """Return the titles of articles by id; of all of them, where no ids are given."""
        with self._engine.begin() as connection:
            return naming.article_titles(connection, ids)

    def source_titles(self) -> Mapping[str, str]:
        """Return a title of each cited work that has one, by source."""
        with self._engine.begin() as connection:
            return naming.source_titles(connection)

    def sources_of(self, references: Collection[str]) -> Mapping[str, str]:
        """Return the sources that references name, by reference."""
        with self._engine.begin() as connection:
            return naming.sources_of(connection, references)

    def works(self, ids: Collection[str]) -> dict[str, Source]:
        """Return those of some sources that the store holds, by id."""
        with self._engine.begin() as connection:
            return {source.id: source for source in sources.sources(connection, ids)}

    def appraised(self, ids: Collection[str]) -> dict[str, tuple[Source, Appraisal]]:
        """Return those of some sources that the store holds, each with what its study is."""
        with self._engine.begin() as connection:
            known = {each.id: each for each in sources.sources(connection, ids)}
            found = appraisals.appraisals(connection, known)
            return {key: (source, found[key]) for key, source in known.items()}

    def steps(self, causes: Collection[str]) -> tuple[Step, ...]:
        """Return the mechanisms that start from some outcomes, each with article and references."""
        with self._engine.begin() as connection:
            return evidence.steps(connection, causes)

    def roles(self, articles: Collection[str]) -> dict[str, Role]:
        """Return what some articles are to the collection, by id."""
        with self._engine.begin() as connection:
            return documents.roles(connection, articles)

    def studies(self, source: str) -> dict[str, str]:
        """Return the titles of the articles that are a source themselves, by id."""
        with self._engine.begin() as connection:
            return documents.studies(connection, source)

    def retracted_references(self, references: Collection[str]) -> frozenset[str]:
        """Return those of some references whose works are retracted."""
        with self._engine.begin() as connection:
            return documents.retracted_references(connection, references)

    def standings(self) -> dict[str, NoticeKind]:
        """Return what holds of every source that has a notice, by source."""
        with self._engine.begin() as connection:
            return sources.standings(connection)

    def last_answer(self) -> str:
        """Return the UTC time of a registry's newest answer before this second; "" for none."""
        with self._engine.begin() as connection:
            return registry.last_answer(connection)

    def asked(self, name: str) -> dict[str, str]:
        """Return the keys that a registry was asked for, with the UTC time of its answer."""
        with self._engine.begin() as connection:
            return registry.asked(connection, name)

    def put_work(
        self, name: str, asked: str, work: Work | None, fetched_at: str | None = None
    ) -> None:
        """Keep what a registry says of the work with that key; None when it knows none.

        Where no UTC time of the answer is given, it is that of now.
        """
        with self._writer.begin() as connection:
            owners = registry.put_work(connection, name, asked, work, fetched_at)
            writing.note_changes(connection, owners)

    def put_notices(self, name: str, found: Mapping[Notice, Iterable[str]]) -> int:
        """Keep a registry's notices, each with the keys of its work; count the articles concerned.

        Notices that are known already change nothing.
        """
        with self._writer.begin() as connection:
            owners = registry.put_notices(connection, name, found)
            return writing.note_changes(connection, owners)

    def fetch(self, address: str) -> Fetch | None:
        """Return what a server said when an address was last fetched and its page stored."""
        with self._engine.begin() as connection:
            row = connection.execute(
                select(t.fetches).where(t.fetches.c.address == address)
            ).first()
            return None if row is None else Fetch(row.address, row.final, row.etag, row.modified)

    def keep_fetch(self, fetch: Fetch) -> None:
        """Keep what a server said of an address, to ask it next time only for what changed."""
        with self._writer.begin() as connection:
            connection.execute(delete(t.fetches).where(t.fetches.c.address == fetch.address))
            if fetch.etag or fetch.modified:
                connection.execute(insert(t.fetches), asdict(fetch))

    def checks(self, ids: Collection[str] | None = None) -> dict[str, Check]:
        """Return what registries were asked of sources, and said; of all, where no ids are given.

        A source that nobody was asked for has none.
        """
        with self._engine.begin() as connection:
            return auditing.checks(connection, ids)

    def registries(self) -> tuple[RegistryState, ...]:
        """Return how far each registry was asked, by name."""
        with self._engine.begin() as connection:
            return auditing.registries(connection)

    def tallies(self) -> dict[str, Tally]:
        """Audit every article in figures, by id."""
        with self._engine.begin() as connection:
            return auditing.tallies(connection)

    def coverage(self) -> Coverage:
        """Count the cited sources that were checked for retraction, and those that were not."""
        with self._engine.begin() as connection:
            return auditing.coverage(connection)

    def begin_run(self, names: Sequence[str], process: str) -> int:
        """Note that a run of ingest begins; return its number.

        Args:
            names: what is to be read.
            process: names the process that reads, so that one that is gone can be told.
        """
        with self._writer.begin() as connection:
            return runs.begin(connection, names, process)

    def end_run(self, number: int, state: RunState, outcome: Outcome) -> None:
        """Note how a run ended, and what it did."""
        with self._writer.begin() as connection:
            runs.end(connection, number, state, outcome)

    def runs(self) -> tuple[Run, ...]:
        """Return the last runs of ingest, newest first."""
        with self._engine.begin() as connection:
            return runs.runs(connection)

    def happenings(self, limit: int) -> tuple[ArticleChange, ...]:
        """Return the last changes of articles, newest first, one an article."""
        with self._engine.begin() as connection:
            return runs.happenings(connection, limit)

    def ledger(self) -> str:
        """Name the state of what is kept beside articles: answers of registries, runs of ingest."""
        with self._engine.begin() as connection:
            return runs.ledger(connection)

    def counts(self) -> Counts:
        """Count articles, claims, sources and propositions."""
        with self._engine.begin() as connection:

            def count(column: object) -> int:
                return connection.scalar(select(func.count(func.distinct(column)))) or 0

            return Counts(
                articles=count(t.articles.c.id),
                claims=count(t.claims.c.id),
                sources=count(t.references.c.source),
                propositions=count(t.claims.c.proposition),
            )

    def last_change(self) -> int:
        """Return the number of the newest change; 0 for a store that never had one."""
        with self._engine.begin() as connection:
            return connection.scalar(select(func.max(t.changes.c.seq))) or 0

    def changes_since(self, seq: int) -> tuple[ChangeEntry, ...]:
        """Return the articles that changed after that number, each with its last change."""
        query = select(t.changes).where(t.changes.c.seq > seq).order_by(t.changes.c.seq)
        with self._engine.begin() as connection:
            return tuple(
                ChangeEntry(row.seq, row.article, bool(row.removed))
                for row in connection.execute(query)
            )

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()
