"""Addresses of things lead to a page or to RDF, by what the visitor accepts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from rdflib import RDF, Graph, URIRef

from graph.terms import MP, SKOS
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from graph.model import ArticleRecord
    from web.wiring import Library

TURTLE = {"Accept": "text/turtle"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
FORMS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture
def things(library: Library) -> dict[str, str]:
    """The path of one thing of each kind."""
    record = next(each for each in library.store.records() if each.references and each.claims)
    claim = record.claims[0]
    return {
        "articles": f"/articles/{record.article.id}",
        "claims": f"/claims/{claim.id}",
        "propositions": f"/propositions/{claim.proposition}",
        "passages": f"/passages/{claim.passage}",
        "references": f"/references/{record.references[0].id}",
        "sources": f"/sources/{record.references[0].source}",
        "concepts": f"/concepts/{claim.exposure.concept.rpartition('/')[2]}",
    }


KINDS = ("articles", "claims", "propositions", "passages", "references", "sources", "concepts")


@pytest.mark.parametrize("kind", KINDS)
def test_a_program_is_led_to_triples_about_the_very_thing(
    kind: str, things: dict[str, str], client: FlaskClient, library: Library
) -> None:
    response = client.get(things[kind], headers=TURTLE)
    assert (response.status_code, response.location) == (303, f"{things[kind]}.ttl")
    assert "Accept" in response.vary
    document = client.get(response.location)
    assert document.content_type == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=document.data, format="turtle")
    base = "https://trabecula.example" if kind == "concepts" else library.settings.base.rstrip("/")
    assert (URIRef(base + things[kind]), RDF.type, None) in graph


@pytest.mark.parametrize("kind", KINDS)
def test_a_browser_ends_at_a_page_that_shows_the_thing(
    kind: str, things: dict[str, str], client: FlaskClient
) -> None:
    response = client.get(things[kind], headers=BROWSER)
    if response.status_code == 303:
        target = urlsplit(response.location)
        response = client.get(response.location, headers=BROWSER)
        if target.fragment:
            assert f'id="{target.fragment}"' in response.text
    assert response.status_code == 200
    assert response.mimetype == "text/html"


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_every_form_of_a_description_says_the_same(
    suffix: str, things: dict[str, str], client: FlaskClient
) -> None:
    expected = Graph().parse(data=client.get(f"{things['claims']}.ttl").data, format="turtle")
    found = client.get(f"{things['claims']}.{suffix}")
    assert set(Graph().parse(data=found.data, format=FORMS[suffix])) == set(expected)
    assert (None, RDF.type, URIRef(MP.Claim.value)) in expected
    assert len(expected) > 30


def test_a_concept_names_what_is_narrower(client: FlaskClient, library: Library) -> None:
    exercise = library.vocabulary.by_id("exercise")
    graph = Graph().parse(data=client.get("/concepts/exercise.ttl").data, format="turtle")
    assert list(graph.subjects(URIRef(SKOS.broader.value), URIRef(exercise.iri)))


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/claims/0123456789abcdef0123", "text/turtle", 404),
        ("/claims/0123456789abcdef0123.ttl", "*/*", 404),
        ("/claims/<script>", "text/html", 404),
        ("/claims/0123456789abcdef0123.exe", "*/*", 404),
        ("/concepts/basket-weaving.ttl", "*/*", 404),
        ("/articles/0123456789abcdef0123.ttl", "*/*", 404),
    ],
)
def test_what_is_not_there_is_not_found(
    path: str, accept: str, status: int, client: FlaskClient
) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == status


def test_a_form_that_there_is_not_is_said(things: dict[str, str], client: FlaskClient) -> None:
    assert client.get(things["claims"], headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0"])
def test_the_dataset_is_described_in_no_form_that_is_not_accepted(
    accept: str, client: FlaskClient
) -> None:
    assert client.get("/.well-known/void", headers={"Accept": accept}).status_code == 406
    assert client.get("/.well-known/void").mimetype == "text/turtle"


def test_a_page_says_that_it_has_other_forms_and_leads_within_the_site_s_own_path(
    things: dict[str, str], client: FlaskClient
) -> None:
    page = client.get(things["articles"], headers=BROWSER)
    assert "Accept" in page.vary
    below = {"SCRIPT_NAME": "/kg"}
    response = client.get(things["articles"], headers=TURTLE, environ_overrides=below)
    assert response.location == f"/kg{things['articles']}.ttl"
    page = client.get(things["articles"], headers=BROWSER, environ_overrides=below)
    assert f'href="/kg{things["articles"]}.ttl"' in page.text


def test_the_dataset_describes_itself(client: FlaskClient, library: Library) -> None:
    response = client.get("/.well-known/void", headers=TURTLE)
    graph = Graph().parse(data=response.data, format="turtle")
    found = graph.query(
        """
        PREFIX void: <http://rdfs.org/ns/void#> PREFIX mp: <http://purl.org/mp/>
        SELECT ?space ?endpoint ?claims WHERE {
          ?set a void:Dataset ; void:uriSpace ?space ; void:sparqlEndpoint ?endpoint ;
               void:classPartition [ void:class mp:Claim ; void:entities ?claims ] .
        }"""
    )
    ((space, endpoint, claims),) = [tuple(map(str, row)) for row in found]  # type: ignore[arg-type] # rows
    assert space == library.settings.base
    assert endpoint == "http://localhost/sparql"
    assert int(claims) == library.store.counts().claims
    assert json.loads(
        client.get("/.well-known/void", headers={"Accept": "application/ld+json"}).data
    )


def test_pages_say_in_schema_org_what_they_are_about_and_where_their_rdf_is(
    client: FlaskClient, things: dict[str, str]
) -> None:
    kinds = {"articles": "MedicalWebPage", "sources": "ScholarlyArticle", "concepts": "DefinedTerm"}
    for kind, expected in kinds.items():
        page = client.get(things[kind]).text
        (block,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL
        )
        said = json.loads(block)
        assert (said["@context"], said["@type"]) == ("https://schema.org", expected)
        assert said.get("headline") or said.get("name")
        assert f'<link rel="alternate" type="text/turtle" href="{things[kind]}.ttl">' in page


def test_a_title_that_is_markup_stays_within_its_block(
    open_with: Callable[..., Library], write: Callable[..., ArticleRecord]
) -> None:
    title = "</script><script>alert(1)</script>"
    record = write(title, [("prose", ["Walking is pleasant."])])
    page = create_app(open_with(record)).test_client().get(f"/articles/{record.article.id}").text
    assert "<script>alert(1)" not in page
    (block,) = BLOCK.findall(page)
    assert json.loads(block)["headline"] == title
