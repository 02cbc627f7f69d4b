"""Readings and citations in plain words, for pages and programs alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from graph.model import Causality, Direction, Effect, Hedge

VERBS: dict[Direction, tuple[str, str]] = {
    # direction: after "can" or "may", and without a hedge
    Direction.INCREASE: ("increase", "increases"),
    Direction.DECREASE: ("decrease", "decreases"),
    Direction.NO_EFFECT: ("have no effect on", "has no effect on"),
    Direction.MIXED: ("have mixed effects on", "has mixed effects on"),
    Direction.UNCLEAR: ("affect", "affects"),
}
ASSOCIATIONS: dict[Direction, str] = {
    Direction.INCREASE: "goes with higher",
    Direction.DECREASE: "goes with lower",
    Direction.NO_EFFECT: "is not linked with",
    Direction.MIXED: "goes now with higher, now with lower",
    Direction.UNCLEAR: "goes with a change of",
}
EFFECTS: dict[Effect, str] = {
    Effect.BENEFICIAL: "good for the person",
    Effect.HARMFUL: "bad for the person",
    Effect.NEUTRAL: "neither good nor bad",
    Effect.UNCLEAR: "good or bad not clear",
}
DIRECTIONS: dict[Direction, str] = {
    Direction.INCREASE: "increases",
    Direction.DECREASE: "decreases",
    Direction.NO_EFFECT: "no effect",
    Direction.MIXED: "mixed effects",
    Direction.UNCLEAR: "direction not stated",
}
KINDS = {
    "exercise": "Exercise",
    "habit": "Habit",
    "outcome": "Outcome",
    "population": "Group of people",
}
TYPES = {
    "journal-article": "Journal article",
    "book": "Book",
    "chapter": "Book chapter",
    "webpage": "Web page",
    "report": "Report",
    "thesis": "Thesis",
    "conference-paper": "Conference paper",
    "other": "Publication",
}
CAUSALITIES: list[str] = list(Causality)  # firmest first
HEDGES: list[str | None] = [None, *Hedge]
CITED_LENGTH = 70  # characters of a title that stands in for missing authors


def plural(count: int, one: str, many: str | None = None) -> str:
    """Count things in words: 1 source, 2 sources, 1,200 sources."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def reading(direction: str, hedge: str | None = None, causality: str | None = None) -> str:
    """Put a direction into words that claim no more than the author did.

    Args:
        direction: a value of `graph.model.Direction`.
        hedge: a value of `graph.model.Hedge`, or None.
        causality: a value of `graph.model.Causality`; what is only seen together "goes with".
    """
    bare, plain = VERBS[Direction(direction)]
    if causality == "correlational":
        plain = ASSOCIATIONS[Direction(direction)]
        return f"perhaps {plain}" if hedge in (Hedge.MAY, Hedge.SUGGESTS) else plain
    if hedge == Hedge.SUGGESTS:
        return f"seems to {bare}"
    return f"{hedge} {bare}" if hedge else plain


def firmness(causality: str, hedge: str | None) -> tuple[int, int]:
    """Rank how firmly a claim is put, the firmest lowest; takes what `reading` does."""
    return CAUSALITIES.index(causality), HEDGES.index(hedge)


def doi_link(doi: str) -> str:
    """Address a DOI at the resolver."""
    return f"https://doi.org/{quote(doi, safe='/')}"


def web_link(url: str | None) -> str | None:
    """Return an address that may stand in a link: http or https with a host, else None."""
    if not url or any(ch.isspace() or not ch.isprintable() for ch in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def surname(author: str) -> str:
    """Take the family name from an author as printed: "Vincent, K. R.", "Li F", "A. Bauer"."""
    if "," in author:
        return author.split(",", 1)[0].strip()
    words = [word for word in author.split() if not _is_initials(word)]
    return " ".join(words) or author.strip()


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return len(letters) <= 3 and letters.isupper()


def short_citation(work: dict[str, Any]) -> str:
    """Cite a source or reference in a few words: "Vincent & Braith 2002", "Li et al. 2005"."""
    names = [surname(author) for author in work["authors"]]
    if not names:
        title = work["title"] or work["raw"]
        label = title if len(title) <= CITED_LENGTH else title[: CITED_LENGTH - 1].rstrip() + "…"
    elif len(names) > 2:
        label = f"{names[0]} et al."
    else:
        label = " & ".join(names)
    return f"{label} {work['year']}" if work["year"] else label


def written_date(iso: str | None) -> str:
    """Write an ISO 8601 date or time out: 3 March 2024; what is no date stays as it is."""
    if not iso:
        return ""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def written_time(iso: str | None) -> str:
    """Write an ISO 8601 time out: 3 March 2024, 14:05 UTC; what is no time stays as it is."""
    if not iso:
        return ""
    try:
        at = datetime.fromisoformat(iso).astimezone(UTC)
    except ValueError:
        return iso
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


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
