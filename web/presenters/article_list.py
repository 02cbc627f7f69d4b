"""The list of articles: found by words of their titles, by kind, and by what needs work."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.auditing import Tally
from graph.model import ArticleKind
from graph.store import Role
from web.presenters.articles import PAGE, summary_view
from web.presenters.auditing import tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.records import Json
    from graph.store import ArticleSummary
    from web.wiring import Library


class Needs(StrEnum):
    """What an article needs somebody to look at."""

    ANY = "any"
    UNCITED = "uncited"
    RETRACTED = "retracted"
    DANGLING = "dangling"
    UNCHECKED = "unchecked"


class Order(StrEnum):
    """The order of the list; but for titles, the most or the newest first."""

    TITLE = "title"
    NEWEST = "newest"
    CLAIMS = "claims"
    UNCITED = "uncited"
    RETRACTED = "retracted"
    DANGLING = "dangling"
    UNCHECKED = "unchecked"


WORK: dict[Needs, Callable[[Tally], int]] = {
    Needs.ANY: lambda t: t.uncited + t.retracted + t.retracted_references + t.dangling,
    Needs.UNCITED: lambda t: t.uncited,
    Needs.RETRACTED: lambda t: t.retracted + t.retracted_references,
    Needs.DANGLING: lambda t: t.dangling,
    Needs.UNCHECKED: lambda t: t.unchecked,
}


def articles_result(
    library: Library,
    *,
    words: str = "",
    kind: ArticleKind | None = None,
    needs: Needs | None = None,
    order: Order = Order.TITLE,
    limit: int = PAGE,
    offset: int = 0,
) -> Json:
    """List articles, each with its audit in figures.

    Args:
        library: the collection.
        words: the title has each of them, whatever its capitals; "" for any title.
        kind: what the documents are; None for all.
        needs: what they need; None for all.
        order: which come first.
        limit: articles given.
        offset: articles passed over.
    """
    figures = tallies(library)
    summaries = library.store.articles()
    roles = library.store.roles([each.id for each in summaries])
    # An article can go from the store, or come, between the looks at it.
    known = [
        (each, roles.get(each.id) or Role(ArticleKind.ARTICLE), figures.get(each.id, Tally()))
        for each in summaries
    ]
    wanted = words.casefold().split()
    found = [
        (summary, role, tally)
        for summary, role, tally in known
        if all(word in summary.title.casefold() for word in wanted)
        and (kind is None or role.kind is kind)
        and (needs is None or WORK[needs](tally))
    ]
    found.sort(key=lambda each: (each[0].title.casefold(), each[0].id))
    if order is Order.NEWEST:
        found.sort(key=lambda each: each[0].ingested_at, reverse=True)
    elif order is not Order.TITLE:
        found.sort(key=lambda each: _weight(order, each[0], each[2]), reverse=True)
    return {
        "total": len(found),
        "held": len(summaries),
        "limit": limit,
        "offset": offset,
        "query": words,
        "kind": kind.value if kind else None,
        "needs": needs.value if needs else None,
        "sort": order.value,
        "articles": [
            summary_view(summary, role) | {"audit": asdict(tally)}
            for summary, role, tally in found[offset : offset + limit]
        ],
    }


def kinds(library: Library) -> Mapping[ArticleKind, int]:
    """Count the documents of each kind that the collection holds."""
    roles = library.store.roles([each.id for each in library.store.articles()])
    counted = dict.fromkeys(ArticleKind, 0)
    for role in roles.values():
        counted[role.kind] += 1
    return {kind: count for kind, count in counted.items() if count}


def _weight(order: Order, summary: ArticleSummary, tally: Tally) -> int:
    return summary.claims if order is Order.CLAIMS else WORK[Needs(order.value)](tally)
