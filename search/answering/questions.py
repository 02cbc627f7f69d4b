"""What a question asks: its form, the concepts that it names, and which change it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.model import Concept, ConceptKind, Direction
from search.answering.doses_asked import Dose, doses_in
from search.answering.naming import named_in
from search.answering.people_asked import people_in
from search.answering.wordings import patterns

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary
    from search.answering.naming import Named

MAX_LENGTH = 500  # characters of a question


class Form(StrEnum):
    """The forms of question; the last two have no answer here."""

    DOES = "does"
    WHAT_HELPS = "what_helps"
    WHAT_DOES = "what_does"
    HOW_MUCH = "how_much"
    CHAIN = "chain"
    SAFETY = "safety"
    COMPARE = "compare"
    ADVICE = "advice"
    OTHER = "other"


class Asked(StrEnum):
    """Which change a question asks for; the last two follow what is good for the person."""

    INCREASE = "increase"
    DECREASE = "decrease"
    WISHED = "wished"
    UNWISHED = "unwished"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read.

    Attributes:
        exposures: the exercises and habits that it names, in order.
        outcomes: the outcomes that it names, in order.
        population: in whom, where it names a population that the vocabulary has.
        unknown_population: words that say in whom and that the vocabulary does not have.
        asked: the change asked for; None where none is.
        doses: the doses that it names.
        is_of_exercises: it asks which exercises, and not which habits.
    """

    text: str
    form: Form
    exposures: tuple[Concept, ...] = ()
    outcomes: tuple[Concept, ...] = ()
    population: Concept | None = None
    unknown_population: str | None = None
    asked: Asked | None = None
    doses: tuple[Dose, ...] = ()
    is_of_exercises: bool = False

    def wanted_direction(self, outcome: Concept) -> Direction | None:
        """Say which direction of an outcome the question asks for; None where it asks for none."""
        match self.asked:
            case Asked.INCREASE:
                return Direction.INCREASE
            case Asked.DECREASE:
                return Direction.DECREASE
            case Asked.WISHED:
                return outcome.wished
            case Asked.UNWISHED if outcome.wished is not None:
                rises = outcome.wished is Direction.INCREASE
                return Direction.DECREASE if rises else Direction.INCREASE
            case _:
                return None


def read_question(text: str, vocabulary: Vocabulary) -> Question:
    """Read a question.

    Raises:
        QueryError: it is empty or has more than 500 characters.
    """
    text = " ".join(text.split())
    if not text:
        raise QueryError("Type a question.")
    if len(text) > MAX_LENGTH:
        raise QueryError(f"A question may have {MAX_LENGTH} characters; this one has {len(text)}.")
    named = named_in(text, vocabulary)
    generic = patterns()["generic"]["words"].search(text)
    if generic is not None:
        named = [each for each in named if each[1] >= generic.end()]
    exposures = tuple(c for c, _, _ in named if c.kind.is_exposure)
    people, unknown, start = people_in(text, named, vocabulary)
    outcomes = _outcomes(named, start)
    return Question(
        text=text,
        form=_form(text, exposures, outcomes),
        exposures=_unique(exposures),
        outcomes=_unique(outcomes),
        population=people,
        unknown_population=unknown,
        asked=_asked(text),
        doses=doses_in(text),
        is_of_exercises=generic is not None and "habit" not in generic.group().lower(),
    )


def _unique(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    return tuple({concept.iri: concept for concept in concepts}.values())


def _form(text: str, exposures: tuple[Concept, ...], outcomes: tuple[Concept, ...]) -> Form:
    """Tell the form by the words, held against what the question names."""
    for name, pattern in patterns()["forms"].items():
        if pattern.search(text) and (form := _fitting(Form(name), exposures, outcomes)):
            return form
    return Form.DOES if exposures and outcomes else Form.OTHER


def _fitting(
    form: Form, exposures: tuple[Concept, ...], outcomes: tuple[Concept, ...]
) -> Form | None:
    """Return the form that a wording has, given what it names; None to try the next wording."""
    match form:
        case Form.ADVICE:
            return form
        case Form.SAFETY:
            return form if exposures else None
        case Form.COMPARE:
            if len(_unique(exposures)) == 1 or not exposures:
                return None
            return form if outcomes else Form.OTHER
        case Form.HOW_MUCH | Form.CHAIN:
            return form if exposures and outcomes else None
        case Form.DOES:
            return form
    if not exposures and not outcomes:
        return Form.OTHER
    if exposures and outcomes:
        return Form.DOES
    return Form.WHAT_DOES if exposures else Form.WHAT_HELPS


def _asked(text: str) -> Asked | None:
    """Tell the change asked for by the first word in the text that names one."""
    found = [
        (match.start(), name)
        for name, pattern in patterns()["asked"].items()
        if (match := pattern.search(text))
    ]
    if not found or any(name == "negated" for _, name in found):
        return None
    return Asked(min(found)[1])


def _outcomes(named: Named, start: int) -> tuple[Concept, ...]:
    """Return the outcomes named; those in the words for people only where there are no others."""
    found = [(c, at) for c, at, _ in named if c.kind is ConceptKind.OUTCOME]
    before = [(c, at) for c, at in found if at < start]
    return tuple(concept for concept, _ in before or found)
