"""Articles and the sources that they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records import record_to_json
from web.presenters.claims import claim_view, evidence_view, source_view, work_view

if TYPE_CHECKING:
    from graph.model import ArticleRecord
    from graph.records import Json
    from graph.store import ArticleSummary
    from web.wiring import Library

PAGE = 50  # articles or sources


def articles_result(library: Library, *, limit: int = PAGE, offset: int = 0) -> Json:
    """List the articles by title."""
    summaries = sorted(
        library.store.articles(), key=lambda summary: (summary.title.casefold(), summary.id)
    )
    return {
        "total": len(summaries),
        "limit": limit,
        "offset": offset,
        "articles": [summary_view(summary) for summary in summaries[offset : offset + limit]],
    }


def summary_view(summary: ArticleSummary) -> Json:
    """Present an article of a list."""
    return {
        "id": summary.id,
        "title": summary.title,
        "url": summary.url,
        "published": summary.published,
        "version": summary.version,
        "ingested_at": summary.ingested_at,
        "claims": summary.claims,
        "references": summary.references,
    }


def article_result(library: Library, record: ArticleRecord) -> Json:
    """Present all that was read out of an article; offsets count in its `text`.

    A record of `trabecula extract`, with readings and citations in words besides.
    """
    view = record_to_json(record)
    # Where the file lies on this machine is nobody's business who visits the site.
    del view["article"]["path"]
    view["claims"] = [claim_view(claim, library.vocabulary) for claim in record.claims]
    view["references"] = [work_view(reference) for reference in view["references"]]
    cited = sum(1 for claim in record.claims if claim.citations)
    view["counts"] = {
        "claims": len(record.claims),
        "cited": cited,
        "uncited": len(record.claims) - cited,
        "references": len(record.references),
        "dangling_markers": sum(1 for marker in record.markers if not marker.references),
    }
    return view


def claims_by_passage(result: Json) -> dict[str, list[Json]]:
    """Gather an article's presented claims by the passage that states them."""
    gathered: dict[str, list[Json]] = {}
    for claim in result["claims"]:
        gathered.setdefault(claim["passage"], []).append(claim)
    return gathered


def sources_result(library: Library, *, limit: int = PAGE, offset: int = 0) -> Json:
    """List the cited works, by first author, year and title."""
    sources = sorted(
        (source_view(source) for source in library.store.sources()),
        key=lambda view: (view["citation"].casefold(), view["title"] or "", view["id"]),
    )
    return {
        "total": len(sources),
        "limit": limit,
        "offset": offset,
        "sources": sources[offset : offset + limit],
    }


def source_result(library: Library, source: str) -> Json:
    """Present a cited work with all claims that rest on it.

    Raises:
        NotFoundError: there is no such source.
    """
    view = source_view(library.store.source(source))
    evidence = library.store.evidence(source=source)
    return {
        "source": view,
        "articles": len({item.article.id for item in evidence}),
        "evidence": [evidence_view(item, library.vocabulary) for item in evidence],
    }
