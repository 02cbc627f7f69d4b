"""Answers in plain words: verdicts, reasons why there is none, sides, and what was not counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.model import Direction
from web.wording import DIRECTIONS, plural


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question got no verdict.

    Attributes:
        title: the reason in a few words.
        meaning: what it means.
        next: what one can do about it.
    """

    title: str
    meaning: str
    next: str


REASONS = {
    "no_claims": Reason(
        "No article says anything about it",
        "No sentence of the collection claims anything about this, one way or the other. That is"
        " no evidence against it.",
        "Look at what the collection holds on either side of the question, or search for it in"
        " other words.",
    ),
    "out_of_population": Reason(
        "Nothing about these people",
        "There are claims about this, but not about the people that you asked for, and what holds"
        " for one group need not hold for another.",
        "Ask again without the group to see what is said of others.",
    ),
    "uncited_only": Reason(
        "Claimed, but without a source",
        "Articles claim it, and none of them cites a source for it, so nothing can be checked.",
        "Read the sentences below as opinion, and look for a study before you rely on them.",
    ),
    "retracted_only": Reason(
        "Only retracted sources are cited",
        "Articles claim it and cite sources for it, and every one of those was withdrawn by its"
        " journal since, so that nothing is left that counts.",
        "Do not rely on the sentences below, and look for other studies.",
    ),
    "out_of_dose": Reason(
        "Nothing about this dose",
        "There are claims about this, and none names the dose that you asked for; what was found"
        " at one dose need not hold at another.",
        "Ask again without the dose to see which ones were tried.",
    ),
    "not_compared": Reason(
        "Nobody compares them",
        "No claim with a source sets one of them against the other.",
        "Read what is claimed of each below. More sources for one do not make it the better one.",
    ),
    "no_doses": Reason(
        "No dose is named",
        "There are claims with sources, and none of them says how much.",
        "Read them below, and look into the studies that they cite.",
    ),
    "no_chain": Reason(
        "Nobody says by what way",
        "No article says what stands between the one and the other.",
        "Read below what is claimed of the two.",
    ),
    "safety_unknown": Reason(
        "Not known to be safe",
        "No claim with a source speaks of harm, which does not make it safe.",
        "Read what is said of risks below, and ask a clinician who knows the person.",
    ),
    "unsafe": Reason(
        "A question for a clinician",
        "Whether one person should start, stop or change a treatment is not answered here.",
        "Ask their clinician or pharmacist; in an emergency, call for help.",
    ),
    "not_understood": Reason(
        "The question was not understood",
        "A question needs an exercise or an outcome that the vocabulary knows.",
        "Ask, for instance, “Does tai chi improve balance?”, “What improves balance?” or “What"
        " does tai chi do?”, or search for the words instead.",
    ),
}


JUDGEMENTS = {
    "supported": "Supported by the sources",
    "contradicted": "Contradicted by the sources",
    "mixed": "The sources disagree",
    "listed": "A list, each with its own verdict",
    "doses": "Doses that were tried",
    "compared": "Compared by sources",
    "harms": "Harm is claimed",
}
TOLD_BY = {
    "itself": "as the study says itself",
    "title": "named by its title",
    "journal": "all that its journal publishes",
}
INDIRECT = {
    "exposure": "a narrower exercise or habit",
    "outcome": "a narrower outcome",
    "population": "some people only, or others besides",
    "dose": "one dose only",
}

SIDES = {
    "unclear": "Without a clear direction",
    "retracted": "On retracted sources only, not counted",
    "other_populations": "About other people or doses, not counted",
}
NOT_COUNTED = {
    "uncited": "without a source",
    "retracted": "on retracted sources only",
    "unclear": "without a clear direction",
    "other_populations": "about other people or doses",
}


def side_title(part: dict[str, Any], side: str) -> str:
    """Name a side of an answer, or of a finding, by what its quotes say.

    Args:
        part: the answer or the finding.
        side: `for`, `against`, or one of SIDES.
    """
    if side in SIDES:
        return SIDES[side]
    said = dict.fromkeys(quote["direction"] for quote in part[side])
    named = " or ".join(f"“{DIRECTIONS[Direction(each)]}”" for each in said)
    if part["reason"] == "uncited_only":
        return f"Claimed without a source: {named}"
    if part["verdict"] == "mixed":
        return f"{'One side' if side == 'for' else 'The other side'}: {named}"
    return f"For {named}" if side == "for" else f"Against it: {named}"


def tally(part: dict[str, Any]) -> str:
    """Count the independent sources of an answer or a finding by direction; "" without any."""
    counts = [
        f"{plural(number, 'independent source')} for “{DIRECTIONS[Direction(side)]}”"
        for side, number in part["sides"].items()
    ]
    if part["sources_unclear"]:
        counts.append(f"{part['sources_unclear']:,} more without a clear direction")
    return ", ".join(counts) + "." if counts else ""


def left_out(not_counted: dict[str, int]) -> str:
    """Say how many claims did not count, and why; "" where all did."""
    said = [
        f"{plural(number, 'claim')} {NOT_COUNTED[why]}"
        for why, number in not_counted.items()
        if number
    ]
    return f"Not counted: {', '.join(said)}." if said else ""
