"""Signs: words that part clauses, report a finding, point back, or judge."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ingest.claims import reports
from ingest.claims.cues import Role
from ingest.claims.reports import Standing
from ingest.phrases import Phrases, lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.claims.sentence import Sentence
    from ingest.words import Word


class SignKind(StrEnum):
    """What a sign does."""

    BREAK = "break"
    COLON = "colon"
    CONDITION = "condition"
    RELATIVE = "relative"
    DOUBT = "doubt"
    WEAK = "weak"
    HELD = "held"
    FALSE = "false"
    REPORT = "report"
    ANAPHOR = "anaphor"
    PERSON = "person"
    VERDICT = "verdict"
    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    RESTRICTION = "restriction"


class Sign(NamedTuple):
    """A sign at words `first` to `last`; a bare anaphor is a pronoun alone."""

    kind: SignKind
    first: int
    last: int
    bare: bool = False


_STANDINGS = {
    Standing.WEAK: SignKind.WEAK,
    Standing.OPEN: SignKind.DOUBT,
    Standing.FALSE: SignKind.FALSE,
    Standing.HELD: SignKind.HELD,
}
VERB_REACH = 3  # words between a relative pronoun and its verb
_HARD_MARKS = frozenset(";—")
_FULL_STOPS = frozenset(".!?")
_DASHES = ("-", "–", "--")  # between blanks


def _anaphora(table: str, key: str = "words") -> frozenset[str]:
    return word_set("anaphora", table, key)


@cache
def _phrases() -> Phrases[SignKind]:
    entries = [(word, SignKind.BREAK) for word in lexicon("scope")["breaks"]["words"]]
    entries += [(word, SignKind.CONDITION) for word in word_set("grammar", "clauses", "conditions")]
    entries += [(word, SignKind.RELATIVE) for word in word_set("grammar", "clauses", "relative")]
    entries += [(word, SignKind.DOUBT) for word in lexicon("grammar")["clauses"]["doubts"]]
    for kind in (SignKind.MIXED, SignKind.BETTER, SignKind.WORSE):
        entries += [(word, kind) for word in lexicon("anaphora")["verdict"][kind.value]]
    return Phrases(entries)


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a sign can begin with, so that the others cost next to nothing."""
    tables = ("report", "person", "verdict")
    words = {"that", "which", *word_set("grammar", "clauses", "times")}.union(
        *(_anaphora(table) for table in tables)
    )
    words |= _anaphora("anaphor", "pronouns") | _anaphora("anaphor", "demonstratives")
    return frozenset(words | _phrases().first_words | reports.first_words())


@cache
def judging_words() -> frozenset[str]:
    """Return the words that a judgement without an outcome can begin with."""
    kinds = (SignKind.MIXED, SignKind.BETTER, SignKind.WORSE)
    phrases = (each for kind in kinds for each in lexicon("anaphora")["verdict"][kind.value])
    return _anaphora("verdict") | {each.split()[0] for each in phrases}


def find_signs(sentence: Sentence) -> Iterator[Sign]:
    """Find the signs of a sentence, in order."""
    verbs = {placed.first for placed in sentence.cues if placed.cue.role is Role.VERB}
    conditional, depth = False, 0
    first_words = _first_words()
    for index, word in enumerate(sentence.words):
        if index and not word.joined:
            gap = sentence.text[sentence.words[index - 1].end : word.start]
            depth += gap.count("(") - gap.count(")")
            mark = None if depth > 0 else _mark_in(gap, sentence, word, conditional=conditional)
            if mark is not None:
                yield Sign(mark, index - 1, index - 1)
                conditional = False
        if sentence.concepts[index] >= 0 or word.text not in first_words:
            continue
        sign = _sign_at(sentence, index, verbs)
        if sign is not None:
            conditional = conditional or sign.kind is SignKind.CONDITION
            yield sign


def _mark_in(gap: str, sentence: Sentence, word: Word, *, conditional: bool) -> SignKind | None:
    """Read the punctuation before a word; a comma ends a condition that opened the sentence."""
    marks = set(gap)
    if ":" in marks:
        return SignKind.COLON
    if marks & _HARD_MARKS or gap.strip(" ") in _DASHES:
        return SignKind.BREAK
    if marks & _FULL_STOPS and len(marks) > 1 and sentence.text[word.start].isupper():
        return SignKind.BREAK
    return SignKind.RELATIVE if conditional else None


