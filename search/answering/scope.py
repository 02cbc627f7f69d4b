"""Whether a claim speaks of the people and the doses that a question is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.model import QuantityKind
from search.answering.doses_asked import singular_unit
from search.answering.naming import populations

if TYPE_CHECKING:
    from graph.model import Claim, Concept, Evidence, Quantity
    from graph.vocabulary import Vocabulary
    from search.answering.doses_asked import Dose
    from search.answering.questions import Question


class Standing(StrEnum):
    """How a claim stands to the people and the doses asked about."""

    APPLIES = "applies"
    OTHER_PEOPLE = "other people"
    OTHER_DOSE = "other dose"


@dataclass(frozen=True, slots=True)
class Scope:
    """The people and the doses that a question is about.

    Attributes:
        population: in whom; None for anybody.
        is_unknown: somebody was named whom the vocabulary does not have.
        doses: the doses named.
    """

    vocabulary: Vocabulary
    population: Concept | None = None
    is_unknown: bool = False
    doses: tuple[Dose, ...] = ()
    _named: dict[str, frozenset[str]] = field(default_factory=dict)

    def judge(self, evidence: Evidence) -> tuple[Standing, tuple[str, ...]]:
        """Tell how a claim stands, and what of it differs where it applies.

        A claim applies to the people asked about when it names them, some of them, or a group that
        they belong to. One that names nobody is not taken to hold for particular people.
        """
        claim = evidence.claim
        if self.is_unknown:
            return Standing.OTHER_PEOPLE, ()
        people = self._people(claim.population) if claim.population else frozenset[str]()
        if self.population is not None and not people & self._near(self.population):
            return Standing.OTHER_PEOPLE, ()
        if not all(_meets(claim, dose) for dose in self.doses):
            return Standing.OTHER_DOSE, ()
        asked = {self.population.iri} if self.population else set[str]()
        other_people = bool(claim.population) and people != asked
        return Standing.APPLIES, (("population",) if other_people else ()) + (
            ("dose",) if claim.dose and not self.doses else ()
        )

    def _people(self, words: str) -> frozenset[str]:
        """Return the populations that a claim's words name; each wording is read once."""
        if words not in self._named:
            self._named[words] = populations(words, self.vocabulary)
        return self._named[words]

    def _near(self, population: Concept) -> frozenset[str]:
        broader = self.vocabulary.broader(population.iri)
        return broader | self.vocabulary.narrower(population.iri) | {population.iri}


def scope_of(question: Question, vocabulary: Vocabulary) -> Scope:
    """Return the scope of a question."""
    return Scope(
        vocabulary,
        question.population,
        question.unknown_population is not None,
        question.doses,
    )


def _meets(claim: Claim, dose: Dose) -> bool:
    return any(_is_of(quantity, dose) for quantity in claim.quantities)


def _is_of(quantity: Quantity, dose: Dose) -> bool:
    """Tell whether a quantity of a claim lies within a dose asked about, or around it."""
    if quantity.kind is not dose.kind or quantity.low is None or quantity.unit is None:
        return False
    unit, _, period = quantity.unit.partition(" per ")
    if dose.period and period and period != dose.period:
        return False
    if quantity.kind is not QuantityKind.FREQUENCY and singular_unit(unit) != dose.unit:
        return False
    high = quantity.low if quantity.high is None else quantity.high
    return quantity.low <= dose.high and dose.low <= high
