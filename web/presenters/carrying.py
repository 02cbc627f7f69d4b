"""An answer to take along: its headline, every quote with its reference, and what did not count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from graph.bibliography import formatted, item_of, to_ris
from web.presenters.answering import SIDES, answer_result, by_sentence
from web.wording import JUDGEMENTS, REASONS, left_out, side_title, tally, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.records import Json
    from web.wiring import Library

STYLE = "vancouver"
CLOSING = (
    "Trabecula reports what articles say and which sources they cite. It gives no medical advice."
    " Its reading can be wrong, so read the quote, and the study behind it."
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


@dataclass(frozen=True, slots=True)
class _Quote:
    """A stored sentence with where it stands.

    Attributes:
        address: of the sentence on this site.
        page: of the article itself on the web, or None.
        numbers: of the works that it cites, in the list of references.
        aside: why it does not count, or "".
    """

    sentence: str
    lead_in: str | None
    article: str
    address: str
    page: str | None
    numbers: tuple[int, ...]
    aside: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An answer in the order in which it is read.

    Attributes:
        verdict: what it comes to, in a few words.
        told: sentences behind the headline.
        parts: headings with their quotes.
        sources: ids of the works cited, in the order of their numbers.
        references: those works in their style's form.
    """

    question: str
    verdict: str
    headline: str
    told: tuple[str, ...]
    parts: tuple[tuple[str, tuple[_Quote, ...]], ...]
    sources: tuple[str, ...]
    references: tuple[str, ...]
    address: str


def answer_text(library: Library, question: str, site: str) -> str:
    """Write an answer as plain text.

    Args:
        library: the collection.
        question: what is asked.
        site: address of the site, with a slash at its end.

    Raises:
        QueryError: the question is empty or too long.
    """
    sheet = _sheet(library, question, site)
    lines = [sheet.question, "", f"{sheet.verdict}: {sheet.headline}", *sheet.told]
    for title, quotes in sheet.parts:
        lines += ["", title.upper()]
        for each in quotes:
            lines += ["", f"{_opening(each)}“{each.sentence}”{_numbers(each)}{each.aside}"]
            lines += [f"    {each.article}: {each.address}"]
            lines += [f"    {each.page}"] if each.page else []
    if sheet.references:
        lines += ["", "REFERENCES", ""]
        lines += [f"{number}. {each}" for number, each in enumerate(sheet.references, start=1)]
    return "\n".join([*lines, "", f"From {sheet.address}", CLOSING]) + "\n"


def answer_markdown(library: Library, question: str, site: str) -> str:
    """Write an answer as Markdown; see `answer_text`."""
    sheet = _sheet(library, question, site)
    lines = [f"# {_escaped(sheet.question)}", ""]
    lines += [f"**{_escaped(sheet.verdict)}:** {_escaped(sheet.headline)}"]
    lines += [line for each in sheet.told for line in ("", _escaped(each))]
    for title, quotes in sheet.parts:
        lines += ["", f"## {_escaped(title)}"]
        for each in quotes:
            said = f"{_opening(each)}“{each.sentence}”{_numbers(each)}{each.aside}"
            page = f", [on the web](<{each.page}>)" if each.page else ""
            lines += ["", f"> {_escaped(said)}", ">"]
            lines += [f"> [{_escaped(each.article)}](<{each.address}>){page}"]
    if sheet.references:
        lines += ["", "## References", ""]
        lines += [f"{n}. {_escaped(each)}" for n, each in enumerate(sheet.references, start=1)]
    return "\n".join([*lines, "", f"[This answer](<{sheet.address}>). {CLOSING}"]) + "\n"


def answer_ris(library: Library, question: str, site: str) -> str:
    """Write an answer as RIS: an entry for itself, then its works with what is quoted for each."""
    sheet = _sheet(library, question, site)
    works = library.store.works(set(sheet.sources))
    told = [f"{sheet.verdict}: {sheet.headline}", *sheet.told]
    items = [{"id": "answer", "type": "webpage", "title": sheet.question, "URL": sheet.address}]
    notes: dict[str, list[str]] = {"answer": told}
    for title, quotes in sheet.parts:
        for each in quotes:
            said = f"{title}: “{each.sentence}”{each.aside} ({each.article}, {each.address})"
            cited = [sheet.sources[number - 1] for number in each.numbers]
            for source in cited or ["answer"]:
                notes.setdefault(source, []).append(said)
    items += [item_of(works[each]) for each in sheet.sources if each in works]
    return to_ris(items, notes)


