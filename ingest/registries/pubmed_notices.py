"""The notices in a PubMed record: what it links to as its retraction, erratum or concern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.identity import work_keys
from graph.ids import normalise_doi
from graph.model import Notice, NoticeKind
from ingest.readers.xml import words_of
from ingest.registries.base import PUBMED
from ingest.registries.notices import iso_date, kind_of, reasons_of, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from graph.model import Work
    from ingest.registries.base import Notices

MAX_NOTICES = 200  # of one record
MAX_NOTE = 300  # characters
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# A notice is cited as "J Bone. 2015 Mar 4;12(3):1. doi: 10.1000/notice".
_DATE = re.compile(
    r"\b((?:19|20)\d\d)(?:\s([A-Z][a-z]{2})\b(?:-[A-Z][a-z]{2})?(?:\s(\d{1,2})\b)?)?"
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s;]{1,300}")


def notices_in(record: _Element, work: Work) -> Notices:
    """Read what a PubmedArticle element says became of it.

    Args:
        record: the element.
        work: what it is cited as; gives the keys.
    """
    found = list(_linked(record, work.doi))
    if not any(each.kind is NoticeKind.RETRACTED for each in found) and _is_retracted(record):
        found.append(Notice(NoticeKind.RETRACTED, None, None, PUBMED))
    keys = tuple(key for key in work_keys(work) if key.startswith(("doi:", "pmid:")))
    return dict.fromkeys(found, keys) if keys else {}


def _is_retracted(record: _Element) -> bool:
    types = record.iterfind("MedlineCitation/Article/PublicationTypeList/PublicationType")
    if any(words_of(each).casefold() == "retracted publication" for each in types):
        return True
    return unmarked(words_of(record.find("MedlineCitation/Article/ArticleTitle")))[1]


def _linked(record: _Element, about: str | None) -> Iterator[Notice]:
    links = record.findall("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    for link in links[:MAX_NOTICES]:
        relation = link.get("RefType") or ""
        kind = kind_of(relation)
        # "RetractionIn" leads to the notice; "RetractionOf" says that this is one.
        if kind is None or not relation.endswith("In"):
            continue
        cited = words_of(link.find("RefSource"))
        doi, pmid = _DOI.search(cited), words_of(link.find("PMID"))
        address = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdecimal() else None
        note = words_of(link.find("Note"))[:MAX_NOTE]
        yield Notice(
            kind,
            _date(cited),
            normalise_doi(doi.group()) if doi else address,
            PUBMED,
            (*reasons_of(relation, about), *((note,) if note else ())),
        )


def _date(cited: str) -> str | None:
    match = _DATE.search(cited)
    if match is None:
        return None
    year, month, day = match.groups()
    number = _MONTHS.index(month.casefold()) + 1 if (month or "").casefold() in _MONTHS else None
    return iso_date(int(year), number, int(day) if number and day else None)
