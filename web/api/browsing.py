"""The addresses of the API where one browses: links, concepts, articles and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, g, jsonify

from graph.model import ArticleKind, ConceptKind, Direction, NoticeKind, ReferenceType
from web.api import parameters as taken
from web.api.paging import leafed
from web.presenters import (
    article_list,
    articles,
    catalogue,
    collection,
    concepts,
    links,
    neighbourhood,
    sources,
)

if TYPE_CHECKING:
    from apiflask import APIBlueprint

    from web.limits import TimeLimit
    from web.wiring import Library

    Given = dict[str, Any]


def add_browsing(api: APIBlueprint, library: Library, limit: TimeLimit) -> None:
    """Add these routes to the API."""

    @api.get("/links")
    @api.input(taken.LinksParameters, location="query", arg_name="given")
    @api.doc(operation_id="links", summary="List what exposures are said to do to outcomes")
    def list_links(given: Given) -> Response:
        named = {name: given.get(name, "").strip() for name in ("exposure", "outcome", "direction")}
        return leafed(
            given,
            lambda size, offset: limit.run(
                lambda: links.links_result(library, **named, limit=size, offset=offset)
            ),
        )

    @api.get("/graph")
    @api.input(taken.GraphParameters, location="query", arg_name="given")
    @api.doc(operation_id="graph", summary="Give the network around concepts")
    def graph(given: Given) -> Response:
        shown = neighbourhood.Shown(
            direction=Direction(given["direction"]) if "direction" in given else None,
            sourced=given["sourced"] == "yes",
            mechanisms=given["mechanisms"] == "yes",
            limit=given["limit"],
        )
        names = given["concept"]
        return jsonify(limit.run(lambda: neighbourhood.graph_result(library, names, shown)))

    @api.get("/chains")
    @api.input(taken.ChainsParameters, location="query", arg_name="given")
    @api.doc(operation_id="chains", summary="Give the ways from an exposure to an outcome")
    def chains(given: Given) -> Response:
        ends = given["start"].strip(), given["end"].strip()
        return jsonify(limit.run(lambda: neighbourhood.chains_result(library, *ends)))

    @api.get("/concepts")
    @api.input(taken.ConceptsParameters, location="query", arg_name="given")
    @api.doc(operation_id="concepts", summary="List the concepts")
    def list_concepts(given: Given) -> Response:
        kind = ConceptKind(given["kind"]) if "kind" in given else None
        return jsonify(concepts.concepts_result(library, kind=kind))

    @api.get("/concepts/<concept_id>")
    @api.input(taken.Parameters, location="query", arg_name="given")
    @api.doc(operation_id="concept", summary="Give a concept with its links")
    def concept(concept_id: str, given: Given) -> Response:
        return jsonify(limit.run(lambda: concepts.concept_result(library, concept_id)))

    @api.get("/articles")
    @api.input(taken.ArticlesParameters, location="query", arg_name="given")
    @api.doc(operation_id="articles", summary="List the articles, each with its audit in figures")
    def list_articles(given: Given) -> Response:
        return leafed(
            given,
            lambda size, offset: article_list.articles_result(
                library,
                words=given["q"].strip(),
                kind=ArticleKind(given["kind"]) if "kind" in given else None,
                needs=article_list.Needs(given["needs"]) if "needs" in given else None,
                order=article_list.Order(given["sort"]),
                limit=size,
                offset=offset,
            ),
        )

    @api.get("/articles/<article_id>")
    @api.input(taken.Parameters, location="query", arg_name="given")
    @api.doc(operation_id="article", summary="Give an article with all that was read out of it")
    def article(article_id: str, given: Given) -> Response:
        return jsonify(articles.article_result(library, library.store.record(article_id)))

    @api.get("/collection")
    @api.input(taken.Parameters, location="query", arg_name="given")
    @api.doc(operation_id="collection", summary="Give the state of the collection")
    def collection_state(given: Given) -> Response:
        # Whether a run still goes on is seen in no state of the store: this is always made anew.
        g.pop("tag", None)
        return jsonify(collection.collection_result(library))

    @api.get("/sources")
    @api.input(taken.SourcesParameters, location="query", arg_name="given")
    @api.doc(operation_id="sources", summary="List the cited works")
    def list_sources(given: Given) -> Response:
        return leafed(
            given,
            lambda size, offset: catalogue.sources_result(
                library,
                given["q"].strip(),
                standing=NoticeKind(given["standing"]) if "standing" in given else None,
                type=ReferenceType(given["type"]) if "type" in given else None,
                sort=catalogue.Order(given["sort"]),
                limit=size,
                offset=offset,
            ),
        )

    @api.get("/sources/<source_id>")
    @api.input(taken.SourceParameters, location="query", arg_name="given")
    @api.doc(operation_id="source", summary="Give a cited work with the claims that rest on it")
    def source(source_id: str, given: Given) -> Response:
        proposition = given.get("proposition", "").strip() or None
        return jsonify(sources.source_result(library, source_id, proposition=proposition))
