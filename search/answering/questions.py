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
from graph.model import Concept, ConceptKind, Direction, QuantityKind
from search.answering.naming import named_in, populations

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
class Dose:
    """A dose that a question names.

    Attributes:
        unit: a singular noun ("week", "IU"), or "times".
        period: what it is counted by ("day"); None where the question names none.
    """

    kind: QuantityKind
    text: str
    low: float
    high: float
    unit: str
    period: str | None = None


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
    generic = _patterns()["generic"]["words"].search(text)
    if generic is not None:
        named = [each for each in named if each[1] >= generic.end()]
    exposures = tuple(c for c, _, _ in named if c.kind.is_exposure)
    outcomes = tuple(c for c, _, _ in named if c.kind is ConceptKind.OUTCOME)
    people = [c for c, _, _ in named if c.kind is ConceptKind.POPULATION]
    unknown = None if people else _unknown_population(text, named)
    if unknown is not None and (meant := populations(unknown, vocabulary)):
        people, unknown = [vocabulary.concept(iri) for iri in sorted(meant)], None
    return Question(
        text=text,
        form=_form(text, exposures, outcomes),
        exposures=_unique(exposures),
        outcomes=_unique(outcomes),
        population=people[-1] if people else None,
        unknown_population=unknown,
        asked=_asked(text),
        doses=_doses(text),
        is_of_exercises=generic is not None and "habit" not in generic.group().lower(),
    )


def _unique(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
    return tuple({concept.iri: concept for concept in concepts}.values())


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    data: dict[str, Any] = tomllib.loads(
        files("search.answering").joinpath("questions.toml").read_text("utf-8")
    )
    return {
        group: {name: _alternatives(patterns) for name, patterns in members.items()}
        for group, members in data.items()
    }


def _alternatives(patterns: list[str]) -> re.Pattern[str]:
    """Compile patterns to one; groups of the same name get the number of their pattern."""
    numbered = [re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{at}>", each) for at, each in enumerate(patterns)]
    return re.compile("|".join(f"(?:{each})" for each in numbered), re.IGNORECASE)


def _form(text: str, exposures: tuple[Concept, ...], outcomes: tuple[Concept, ...]) -> Form:
    """Tell the form by the words, held against what the question names."""
    for name, pattern in _patterns()["forms"].items():
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
            return form if len(_unique(exposures)) > 1 and outcomes else None
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
        for name, pattern in _patterns()["asked"].items()
        if (match := pattern.search(text))
    ]
    if not found or any(name == "negated" for _, name in found):
        return None
    return Asked(min(found)[1])


_TIMES = {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5}
_UNITS = {"hour": "hour", "min": "minute", "rep": "repetition", "µg": "mcg", "gram": "g"}


def _doses(text: str) -> tuple[Dose, ...]:
    """Find the doses that a question names, a stretch of words once."""
    found: list[Dose] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in _patterns()["dose"].items():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_dose(QuantityKind(name), match))
    return tuple(found)


def _dose(kind: QuantityKind, match: re.Match[str]) -> Dose:
    groups = {name: match[number] for name, number in _groups(match).items() if match[number]}
    low = _number(groups["low"])
    unit = "times" if kind is QuantityKind.FREQUENCY else singular_unit(groups["unit"])
    return Dose(
        kind=kind,
        text=match.group(),
        low=low,
        high=_number(groups["high"]) if "high" in groups else low,
        unit=unit,
        period=groups.get("period", "").lower() or None,
    )


def _groups(match: re.Match[str]) -> dict[str, int]:
    """Return the groups of a match by their own names; see `_alternatives`."""
    return {
        name.rstrip("_0123456789"): number
        for name, number in match.re.groupindex.items()
        if match[number]
    }


def _number(words: str) -> float:
    named = _TIMES.get(words.lower())
    return float(named if named is not None else words.replace(",", ""))


def singular_unit(unit: str) -> str:
    """Name a unit in the singular, by its usual short form."""
    name = unit if unit == "IU" else unit.lower()
    name = name[:-1] if len(name) > 2 and name.endswith("s") else name
    return _UNITS.get(name, name)


def _unknown_population(text: str, named: Named) -> str | None:
    """Return the words at the end that say in whom, where they name nothing that is known."""
    match = _patterns()["population"]["phrases"].search(text)
    if match is None or not match.group().startswith(("in ", "among ", "In ", "Among ")):
        return None
    inside = any(end > match.start(1) for _, _, end in named)
    return None if inside else match.group(1)
