"""The SPARQL 1.1 endpoint: the protocol, a description of the service, and a page to ask on."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotAcceptable, RequestEntityTooLarge, UnsupportedMediaType

from graph.terms import PREFIXES, RDF, SD
from search.sparql import Asked, SparqlError
from search.sparql.asking import NotOfferedError
from search.sparql.worked import worked_queries
from search.sparql.worker import SOLUTIONS, TRIPLES
from web.negotiation import HTML, accepted_of, best, is_for_a_person, varying

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict
    from werkzeug.wrappers import Response as BaseResponse

    from search.sparql import Pool

MAX_BODY = 128 * 1024  # bytes; a query that is refused for its length gets its reason
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
SHOWN = 200  # rows of the table on the page
DESCRIBED = "A query goes in the parameter query, once."


def sparql_blueprint(pool: Pool) -> Blueprint:
    """Make the route of the endpoint around the processes that answer."""
    sparql = Blueprint("sparql", __name__)

    @sparql.get("/sparql")
    def ask() -> BaseResponse:
        if "update" in request.args:
            raise SparqlError("Updates are not allowed: this can only be read.")
        if "query" not in request.args:
            return _service()
        return _answered(pool, _one(request.args, "query"), request.args)

    @sparql.post("/sparql")
    def ask_by_post() -> BaseResponse:
        request.max_content_length = MAX_BODY
        if (request.content_length or 0) > MAX_BODY:
            raise RequestEntityTooLarge
        if request.mimetype == FORM:
            if "update" in request.form:
                raise SparqlError("Updates are not allowed: this can only be read.")
            return _answered(pool, _one(request.form, "query"), request.form)
        if request.mimetype == UPDATE:
            raise SparqlError("Updates are not allowed: this can only be read.")
        if request.mimetype == QUERY:
            try:
                query = request.get_data().decode("utf-8")
            except UnicodeDecodeError as error:
                raise SparqlError("The query is not UTF-8 text.") from error
            return _answered(pool, query, request.args)
        raise UnsupportedMediaType(f"A query comes as {QUERY} or {FORM}.")

    return sparql


def _one(given: MultiDict[str, str], name: str) -> str:
    values = given.getlist(name)
    if len(values) != 1:
        raise SparqlError(DESCRIBED)
    return values[0]


def _answered(pool: Pool, query: str, given: MultiDict[str, str]) -> BaseResponse:
    asked = partial(
        Asked,
        query,
        default_graphs=tuple(given.getlist("default-graph-uri")),
        named_graphs=tuple(given.getlist("named-graph-uri")),
        base=request.base_url,
    )
    if best([*SOLUTIONS, *TRIPLES, HTML]) == HTML and is_for_a_person():
        return _page(pool, asked, query)
    accepted_of([*SOLUTIONS, *TRIPLES])
    solutions, triples = best(list(SOLUTIONS)), best(list(TRIPLES))
    try:
        found = pool.ask(asked(solutions=solutions, triples=triples))
    except NotOfferedError as error:
        raise NotAcceptable(f"There are {', '.join([*SOLUTIONS, *TRIPLES])}.") from error
    return varying(Response(found.content, content_type=f"{found.media_type}; charset=utf-8"))


def _page(pool: Pool, asked: Any, query: str) -> BaseResponse:
    """Show what a query finds as a table, as text, or why it finds nothing."""
    found = pool.ask(asked())
    shown: dict[str, Any] = {"query": query}
    if found.media_type in TRIPLES:
        shown["text"] = found.content.decode("utf-8")
    else:
        result = json.loads(found.content)
        if "boolean" in result:
            shown["text"] = "yes" if result["boolean"] else "no"
        else:
            rows = result["results"]["bindings"]
            shown |= {"columns": result["head"]["vars"], "rows": rows[:SHOWN], "total": len(rows)}
    return _rendered(shown)


def _rendered(shown: dict[str, Any]) -> BaseResponse:
    page = render_template(
        "sparql.html", worked=worked_queries(), prefixes=PREFIXES, shown=shown, most=SHOWN
    )
    return varying(Response(page))


def _service() -> BaseResponse:
    """Describe the service to programs; give people the page."""
    if best([*TRIPLES, HTML]) == HTML and is_for_a_person():
        return _rendered({"query": worked_queries()[0].text})
    form = accepted_of(list(TRIPLES))
    here = ox.NamedNode(request.base_url)
    service = ox.NamedNode(f"{request.base_url}#service")
    triples = [
        ox.Triple(service, RDF.type, SD.Service),
        ox.Triple(service, SD.endpoint, here),
        ox.Triple(service, SD.supportedLanguage, SD.SPARQL11Query),
        ox.Triple(service, SD.feature, SD.UnionDefaultGraph),
        *(
            ox.Triple(
                service, SD.resultFormat, ox.NamedNode(f"http://www.w3.org/ns/formats/{name}")
            )
            for name in (
                *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV"),
                *("SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
            )
        ),
    ]
    content = ox.serialize(triples, format=TRIPLES[form], prefixes={**PREFIXES, "sd": SD.iri})
    return varying(Response(content, content_type=f"{form}; charset=utf-8"))
