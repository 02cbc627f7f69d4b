"""The collection at a glance: counts, newest articles, and questions that it can answer."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from graph.model import ConceptKind, Direction
from graph.network import independent_sources
from web.presenters.articles import summary_views
from web.presenters.claims import concept_view
from web.presenters.concepts import concept_tallies
from web.presenters.links import said

if TYPE_CHECKING:
    from graph.network import Link
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.wiring import Library

LATEST = 5
QUESTIONS = 3
TOPICS = 12


def overview(library: Library) -> Json:
    """Present the collection: what it holds, what is new, and what can be asked."""
    counts = library.store.counts()
    latest = sorted(
        library.store.articles(),
        key=lambda article: (article.ingested_at, article.id),
        reverse=True,
    )
    concepts = concepts_present(library)
    return {
        "counts": {
            "articles": counts.articles,
            "claims": counts.claims,
            "sources": counts.sources,
        },
        "latest": summary_views(library, latest[:LATEST]),
        "questions": example_questions(library),
        "disputed": disputed_questions(library),
        "exposures": _most_claimed(concepts["exposures"]),
        "outcomes": _most_claimed(concepts["outcomes"]),
    }


def concepts_present(library: Library) -> dict[str, list[Json]]:
    """List the exposures and the outcomes that the collection makes claims of, by label."""
    vocabulary = library.vocabulary
    present: dict[str, list[Json]] = {"exposures": [], "outcomes": []}
    for iri, tally in concept_tallies(library).items():
        if iri in vocabulary:
            concept = vocabulary.concept(iri)
            side = "exposures" if concept.kind.is_exposure else "outcomes"
            present[side].append(concept_view(concept) | tally)
    for views in present.values():
        views.sort(key=lambda view: view["label"].casefold())
    return present


def example_questions(library: Library) -> list[str]:
    """Word questions that the collection can answer, from its best supported propositions."""
    vocabulary = library.vocabulary
    disputed = {(each.exposure, each.outcome) for each in library.network().disagreements()}
    links = sorted(
        (
            link
            for link in said(library)
            if link.sources
            and (link.start, link.end) not in disputed
            and _does_good(link, vocabulary)
        ),
        key=lambda link: (-len(link.sources), -len(link.articles), -link.claims, link.key),
    )
    questions = []
    asked: set[str] = set()
    for link in links:
        if not asked & {link.start, link.end}:
            asked |= {link.start, link.end}
            questions.append(_question(link, vocabulary))
        if len(questions) == QUESTIONS:
            break
    if links:
        questions.append(f"What does {vocabulary.concept(links[0].start).label} do?")
    return questions


def disputed_questions(library: Library) -> list[str]:
    """Word questions on which independent sources disagree, those with the most of them first."""
    vocabulary = library.vocabulary
    disputed = [
        each
        for each in library.network().disagreements()
        if each.exposure in vocabulary
        and each.outcome in vocabulary
        and sum(1 for link in each.links if link.sources) > 1
    ]
    disputed.sort(
        key=lambda each: (-len(independent_sources(each.links)), each.exposure, each.outcome)
    )
    leading = (max(each.links, key=lambda link: len(link.sources)) for each in disputed)
    return [_question(link, vocabulary) for link in islice(leading, QUESTIONS)]


def _does_good(link: Link, vocabulary: Vocabulary) -> bool:
    """Tell whether an exercise changes an outcome for the better."""
    if link.start not in vocabulary or link.end not in vocabulary:
        return False
    exposure, outcome = vocabulary.concept(link.start), vocabulary.concept(link.end)
    return exposure.kind is ConceptKind.EXERCISE and outcome.wished is link.direction


def _question(link: Link, vocabulary: Vocabulary) -> str:
    exposure, outcome = vocabulary.concept(link.start), vocabulary.concept(link.end)
    falls = Direction.DECREASE in (link.direction, outcome.wished)
    if link.direction is Direction.INCREASE:
        verb = "increase" if falls else "improve"
    else:
        verb = "reduce" if falls else "improve"
    return f"Does {exposure.label} {verb} {outcome.label}?"


def _most_claimed(views: list[Json]) -> list[Json]:
    return sorted(views, key=lambda view: (-view["sources"], -view["claims"], view["label"]))[
        :TOPICS
    ]
