"""Subcommands that hand data to other programs: extract, parse-references, export, import."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.errors import DocumentError, UsageError
from web.cli import UNREADABLE, settings_of
from web.commands.options import data_option, workers_option
from web.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary
    from web.wiring import Library


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
@click.option("--article", metavar="NAME", help="Only an article: its id, or where it was read.")
@click.option("--concept", metavar="NAME", help="Only what is said of a concept: id, IRI or name.")
@click.option("--search", "typed", metavar="QUERY", help="Only the passages that a search finds.")
@click.option("--validate", is_flag=True, help="Hold it against the shapes first; write what fits.")
@data_option
@click.pass_context
def export(
    ctx: click.Context,
    form: str,
    output: Path | None,
    article: str | None,
    concept: str | None,
    typed: str | None,
    validate: bool,
    data: Path | None,
) -> None:
    """Write the collection, or a part of it, as FORMAT.

    RDF: turtle, trig, ntriples, nquads, jsonld, rdfxml. The network of concepts: graphml, gexf,
    cytoscape, nodelink, kgx-nodes, kgx-edges. The claims: csv, csvw, nanopubs. The vocabulary:
    skos. The cited works: bibtex, ris, csljson.
    """
    from graph.export import export as write
    from graph.validation import violations
    from web.wiring import open_library

    if sum(each is not None for each in (article, concept, typed)) > 1:
        raise UsageError("Give one of --article, --concept and --search.")
    settings = settings_of(ctx, data)
    library = open_library(settings, repair=typed is not None)
    try:
        holdings, vocabulary = _chosen(library, article, concept, typed)
        if validate and (wrong := list(violations(holdings, vocabulary, settings.base))):
            for sentence in wrong:
                click.echo(f"trabecula: {sentence}", err=True)
            sys.exit(UNREADABLE)
        with _written(output) as stream:
            write(holdings, vocabulary, form, stream, settings.base)
    finally:
        library.close()


def _chosen(
    library: Library, article: str | None, concept: str | None, typed: str | None
) -> tuple[Holdings, Vocabulary]:
    """Choose what is written, with the concepts that it speaks of."""
    from graph.selection import of_article, of_concept
    from search.selecting import selection_of
    from web.presenters.searching import query_of

    if article is not None:
        part = of_article(library.store, article)
    elif concept is not None:
        iri = library.vocabulary.called(concept).iri
        part = of_concept(library.store, library.vocabulary, iri)
    elif typed is not None:
        part = selection_of(library.store, library.index, query_of(library, typed))
    else:
        return library.store, library.vocabulary
    return part, part.concepts(library.vocabulary)


@contextmanager
def _written(output: Path | None) -> Iterator[BinaryIO]:
    """Write to standard output, or to a file of which nobody ever sees half."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(output)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        if draft.exists():
            draft.unlink()


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@data_option
@click.pass_context
def import_(ctx: click.Context, paths: tuple[Path, ...], data: Path | None) -> None:
    """Take exported RDF into the collection: .ttl, .trig, .nt, .nq or .jsonld files."""
    from graph.importing import import_rdf
    from graph.store import Change
    from web.wiring import open_library

    library = open_library(settings_of(ctx, data))
    try:
        for path in paths:
            done = import_rdf(path, library.store, library.vocabulary)
            added, changed = done.articles[Change.ADDED], done.articles[Change.CHANGED]
            click.echo(
                f"{path}: {plural(added, 'article')} added, {changed} changed,"
                f" {done.articles[Change.UNCHANGED]} as they were;"
                f" {plural(done.answers, 'answer')} of registries,"
                f" {plural(done.notices, 'notice')}"
            )
            for iri in done.unknown:
                click.echo(f"trabecula: the vocabulary has no concept {iri}", err=True)
        library.refresh()
    finally:
        library.close()
