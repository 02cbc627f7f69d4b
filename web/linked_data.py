"""Addresses that answer: each thing's own gives its page or its RDF, by what is accepted.

`/claims/ID` names a claim, which is no document: it leads by 303 to the page that shows it or to
`/claims/ID.ttl`. The pages of articles, sources and concepts stay where they are, and lead
programs that accept RDF to theirs.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, request, url_for

from graph.dataset.describing import dataset_triples, description
from graph.errors import NotFoundError
from graph.rdf.addresses import Addresses
from graph.terms import BIOLINK, DCAT, DCTERMS, OA, PREFIXES, SCHEMA, TB, VOID
from search.sparql.worker import TRIPLES
from web.negotiation import HTML, accepted_of, varying

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response as BaseResponse

    from web.wiring import Library

SUFFIXES = {media_type: form.file_extension for media_type, form in TRIPLES.items()}
MEDIA_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items()}
PAGES = ("articles", "sources", "concepts")
THINGS = ("claims", "propositions", "passages", "mechanisms", "references")
_PAGE = re.compile(rf"/(?:{'|'.join(PAGES)})/[\w-]+")


def linked_data_blueprint(library: Library) -> Blueprint:
    """Make the routes of things and of the dataset's description around a library."""
    linked = Blueprint("linked_data", __name__)
    at = Addresses(library.settings.base)

    def opened() -> ox.Store:
        return ox.Store.read_only(str(library.dataset.catch_up()))

    def named(kind: str, ident: str) -> ox.NamedNode:
        if kind == "concepts":
            return ox.NamedNode(library.vocabulary.by_id(ident).iri)
        if not re.fullmatch(r"[0-9a-f]{1,40}", ident):
            raise NotFoundError(f"There is nothing called {kind}/{ident}.")
        return at.of(kind, ident)

    def document(kind: str, ident: str, suffix: str) -> BaseResponse:
        node = named(kind, ident)
        triples = description(opened(), node, at.base)
        if not triples:
            raise NotFoundError(f"There is nothing called {kind}/{ident}.")
        response = _written(triples, suffix)
        response.headers["Link"] = f'<{node.value}>; rel="describes"'
        return response

    # Each by itself, since a rule with its suffix goes before the page whose id could have it.
    for kind, suffix in product((*PAGES, *THINGS), MEDIA_TYPES):
        given = {"kind": kind, "suffix": suffix}
        linked.add_url_rule(f"/{kind}/<ident>.{suffix}", "document", document, defaults=given)

    @linked.get(f"/<any({','.join(THINGS)}):kind>/<ident>")
    def thing(kind: str, ident: str) -> BaseResponse:
        store, node = opened(), named(kind, ident)
        if not any(store.quads_for_pattern(node, None, None, None)):
            raise NotFoundError(f"There is nothing called {kind}/{ident}.")
        chosen = accepted_of([HTML, *SUFFIXES])
        if chosen == HTML:
            return _see(_page_of(store, kind, node, library))
        return _see(
            url_for("linked_data.document", kind=kind, ident=ident, suffix=SUFFIXES[chosen])
        )

    @linked.get("/.well-known/void")
    def void() -> BaseResponse:
        chosen = accepted_of(list(SUFFIXES))
        site = library.settings.url or request.url_root
        return _written(dataset_triples(opened(), at.base, site), SUFFIXES[chosen])

    return linked


def lead_programs_to_rdf() -> BaseResponse | None:
    """Lead who asks for the RDF of what has a page to its document."""
    if request.method not in ("GET", "HEAD") or not _PAGE.fullmatch(request.path):
        return None
    if not any(kind in SUFFIXES for kind, _ in request.accept_mimetypes):
        return None
    chosen = accepted_of([HTML, *SUFFIXES])
    if chosen == HTML:
        return None
    # Within the address of the site, which may have a path before ours.
    return _see(f"{request.script_root}{request.path}.{SUFFIXES[chosen]}")


def tell_that_forms_differ(response: Response) -> Response:
    """Keep caches from giving a page to who accepts RDF."""
    return varying(response) if _PAGE.fullmatch(request.path) else response


def _see(address: str) -> BaseResponse:
    return varying(redirect(address, 303))


def _written(triples: Iterable[ox.Triple], suffix: str) -> Response:
    media_type = MEDIA_TYPES[suffix]
    used = {**PREFIXES, "void": VOID.iri, "dcat": DCAT.iri}
    content = ox.serialize(triples, format=TRIPLES[media_type], prefixes=used)
    return varying(Response(content, content_type=f"{media_type}; charset=utf-8"))


def _page_of(store: ox.Store, kind: str, node: ox.NamedNode, library: Library) -> str:
    """Find the page, and the place on it, that shows a thing."""

    def follow(here: ox.NamedNode, term: ox.NamedNode) -> ox.NamedNode | None:
        found = (quad.object for quad in store.quads_for_pattern(here, term, None, None))
        return next((each for each in found if isinstance(each, ox.NamedNode)), None)

    if kind == "propositions":
        ends = [follow(node, BIOLINK.subject), follow(node, BIOLINK.object)]
        row, column = (
            library.vocabulary.concept(each.value).id
            if each is not None and each.value in library.vocabulary
            else ""
            for each in ends
        )
        if not row or not column:  # a concept of another vocabulary has no page here
            return url_for("linked_data.document", kind=kind, ident=_last(node), suffix="ttl")
        return url_for("mapping.cell", row=row, column=column)
    if kind == "references":
        article, place = follow(node, DCTERMS.isPartOf), f"r-{_last(node)}"
    else:
        passage = node if kind == "passages" else follow(node, TB.passage)
        article = None if passage is None else follow(passage, OA.hasSource)
        place = f"p-{_last(passage)}"
    if article is None:
        article = follow(node, SCHEMA.appearance)
    if article is None:
        raise NotFoundError(f"No page shows {node.value}.")
    return url_for("browsing.article", article_id=_last(article), _anchor=place)


def _last(node: ox.NamedNode | None) -> str:
    return "" if node is None else node.value.rpartition("/")[2]
