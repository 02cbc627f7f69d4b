"""Cues: the words that say that, and which way, an outcome changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from ingest.phrases import Phrases, lexicon, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.words import Word


NEEDED_REACH = 6


class Role(StrEnum):
    """How a cue stands to its outcome."""

    VERB = "verb"
    NOUN = "noun"
    MODIFIER = "modifier"
    EVALUATIVE = "evaluative"
    PREDICATE = "predicate"


class Change(StrEnum):
    """What a cue says of what it governs; better and worse are measured by what is wished."""

    INCREASE = "increase"
    DECREASE = "decrease"
    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    MIXED = "mixed"


class Form(StrEnum):
    """A verb's form: finite forms stand on their own, the others lean on what is before them."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    ING = "ing"
    OTHER = "other"

    @property
    def leans(self) -> bool:
        """Whether the form takes over the modal and the negation of the verb before it."""
        return self in (Form.BASE, Form.ING)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as the lexicon gives it.

    Attributes:
        weak: yields to any stronger cue of its chain.
        alone: a verb that can say that its own subject changes.
        correlational: says that two things go together, not that one makes the other.
        aim: a noun that names an aim unless a verb or a judgement governs it ("management").
        of_cause: what "of" brings in behind it is no outcome but the cause.
        turned_by: words that turn the change round between the cue and its outcome.
        before: for an evaluative, the words one of which must follow.
        needs: words one of which must stand shortly before, since without a verb it is a title.
    """

    lemma: str
    role: Role
    change: Change
    form: Form = Form.OTHER
    weak: bool = False
    alone: bool = False
    correlational: bool = False
    aim: bool = False
    of_cause: bool = False
    turned_by: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PlacedCue:
    """A cue at words `first` to `last` of a sentence."""

    cue: Cue
    first: int
    last: int


class CueFinder:
    """Finds the cues of a sentence, one reading for each word."""

    def __init__(self) -> None:
        self._phrases = Phrases(_entries())

    def find(
        self, words: Sequence[Word], concepts: Sequence[int], *, inside: bool = False
    ) -> list[PlacedCue]:
        """Find the cues among words.

        Args:
            words: the sentence's words.
            concepts: for each word the number of the mention that it belongs to, or -1; a word of
                a mention is no cue.
            inside: the words are a concept's name themselves, so that a noun needs no neighbour.
        """
        found: list[PlacedCue] = []
        first_words = self._phrases.first_words
        index = 0
        while index < len(words):
            if concepts[index] >= 0 or words[index].text not in first_words:
                index += 1
                continue
            hit = self._phrases.at(words, index)
            cue = None
            if hit is not None and inside and index:
                cue = next((one for one in hit[0] if one.role is Role.NOUN), None)
            if hit is not None and cue is None:
                cue = _choose(hit[0], words, index, index + hit[1], concepts)
            if hit is None or cue is None:
                index += 1
                continue
            found.append(PlacedCue(cue, index, index + hit[1] - 1))
            index += hit[1]
        return found


def _readings(key: str) -> frozenset[str]:
    return word_set("grammar", "readings", key)


def _following() -> frozenset[str]:
    """Return the words that follow a verb and no modifier: "improved in", "reduced by"."""
    return word_set("grammar", "prepositions", "agent") | _readings("noun_after")


def _choose(
    cues: Sequence[Cue], words: Sequence[Word], first: int, stop: int, concepts: Sequence[int]
) -> Cue | None:
    """Choose among the readings of one form by the words around it."""
    before = words[first - 1].text if first and words[first].joined else ""
    after = words[stop].text if stop < len(words) and words[stop].joined else ""
    behind_concept = bool(first) and concepts[first - 1] >= 0 and words[first].joined
    before_concept = stop < len(words) and concepts[stop] >= 0 and words[stop].joined
    ambiguous = any(cue.role is Role.VERB for cue in cues)
    for cue in cues:
        if cue.lemma == "lower" and after in _readings("places"):
            continue
        match cue.role:
            case Role.EVALUATIVE:
                fits = (not cue.before or after in cue.before) and _has_needed(words, first, cue)
            case Role.NOUN:
                fits = _noun_fits(before, after, behind_concept=behind_concept, alone=not ambiguous)
            case Role.MODIFIER:
                fits = after not in _readings("places") and (
                    not ambiguous
                    or (after not in _following() and _modifier_fits(words, first, before, cue))
                )
            case Role.PREDICATE:
                behind = behind_concept or _becomes(words, first, concepts)
                fits = behind and not before_concept
            case Role.VERB if cue.form in (Form.BASE, Form.PRESENT):
                fits = _finite_fits(words, stop, before, cue)
            case Role.VERB:
                fits = not cue.correlational or cue.form is not Form.OTHER or _is_said(words, first)
        if fits:
            return cue
    return None


def _finite_fits(words: Sequence[Word], stop: int, before: str, cue: Cue) -> bool:
    """Whether a form that a noun or an adjective shares is a verb here: no "base of support"."""
    if before in _readings("no_verb_after"):
        return False
    lists = cue.form is Form.BASE and stop < len(words) and not words[stop].joined
    return not lists or before in _readings("verb_before")


def _has_needed(words: Sequence[Word], first: int, cue: Cue) -> bool:
    near = {word.text for word in words[max(0, first - NEEDED_REACH) : first]}
    return not cue.needs or bool(near & cue.needs)


def _is_said(words: Sequence[Word], first: int) -> bool:
    """Whether a form of "to be" stands before: "is associated with", no mere "related to"."""
    return any(
        word.text in word_set("grammar", "verbs", "auxiliaries")
        for word in words[max(0, first - 4) : first]
    )


def _becomes(words: Sequence[Word], first: int, concepts: Sequence[int]) -> bool:
    """Whether a verb of becoming joins the word to a concept: "bones become much stronger"."""
    verb = first - 1
    if verb > 1 and words[verb].joined and _is_adverb(words[verb].text):
        verb -= 1
    return (
        verb > 0
        and words[verb].text in word_set("grammar", "verbs", "becoming")
        and concepts[verb - 1] >= 0
    )


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in word_set("grammar", "verbs", "adverbs")


def _noun_fits(before: str, after: str, *, behind_concept: bool, alone: bool) -> bool:
    if after in _readings("noun_after"):
        return before not in _readings("verb_before") or before in _readings("noun_before")
    return alone and behind_concept


def _modifier_fits(words: Sequence[Word], first: int, before: str, cue: Cue) -> bool:
    if cue.lemma.endswith("ed"):
        if before in word_set("grammar", "verbs", "auxiliaries"):
            return False
        return before in _readings("modifier_before") or not before or before.isdigit()
    if before == "to" and first > 1:
        return words[first - 2].text in _readings("to_a_noun")
    return before not in _readings("verb_before") or before in ("and", "or")


def _entries() -> Iterator[tuple[str, Cue]]:
    """List the forms of all cues; where a form has several, the particular role comes first."""
    rows = [*lexicon("changes")["cue"]]
    rows += [
        {"role": "evaluative", "change": "better", "weak": True, **row}
        for row in [*lexicon("evaluatives")["cue"], *_combinations()]
    ]
    order = [Role.EVALUATIVE, Role.NOUN, Role.PREDICATE, Role.MODIFIER, Role.VERB]
    for row in sorted(rows, key=lambda one: order.index(Role(one["role"]))):
        yield from _forms(row)


def _combinations() -> Iterator[dict[str, Any]]:
    """Spell out every adjective with every noun: "key ingredient", "vital role"."""
    for row in lexicon("evaluatives")["combination"]:
        phrases = [
            f"{adjective} {noun}" for adjective in row["adjectives"] for noun in row["nouns"]
        ]
        yield {"lemma": phrases[0], "forms": phrases[1:], "before": row["before"]}


def _forms(row: dict[str, Any]) -> Iterator[tuple[str, Cue]]:
    role, lemma = Role(row["role"]), row["lemma"]
    given = {form: _form_of(form) for form in row.get("forms", ())}
    if role is Role.VERB:
        forms = {lemma: Form.OTHER} if row.get("invariant") else verb_forms(lemma)
        forms = {**forms, **given}
    elif role is Role.NOUN:
        forms = {lemma: Form.OTHER, f"{lemma}s": Form.OTHER, **dict.fromkeys(given, Form.OTHER)}
    else:
        forms = {lemma: Form.OTHER, **dict.fromkeys(given, Form.OTHER)}
    for form, kind in forms.items():
        yield (
            form,
            Cue(
                lemma=lemma,
                role=role,
                change=Change(row["change"]),
                form=kind,
                weak=row.get("weak", False),
                alone=row.get("alone", False),
                correlational=row.get("link") == "correlational",
                aim=row.get("aim", False),
                of_cause=row.get("of_cause", False),
                turned_by=frozenset(row.get("turned_by", ())),
                before=frozenset(row.get("before", ())),
                needs=frozenset(row.get("needs", ())),
            ),
        )


def _form_of(form: str) -> Form:
    verb = form.split()[0]
    if verb.endswith("ing"):
        return Form.ING
    return Form.PRESENT if verb.endswith("s") else Form.PAST


@cache
def verb_forms(lemma: str) -> dict[str, Form]:
    """Inflect a verb, or the first word of a phrase, by rule."""
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    stem = verb.removesuffix("e")
    ending_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = (
        f"{verb[:-1]}ies"
        if ending_y
        else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    )
    past = f"{verb[:-1]}ied" if ending_y else f"{stem}ed"
    return {
        f"{verb}{tail}": Form.BASE,
        f"{third}{tail}": Form.PRESENT,
        f"{past}{tail}": Form.PAST,
        f"{stem}ing{tail}": Form.ING,
    }
