"""Subcommands that answer: answer, verify-answer."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

import click

from web.cli import settings_of
from web.commands.asking import warn_if_empty
from web.commands.options import data_option, format_option
from web.wording_of_answers import INDIRECT, TOLD_BY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUOTES = 2  # shown of each finding on a terminal
SIDES = {
    "for": "For",
    "against": "Against",
    "retracted": "Not counted, since every source that it cites was retracted",
    "unclear": "Unclear",
    "other_populations": "About other people or other doses",
}
STANDINGS = {
    "retracted": "retracted, not counted",
    "concern": "expression of concern",
    "corrected": "corrected",
    "reinstated": "retracted, then reinstated",
}
DISAGREES = 1


@click.command()
@click.argument("question")
@click.option("--explain", is_flag=True, help="Show the rule, and what each source weighs and why.")
@format_option
@data_option
@click.pass_context
def answer(ctx: click.Context, question: str, explain: bool, form: str, data: Path | None) -> None:
    """Answer QUESTION with quotes and the sources that they cite, or say why there is no answer."""
    from search.answering.answering import answer as find_answer
    from search.answering.rendering import answer_to_json
    from search.answering.rule import rule
    from web.wiring import open_library

    library = open_library(settings_of(ctx, data), repair=False)
    try:
        warn_if_empty(library)
        found = find_answer(
            question, library.store, library.vocabulary, library.network, library.index
        )
    finally:
        library.close()
    result = answer_to_json(found)
    if form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for line in answer_lines(result):
        click.echo(line)
    if explain:
        click.echo()
        for line in explained(result):
            click.echo(line)
        click.echo(f"\nThe rule\n\n{rule()}")


@click.command("verify-answer")
@click.argument("file", type=click.File("rb"))
@data_option
@click.pass_context
def verify_answer(ctx: click.Context, file: IO[bytes], data: Path | None) -> None:
    """Check an answer's JSON in FILE ("-" for standard input) against the store.

    Exit status: 0 when all of it stands, 1 when anything disagrees, 2 when it is no answer.
    """
    from search.answering.verifying import read_answer
    from web.presenters.answering import answer_disagreements
    from web.wiring import open_library

    given = read_answer(file)
    library = open_library(settings_of(ctx, data), repair=False)
    try:
        found = answer_disagreements(library, given)
    finally:
        library.close()
    for sentence in found:
        click.echo(sentence)
    if found:
        ctx.exit(DISAGREES)
    click.echo("Every quote, claim, reference and count stands as the store has it.")


def answer_lines(result: dict[str, Any]) -> Iterator[str]:
    """Lay an answer's JSON out for a terminal: verdict or reason, counts, quotes, references."""
    if result["reason"]:
        yield f"No answer ({result['reason']})"
    else:
        agrees = {True: "Yes. ", False: "No. ", None: ""}[result["agrees"]]
        direction = f" ({result['direction'].replace('_', ' ')})" if result["direction"] else ""
        yield f"{agrees}Verdict: {result['verdict'].replace('_', ' ')}{direction}"
    yield result["headline"]
    if result["explanation"]:
        yield result["explanation"]
    for dose in result["doses"]:
        yield ""
        yield f"{dose['text']} ({dose['kind']})"
        yield from _quotes(None, dose["quotes"])
    for chain in result["chains"]:
        yield ""
        yield " -> ".join([chain[0]["from"]["label"], *(link["to"]["label"] for link in chain)])
        for link in chain:
            sources = _sources(link["sources"])
            yield f"  {link['from']['label']} -> {link['to']['label']} ({sources})"
            yield from _quotes(None, link["quotes"][:QUOTES])
    yield from _quotes("One set against the other", result["comparisons"])
    if not result["doses"]:
        for name, title in SIDES.items():
            yield from _quotes(title, result[name])
            more = result["claims"][name] - len(result[name])
            if more:
                yield f"  and {more} more"
    for finding in result["findings"]:
        yield from _finding(finding)
    yield from _quotes("Passages with these words, which are no answer", result["passages"])


def explained(result: dict[str, Any]) -> Iterator[str]:
    """Lay out what each source of an answer weighs, and why."""
    parts = [("", result), *((_pair(each), each) for each in result["findings"])]
    for title, part in parts:
        if not part["weighed"]:
            continue
        yield f"What the sources weigh{f' on {title}' if title else ''}"
        for voice in part["weighed"]:
            sides = ", ".join(
                f"{weight:g} for {side.replace('_', ' ')}"
                for side, weight in voice["sides"].items()
            )
            yield f"  {voice['title']}"
            yield f"    {', '.join(_grounds(voice))}: {sides}"
            if voice["link"]:
                yield f"    {voice['link']}"


def _grounds(voice: dict[str, Any]) -> Iterator[str]:
    if voice["design"]:
        yield f"{voice['design']} ({TOLD_BY[voice['design_told_by']]}), {voice['level']}"
    else:
        yield "design unknown"
    yield str(voice["year"]) if voice["year"] else "year unknown"
    if voice["recency"] < 1:
        yield f"{'older than others' if voice['year'] else 'beside others'} (×{voice['recency']:g})"
    for name in voice["indirect"]:
        yield f"speaks of {INDIRECT[name]}"
    if len(voice["sides"]) > 1:
        yield "stands on more than one side and is shared between them"


def _pair(finding: dict[str, Any]) -> str:
    return f"{finding['exposure']['label']} -> {finding['outcome']['label']}"


def _sources(number: int) -> str:
    if not number:
        return "no source"
    return f"{number} independent {'source' if number == 1 else 'sources'}"


def _finding(finding: dict[str, Any]) -> Iterator[str]:
    verdict = (finding["direction"] or finding["verdict"]).replace("_", " ")
    yield ""
    yield f"{_pair(finding)}: {verdict} ({_sources(finding['sources'])})"
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
        lead_in = f"{quote['lead_in']} … " if quote.get("lead_in") else ""
        yield f"  “{lead_in}{' '.join(quote['sentence'].split())}”"
        yield f"    {quote['article']['title']} [{quote['start']}-{quote['end']}]"
        if quote.get("own"):
            yield "    its own finding"
        for reference in quote.get("references", ()):
            standing = f" [{STANDINGS[reference['standing']]}]" if reference["standing"] else ""
            yield f"    cites: {reference['raw']}{standing}"
            if reference["link"]:
                yield f"           {reference['link']}"
