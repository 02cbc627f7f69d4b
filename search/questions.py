"""What a question asks: its form, the concepts that it names, and which change it asks for."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.errors import QueryError
from graph.model import Concept, ConceptKind, Direction
from search.analysis import Token, analyse
from search.concept_names import concept_names

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary

MAX_LENGTH = 500  # characters of a question


class Form(StrEnum):
    """The forms of question that have an answer."""

    DOES = "does"
    WHAT_HELPS = "what_helps"
    WHAT_DOES = "what_does"
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
    """

    text: str
    form: Form
    exposures: tuple[Concept, ...] = ()
    outcomes: tuple[Concept, ...] = ()
    population: Concept | None = None
    unknown_population: str | None = None
    asked: Asked | None = None

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
    named = _named(text, vocabulary)
    if generic := _patterns()["generic"]["words"].search(text):
        named = [each for each in named if each[1] >= generic.end()]
    exposures = tuple(c for c, _, _ in named if c.kind.is_exposure)
    outcomes = tuple(c for c, _, _ in named if c.kind is ConceptKind.OUTCOME)
    populations = [c for c, _, _ in named if c.kind is ConceptKind.POPULATION]
    return Question(
        text=text,
        form=_form(text, exposures, outcomes),
        exposures=_unique(exposures),
        outcomes=_unique(outcomes),
        population=populations[-1] if populations else None,
        unknown_population=None if populations else _unknown_population(text, named),
        asked=_asked(text),
    )


def _unique(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    return tuple({concept.iri: concept for concept in concepts}.values())


Named = list[tuple[Concept, int, int]]


def _named(text: str, vocabulary: Vocabulary) -> Named:
    """Find the concepts that a text names, the longest name at each place, with their places."""
    tokens: list[Token] = analyse(text)
    found: Named = []
    for start, end, iris in concept_names(vocabulary).find([token.word for token in tokens]):
        place = tokens[start].start, tokens[end - 1].end
        found += [(vocabulary.concept(iri), *place) for iri in iris]
    return found


def recognise(text: str, vocabulary: Vocabulary, kind: ConceptKind) -> tuple[Concept, ...]:
    """Find the concepts of one kind that a text names, in its order."""
    return tuple(concept for concept, _, _ in _named(text, vocabulary) if concept.kind is kind)


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    data: dict[str, Any] = tomllib.loads(
        files("search").joinpath("questions.toml").read_text("utf-8")
    )
    return {
        group: {
            name: re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
            for name, patterns in members.items()
        }
        for group, members in data.items()
    }


def _form(text: str, exposures: tuple[Concept, ...], outcomes: tuple[Concept, ...]) -> Form:
    """Tell the form by the first words, held against what the question names."""
    for name, pattern in _patterns()["forms"].items():
        if not pattern.search(text):
            continue
        form = Form(name)
        if form is not Form.DOES and not exposures and not outcomes:
            return Form.OTHER
        if form is Form.WHAT_HELPS and exposures and not outcomes:
            return Form.WHAT_DOES
        if form is not Form.DOES and exposures and outcomes:
            return Form.DOES
        if form is Form.WHAT_DOES and outcomes:
            return Form.WHAT_HELPS
        return form
    return Form.DOES if exposures and outcomes else Form.OTHER


def _asked(text: str) -> Asked | None:
    """Tell the change asked for by the first word in the text that names one."""
    found = [
        (match.start(), name)
        for name, pattern in _patterns()["asked"].items()
        if (match := pattern.search(text))
    ]
    return Asked(min(found)[1]) if found else None


def _unknown_population(text: str, named: Named) -> str | None:
    """Return the words at the end that say in whom, where they name nothing that is known."""
    match = _patterns()["population"]["phrases"].search(text)
    if match is None or not match.group().startswith(("in ", "among ", "In ", "Among ")):
        return None
    inside = any(end > match.start(1) for _, _, end in named)
    return None if inside else match.group(1)
