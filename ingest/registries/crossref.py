"""Crossref's register, by its REST API: works by DOI, and DOIs by what a reference says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.errors import RegistryError
from graph.identity import version_of, work_keys
from graph.ids import normalise_doi
from graph.model import ReferenceType, Source, Work
from ingest.registries.base import CROSSREF, Answer, Question
from ingest.registries.crossref_works import is_notice, notices_in, titles_of, work_in
from ingest.registries.matching import contradicts, is_same
from ingest.registries.polite import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.registries.polite import PoliteClient

CANDIDATES = 3  # records looked at for a reference without a number
# In the polite pool ten records a second, or three lists, are allowed.
RECORD_GAP = 0.1
LIST_GAP = 0.35
QUERY_LENGTH = 400
SELECTED = (
    "DOI,type,title,subtitle,author,container-title,issued,published-print,volume,page,"
    "article-number,update-to"
)

_DOI = re.compile(r"10\.\d{4,9}/\S{1,300}")


class Crossref:
    """Asks Crossref; a source without a number is asked for by title, year and first author."""

    def __init__(self, client: PoliteClient) -> None:
        self._client = client

    @property
    def name(self) -> str:
        """What it is called."""
        return CROSSREF

    def keys(self, work: Work) -> tuple[str, ...]:
        """Return the keys by which Crossref can be asked: DOIs, else the title.

        Each version of a Cochrane review has a DOI and a record of its own.
        """
        dois = [] if work.doi is None else [normalise_doi(work.doi)]
        if isinstance(work, Source):
            dois += [version.doi for version in work.versions]
        found = [f"doi:{doi}" for doi in dict.fromkeys(dois) if _DOI.fullmatch(doi)]
        if not dois and not work.pmid and _can_be_matched(work):
            found = [key for key in work_keys(work) if key.startswith("title:")]
        return tuple(found)

    def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
        """Answer one question after another."""
        for question in questions:
            try:
                yield self._answer(question)
            except RegistryError as error:
                yield Answer(question=question, error=error)

    def _answer(self, question: Question) -> Answer:
        scheme, _, name = question.key.partition(":")
        doi = name if scheme == "doi" else self._find(question.source)
        if doi is None:
            return Answer(question=question)
        path = f"works/{quote(doi, safe='')}"
        record = self._client.ask(Request(path, gap=RECORD_GAP), _record)
        if record is None:
            return Answer(question=question)
        work, notices = work_in(record), notices_in(record)
        if scheme == "doi" and contradicts(question.source, work) and not _is_version(work):
            doubt = f"Crossref has another work under this DOI: “{work.title}”"
            return Answer(question=question, notices=notices, doubt=doubt)
        return Answer(question=question, work=work, notices=notices)

    def _find(self, source: Source) -> str | None:
        """Find the DOI of a work by its words; None where no record is surely the same."""
        author = source.authors[0] if source.authors else ""
        words = (source.title, author, source.container, str(source.year or ""))
        query = {
            "query.bibliographic": " ".join(filter(None, words))[:QUERY_LENGTH],
            "rows": str(CANDIDATES),
            "select": SELECTED,
        }
        records = self._client.ask(Request("works", query, gap=LIST_GAP), _records) or []
        found = {}
        for record in records:
            work = work_in(record)
            same = is_same(source, work, titles_of(record)) and not is_notice(record)
            if work.doi and same:
                found[work.doi] = work
        if len(found) > 1:  # an online version before the printed one, or versions of a review
            found = {doi: work for doi, work in found.items() if work.year == source.year}
        return next(iter(found)) if len(found) == 1 else None


def _can_be_matched(work: Work) -> bool:
    """Tell whether a reference says enough to tell its work from others."""
    return bool(
        work.title and work.year and work.authors and work.type is not ReferenceType.WEBPAGE
    )


def _is_version(work: Work) -> bool:
    return version_of(work) is not None


def _message(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RegistryError("sent an answer that is no JSON") from error
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        raise RegistryError("sent an answer of another shape than it should have")
    return message


def _record(body: bytes) -> Mapping[str, Any]:
    message = _message(body)
    if not isinstance(message.get("DOI"), str):
        raise RegistryError("sent a record without a DOI")
    return message


def _records(body: bytes) -> Sequence[Mapping[str, Any]]:
    items = _message(body).get("items")
    if not isinstance(items, list):
        raise RegistryError("sent a list of works that is none")
    return [item for item in items if isinstance(item, dict)]
