"""The sentences of an answer that is none: which reason holds, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answering.questions import Form
from search.answering.verdicts import Reason
from search.answering.wording import in_people

if TYPE_CHECKING:
    from search.answering.questions import Question


def headline_without(question: Question, reason: Reason) -> str:
    """Write the one sentence that a refusal opens with."""
    exposures, outcomes = question.exposures, question.outcomes
    topic = " and ".join(each.label for each in (*exposures[:1], *outcomes[:1])) or "this"
    whom = in_people(question)
    if reason is Reason.NO_CLAIMS and (missing := _missing(question)):
        return f"We don't know: the question names no {missing} that is known here."
    if reason is Reason.NOT_COMPARED:
        pair = " and ".join(each.label for each in exposures[:2])
        return f"We don't know: no source here compares {pair} on {outcomes[0].label}."
    return {
        Reason.NO_CLAIMS: f"We don't know: no article here claims anything on {topic}.",
        Reason.OUT_OF_POPULATION: f"The claims on {topic} are not about the people asked about.",
        Reason.OUT_OF_DOSE: f"The claims on {topic} are not about the dose asked about.",
        Reason.UNCITED_ONLY: f"No claim on {topic} cites a source.",
        Reason.RETRACTED_ONLY: f"We don't know: what is cited on {topic}{whom} was retracted.",
        Reason.NO_DOSES: f"We don't know: no cited claim on {topic} names a dose.",
        Reason.NO_CHAIN: f"We don't know: no article here says by what way, on {topic}.",
        Reason.SAFETY_UNKNOWN: f"We don't know whether {topic} is safe{whom}.",
        Reason.UNSAFE: "This is a question for a clinician, not for a collection of articles.",
        Reason.NOT_UNDERSTOOD: "This question has no form that can be answered here.",
    }[reason]


def _missing(question: Question) -> str | None:
    """Name what a question that needs both an exposure and an outcome does not name."""
    if question.form is not Form.DOES or (question.exposures and question.outcomes):
        return None
    return "exercise or habit" if question.outcomes else "outcome"


def explanation(question: Question, reason: Reason) -> str:
    """Say what a reason means for this question, and what a person can do next."""
    if reason is Reason.NO_CLAIMS and (missing := _missing(question)):
        return (
            f"None of its words is the name of an {missing} in the vocabulary. "
            "Search for the words instead, or ask about a related concept."
        )
    if reason is Reason.OUT_OF_POPULATION:
        whom = question.population.label if question.population else None
        return (
            f"There are claims on this, but none says that it holds for "
            f"{whom or question.unknown_population or 'them'}. "
            "They are quoted below; what holds for some people need not hold for others."
        )
    return EXPLANATIONS[reason]


EXPLANATIONS = {
    Reason.NO_CLAIMS: (
        "No sentence in the collection says that the one changes the other, or those that "
        "do leave open which way. Search for the words, or add articles on it."
    ),
    Reason.OUT_OF_DOSE: (
        "There are claims on this, but none names the dose asked about. They are quoted below; "
        "what was found at one dose need not hold at another."
    ),
    Reason.UNCITED_ONLY: (
        "The articles make claims on this and cite no source for them. They are quoted "
        "below; a claim without a source is not counted as evidence."
    ),
    Reason.RETRACTED_ONLY: (
        "The sources that the articles cite for this were retracted since, so that nothing "
        "is left that counts as evidence. The claims are quoted below; do not rely on "
        "them, and look for other studies."
    ),
    Reason.NOT_COMPARED: (
        "What is claimed of each is quoted below, each with its own verdict. That one has more "
        "sources than the other does not make it the better one."
    ),
    Reason.NO_DOSES: (
        "There are cited claims on this, and they do not say how much. They are quoted below."
    ),
    Reason.NO_CHAIN: (
        "What is claimed of the one and the other is quoted below; nothing that stands between "
        "them is."
    ),
    Reason.SAFETY_UNKNOWN: (
        "That no harm is claimed does not make something safe, and a harm that is claimed for some "
        "need not befall others. What the collection says of harms and risks is quoted below, "
        "whoever it is about; ask a clinician who knows the person."
    ),
    Reason.UNSAFE: (
        "Whether one person should start, stop or change a treatment, and what is wrong with them, "
        "is not answered here. Ask their clinician or pharmacist; in an emergency, call for help."
    ),
    Reason.NOT_UNDERSTOOD: (
        "Ask, for example, “Does tai chi reduce falls?”, “What improves balance?” or "
        "“What does walking do?”, or search for the words instead."
    ),
}