def _sheet(library: Library, question: str, site: str) -> _Sheet:
    result = answer_result(library, question)
    numbers: dict[str, int] = {}
    parts = [
        (title, tuple(_quotes(items, numbers, site))) for title, items in _parts(result) if items
    ]
    works = library.store.works(set(numbers))
    reason = REASONS.get(result["reason"] or "")
    verdict = f"No verdict. {reason.title}" if reason else JUDGEMENTS[result["verdict"]]
    told = [result["explanation"] or (reason and f"{reason.meaning} {reason.next}")]
    told += [tally(result), left_out(result["not_counted"])]
    return _Sheet(
        question=" ".join(result["question"].split()),
        verdict=verdict,
        headline=result["headline"],
        told=tuple(each for each in told if each),
        parts=tuple(parts),
        sources=tuple(numbers),
        references=tuple(
            formatted(works[each], STYLE).text if each in works else each for each in numbers
        ),
        address=f"{urljoin(site, 'answer')}?{urlencode({'q': question})}",
    )


def _parts(result: Json) -> Iterator[tuple[str, list[Json]]]:
    """Yield the parts of an answer in the order of its page, each with its quotes."""
    for dose in result["doses"]:
        yield f"{dose['text']} ({dose['kind']})", dose["quotes"]
    for chain in result["chains"]:
        for link in chain:
            yield f"{link['from']['label']} {link['reading']} {link['to']['label']}", link["quotes"]
    yield "One set against the other", result["comparisons"]
    if not (result["findings"] or result["doses"]):
        for side in SIDES:
            yield side_title(result, side), result[side]
    for finding in result["findings"]:
        pair = f"{finding['exposure']['label']} and {finding['outcome']['label']}"
        said = f"{pair} ({_judged(finding)})"
        for side in SIDES:
            yield f"{said}: {side_title(finding, side)}", finding[side]
    yield "Passages with these words, which are no answer", result["passages"]


def _judged(finding: Json) -> str:
    if finding["reason"]:
        return REASONS[finding["reason"]].title.lower()
    return f"{JUDGEMENTS[finding['verdict']].lower()}; {tally(finding)}".rstrip(";. ")


def _quotes(items: Iterable[Json], numbers: dict[str, int], site: str) -> Iterator[_Quote]:
    """Yield each sentence once; `numbers` takes up the works that are cited first here."""
    for group in by_sentence([{"references": [], "own": None, **item} for item in items]):
        item = group[0]
        cited = [each["source"] for each in item["references"]] or (
            [item["own"]] if item["own"] else []
        )
        for source in cited:
            numbers.setdefault(source, len(numbers) + 1)
        rests = item["claim"]["rests_on"] if "claim" in item else None
        yield _Quote(
            sentence=" ".join(item["sentence"].split()),
            lead_in=" ".join((item.get("lead_in") or "").split()) or None,
            article=" ".join(item["article"]["title"].split()),
            address=urljoin(site, f"articles/{item['article']['id']}#p-{item['passage']}"),
            page=_web(item["article"]["url"]),
            numbers=tuple(dict.fromkeys(numbers[source] for source in cited)),
            aside={
                "nothing": " (no source cited, not counted)",
                "retracted": " (rests on a retracted source, not counted)",
            }.get(rests or "", ""),
        )


def _web(address: str | None) -> str | None:
    link = web_link(address)
    return link.replace("<", "%3C").replace(">", "%3E") if link else None


def _opening(each: _Quote) -> str:
    return f"{each.lead_in} … " if each.lead_in else ""


def _numbers(each: _Quote) -> str:
    return f" [{', '.join(map(str, each.numbers))}]" if each.numbers else ""


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
