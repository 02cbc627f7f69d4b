"""Subcommands that ask the collection: search, answer, concepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from web.cli import settings_of
from web.commands.options import data_option, format_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from web.wiring import Library


QUOTES = 2  # shown of each finding on a terminal
SIDES = {
    "for": "For",
    "against": "Against",
    "retracted": "Not counted, since every source that it cites was retracted",
    "unclear": "Unclear",
    "other_populations": "Other populations",
}
STANDINGS = {
    "retracted": "retracted, not counted",
    "concern": "expression of concern",
    "corrected": "corrected",
    "reinstated": "retracted, then reinstated",
}


@click.command()
@click.argument("query")
@click.option("--exercise", multiple=True, help="Only passages that claim something of it.")
@click.option("--outcome", multiple=True, help="Only passages that claim something about it.")
@click.option(
    "--direction",
    multiple=True,
    type=click.Choice(["increase", "decrease", "no_effect", "mixed", "unclear"]),
    help="Only passages with a claim of that direction.",
)
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
    query: str,
    exercise: Sequence[str],
    outcome: Sequence[str],
    direction: Sequence[str],
    limit: int,
    offset: int,
    form: str,
    data: Path | None,
) -> None:
    """Search the passages for QUERY: words, "phrases", AND, OR, NOT, exercise:, outcome:."""
    from web.presenters import search_result
    from web.wiring import open_library

    library = open_library(settings_of(ctx, data))
    try:
        warn_if_empty(library)
        result = search_result(
            library,
            query,
            exercises=exercise,
            outcomes=outcome,
            directions=direction,
            limit=limit,
            offset=offset,
        )
    finally:
        library.close()
    if form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for note in result["notes"]:
        click.echo(note, err=True)
    click.echo(f"{result['total']} passages")
    for hit in result["hits"]:
        click.echo(f"\n{hit['title']}")
        click.echo(f"  {hit['text']}")
        for claim in hit["claims"]:
            click.echo(
                f"  - {claim['exposure']['label']}, {claim['outcome']['label']}: "
                f"{claim['direction'].replace('_', ' ')}"
            )


@click.command()
@click.argument("question")
@format_option
@data_option
@click.pass_context
def answer(ctx: click.Context, question: str, form: str, data: Path | None) -> None:
    """Answer QUESTION with quotes and the sources that they cite, or say why there is no answer."""
    from search.answer_json import answer_to_json
    from search.answers import answer as find_answer
    from web.wiring import open_library

    library = open_library(settings_of(ctx, data), repair=False)
    try:
        warn_if_empty(library)
        found = find_answer(question, library.store, library.network(), library.vocabulary)
    finally:
        library.close()
    result = answer_to_json(found)
    if form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        for line in answer_lines(result):
            click.echo(line)


def warn_if_empty(library: Library) -> None:
    """Say that there is nothing to ask yet, so that nobody takes that for an answer."""
    if library.store.last_change() == 0:
        folder = library.settings.data
        click.echo(f"There is no article in {folder} yet: see `trabecula ingest --help`.", err=True)


def answer_lines(result: dict[str, Any]) -> Iterator[str]:
    """Lay an answer's JSON out for a terminal: verdict or reason, counts, quotes, references."""
    if result["verdict"]:
        agrees = {True: "Yes. ", False: "No. ", None: ""}[result["agrees"]]
        yield f"{agrees}Verdict: {result['verdict'].replace('_', ' ')}"
    elif result["reason"]:
        yield f"No answer ({result['reason']})"
    yield result["headline"]
    if result["explanation"]:
        yield result["explanation"]
    for name, title in SIDES.items():
        yield from _quotes(title, result[name])
    for finding in result["findings"]:
        verdict = (finding["verdict"] or finding["reason"]).replace("_", " ")
        sources = finding["sources"]
        yield ""
        yield (
            f"{finding['exposure']['label']} -> {finding['outcome']['label']}: {verdict} "
            f"({sources} independent {'source' if sources == 1 else 'sources'})"
        )
        if finding["explanation"]:
            yield f"  {finding['explanation']}"
        yield from _quotes(None, finding["for"][:QUOTES] + finding["against"][:QUOTES])
        yield from _quotes(SIDES["retracted"], finding["retracted"][:QUOTES])


def _quotes(title: str | None, quotes: list[dict[str, Any]]) -> Iterator[str]:
    """Print quotes, each sentence once, with the article and the references that it cites."""
    shown = {quote["passage"]: quote for quote in quotes}
    if title and shown:
        yield ""
        yield f"{title}:"
    for quote in shown.values():
        lead_in = f"{quote['lead_in']} … " if quote["lead_in"] else ""
        yield f"  “{lead_in}{' '.join(quote['sentence'].split())}”"
        yield f"    {quote['article']['title']} [{quote['start']}-{quote['end']}]"
        for reference in quote["references"]:
            standing = f" [{STANDINGS[reference['standing']]}]" if reference["standing"] else ""
            yield f"    cites: {reference['raw']}{standing}"
            if reference["link"]:
                yield f"           {reference['link']}"


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
