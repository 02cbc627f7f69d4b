"""The pages where one browses: concepts, articles and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from graph.model import ArticleKind, NoticeKind, ReferenceType
from web import parameters
from web.marking import letters, mark_article, pointing, repeated
from web.presenters import (
    article_list,
    articles,
    catalogue,
    concepts,
    sources,
    structured_data,
)

if TYPE_CHECKING:
    from web.wiring import Library


def browsing_blueprint(library: Library) -> Blueprint:
    """Make the routes of these pages around a library."""
    browsing = Blueprint("browsing", __name__)
    base = library.settings.base

    @browsing.get("/concepts")
    def list_concepts() -> str:
        return render_template("concepts.html", **concepts.concepts_result(library))

    @browsing.get("/concepts/<concept_id>")
    def concept(concept_id: str) -> str:
        offset = parameters.page_offset(request.args, concepts.LINKS)
        result = concepts.concept_result(library, concept_id)
        return render_template(
            "concept.html",
            limit=concepts.LINKS,
            offset=offset,
            about=structured_data.of_concept(result["concept"]),
            **result,
        )

    @browsing.get("/articles")
    def list_articles() -> str:
        args = request.args
        result = article_list.articles_result(
            library,
            words=parameters.text(args, "q"),
            kind=parameters.optional(args, "kind", ArticleKind),
            needs=parameters.optional(args, "needs", article_list.Needs),
            order=parameters.choice(args, "sort", article_list.Order, article_list.Order.TITLE),
            offset=parameters.page_offset(args, articles.PAGE),
        )
        return render_template("articles.html", kinds=article_list.kinds(library), **result)

    @browsing.get("/articles/<article_id>")
    def article(article_id: str) -> str:
        record = library.store.record(article_id)
        result = articles.article_result(library, record)
        groups = mark_article(record)
        return render_template(
            "article.html",
            groups=groups,
            readings=articles.claims_by_passage(result),
            letters=letters(groups),
            pointing=pointing(groups),
            repeated=repeated(groups, record.references),
            about=structured_data.of_article(
                result["article"], result["references"], f"{base}articles/{article_id}"
            ),
            **result,
        )

    @browsing.get("/sources")
    def list_sources() -> str:
        result = catalogue.sources_result(
            library,
            parameters.text(request.args, "q"),
            standing=parameters.optional(request.args, "standing", NoticeKind),
            type=parameters.optional(request.args, "type", ReferenceType),
            sort=parameters.choice(request.args, "sort", catalogue.Order, catalogue.Order.CITATION),
            offset=parameters.page_offset(request.args, catalogue.PAGE),
        )
        return render_template("sources.html", **result)

    @browsing.get("/sources/<source_id>")
    def source(source_id: str) -> str:
        offset = parameters.page_offset(request.args, sources.CLAIMS)
        chosen = parameters.text(request.args, "proposition") or None
        result = sources.source_result(
            library, source_id, proposition=chosen, limit=sources.CLAIMS, offset=offset
        )
        return render_template(
            "source.html",
            chosen=chosen,
            limit=sources.CLAIMS,
            offset=offset,
            about=structured_data.of_source(result["source"], f"{base}sources/{source_id}"),
            **result,
        )

    return browsing
