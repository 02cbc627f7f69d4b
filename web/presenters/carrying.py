"""An answer to take along: its headline, every quote with its reference, and what did not count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from graph.bibliography import formatted, item_of, to_ris
from graph.model import ReferenceType, Source
from graph.works import WORK_FIELDS
from web.presenters.answering import SIDES, answer_result, by_sentence
from web.wording import web_link
from web.wording_of_answers import JUDGEMENTS, REASONS, left_out, side_title, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.records import Json
    from web.wiring import Library

STYLE = "vancouver"
CLOSING = (
    "Trabecula reports what articles say and which sources they cite. It gives no medical advice."
    " Its reading can be wrong, so read the quote, and the study behind it."
)
GONE = "A work that the collection no longer holds."
ASIDES = {
    "nothing": " (no source cited, not counted)",
    "retracted": " (rests on a retracted source, not counted)",
}
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
        works: those cited, in the order of their numbers.
    """

    question: str
    verdict: str
    headline: str
    told: tuple[str, ...]
    parts: tuple[tuple[str, tuple[_Quote, ...]], ...]
    works: tuple[Source, ...]
    address: str

    @property
    def references(self) -> list[str]:
        """The works in their style's form, each under its number."""
        forms = (formatted(work, STYLE).text for work in self.works)
        return [f"{number}. {form}" for number, form in enumerate(forms, start=1)]


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
    if sheet.works:
        lines += ["", "REFERENCES", ""]
        lines += sheet.references
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
    if sheet.works:
        lines += ["", "## References", ""]
        lines += map(_escaped, sheet.references)
    return "\n".join([*lines, "", f"[This answer](<{sheet.address}>). {CLOSING}"]) + "\n"


def answer_ris(library: Library, question: str, site: str) -> str:
    """Write an answer as RIS: an entry for itself, then its works with what is quoted for each."""
    sheet = _sheet(library, question, site)
    items = [{"type": "webpage", "title": sheet.question, "URL": sheet.address}]
    items += map(item_of, sheet.works)
    notes: list[list[str]] = [[] for _ in items]
    notes[0] += [f"{sheet.verdict}: {sheet.headline}", *sheet.told]
    for title, quotes in sheet.parts:
        for each in quotes:
            said = f"{title}: “{each.sentence}”{each.aside} ({each.article}, {each.address})"
            for number in each.numbers or (0,):
                notes[number].append(said)
    return "".join(to_ris([item], said) for item, said in zip(items, notes, strict=True))


def _sheet(library: Library, question: str, site: str) -> _Sheet:
    result = answer_result(library, question)
    numbers: dict[str, int] = {}
    parts = [
        (title, tuple(_quotes(items, numbers, site))) for title, items in _parts(result) if items
    ]
    works = _works(library, result, numbers)
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
        works=works,
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


def _works(library: Library, result: Json, numbers: Iterable[str]) -> tuple[Source, ...]:
    """Return the works that are cited, in order; an older version that is cited as what it is."""
    older = {
        _key(each): each
        for _, items in _parts(result)
        for item in items
        for each in item.get("references", ())
        if each["newer_version"]
    }
    held = library.store.works({each["source"] for each in older.values()} | set(numbers))
    works = {
        key: replace(
            held[each["source"]],
            raw=each["raw"],
            versions=(),
            **{name: each[name] for name in WORK_FIELDS}
            | {"authors": tuple(each["authors"]), "type": ReferenceType(each["type"])},
        )
        for key, each in older.items()
        if each["source"] in held
    } | held
    # A work can go from the store between the two looks at it; its number stays.
    return tuple(works.get(each, Source(id=each, raw=GONE)) for each in numbers)


def _key(reference: Json) -> str:
    """Name what a reference cites: a work, or the older version of one that it is about."""
    return str(reference["id"] if reference["newer_version"] else reference["source"])


def _quotes(items: Iterable[Json], numbers: dict[str, int], site: str) -> Iterator[_Quote]:
    """Yield each sentence once; `numbers` takes up the works that are cited first here."""
    for group in by_sentence([{"references": [], "own": None, **item} for item in items]):
        item = group[0]
        cited = [_key(each) for each in item["references"]] or (
            [item["own"]] if item["own"] else []
        )
        for key in cited:
            numbers.setdefault(key, len(numbers) + 1)
        rests = item["claim"]["rests_on"] if "claim" in item else None
        yield _Quote(
            sentence=" ".join(item["sentence"].split()),
            lead_in=" ".join((item.get("lead_in") or "").split()) or None,
            article=" ".join(item["article"]["title"].split()),
            address=urljoin(site, f"articles/{item['article']['id']}#p-{item['passage']}"),
            page=_web(item["article"]["url"]),
            numbers=tuple(dict.fromkeys(numbers[key] for key in cited)),
            aside=ASIDES.get(rests or "", ""),
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
