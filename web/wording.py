"""Readings and citations in plain words, for pages and programs alike."""

from __future__ import annotations

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
