"""A source: how it is cited, what became of it, and every claim that rests on it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graph.bibliography import STYLES, formatted
from graph.records import study_to_json
from web.presenters.claims import concept_named, evidence_view
from web.presenters.links import common_effect, strongest_reading
from web.presenters.works import reference_views, source_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Evidence, Source
    from graph.records import Json
    from graph.vocabulary import Vocabulary
    from web.wiring import Library

CLAIMS = 20  # shown on a page


def source_result(
    library: Library,
    source: str,
    *,
    proposition: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Json:
    """Present a cited work with the claims that rest on it, those of an article together.

    Args:
        library: the collection.
        source: its id.
        proposition: id of the only proposition whose claims are given; None is all.
        limit: claims given; None is all.
        offset: claims passed over.

    Raises:
        NotFoundError: there is no such source.
    """
    work = library.store.source(source)
    evidence = library.store.evidence(source=source)
    wanted = [item for item in evidence if proposition in (None, item.claim.proposition)]
    page = wanted[offset:] if limit is None else wanted[offset : offset + limit]
    references = reference_views(page, library.store)
    return {
        "source": source_view(work),
        "formatted": formatted_views(work),
        "studies": [
            _study_view(library, article, title)
            for article, title in library.store.studies(source).items()
        ],
        "articles": len({item.article.id for item in evidence}),
        "claims": len(evidence),
        "propositions": _propositions(evidence, library.vocabulary),
        "total": len(wanted),
        "evidence": [evidence_view(item, library.vocabulary, references) for item in page],
    }


def formatted_views(work: Source) -> list[Json]:
    """Present a work's reference in the form of each style."""
    written = [(style, label, formatted(work, style)) for style, label in STYLES.items()]
    return [
        {"style": style, "label": label, "text": each.text, "html": each.html}
        for style, label, each in written
    ]


def _propositions(evidence: Sequence[Evidence], vocabulary: Vocabulary) -> list[Json]:
    """Count the claims of each exposure, outcome and direction, the most first."""
    ordered = sorted(evidence, key=lambda item: item.claim.proposition)
    gathered = [list(each) for _, each in groupby(ordered, lambda item: item.claim.proposition)]
    views = [_proposition(each, vocabulary) for each in gathered]
    return sorted(
        views,
        key=lambda view: (-view["claims"], view["exposure"]["label"], view["outcome"]["label"]),
    )


def _proposition(evidence: Sequence[Evidence], vocabulary: Vocabulary) -> Json:
    claim = evidence[0].claim
    return {
        "proposition": claim.proposition,
        "exposure": concept_named(claim.exposure.concept, claim.exposure.label, vocabulary),
        "direction": claim.direction.value,
        "reading": strongest_reading(evidence),
        "effect": common_effect(item.claim.effect for item in evidence),
        "outcome": concept_named(claim.outcome.concept, claim.outcome.label, vocabulary),
        "claims": len(evidence),
        "articles": len({item.article.id for item in evidence}),
    }


def _study_view(library: Library, article: str, title: str) -> Json:
    """Present a study that is read here: its design and size, and what it claims itself."""
    study = library.store.record(article).article.study
    own = library.store.evidence(article=article)
    references = reference_views(own, library.store)
    return {
        "id": article,
        "title": title,
        "study": study_to_json(study) if study else None,
        "evidence": [evidence_view(item, library.vocabulary, references) for item in own],
    }
