"""Subcommands that ask the collection: search, concepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from web.cli import settings_of
from web.commands.options import data_option, format_option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from web.wiring import Library


NARROWING = {
    "exercise": "Only passages that claim something of it.",
    "outcome": "Only passages that claim something about it.",
    "direction": "Only passages with a claim of that direction: increase, decrease, no_effect ...",
    "population": "Only passages that claim something of these people.",
    "design": "Only passages that cite, or stand in, such a study: review, trial, cohort ...",
    "source": "Only passages that cite this work: a DOI, a PubMed number or an id.",
    "cited": "Only passages with a claim that rests on a source (yes) or on none (no).",
    "site": "Only articles of this web site.",
    "article": "Only this article, by its id.",
    "year": "Only articles of these years: 2015, 2010..2020.",
}


def narrowing_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each facet, each as often as one likes."""
    for name, text in reversed(NARROWING.items()):
        command = click.option(f"--{name}", multiple=True, help=text)(command)
    return command


@click.command()
@click.argument("query")
@narrowing_options
@click.option(
    "--sort",
    type=click.Choice(["relevance", "evidence", "year"]),
    default="relevance",
    show_default=True,
    help="The order of the hits.",
)
@click.option("--exact", is_flag=True, help="Search concepts by the words typed alone.")
@click.option(
    "--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Hits shown."
)
@click.option(
    "--offset",
    type=click.IntRange(0, 10_000),
    default=0,
    show_default=True,
    help="Hits passed over.",
)
@format_option
@data_option
@click.pass_context
def search(
    ctx: click.Context,
    /,
    query: str,
    sort: str,
    exact: bool,
    limit: int,
    offset: int,
    form: str,
    data: Path | None,
    **chosen: Sequence[str],
) -> None:
    """Search the passages for QUERY: words, "phrases", AND, OR, NOT, wild*cards, outcome:pain."""
    from search.base import Facet, Sort
    from web.presenters.searching import query_of, search_result
    from web.wiring import open_library

    library = open_library(settings_of(ctx, data))
    try:
        warn_if_empty(library)
        result = search_result(
            library,
            query_of(
                library,
                query,
                filters={Facet(name): values for name, values in chosen.items() if values},
                sort=Sort(sort),
                widen=not exact,
                limit=limit,
                offset=offset,
            ),
        )
    finally:
        library.close()
    if form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for note in result["notes"]:
        click.echo(note, err=True)
    if result["did_you_mean"]:
        click.echo(f"Did you mean: {result['did_you_mean']['query']}", err=True)
    click.echo(f"{result['total']} passages in {result['articles']} articles")
    for hit in result["hits"]:
        click.echo(f"\n{hit['title']}")
        click.echo(f"  {hit['text']}")
        for claim in hit["claims"]:
            click.echo(
                f"  - {claim['exposure']['label']}, {claim['outcome']['label']}: "
                f"{claim['direction'].replace('_', ' ')}"
            )


def warn_if_empty(library: Library) -> None:
    """Say that there is nothing to ask yet, so that nobody takes that for an answer."""
    if library.store.last_change() == 0:
        folder = library.settings.data
        click.echo(f"There is no article in {folder} yet: see `trabecula ingest --help`.", err=True)


@click.command()
@format_option
@click.pass_context
def concepts(ctx: click.Context, form: str) -> None:
    """List the vocabulary's concepts: exercises, habits, outcomes and populations."""
    from graph.records import concept_to_json
    from graph.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(settings_of(ctx).vocabulary)
    if form == "json":
        listed = [concept_to_json(concept) for concept in vocabulary.concepts]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for concept in sorted(vocabulary.concepts, key=lambda item: (item.kind.value, item.label)):
        click.echo(f"{concept.kind.value:10} {concept.label} [{concept.id}]")
