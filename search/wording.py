"""The sentences around an answer's quotes; they hold counts and names, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Direction, Hedge
from search.questions import Form
from search.verdicts import DECISIVE, Reason, Verdict

if TYPE_CHECKING:
    from graph.model import Claim, Concept
    from search.questions import Question

MAX_PEOPLE = 3  # groups that a headline names

VERBS = {
    Direction.INCREASE: "increases",
    Direction.DECREASE: "decreases",
    Direction.NO_EFFECT: "does not change",
}
BARE = {
    Direction.INCREASE: "increase",
    Direction.DECREASE: "decrease",
    Direction.NO_EFFECT: "not change",
}


def count(number: int, noun: str) -> str:
    """Write a count with its noun: "1 source", "2 sources"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def headline(
    question: Question,
    exposure: Concept | None,
    outcome: Concept | None,
    verdict: Verdict | None,
    reason: Reason | None,
    *,
    findings: int = 0,
) -> str:
    """Write the one sentence that an answer opens with."""
    if reason is Reason.NOT_UNDERSTOOD:
        return "This question has no form that can be answered here."
    if reason is not None:
        return _refused(question, exposure, outcome, verdict, reason)
    if verdict is not None and exposure is not None and outcome is not None:
        return _decided(question, exposure, outcome, verdict)
    if outcome is not None and exposure is None:
        noun = "exercise or habit has" if findings == 1 else "exercises or habits have"
        return f"{findings} {noun} cited evidence on {outcome.label}."
    subject = exposure.label if exposure else "this"
    return f"{count(findings, 'outcome')} with cited evidence for {subject}."


def _decided(question: Question, exposure: Concept, outcome: Concept, verdict: Verdict) -> str:
    direction = verdict.direction
    if direction is None:
        raise ValueError("a decided answer has a direction")
    verb = _verb(direction, [claim.hedge for claim in _cited(verdict)])
    number = verdict.sources_of(direction)
    said = "is" if number == 1 else "are"
    whom = f" in {question.population.label}" if question.population else ""
    return (
        f"{count(number, 'independent source')} {said} cited for this: "
        f"{exposure.label} {verb} {outcome.label}{whom}. {_against(verdict)}"
    )


def _against(verdict: Verdict) -> str:
    """Say that nothing counts on the other side, and no more than that where something is cited."""
    cited = any(each.direction is not verdict.direction for each in verdict.retracted)
    return f"None {'that counts ' if cited else ''}is cited against it."


def in_whom(question: Question, verdict: Verdict) -> str | None:
    """Say in whom a verdict was found, where every cited claim names its people.

    A verdict that leaves them out would speak of everybody, which no such claim does.
    """
    cited = _cited(verdict)
    people = [] if question.population else _people(cited)
    if not people:
        return None
    return f"Found in {', '.join(people)}; what holds for some people need not hold for others."


def _cited(verdict: Verdict) -> list[Claim]:
    """Return the claims that the verdict rests on."""
    return [
        each.evidence.claim
        for each in verdict.claims
        if each.direction is verdict.direction and each.evidence.sources
    ]


def _people(cited: list[Claim]) -> list[str]:
    """Quote the people of claims, some at most; none where a claim names nobody."""
    named = [" ".join(claim.population.split()) for claim in cited if claim.population]
    quoted = [f"“{people}”" for people in dict.fromkeys(named)]
    if len(named) < len(cited):
        return []
    return [*quoted[:MAX_PEOPLE], "others"] if len(quoted) > MAX_PEOPLE else quoted


def _verb(direction: Direction, hedges: list[Hedge | None]) -> str:
    """Word a direction no more firmly than the firmest of the cited claims does."""
    if None in hedges:
        return VERBS[direction]
    return f"{'can' if Hedge.CAN in hedges else 'may'} {BARE[direction]}"


def _refused(
    question: Question,
    exposure: Concept | None,
    outcome: Concept | None,
    verdict: Verdict | None,
    reason: Reason,
) -> str:
    topic = " and ".join(concept.label for concept in (exposure, outcome) if concept) or "this"
    match reason:
        case Reason.CONFLICTING if verdict is not None:
            sides = ", ".join(
                f"{count(verdict.sources_of(each), 'source')} for “{VERBS[each]}”"
                for each in DECISIVE
                if verdict.sources_of(each)
            )
            return f"The cited sources disagree on {topic}: {sides}."
        case Reason.CONFLICTING:
            return f"The cited sources disagree on {topic}."
        case Reason.RETRACTED_ONLY:
            whom = f" in {question.population.label}" if question.population else ""
            return f"We don't know: what is cited on {topic}{whom} was retracted."
        case Reason.UNCITED_ONLY:
            return f"No claim on {topic} cites a source."
        case Reason.OUT_OF_POPULATION:
            return f"The claims on {topic} are not about the people asked about."
        case _ if missing := _missing(question, exposure, outcome):
            return f"We don't know: the question names no {missing} that is known here."
        case _:
            return f"We don't know: no article here claims anything on {topic}."


def _missing(question: Question, exposure: Concept | None, outcome: Concept | None) -> str | None:
    """Name what a question that needs both an exposure and an outcome does not name."""
    if question.form is not Form.DOES or (exposure and outcome):
        return None
    return "exercise or habit" if outcome else "outcome"


def explanation(
    question: Question, exposure: Concept | None, outcome: Concept | None, reason: Reason
) -> str:
    """Say what a reason means for this question, and what a person can do next."""
    match reason:
        case Reason.NO_CLAIMS if missing := _missing(question, exposure, outcome):
            return (
                f"None of its words is the name of an {missing} in the vocabulary. "
                "Search for the words instead, or ask about a related concept."
            )
        case Reason.NO_CLAIMS:
            return (
                "No sentence in the collection says that the one changes the other, or those that "
                "do leave open which way. Search for the words, or add articles on it."
            )
        case Reason.OUT_OF_POPULATION:
            whom = (
                question.population.label
                if question.population
                else question.unknown_population or "them"
            )
            return (
                f"There are claims on this, but none says that it holds for {whom}. "
                "They are quoted below; what holds for some people need not hold for others."
            )
        case Reason.UNCITED_ONLY:
            return (
                "The articles make claims on this and cite no source for them. They are quoted "
                "below; a claim without a source is not counted as evidence."
            )
        case Reason.RETRACTED_ONLY:
            return (
                "The sources that the articles cite for this were retracted since, so that nothing "
                "is left that counts as evidence. The claims are quoted below; do not rely on "
                "them, and look for other studies."
            )
        case Reason.CONFLICTING:
            return (
                "Cited sources stand on more than one side, and we do not pick one. "
                "Read both sides below; people, dose or methods may differ."
            )
        case Reason.NOT_UNDERSTOOD:
            return (
                "Ask, for example, “Does tai chi reduce falls?”, “What improves balance?” or "
                "“What does walking do?”, or search for the words instead."
            )
