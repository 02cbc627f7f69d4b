"""Cues: the words that say that, and which way, an outcome changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


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
        needs: words one of which must stand shortly before: without a verb an evaluative is a
            title, and that something changes says nothing but where it is denied.
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


class PlacedCue(NamedTuple):
    """A cue at words `first` to `last` of a sentence."""

    cue: Cue
    first: int
    last: int
