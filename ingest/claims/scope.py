"""Scope: which negation, hedge and purpose reach a cue."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph.model import Hedge
from ingest.claims.cues import Form, Role
from ingest.phrases import Phrases, lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.claims.cues import PlacedCue
    from ingest.words import Word

ADVICE_REACH = 8  # words between an advice and the verb that it advises
PARTIAL_REACH = 8  # words from a denied cue to the word that the denial is of
AIM_REACH = 20  # words between an aim and the verb or noun that it looks into
NEITHER = ("neither", "nor")  # right before an outcome: "increases neither pain nor injuries"

_HEDGE_ORDER = (None, Hedge.CAN, Hedge.SUGGESTS, Hedge.MAY)


class Stance(NamedTuple):
    """How a cue is meant.

    Attributes:
        asserted: it is neither a purpose nor an advice.
        partial: not the effect but its completeness is denied.
    """

    asserted: bool = True
    negated: bool = False
    partial: bool = False
    hedge: Hedge | None = None


_PLAIN = Stance()


@cache
def signals() -> Phrases[str]:
    """Return the words that deny ("negation", "nor", "some"), seem to, or hedge ("hedge:may")."""
    scope = lexicon("scope")
    entries = [
        (word, "nor" if word == "nor" else "negation") for word in scope["negation"]["words"]
    ]
    entries += [(word, "some") for word in scope["negation"]["some"]]
    entries += [(word, "apparent") for word in scope["negation"]["apparent"]]
    entries += [
        (word, f"hedge:{level}")
        for level, table in scope["hedge"].items()
        for word in table["words"]
    ]
    return Phrases(entries)


@cache
def wishes(table: str) -> Phrases[str]:
    """Return the words of a table of `purposes.toml`: "aim", "advice", "start" or "evidence"."""
    return Phrases((word, table) for word in lexicon("purposes")[table]["words"])


def weakest(*hedges: Hedge | None) -> Hedge | None:
    """Return the hedge that stands least behind the claim."""
    return max(hedges, key=_HEDGE_ORDER.index)


def stance_in(words: Sequence[Word], concepts: Sequence[int], first: int, stop: int) -> Stance:
    """Read the negations and hedges among `words[first:stop]`, outside the names of concepts.

    Two denials in one stretch ("no evidence that it does not ...") assert nothing.
    """
    found = signals().within(words, first, stop, concepts)
    if not found:
        return _PLAIN
    hedge = weakest(None, *(Hedge(value[6:]) for value in found if value.startswith("hedge:")))
    negations = found.count("negation") or min(1, found.count("nor"))  # "neither ... nor" is one
    partial = "some" in found or (bool(negations) and _partial(words, stop))
    return Stance(
        asserted=negations < 2,
        negated=negations == 1 and not partial,
        partial=partial,
        hedge=hedge,
    )


def denied(stance: Stance) -> Stance:
    """Return the stance with the effect denied."""
    return stance._replace(negated=True)


@cache
def _some() -> Phrases[str]:
    return Phrases((word, "partial") for word in lexicon("scope")["negation"]["partial"])


def _partial(words: Sequence[Word], index: int) -> bool:
    return bool(_some().within(words, index, min(len(words), index + PARTIAL_REACH)))


class Assertion(Enum):
    """Whether a cue is asserted by its own words, or leans on the verb before it, or is neither."""

    YES = 1
    LEANS = 2
    NO = 3


def assertion_of(
    words: Sequence[Word], placed: PlacedCue, first: int, *, evidence: bool
) -> Assertion:
    """Tell whether a cue is said to hold, rather than wished for, aimed at or advised.

    Args:
        words: the sentence's words.
        placed: the cue.
        first: where its clause starts.
        evidence: the sentence names evidence; see `has_evidence`.
    """
    cue = placed.cue
    begin = max(first, placed.first - ADVICE_REACH)
    if cue.role not in (Role.VERB, Role.EVALUATIVE):
        return Assertion.LEANS
    aims_from = max(first, placed.first - AIM_REACH)
    if wishes("aim").within(words, aims_from, placed.first + 1):
        return Assertion.NO
    if evidence:
        return Assertion.YES
    if wishes("advice").within(words, begin, placed.first + 1):
        return Assertion.NO
    if cue.form in (Form.BASE, Form.ING):
        return _of_infinitive(words, placed, first)
    return Assertion.YES


def has_evidence(words: Sequence[Word]) -> bool:
    """Whether a body of evidence is named that asserts even what stands as a purpose."""
    return bool(wishes("evidence").within(words, 0, len(words)))


def tells_the_start(words: Sequence[Word]) -> bool:
    """Whether a sentence says how things stood before a study: "had more pain at baseline"."""
    compared = word_set("purposes", "start", "from")
    return any(
        wishes("start").at(words, index) and (not index or words[index - 1].text not in compared)
        for index, word in enumerate(words)
        if word.text in wishes("start").first_words
    )


def _of_infinitive(words: Sequence[Word], placed: PlacedCue, first: int) -> Assertion:
    before = placed.first - 1
    while before > first and words[before].text.endswith("ly"):
        before -= 1
    if before < first:
        return Assertion.LEANS
    marker, form = words[before].text, placed.cue.form
    if marker in word_set("grammar", "verbs", "modals") and form is Form.BASE:
        return Assertion.YES
    if not ((marker == "to" and form is Form.BASE) or (marker == "for" and form is Form.ING)):
        return Assertion.LEANS
    if before > first and words[before - 1].text in ("and", "or"):
        return Assertion.LEANS
    licence = lexicon("purposes")["licence"]
    near = words[max(first, before - licence["reach"]) : before]
    return Assertion.YES if any(word.text in licence["words"] for word in near) else Assertion.NO


def combine(before: Stance, own: Stance, form: Form, assertion: Assertion) -> Stance:
    """Let a verb that leans on the one before it take over that one's stance.

    An -ing form ("by improving ...") takes the hedge but not the negation.
    """
    if not form.leans:
        return own
    leaning = assertion is Assertion.LEANS
    return Stance(
        asserted=own.asserted and (before.asserted or not leaning),
        negated=own.negated or (before.negated and form is Form.BASE and leaning),
        partial=own.partial or (before.partial and form is Form.BASE and leaning),
        hedge=weakest(before.hedge, own.hedge) if leaning else own.hedge,
    )
