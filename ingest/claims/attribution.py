"""Attribution: whom a sentence names for what it says, such as "a 2019 review of 24 trials"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.claims.signs import SignKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.claims.sentence import Sentence
    from ingest.claims.signs import Sign

MAX_WORDS = 16  # of a name; what is longer is a clause
_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|reviews?|meta-analys[ie]s|RCTs?|guidelines?|reports?|analys[ie]s|"
    r"survey|cohort|researchers|scientists|authors|experts|university|institute|organi[sz]ation)\b",
    re.IGNORECASE,
)
# What begins a name; "studies", "researchers" and the like alone name nobody.
_BEGINS = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Tt]he|[Tt]his|[Ss]everal|[A-Z][\w-]+|\d)"
)
_NOBODY = re.compile(r"(?:[A-Za-z]+\s)?(?:[Ss]tudies|[Rr]esearchers|[Tt]rials|[Ee]xperts)")
_VERB = re.compile(r"\s(?:have|has|had|did|does|do|were|was|also|recently|then)\b")
_OPENING = re.compile(
    r"^(?:however|moreover|furthermore|and|but|also|additionally|in fact|indeed|interestingly|"
    r"in addition|for example|similarly|finally|although|while)[,\s]+",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b[Aa]ccording to ([^,;:.]{2,120})")
_NARRATIVE = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]+(?:\s(?:and|&)\s[A-ZÀ-Þ][\w’'-]+|\set\s?al\.?)(?:,?\s\(?\d{4}[a-z]?\)?)?"
    r"(?=[^.;]{0,40}?\b(?:found|show|showed|reported|demonstrated|concluded|observed|suggested))"
)


def attribution_of(sentence: Sentence, signs: Iterable[Sign]) -> str | None:
    """Quote whom the sentence names for what it says; None where it names nobody.

    Args:
        sentence: the sentence.
        signs: its signs, in order.
    """
    text = sentence.text[sentence.start : sentence.end]
    if match := _ACCORDING.search(text):
        return match[1].strip()
    if match := _NARRATIVE.search(text):
        return match[0].strip()
    start = sentence.start
    for sign in signs:
        word = sentence.words[sign.first]
        if sign.kind is SignKind.REPORT:
            name = _name(sentence.text[start : word.start])
            if name is not None:
                return name
        if sign.kind in (SignKind.BREAK, SignKind.COLON, SignKind.REPORT):
            start = sentence.words[sign.last].end
    return None


def _name(words: str) -> str | None:
    """Take a clause's words before its report for a name, where they name a study or a body."""
    words = _VERB.split(words, maxsplit=1)[0]
    name = _OPENING.sub("", words.strip(" \t\n*_:;,.—–-“\"'"))
    name = name.rsplit(", ", 1)[-1] if _STUDY.search(name.rsplit(", ", 1)[-1]) else name
    named = _STUDY.search(name) and _BEGINS.match(name) and not _NOBODY.fullmatch(name)
    return name if named and len(name.split()) <= MAX_WORDS else None
