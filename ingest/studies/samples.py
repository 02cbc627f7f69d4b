"""How many took part in a study, and how many studies a review takes in, as its abstract says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.studies import Quote, StudyDesign
from ingest.numbers import NUMBER, NUMERAL, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Passage

_PEOPLE = (
    r"(?:participants?|patients?|subjects?|people|persons?|individuals?|volunteers?|adults?|women|men|"
    r"girls|boys|children|adolescents|residents|veterans|females?|males?|athletes|seniors|elders|students|"
    r"players|runners|workers|outpatients|survivors|infants|mothers|nurses|employees|smokers|respondents)"
)
_TAKEN = (
    r"(?:randomi[sz]ed|recruited|enrolled|enroled|included|participated|completed|assigned|allocated|"
    r"studied|analy[sz]ed|took part|divided|evaluated|assessed|selected|screened and|invited)"
)
_WORD = r"(?!groups?\b|arms?\b|million\b|billion\b|percent\b)[^\W\d_][\w'’-]*[\s,]+"
_ADJECTIVES = rf"(?:{_WORD}){{0,6}}?"
_REPORTS = r"(?:trials|studies|rcts|articles|papers|reports)"
_GATHERED = r"(?:included|identified|reviewed|found|analy[sz]ed|selected|from|of|in)"
# From the surest way of saying it to the least sure; each gives the number as `n`.
_PARTICIPANTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\btotal (?:of|sample(?: size)? of) (?P<n>{NUMBER})\s{_ADJECTIVES}{_PEOPLE}\b",
        rf"\b(?P<n>{NUMBER})\s{_ADJECTIVES}{_PEOPLE}\b[^.;]{{0,80}}?\b{_TAKEN}\b",
        rf"\b{_TAKEN}\s(?:a total of\s)?(?P<n>{NUMBER})\s{_ADJECTIVES}{_PEOPLE}\b",
        rf"\b{_PEOPLE}\s(?:{_WORD}){{0,4}}\(\s?n\s?=\s?(?P<n>{NUMERAL})\s?\)?",
        rf"\b(?P<n>{NUMBER})\s{_ADJECTIVES}{_PEOPLE}\b",
    )
)
_GATHERED_BEFORE = rf"\b{_GATHERED}\s(?:a total of\s)?(?P<n>{NUMBER})\s{_ADJECTIVES}{_REPORTS}\b"
_GATHERED_BEHIND = (
    rf"\b(?P<n>{NUMBER})\s{_ADJECTIVES}{_REPORTS}\b[^.;]{{0,60}}?"
    r"\b(?:included|met|fulfilled|eligible|identified)\b"
)
_COUNTED = rf"\b(?P<n>{NUMBER})\s(?:trials|studies|rcts)\s?\("
_STUDIES = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (_GATHERED_BEFORE, _GATHERED_BEHIND, _COUNTED)
)
_REVIEWS = frozenset((StudyDesign.META_ANALYSIS, StudyDesign.SYSTEMATIC_REVIEW))
_AGE = re.compile(
    r"^[\s-](?:years?|yr|yrs|y|weeks?|months?|days?|min|h|hours?|sessions?)\b", re.IGNORECASE
)

Counted = tuple[int | None, Quote | None]


def participants_of(text: str, abstract: Sequence[Passage]) -> Counted:
    """Count the people of a study, where its abstract says in all how many they were."""
    return _first(text, abstract, _PARTICIPANTS)


def studies_of(text: str, abstract: Sequence[Passage], design: StudyDesign | None) -> Counted:
    """Count the studies that a systematic review takes in."""
    return _first(text, abstract, _STUDIES) if design in _REVIEWS else (None, None)


def _first(text: str, abstract: Sequence[Passage], patterns: Sequence[re.Pattern[str]]) -> Counted:
    for pattern in patterns:
        for passage in abstract:
            for match in _matches(pattern, text, passage):
                number = number_of(match["n"])
                if number is not None and number > 1:
                    return number, Quote(match.group(), match.start(), match.end())
    return None, None


def _matches(pattern: re.Pattern[str], text: str, passage: Passage) -> Iterator[re.Match[str]]:
    """Find a pattern in a passage, leaving out ages and lengths: "65 years old women"."""
    for match in pattern.finditer(text, passage.start, passage.end):
        before = text[max(passage.start, match.start("n") - 1) : match.start("n")]
        if not _AGE.match(text[match.end("n") :][:12]) and before not in (".", "-", "–", "%"):
            yield match
