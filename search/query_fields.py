"""The fields of a query: what each takes, and which values of its facet that stands for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from graph.errors import NotFoundError
from graph.model import ConceptKind, Direction
from graph.studies import StudyDesign
from search.base import Facet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from graph.model import Concept
    from graph.vocabulary import Vocabulary

    FindSources = Callable[[str], Collection[str]]

KINDS = {
    Facet.EXERCISE: frozenset(kind for kind in ConceptKind if kind.is_exposure),
    Facet.OUTCOME: frozenset({ConceptKind.OUTCOME}),
    Facet.POPULATION: frozenset({ConceptKind.POPULATION}),
}
TAKES = {
    Facet.EXERCISE: "an exercise or habit of the vocabulary",
    Facet.OUTCOME: "an outcome of the vocabulary",
    Facet.POPULATION: "a group of people of the vocabulary",
    Facet.DIRECTION: f"one of {', '.join(Direction)}",
    Facet.DESIGN: "a kind of study, such as review, trial or cohort",
    Facet.SOURCE: "the DOI, PubMed number or id of a work that is cited here",
    Facet.CITED: "yes or no",
    Facet.SITE: "the name of a web site, such as example.org",
    Facet.ARTICLE: "the id of an article",
    Facet.YEAR: "a year or a span of years, such as 2010..2020",
}
EARLIEST, LATEST = 1800, 2100

_YEARS = re.compile(r"(\d{4})?\s*(\.\.|-|\u2013)?\s*(\d{4})?")
_SITE = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_ID = re.compile(r"[A-Za-z0-9_.-]{1,80}")


def field_values(
    facet: Facet, text: str, vocabulary: Vocabulary, find_sources: FindSources
) -> frozenset[str]:
    """Return the values of a facet that a person asks for; none where there is no such value.

    Args:
        facet: of which the values are.
        text: what the person wrote.
        vocabulary: names the concepts.
        find_sources: returns the ids of the sources that a DOI, PubMed number or id names.
    """
    text = text.strip()
    match facet:
        case Facet.EXERCISE | Facet.OUTCOME | Facet.POPULATION:
            found = find_concepts(text, vocabulary, KINDS[facet])
            return frozenset(concept.iri for concept in found)
        case Facet.DIRECTION:
            return frozenset({_key(text, "_")} & set(Direction))
        case Facet.DESIGN:
            return _designs(_key(text, " "))
        case Facet.SOURCE:
            return frozenset(find_sources(text)) if text else frozenset()
        case Facet.CITED:
            return frozenset({text.casefold()} & {"yes", "no"})
        case Facet.SITE:
            host = site_of(text if "//" in text else f"//{text}")
            return frozenset({host} if host else ())
        case Facet.ARTICLE:
            return frozenset({text} if _ID.fullmatch(text) else ())
        case Facet.YEAR:
            return _years(text)


def find_concepts(
    name: str, vocabulary: Vocabulary, kinds: frozenset[ConceptKind]
) -> tuple[Concept, ...]:
    """Find the concepts of some kinds that a person names by id or by any label."""
    try:
        concept = vocabulary.by_id(name)
    except NotFoundError:
        return tuple(c for c in vocabulary.by_label(name) if c.kind in kinds)
    return (concept,) if concept.kind in kinds else ()


def site_of(address: str) -> str:
    """Return the name of the site of an address, without "www."; "" where it has none."""
    from urllib.parse import urlsplit

    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""
    return host if _SITE.fullmatch(host) else ""


def _key(text: str, joint: str) -> str:
    return joint.join(re.split(r"[\s_-]+", text.casefold().strip()))


@cache
def _design_names() -> dict[str, frozenset[str]]:
    """Return the designs by every name that a query may give them."""
    data = tomllib.loads(
        resources.files("search").joinpath("design_groups.toml").read_text("utf-8")
    )
    names = {_key(design, " "): frozenset({design.value}) for design in StudyDesign}
    for name, designs in data.items():
        names[name] = frozenset(StudyDesign(each).value for each in designs)
    return names


def _designs(name: str) -> frozenset[str]:
    names = _design_names()
    return names.get(name) or names.get(name.removesuffix("s")) or frozenset()


def _years(text: str) -> frozenset[str]:
    match = _YEARS.fullmatch(text)
    if match is None or not (match[1] or match[3]):
        return frozenset()
    first = int(match[1]) if match[1] else EARLIEST
    last = int(match[3]) if match[3] else LATEST
    if not match[2]:
        if match[1] and match[3]:
            return frozenset()
        first = last = int(match[1] or match[3])
    first, last = sorted((first, last))
    if last < EARLIEST or first > LATEST:
        return frozenset()
    return frozenset(map(str, range(max(first, EARLIEST), min(last, LATEST) + 1)))
