"""The subcommand that asks registries for the sources: enrich."""

from __future__ import annotations

import sys
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.errors import UsageError
from ingest.registries.base import RETRACTION_WATCH
from web.cli import UNREADABLE, settings_of
from web.commands.options import data_option
from web.settings import mail_address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import ExitStack

    from ingest.registries.base import Registry
    from ingest.registries.enriching import Report
    from web.settings import Settings
    from web.wiring import Library

REGISTRIES = ("pubmed", "crossref")  # PubMed first: it gives a DOI to what had its number only
PASSES = 2  # what one registry finds out may be a question to the other
NO_ADDRESS = (
    "Registries ask their users to say who they are, and answer those who do sooner. Give a mail "
    "address with --mailto or TRABECULA_MAILTO; it is sent to them with every request."
)


@click.command()
@click.option(
    "--registry",
    "names",
    type=click.Choice(sorted(REGISTRIES)),
    multiple=True,
    help="Ask this one only; may be given twice.",
)
@click.option("--mailto", help="Your mail address, for the registries (or TRABECULA_MAILTO).")
@click.option(
    "--retractions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take up a Retraction Watch CSV file; asks no registry unless one is named.",
)
@click.option("--limit", type=click.IntRange(1), help="Sources to ask each registry for, at most.")
@click.option("--again", is_flag=True, help="Ask also for what was asked in the last 30 days.")
@data_option
@click.pass_context
def enrich(
    ctx: click.Context,
    names: tuple[str, ...],
    mailto: str | None,
    retractions: Path | None,
    limit: int | None,
    again: bool,
    data: Path | None,
) -> None:
    """Ask registries what became of the sources, and complete their fields.

    Titles and numbers of cited works are sent to Crossref and PubMed, with your mail address.
    """
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    chosen = [name for name in REGISTRIES if name in names or not (names or retractions)]
    address = mail_address(mailto, "--mailto") if mailto else settings.mailto
    if chosen and address is None:
        raise UsageError(NO_ADDRESS)
    library = open_library(settings)
    try:
        seen = library.store.last_change()
        reports: list[Report] = []
        if retractions is not None:
            reports.append(take_up(library, retractions))
        if chosen and address is not None:
            reports += ask(library, chosen, address, limit, again=again)
        library.refresh()
        concerned = len(library.store.changes_since(seen))
    finally:
        library.close()
    tell(reports, concerned)
    if any(each.failed or each.stopped for each in reports):
        sys.exit(UNREADABLE)


def take_up(library: Library, path: Path) -> Report:
    """Keep the notices of a Retraction Watch file, with a progress bar."""
    from tqdm import tqdm

    from ingest.registries.enriching import Report, keep_retractions

    report = Report(RETRACTION_WATCH)
    with tqdm(unit="row", desc=path.name) as progress:
        for rows in keep_retractions(library.store, path, report):
            progress.update(rows)
    return report


def ask(
    library: Library, names: Sequence[str], mailto: str, limit: int | None, *, again: bool
) -> list[Report]:
    """Ask registries for the sources that are due, with a progress bar for each."""
    from contextlib import ExitStack

    from tqdm import tqdm

    from ingest.registries.enriching import Run

    with ExitStack() as stack:
        registries = [registry(name, library.settings, mailto, again, stack) for name in names]
        runs = [Run(library.store, each, limit=limit, again=again) for each in registries]
        for run in runs * PASSES:
            due = run.due()
            if due:
                for _ in tqdm(
                    run.ask(due), total=len(due), unit="source", desc=run.report.registry
                ):
                    pass
    return [run.report for run in runs]


def registry(name: str, settings: Settings, mailto: str, again: bool, stack: ExitStack) -> Registry:
    """Make a registry, whose client says who asks as that registry wants it said.

    Args:
        name: one of REGISTRIES.
        settings: where it is, and the folder of its answers.
        mailto: who asks.
        again: pass over the answers on disk.
        stack: closes the client.
    """
    from ingest.registries.cache import MAX_AGE, AnswerCache
    from ingest.registries.crossref import Crossref
    from ingest.registries.polite import PoliteClient
    from ingest.registries.pubmed import PubMed

    agent = f"trabecula/{version('trabecula')} (mailto:{mailto})"
    cache = AnswerCache(settings.answers / name, max_age=timedelta(0) if again else MAX_AGE)
    if name == "crossref":
        identity, base = {"mailto": mailto}, settings.crossref
    else:
        identity, base = {"tool": "trabecula", "email": mailto}, settings.pubmed
        if settings.ncbi_key:
            identity["api_key"] = settings.ncbi_key
    client = PoliteClient(base, identity=identity, agent=agent, cache=cache)
    stack.callback(client.close)
    if name == "crossref":
        return Crossref(client)
    return PubMed(client, has_key=settings.ncbi_key is not None)


def tell(reports: Sequence[Report], concerned: int) -> None:
    """Say what a run did: what failed on standard error, the rest on output."""
    for report in reports:
        for sentence in (*report.failed, *([report.stopped] if report.stopped else [])):
            click.echo(f"trabecula: {sentence}.", err=True)
        for sentence in report.doubtful:
            click.echo(f"{sentence}.")
        click.echo(summary(report))
    articles = "1 article" if concerned == 1 else f"{concerned} articles"
    click.echo(f"The sources of {articles} changed.")


def summary(report: Report) -> str:
    """Count what became of a run with one registry."""
    if report.registry == RETRACTION_WATCH:
        return (
            f"{report.registry}: {report.asked} rows read, {report.asked - report.completed} of "
            f"them about works without DOI or PubMed number; {report.notices} notices."
        )
    return (
        f"{report.registry}: {report.asked} asked, {report.completed} completed, "
        f"{report.unknown} unknown, {len(report.doubtful)} doubtful, {len(report.failed)} failed; "
        f"{report.notices} notices."
    )
