"""The subcommand that shows how a sentence is read: explain."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from web.cli import settings_of
from web.commands.options import format_option

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = 100
NAMES = 24  # columns of the words that a line begins with
MARKS = {
    "E": "exposure",
    "O": "outcome",
    "e": "exposure without a claim",
    "o": "outcome without a claim",
    "C": "cue",
    "N": "denial",
    "H": "hedge",
    "P": "people",
    "V": "compared with",
    "S": "sign",
}


# A list's item begins with a hyphen, and is no option.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("sentence")
@click.option(
    "--before",
    default="",
    help="The text before it, in Markdown: what pronouns, list openings and headings lend.",
)
@format_option
@click.pass_context
def explain(ctx: click.Context, sentence: str, before: str, form: str) -> None:
    """Show how SENTENCE is read: which words count for what, and how each claim comes about."""
    from graph.vocabulary import load_vocabulary
    from ingest.claims.explaining import Explainer
    from web.presenters.explaining import explanation_view

    vocabulary = load_vocabulary(settings_of(ctx).vocabulary)
    result = explanation_view(Explainer(vocabulary).explain(sentence, before))
    if form == "json":
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for line in explanation_lines(result):
        click.echo(line)


def explanation_lines(result: dict[str, Any]) -> Iterator[str]:
    """Lay an explanation's JSON out for a terminal, in lines of 100 columns."""
    if not result["sentences"]:
        yield "There is nothing in it that could be read as a sentence."
    for number, sentence in enumerate(result["sentences"]):
        if number:
            yield ""
            yield ""
        yield from _sentence(sentence)


def _sentence(sentence: dict[str, Any]) -> Iterator[str]:
    from web.commands.underlining import underlined

    spans = list(_spans(sentence))
    used = set()
    for line, marks in underlined(sentence["text"], spans):
        yield f"  {line}"
        if marks:
            yield f"  {marks}"
        used |= set(marks)
    legend = [f"{mark} {meaning}" for mark, meaning in MARKS.items() if mark in used]
    if legend:
        yield ""
        yield from _filled(", ".join(legend), "  ")
    if sentence["silence"]:
        yield ""
        yield f"Not read for claims: {sentence['silence']['meaning']}."
    parts = (
        ("Names", map(_mention, sentence["mentions"])),
        ("Cues", map(_cue, sentence["cues"])),
        ("People and comparisons", map(_zone, sentence["zones"])),
        ("Signs", ((each["text"], each["meaning"]) for each in sentence["signs"])),
    )
    for title, rows in parts:
        yield from _table(title, list(rows))
    for number, claim in enumerate(sentence["claims"], start=1):
        yield ""
        yield from _claim(number, claim, sentence)
    for step in sentence["mechanisms"]:
        yield ""
        yield from _filled(_mechanism(step), "")
    yield from _table("Without a claim", list(_silences(sentence)))
    if not sentence["claims"]:
        yield ""
        yield "No claim."


def _spans(sentence: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Say what is marked, the more telling later, since it hides what is under it."""
    start = sentence["start"]
    marked = [(each, "P" if each["kind"] == "population" else "V") for each in sentence["zones"]]
    marked += [(each, "S") for each in sentence["signs"]]
    marked += [(each, "C") for each in sentence["cues"]]
    for claim in sentence["claims"]:
        marked += [(claim["denied_by"], "N"), (claim["hedged_by"], "H")]
    for each in sentence["mentions"]:
        if each["kind"] != "population":
            mark = "E" if each["exposure"] else "O"
            marked.append((each, mark.lower() if each["silence"] else mark))
    for claim in sentence["claims"]:  # a pronoun, or words that only mean an outcome
        marked += [(claim["exposure"], "E"), (claim["outcome"], "O")]
    for words, mark in marked:
        if words is not None and start <= words["start"] < sentence["end"]:
            yield words["start"] - start, words["end"] - start, mark


def _mention(each: dict[str, Any]) -> tuple[str, str]:
    said = f"{each['kind']}: {each['label']}"
    if each["inverse"]:
        said += ", turned round"
    if each["tentative"]:
        said += ", ambiguous: counts only right under a cue"
    return each["text"], said


def _cue(each: dict[str, Any]) -> tuple[str, str]:
    marks = [each["change"]]
    marks += ["weak: yields to a stronger cue"] if each["weak"] else []
    marks += ["says only that two things go together"] if each["correlational"] else []
    return each["text"], f"{each['role']}: {', '.join(marks)} (“{each['lemma']}” in {each['file']})"


def _zone(each: dict[str, Any]) -> tuple[str, str]:
    said = "who is spoken of" if each["kind"] == "population" else "what it is compared with"
    return each["text"], f"{said}, excepted" if each["exception"] else said


def _claim(number: int, claim: dict[str, Any], sentence: dict[str, Any]) -> Iterator[str]:
    from web.wording import reading

    said = reading(claim["direction"], claim["hedge"], claim["causality"])
    title = f"Claim {number}: {claim['exposure']['label']} {said} {claim['outcome']['label']}"
    yield from _filled(title, "")
    rows = [
        ("exposure", f"{_place(claim['exposure'], sentence)}: {claim['origin_meaning']}"),
        ("outcome", _place(claim["outcome"], sentence)),
        ("direction", "; ".join(claim["way"])),
        ("effect", claim["effect"]),
    ]
    if claim["implied"]:
        rows[1] = ("outcome", f"{rows[1][1]}: only meant, since the text is mostly about it")
    if claim["denied_by"]:
        rows.append(("denied", f"by “{claim['denied_by']['text']}”"))
    if claim["hedge"]:
        words = claim["hedged_by"]
        rows.append(("hedge", claim["hedge"] + (f", by “{words['text']}”" if words else "")))
    rows.append(("causality", claim["causality"]))
    details = ("population", "comparator", "dose", "magnitude", "attribution")
    rows += [(name, f"“{claim[name]}”") for name in details if claim[name]]
    steps = [f"{step['left']:.2f} {step['meaning']}" for step in claim["weighing"]]
    rows.append(("confidence", f"{claim['confidence']:.2f}: {', then '.join(steps)}"))
    yield from _rows(rows, 12)


def _place(mention: dict[str, Any], sentence: dict[str, Any]) -> str:
    inside = sentence["start"] <= mention["start"] < sentence["end"]
    return f"“{mention['text']}”" + ("" if inside else " in the text before")


def _mechanism(step: dict[str, Any]) -> str:
    way = step["direction"].replace("_", " ")
    return (
        f"Mechanism, no claim: {step['from']['label']} (“{step['from']['text']}”) -> "
        f"{step['to']['label']} (“{step['to']['text']}”): {way}"
    )


def _silences(sentence: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if sentence["silence"]:
        return
    for each in sentence["mentions"]:
        silence = each["silence"]
        if silence is not None and each["kind"] != "population":
            words = silence["shown_by"]
            shown = f" (“{words['text']}”)" if words and words["text"] != each["text"] else ""
            yield each["text"], silence["meaning"] + shown


def _table(title: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield ""
        yield title
        yield from _rows(rows, NAMES)


def _rows(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    for name, said in rows:
        yield from _filled(f"{_plain(name):{width}} {said}", "  ", width + 3)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _filled(text: str, indent: str, hanging: int | None = None) -> list[str]:
    from web.commands.underlining import shown

    later = indent if hanging is None else " " * hanging
    return wrap(
        shown(text), LINE, initial_indent=indent, subsequent_indent=later, break_on_hyphens=False
    )
