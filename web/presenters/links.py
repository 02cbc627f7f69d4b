"""Links: what an exposure is said to do to an outcome, by direction, with the sources behind."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graph.errors import QueryError
from graph.model import Direction, Effect
from graph.network import Relation, are_opposed
from search.base import Facet
from search.query_fields import KINDS, find_concepts
from web.presenters.claims import concept_named, evidence_view, independent_sources
from web.presenters.works import reference_views
from web.wording import firmness, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.model import ConceptKind, Evidence
    from graph.network import Link
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.wiring import Library

LIMIT = 50  # links a page of the API
MAX_LIMIT = 200
QUOTES = 5  # shown of a direction before the rest is left to the search
DOSES = 3  # told of a direction
ORDER = list(Direction)


def links_result(
    library: Library,
    *,
    exposure: str | None = None,
    outcome: str | None = None,
    direction: str | None = None,
    limit: int = LIMIT,
    offset: int = 0,
) -> Json:
    """List the links between some exposure and some outcome, with their quotes.

    Args:
        library: the collection.
        exposure: id or label of an exercise or habit; no value is any.
        outcome: id or label of an outcome; no value is any.
        direction: a value of `graph.model.Direction`; no value is any.
        limit: links given, 1 to 200.
        offset: links passed over.

    Raises:
        QueryError: there is no such concept or direction, or a figure is out of its bounds.
    """
    if not 1 <= limit <= MAX_LIMIT or offset < 0:
        raise QueryError(f"limit is 1 to {MAX_LIMIT}, and offset 0 or more.")
    try:
        wanted = Direction(direction) if direction else None
    except ValueError as error:
        known = ", ".join(Direction)
        raise QueryError(f"A direction is one of {known}, and not {direction!r}.") from error
    vocabulary = library.vocabulary
    exposures = _named(exposure, KINDS[Facet.EXERCISE], "exercise or habit", vocabulary)
    outcomes = _named(outcome, KINDS[Facet.OUTCOME], "outcome", vocabulary)
    pairs = sorted(
        {
            (link.start, link.end)
            for link in said(library)
            if (exposures is None or link.start in exposures)
            and (outcomes is None or link.end in outcomes)
            and (wanted is None or link.direction == wanted)
        }
    )
    page = pairs[offset : offset + limit]
    evidence = library.store.evidence(
        exposures={exposure for exposure, _ in page},
        outcomes={outcome for _, outcome in page},
        directions=None if wanted is None else {wanted},
    )
    kept = set(page)
    views = link_views([item for item in evidence if _pair(item) in kept], library, quotes=QUOTES)
    return {"total": len(pairs), "limit": limit, "offset": offset, "links": views}


def said(library: Library) -> Iterator[Link]:
    """Yield what is said of exposures and outcomes: the links that claims stand behind."""
    return (link for link in library.network().links() if link.relation is Relation.CLAIM)


def link_views(
    evidence: Iterable[Evidence], library: Library, *, quotes: int | None = None
) -> list[Json]:
    """Present claims as links: one an exposure and outcome, its claims grouped by direction.

    Args:
        evidence: claims with their articles and sources.
        library: the collection that they come from.
        quotes: how many claims of a direction are given in full, those that count first; None is
            all.

    Returns:
        Links with the most independent sources first, then by label.
    """
    ordered = sorted(evidence, key=_pair)
    links = [_link(list(group), library, quotes) for _, group in groupby(ordered, key=_pair)]
    return sorted(
        links,
        key=lambda link: (
            -link["sources"],
            -link["claims"],
            link["exposure"]["label"],
            link["outcome"]["label"],
        ),
    )


def _link(evidence: Sequence[Evidence], library: Library, quotes: int | None) -> Json:
    first, vocabulary = evidence[0].claim, library.vocabulary
    claimed = {item.claim.direction for item in evidence}
    directions = [
        _direction(direction, group, library, quotes)
        for direction in ORDER
        if (group := [item for item in evidence if item.claim.direction == direction])
    ]
    return {
        "exposure": concept_named(first.exposure.concept, first.exposure.label, vocabulary),
        "outcome": concept_named(first.outcome.concept, first.outcome.label, vocabulary),
        "claims": len(evidence),
        "sources": len(independent_sources(evidence)),
        "disagreement": are_opposed(claimed),
        "directions": directions,
    }


def _direction(
    direction: Direction, evidence: Sequence[Evidence], library: Library, quotes: int | None
) -> Json:
    shown = sorted(evidence, key=lambda item: (not item.sources, not item.references))[:quotes]
    references = reference_views(shown, library.store)
    return {
        "direction": direction.value,
        "reading": strongest_reading(evidence),
        "effect": common_effect(item.claim.effect for item in evidence),
        "proposition": evidence[0].claim.proposition,
        "claims": len(evidence),
        "articles": len({item.article.id for item in evidence}),
        "sources": len(independent_sources(evidence)),
        "uncited": sum(1 for item in evidence if not item.references and not item.sources),
        "retracted": sum(1 for item in evidence if item.retracted and not item.sources),
        "doses": _doses(evidence),
        "evidence": [evidence_view(item, library.vocabulary, references) for item in shown],
    }


def _doses(evidence: Sequence[Evidence]) -> list[str]:
    """Return the doses that claims with a source name, in their words, each once."""
    named = (item.claim.dose for item in evidence if item.sources and item.claim.dose)
    return list(dict.fromkeys(named))[:DOSES]


def strongest_reading(evidence: Sequence[Evidence]) -> str:
    """Word a direction as its firmest claim does, of those whose sources count where any do."""
    firmest = min(
        evidence,
        key=lambda item: (
            not item.sources,
            firmness(item.claim.causality, item.claim.hedge),
        ),
    ).claim
    return reading(firmest.direction, firmest.hedge, firmest.causality)


def common_effect(effects: Iterable[Effect]) -> str:
    """Return what a change means for the person where all claims agree on it."""
    found = set(effects)
    return found.pop().value if len(found) == 1 else Effect.UNCLEAR.value


def _pair(evidence: Evidence) -> tuple[str, str]:
    return evidence.claim.exposure.concept, evidence.claim.outcome.concept


def _named(
    name: str | None, kinds: frozenset[ConceptKind], kind: str, vocabulary: Vocabulary
) -> frozenset[str] | None:
    if not name:
        return None
    found = find_concepts(name, vocabulary, kinds)
    if not found:
        raise QueryError(f"The vocabulary has no {kind} called {name!r}.")
    return frozenset(concept.iri for concept in found)
