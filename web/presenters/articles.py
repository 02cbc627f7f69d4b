"""Articles and what was read out of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.model import ArticleKind
from graph.records import record_to_json
from graph.store import Role
from web.presenters.claims import claim_view
from web.presenters.works import reference_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import ArticleRecord
    from graph.records import Json
    from graph.revision import ClaimChange
    from graph.store import ArticleSummary
    from web.wiring import Library

PAGE = 50  # articles


def articles_result(library: Library, *, limit: int = PAGE, offset: int = 0) -> Json:
    """List the articles by title."""
    summaries = sorted(
        library.store.articles(), key=lambda summary: (summary.title.casefold(), summary.id)
    )
    return {
        "total": len(summaries),
        "limit": limit,
        "offset": offset,
        "articles": summary_views(library, summaries[offset : offset + limit]),
    }


def summary_views(library: Library, summaries: Sequence[ArticleSummary]) -> list[Json]:
    """Present the articles of a list."""
    known = library.store.roles([summary.id for summary in summaries])
    # An article can go from the store between the two looks at it.
    return [_summary(each, known.get(each.id) or Role(ArticleKind.ARTICLE)) for each in summaries]


def _summary(summary: ArticleSummary, role: Role) -> Json:
    return {
        "id": summary.id,
        "title": summary.title,
        "kind": role.kind.value,
        "standing": role.standing.value if role.standing else None,
        "url": summary.url,
        "published": summary.published,
        "version": summary.version,
        "ingested_at": summary.ingested_at,
        "claims": summary.claims,
        "references": summary.references,
    }


def article_result(library: Library, record: ArticleRecord) -> Json:
    """Present all that was read out of an article; offsets count in its `text`.

    A record of `trabecula extract`, with readings and citations in words besides, and with what
    became of the works that it cites.
    """
    view = record_to_json(record)
    works = library.store.works({reference.source for reference in record.references})
    retracted = {
        reference.id
        for reference in record.references
        if (work := works.get(reference.source)) and work.is_retracted
    }
    # Where the file lies on this machine is nobody's business who visits the site.
    del view["article"]["path"]
    role = library.store.roles([record.article.id]).get(record.article.id)
    view["article"]["source"] = role.source if role else None
    view["article"]["standing"] = role.standing.value if role and role.standing else None
    view["claims"] = [claim_view(claim, library.vocabulary, retracted) for claim in record.claims]
    view["references"] = [
        reference_view(reference, work.standing if work else None, work)
        for reference in record.references
        for work in [works.get(reference.source)]
    ]
    resting = Counter(claim["rests_on"] for claim in view["claims"])
    view["changes"] = [_change_view(change) for change in library.store.revision(record.article.id)]
    view["counts"] = {
        "claims": len(record.claims),
        "cited": len(record.claims) - resting["nothing"],
        "uncited": resting["nothing"],
        "retracted": resting["retracted"],
        "references": len(record.references),
        "retracted_references": len(retracted),
        "dangling_markers": sum(1 for marker in record.markers if not marker.references),
    }
    return view


def _change_view(change: ClaimChange) -> Json:
    """Present what became of a claim of the text before."""
    return {
        "fate": change.fate.value,
        "sentence": change.claim.sentence,
        "exposure": change.claim.exposure.label,
        "outcome": change.claim.outcome.label,
        "direction": change.claim.direction.value,
        "now": change.now,
        "start": change.start,
    }


def claims_by_passage(result: Json) -> dict[str, list[Json]]:
    """Gather an article's presented claims by the passage that states them."""
    gathered: dict[str, list[Json]] = {}
    for claim in result["claims"]:
        gathered.setdefault(claim["passage"], []).append(claim)
    return gathered
