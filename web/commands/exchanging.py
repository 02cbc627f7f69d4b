"""Subcommands that hand data to other programs: extract, parse-references, export."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from graph.errors import DocumentError, UsageError
from web.cli import UNREADABLE, settings_of
from web.commands.options import data_option, workers_option


@click.command()
@click.argument("paths", nargs=-1, required=True)
@workers_option
@click.pass_context
def extract(ctx: click.Context, paths: tuple[str, ...], workers: int) -> None:
    """Read documents without a store; print one JSON record a line for each."""
    from graph.records import record_to_json
    from ingest.batch import find_documents, read_batch

    errors: list[DocumentError] = []
    folder = settings_of(ctx).vocabulary
    for _, result in read_batch(find_documents(paths), vocabulary_folder=folder, workers=workers):
        if isinstance(result, DocumentError):
            errors.append(result)
        else:
            click.echo(json.dumps(record_to_json(result), ensure_ascii=False))
    for error in errors:
        click.echo(f"trabecula: {error}", err=True)
    if errors:
        sys.exit(UNREADABLE)


@click.command()
def parse_references() -> None:
    """Parse the reference strings on standard input, one a line, to one JSON object a line."""
    from ingest.references import reference_fields

    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            raw = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise DocumentError(f"standard input, line {number}", "is not UTF-8 text") from error
        if raw:
            click.echo(json.dumps(reference_fields(raw), ensure_ascii=False))


@click.command()
@click.argument("form", metavar="FORMAT")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file; else standard output.",
)
@data_option
@click.pass_context
def export(ctx: click.Context, form: str, output: Path | None, data: Path | None) -> None:
    """Write the collection as FORMAT.

    RDF: turtle, trig, ntriples, nquads, jsonld, rdfxml. The network of concepts: graphml, gexf,
    cytoscape, nodelink. The claims: csv. The cited works: bibtex, ris, csljson.
    """
    from graph.export import export as write
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    library = open_library(settings, repair=False)
    try:
        if output is None:
            write(library.store, library.vocabulary, form, sys.stdout.buffer, settings.base)
            sys.stdout.buffer.flush()
            return
        # A reader of the old file never sees half of the new one.
        draft = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            with draft.open("wb") as stream:
                write(library.store, library.vocabulary, form, stream, settings.base)
            draft.replace(output)
        except OSError as error:
            raise UsageError(f"{output} cannot be written: {error.strerror}.") from error
        finally:
            if draft.exists():
                draft.unlink()
    finally:
        library.close()