def _sign_at(sentence: Sentence, index: int, verbs: set[int]) -> Sign | None:
    words = sentence.words
    report = reports.report_at(words, index)
    if report is not None:
        return Sign(_STANDINGS[report.standing], report.first, report.last)
    hit = _phrases().at(words, index)
    if hit is not None:
        return Sign(hit[0][0], index, index + hit[1] - 1)
    if _turns_to(sentence, index, verbs):
        return Sign(SignKind.BREAK, index, index)
    if _restricts(sentence, index, verbs):
        return Sign(SignKind.RESTRICTION, index, index)
    if _reports(sentence, index):
        return Sign(SignKind.REPORT, index, index)
    if words[index].text in _anaphora("person"):
        return Sign(SignKind.PERSON, index, index) if _acts(sentence, index, verbs) else None
    if _is_verdict(sentence, index):
        return Sign(SignKind.VERDICT, index, index)
    return _anaphor(sentence, index, verbs)


def _turns_to(sentence: Sentence, index: int, verbs: set[int]) -> bool:
    """Whether "when" opens a clause that an outcome is the subject of: "when pain increased"."""
    if sentence.words[index].text not in word_set("grammar", "clauses", "times"):
        return False
    place = index + 1
    small = word_set("grammar", "determiners")
    while place < len(sentence.words) and sentence.words[place].text in small:
        place += 1
    outcome = sentence.outcome_over(place)
    return outcome is not None and outcome.last + 1 in verbs


def _restricts(sentence: Sentence, index: int, verbs: set[int]) -> bool:
    """Whether "that" or "which" says what an outcome does: "falls that may result in fractures"."""
    words = sentence.words
    if words[index].text not in ("that", "which") or not words[index].joined:
        return False
    behind = sentence.outcome_over(index - 1) is not None
    return behind and any(place in verbs for place in range(index + 1, index + 1 + VERB_REACH))


def _after(sentence: Sentence, index: int) -> str:
    return sentence.words[index + 1].text if index + 1 < len(sentence.words) else ""


def _reports(sentence: Sentence, index: int) -> bool:
    words = sentence.words
    if words[index].text not in _anaphora("report"):
        return False
    before = {word.text for word in words[max(0, index - 2) : index]}
    after = _after(sentence, index)
    return after == "that" or (after != "to" and not before & word_set("grammar", "verbs", "be"))


def _acts(sentence: Sentence, index: int, verbs: set[int]) -> bool:
    """Whether "you" or "we" is what the verb is said of: "you can build muscle"."""
    return index + 1 in verbs or _after(sentence, index) in word_set("grammar", "verbs", "acting")


def _is_verdict(sentence: Sentence, index: int) -> bool:
    """Whether a word calls the subject good without saying what for: "... are essential."."""
    words = sentence.words
    if words[index].text not in _anaphora("verdict") or sentence.cue_over(index) is not None:
        return False
    after = _after(sentence, index)
    ends = not after or not words[index + 1].joined
    ends = ends or after in word_set("grammar", "readings", "verdict_ends")
    be = word_set("grammar", "verbs", "be")
    return ends and any(word.text in be for word in words[max(0, index - 6) : index])


def _anaphor(sentence: Sentence, index: int, verbs: set[int]) -> Sign | None:
    words = sentence.words
    word, after = words[index].text, _after(sentence, index)
    if any(one.text in _anaphora("anaphor", "explained") for one in words[index + 1 : index + 6]):
        return None  # "this may be due to less sleep": what follows is the cause
    if word in _anaphora("anaphor", "pronouns"):
        if word == "it" and _is_expletive(sentence, index):
            return None
        return Sign(SignKind.ANAPHOR, index, index, bare=True)
    if word not in _anaphora("anaphor", "demonstratives"):
        return None
    nouns = _anaphora("anaphor", "nouns_after_the" if word == "the" else "nouns")
    for reach in (1, 2, 3):
        place = index + reach
        if place >= len(words) or not words[place].joined or sentence.concepts[place] >= 0:
            break
        if words[index + reach].text in nouns:
            return Sign(SignKind.ANAPHOR, index, index + reach)
    if word == "the":
        return None
    goes_on = after in _anaphora("anaphor", "auxiliaries") or after in _anaphora("report")
    return Sign(SignKind.ANAPHOR, index, index) if index + 1 in verbs or goes_on else None


def _is_expletive(sentence: Sentence, index: int) -> bool:
    """Whether "it" points nowhere: "it is important to", "it has been shown that"."""
    near = [word.text for word in sentence.words[index + 1 : index + 6]]
    empty = _anaphora("anaphor", "expletive")
    return any(
        text in ("that", "to") and any(one in empty for one in near[:place])
        for place, text in enumerate(near)
    )
