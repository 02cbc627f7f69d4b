"""Subcommands that fill and mend the collection: ingest, reindex, check."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import click

from graph.errors import DocumentError
from web.cli import UNREADABLE, settings_of
from web.commands.options import data_option, workers_option

if TYPE_CHECKING:
    from pathlib import Path

    from graph.model import ArticleRecord
    from ingest.items import Item
    from web.commands.fetching import WebPages
    from web.commands.reporting import Tally
    from web.wiring import Library

COMMIT_EVERY = 200  # a commit costs about as much as reading ten articles
FOLLOW = 0.4  # seconds of reading after which the index follows, so that no one waits for long


@click.command()
@click.argument("paths", nargs=-1, required=True)
@workers_option
@click.option(
    "--commit-every",
    type=click.IntRange(1, 10_000),
    default=COMMIT_EVERY,
    show_default=True,
    help="Articles between two commits of the search index.",
)
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch addresses on this machine and in private networks.",
)
@click.option(
    "--any-site",
    is_flag=True,
    help="Also fetch pages of other sites that a sitemap or feed lists.",
)
@click.option(
    "--max-pages",
    type=click.IntRange(1, 1_000_000),
    default=10_000,
    show_default=True,
    help="Pages taken from one sitemap or feed.",
)
@data_option
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[str, ...],
    workers: int,
    commit_every: int,
    allow_private: bool,
    any_site: bool,
    max_pages: int,
    data: Path | None,
) -> None:
    """Read documents into the store: files, folders, web addresses, sitemaps and feeds."""
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    library = open_library(settings)
    try:
        web = (
            _web_pages(library, allow_private, any_site, max_pages) if _any_address(paths) else None
        )
        failed = ingest_into(library, paths, workers, commit_every, web)
    finally:
        library.close()
    if failed:
        sys.exit(UNREADABLE)


def _any_address(paths: tuple[str, ...]) -> bool:
    from ingest.items import is_address

    return any(is_address(path) for path in paths)


def _web_pages(library: Library, allow_private: bool, any_site: bool, max_pages: int) -> WebPages:
    from ingest.fetching import Fetcher, FetchSettings, Scope, agent_for
    from ingest.readers import MAX_PACKED
    from web.commands.fetching import WebPages

    agent = agent_for(library.settings.mailto)
    fetcher = Fetcher(FetchSettings(allow_private=allow_private, agent=agent, max_bytes=MAX_PACKED))
    return WebPages(fetcher, Scope(max_pages=max_pages, any_site=any_site), library.store)


def ingest_into(
    library: Library,
    paths: tuple[str, ...],
    workers: int = 1,
    commit_every: int = COMMIT_EVERY,
    web: WebPages | None = None,
) -> int:
    """Ingest documents with a progress bar and a report; return how many could not be read.

    Args:
        library: the collection.
        paths: files, folders and, where `web` is given, addresses.
        workers: processes that read.
        commit_every: articles between two commits of the search index.
        web: fetches what is on the web.
    """
    from web.commands.recording import recorded
    from web.commands.reporting import Tally

    tally = Tally()
    with recorded(library.store, paths, tally):
        _read_into(library, paths, workers, commit_every, web, tally)
    library.index.tidy()
    tally.report()
    return len(tally.errors)


def _read_into(
    library: Library,
    paths: tuple[str, ...],
    workers: int,
    commit_every: int,
    web: WebPages | None,
    tally: Tally,
) -> None:
    """Read documents into the store, with the index behind them, and count them."""
    from tqdm import tqdm

    from ingest.batch import find_documents, read_batch
    from ingest.items import is_address, place_of

    local = [path for path in paths if web is None or not is_address(path)]
    found = list(find_documents(local))
    addresses = [path for path in paths if web is not None and is_address(path)]
    fetched = (item for each in addresses if web for item in web.items(each, tally))
    results = read_batch(
        chain(found, fetched),
        vocabulary_folder=library.settings.vocabulary,
        workers=workers,
        known_id=library.store.article_at,
        place=place_of,
    )
    followed = time.monotonic()
    with tqdm(
        results, total=len(found) if not addresses else None, unit="article", desc="Reading"
    ) as progress:
        for number, (item, result) in enumerate(progress, start=1):
            if isinstance(result, DocumentError):
                tally.errors.append(result)
                continue
            tally.put(library.store, with_id_of_its_own(library, item, result))
            if web is not None:
                web.stored(item)
            if number % commit_every == 0 or time.monotonic() - followed > FOLLOW:
                library.refresh()
                followed = time.monotonic()
    library.refresh()


def with_id_of_its_own(library: Library, item: Item, record: ArticleRecord) -> ArticleRecord:
    """Read an article again under another id where its own belongs to one that once said the same.

    Articles are named by their first text; when that one was edited, and a copy of its old text
    turns up elsewhere, the copy is an article of its own.
    """
    if not library.store.is_taken(record.article):
        return record
    from graph.ids import digest
    from ingest.pipeline import article_reader

    own = digest("article", record.article.id, record.article.path)
    return article_reader(library.vocabulary).read_item(item, record.article.path, own)


@click.command()
@data_option
@click.option(
    "--engine",
    type=click.Choice(("whoosh", "tantivy")),
    help="Move the collection to another search engine, which it is opened with from then on.",
)
@click.pass_context
def reindex(ctx: click.Context, data: Path | None, engine: str | None) -> None:
    """Rebuild the search index from the store, also where it is broken."""
    from search import indexing
    from web.settings import keep_engine
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    moved = replace(settings, engine=engine) if engine else settings
    library = open_library(moved, repair=False)
    try:
        indexing.rebuild(library.store, library.index, library.vocabulary)
        click.echo(f"{library.index.count()} passages indexed.")
        if engine:
            keep_engine(settings.data, engine)
    finally:
        library.close()
    # Read again: what the environment says goes before what is kept.
    used = settings_of(ctx, data).engine
    if engine and used != engine:
        click.echo(f"TRABECULA_ENGINE still says {used}; unset it to use {engine}.", err=True)


@click.command()
@data_option
@click.pass_context
def check(ctx: click.Context, data: Path | None) -> None:
    """Compare the store with its projections; exit status 1 when anything disagrees."""
    from web.wiring import disagreements, open_library

    library = open_library(settings_of(ctx, data))
    try:
        found = list(disagreements(library))
        counts = library.store.counts()
    finally:
        library.close()
    for sentence in found:
        click.echo(sentence)
    if found:
        sys.exit(1)
    click.echo(
        f"The store and its projections agree: {counts.articles} articles, "
        f"{counts.claims} claims, {counts.sources} sources."
    )
