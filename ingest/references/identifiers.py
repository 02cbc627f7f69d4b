"""The identifiers in a reference string: DOI, PubMed number, address."""

from __future__ import annotations

import re
from dataclasses import dataclass

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"\]]{3,2000}", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>\]}]{1,300}", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s{0,3}(\d{4,9})\b", re.IGNORECASE)
_PUBMED_URL = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{4,9})")
_PMCID = re.compile(r"\bPMC(?:ID)?:?\s{0,3}(?:PMC)?\d{4,9}\b")
# An identifier of known length, to which the PubMed number is glued where a tag was lost.
_GLUED = re.compile(r"(10\.1016/j\.[a-z]{2,12}\.\d{4}\.\d\d\.\d{3})(\d{7,8})")
_LABEL = re.compile(r"(?:\bdoi\b|\bhttps?://(?:dx\.)?doi\.org/)\s*:?\s*", re.IGNORECASE)
_URL_TAIL = re.compile(r"/(?:full|abstract|pdf|epdf|meta|html?|fulltext|summary)\b.*\Z")
_LINK = re.compile(r"!?\[([^\][]{0,500})\]\(([^()\s]{1,2000})\)")


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What names a work for machines.

    Attributes:
        text: the string with Markdown links written out.
        rest: that without the identifiers.
    """

    text: str
    rest: str
    doi: str | None
    pmid: str | None
    url: str | None


def take_identifiers(raw: str) -> Identifiers:
    """Find a reference's identifiers and cut them out; the first of each kind counts."""
    text = _LINK.sub(_unlink, raw)
    url = _first_url(text)
    doi = _first_doi(text)
    glued = _GLUED.fullmatch(doi) if doi else None
    if glued is not None:
        doi = glued.group(1)
    pmid_match = _PMID.search(text) or _PUBMED_URL.search(text) or glued
    rest = _PMCID.sub(" ", _PMID.sub(" ", _URL.sub(" ", text)))
    rest = _DOI.sub(" ", rest)
    return Identifiers(
        text=text,
        rest=_LABEL.sub(" ", rest),
        doi=doi,
        pmid=pmid_match.group(pmid_match.lastindex or 1) if pmid_match else None,
        url=url,
    )


def _unlink(match: re.Match[str]) -> str:
    """Write a Markdown link as its words and its target; words that only name the target go."""
    words, target = match.group(1), match.group(2)
    named = _DOI.search(words) or _URL.search(words) or words.casefold().startswith("view ")
    return f"{'' if named else words} {target} "


def _first_url(text: str) -> str | None:
    match = _URL.search(text)
    if match is None:
        return None
    url = match.group().rstrip(".,;:'")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(".,;")
    return url


def _first_doi(text: str) -> str | None:
    match = _DOI.search(text)
    if match is None:
        return None
    doi = match.group().rstrip(".,;:'*_")
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;")
    in_url = any(found.start() < match.start() < found.end() for found in _URL.finditer(text))
    return _URL_TAIL.sub("", doi.split("?")[0].split("#")[0]) if in_url else doi
