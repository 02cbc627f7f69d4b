"""Articles and what was read out of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.model import ArticleKind
from graph.records import record_to_json
from graph.store import Role
from web.presenters.auditing import Audit
from web.presenters.claims import claim_view
from web.presenters.works import reference_view
from web.text_fragments import deep_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import ArticleRecord
    from graph.records import Json
    from graph.revision import ClaimChange
    from graph.store import ArticleSummary
    from web.wiring import Library

PAGE = 50  # articles


def summary_views(library: Library, summaries: Sequence[ArticleSummary]) -> list[Json]:
    """Present the articles of a list."""
    known = library.store.roles([summary.id for summary in summaries])
    # An article can go from the store between the two looks at it.
    return [
        summary_view(each, known.get(each.id) or Role(ArticleKind.ARTICLE)) for each in summaries
    ]


def summary_view(summary: ArticleSummary, role: Role) -> Json:
    """Present an article of a list."""
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

    A record of `trabecula extract`, with readings and citations in words besides, with what became
    of the works that it cites, and with its audit.
    """
    view = record_to_json(record)
    article = record.article
    works = library.store.works({reference.source for reference in record.references})
    checks = library.store.checks(works)
    role = library.store.roles([article.id]).get(article.id)
    audit = Audit(record, works, checks, role)
    # Where the file lies on this machine is nobody's business who visits the site.
    del view["article"]["path"]
    view["article"]["source"] = role.source if role else None
    view["article"]["standing"] = role.standing.value if role and role.standing else None
    for each in view["passages"]:
        each["deep_link"] = deep_link(article.url, article.text, each["start"], each["end"])
    links = {each["id"]: each["deep_link"] for each in view["passages"]}
    view["claims"] = [
        claim_view(claim, library.vocabulary, audit.retracted, links.get(claim.passage))
        | {"resting": audit.resting(claim).value}
        for claim in record.claims
    ]
    view["references"] = [
        reference_view(reference, work.standing if work else None, work)
        for reference in record.references
        for work in [works.get(reference.source)]
    ]
    view["changes"] = [_change_view(change) for change in library.store.revision(article.id)]
    view["audit"] = audit.view()
    resting = Counter(claim["rests_on"] for claim in view["claims"])
    view["counts"] = {
        "claims": len(record.claims),
        "cited": len(record.claims) - resting["nothing"],
        "uncited": resting["nothing"],
        "retracted": resting["retracted"],
        "references": len(record.references),
        "retracted_references": len(audit.retracted),
        "dangling_markers": view["audit"]["counts"]["dangling"],
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
