"""PubMed by NCBI's E-utilities: records by PubMed number, in batches, and numbers by DOI."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import DocumentError, RegistryError
from graph.identity import version_of
from graph.ids import normalise_doi
from ingest.readers.pubmed import work_of
from ingest.readers.xml import parse_xml
from ingest.registries.base import PUBMED, Answer, Question
from ingest.registries.matching import contradicts
from ingest.registries.notices import unmarked
from ingest.registries.polite import Request
from ingest.registries.pubmed_notices import notices_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Work
    from ingest.registries.base import Notices
    from ingest.registries.polite import PoliteClient

BATCH = 100  # records of one answer: a megabyte or two
DOIS = 40  # looked for in one search
GAP = 0.34  # at most three requests a second are allowed
GAP_WITH_KEY = 0.1  # ten with a key

_PMID = re.compile(r"[1-9]\d{0,8}")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]{1,300}")

Record = tuple["Work", "Notices"]


class PubMed:
    """Asks PubMed for records by number; for a source without one, by DOI.

    Args:
        client: a client of the E-utilities.
        has_key: whether it sends an API key, with which it may ask more often.
    """

    def __init__(self, client: PoliteClient, *, has_key: bool = False) -> None:
        self._client = client
        self._gap = GAP_WITH_KEY if has_key else GAP

    @property
    def name(self) -> str:
        """What it is called."""
        return PUBMED

    def keys(self, work: Work) -> tuple[str, ...]:
        """Return the key by which PubMed can be asked: its own number, else the DOI."""
        pmid = (work.pmid or "").strip()
        if _PMID.fullmatch(pmid):
            return (f"pmid:{pmid}",)
        doi = normalise_doi(work.doi or "")
        return (f"doi:{doi}",) if _DOI.fullmatch(doi) else ()

    def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
        """Answer a batch of questions after another, those by number first."""
        by_number = [each for each in questions if each.key.startswith("pmid:")]
        by_doi = [each for each in questions if each.key.startswith("doi:")]
        for start in range(0, len(by_number), BATCH):
            batch = by_number[start : start + BATCH]
            yield from self._answers(batch, [_name(each) for each in batch])
        for start in range(0, len(by_doi), DOIS):
            batch = by_doi[start : start + DOIS]
            try:
                numbers = self._search([_name(each) for each in batch])
            except RegistryError as error:
                yield from (Answer(question=each, error=error) for each in batch)
            else:
                yield from self._answers(batch, numbers)

    def _answers(self, batch: Sequence[Question], numbers: Sequence[str]) -> Iterator[Answer]:
        try:
            records = self._fetch(numbers) if numbers else []
        except RegistryError as error:
            yield from (Answer(question=each, error=error) for each in batch)
            return
        found: dict[str, Record] = {}
        for record in records:
            work = record[0]
            if work.pmid:
                found[f"pmid:{work.pmid}"] = record
            if work.doi:
                found.setdefault(f"doi:{normalise_doi(work.doi)}", record)
        for question in batch:
            yield _answer(question, found.get(question.key))

    def _fetch(self, numbers: Sequence[str]) -> list[Record]:
        form = {"db": "pubmed", "retmode": "xml", "id": ",".join(numbers)}
        request = Request("efetch.fcgi", form=form, gap=self._gap)
        return self._client.ask(request, _records) or []

    def _search(self, dois: Sequence[str]) -> list[str]:
        """Find the numbers of DOIs; what PubMed takes for words finds too much, and is parted."""
        terms = " OR ".join(f'"{doi}"[doi]' for doi in dois)
        form = {"db": "pubmed", "retmode": "json", "retmax": str(BATCH), "term": terms}
        request = Request("esearch.fcgi", form=form, gap=self._gap)
        count, numbers = self._client.ask(request, _found) or (0, [])
        if count <= BATCH:
            return numbers
        if len(dois) == 1:
            return []
        middle = len(dois) // 2
        return [*self._search(dois[:middle]), *self._search(dois[middle:])][:BATCH]


def _name(question: Question) -> str:
    return question.key.partition(":")[2]


def _answer(question: Question, record: Record | None) -> Answer:
    if record is None:
        return Answer(question=question)
    work, notices = record
    if contradicts(question.source, work) and version_of(work) is None:
        doubt = f"PubMed has another work under this number: “{work.title}”"
        return Answer(question=question, notices=notices, doubt=doubt)
    return Answer(question=question, work=work, notices=notices)


def _records(body: bytes) -> list[Record]:
    try:
        root = parse_xml(PUBMED, body)
    except DocumentError as error:
        raise RegistryError(f"sent an answer that {error.reason}") from error
    if root.tag != "PubmedArticleSet":
        raise RegistryError("sent an answer that is no set of PubMed records")
    found: list[Record] = []
    for element in root.iterfind("PubmedArticle"):
        read = work_of(element)
        title, _ = unmarked(read.title or "")
        work = replace(read, title=title or None)
        found.append((work, notices_in(element, work)))
    return found


def _found(body: bytes) -> tuple[int, list[str]]:
    """Read the answer to a search: how many there are, and the numbers of the first."""
    try:
        result = json.loads(body)["esearchresult"]
        if "ERROR" in result:
            raise RegistryError(f"could not search: {str(result['ERROR'])[:200]}")
        count, numbers = int(result["count"]), [str(each) for each in result["idlist"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RegistryError("sent an answer of another shape than it should have") from error
    return count, [each for each in numbers if _PMID.fullmatch(each)]
