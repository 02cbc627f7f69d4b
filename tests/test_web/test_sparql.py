"""The SPARQL endpoint: its protocol, what it refuses, and attacks on a server that goes on."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from rdflib import Graph
from werkzeug.serving import make_server

from search.sparql import Asked, Limits, Pool, SparqlError, StoppedError
from search.sparql.refusing import MAX_DEPTH, refuse
from search.sparql.worked import worked_queries
from web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from web.wiring import Library

CLAIMS = "SELECT ?claim WHERE { ?claim a <http://purl.org/mp/Claim> }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_query_finds_what_the_named_graphs_say_without_naming_them(
    client: FlaskClient, library: Library
) -> None:
    response = client.get("/sparql", query_string={"query": CLAIMS})
    assert response.content_type == f"{JSON}; charset=utf-8"
    found = json.loads(response.data)["results"]["bindings"]
    assert len(found) == library.store.counts().claims > 0


@pytest.mark.parametrize("media_type", [JSON, XML, CSV, TSV])
def test_solutions_come_in_every_form_of_the_recommendation(
    media_type: str, client: FlaskClient, library: Library
) -> None:
    response = client.get("/sparql", query_string={"query": CLAIMS}, headers={"Accept": media_type})
    assert response.content_type == f"{media_type}; charset=utf-8"
    assert "Accept" in response.vary
    if media_type == CSV:
        read = list(csv.DictReader(io.StringIO(response.text)))
    else:
        form = {JSON: "JSON", XML: "XML", TSV: "TSV"}[media_type]
        parsed = ox.parse_query_results(response.data, getattr(ox.QueryResultsFormat, form))
        assert isinstance(parsed, ox.QuerySolutions)
        read = [dict(zip(("claim",), row, strict=True)) for row in parsed]  # type: ignore[misc]
    assert len(read) == library.store.counts().claims


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
def test_triples_come_in_the_form_that_is_asked_for(
    media_type: str, form: str, client: FlaskClient
) -> None:
    query = "CONSTRUCT { ?c a ?t } WHERE { ?c a <http://purl.org/mp/Claim> ; a ?t }"
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
    assert response.content_type == f"{media_type}; charset=utf-8"
    assert len(Graph().parse(data=response.data, format=form)) == 16


def test_a_query_is_posted_as_a_form_or_by_itself(client: FlaskClient) -> None:
    form = client.post("/sparql", data={"query": "ASK {}"})
    alone = client.post("/sparql", data=b"ASK {}", content_type="application/sparql-query")
    assert json.loads(form.data) == json.loads(alone.data)
    assert json.loads(alone.data)["boolean"] is True


def test_a_dataset_that_is_named_is_the_one_that_is_asked(
    client: FlaskClient, library: Library
) -> None:
    base = library.settings.base
    query = "ASK { ?s a <http://www.w3.org/2004/02/skos/core#Concept> }"

    def asked(**given: str) -> bool:
        response = client.get("/sparql", query_string={"query": query, **given})
        return bool(json.loads(response.data)["boolean"])

    assert asked()
    assert asked(**{"default-graph-uri": f"{base}graphs/vocabulary"})
    assert not asked(**{"default-graph-uri": f"{base}graphs/sources"})
    assert not asked(**{"named-graph-uri": f"{base}graphs/vocabulary"})
    of_query = (
        f"ASK FROM <{base}graphs/sources> {{ ?s a <http://www.w3.org/2004/02/skos/core#Concept> }}"
    )
    response = client.get("/sparql", query_string={"query": of_query})
    assert json.loads(response.data)["boolean"] is False


def test_a_program_that_asks_nothing_gets_a_description_of_the_service(
    client: FlaskClient,
) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    said = Graph().parse(data=response.data, format="turtle")
    found = said.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
        " ASK { ?s a sd:Service ; sd:endpoint <http://localhost/sparql> ;"
        " sd:feature sd:UnionDefaultGraph ; sd:supportedLanguage sd:SPARQL11Query }"
    )
    assert found.askAnswer


def test_a_person_gets_a_page_with_a_table_and_no_markup_of_others(client: FlaskClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get("/sparql", headers=browser)
    assert page.content_type == "text/html; charset=utf-8"
    assert worked_queries()[0].sentence in page.text
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) {}'
    found = client.get("/sparql", query_string={"query": query}, headers=browser)
    assert "<script>alert(1)" not in found.text
    assert "&lt;script&gt;alert(1)" in found.text
    wrong = client.get("/sparql", query_string={"query": "SELECT"}, headers=browser)
    assert wrong.status_code == 400
    assert "<h1" in wrong.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT", "no SPARQL"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * WHERE { service silent ?x { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1/> {} }", "SERVICE is not allowed"),
        ("PREFIX a: <urn:a> LOAD <file:///etc/passwd>", "LOAD is not allowed"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is not allowed"),
        ("# ASK {}\nDELETE WHERE { ?s ?p ?o }", "DELETE is not allowed"),
        ("BASE <urn:a> DROP ALL", "DROP is not allowed"),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH is not allowed"),
        ("ASK {}; CLEAR ALL", "no SPARQL"),
        ("ASK " + "{" * 5000 + "}" * 5000, "brackets"),
        ("ASK {} #" + "x" * 70_000, "characters"),
    ],
)
def test_what_is_not_allowed_is_refused_with_the_reason(
    query: str, said: str, client: FlaskClient
) -> None:
    response = client.post("/sparql", data={"query": query})
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert said in json.loads(response.data)["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        'ASK { ?s ?p "SERVICE <http://x/> {}" }',
        "ASK { ?s ?p '''it's a \"SERVICE\"''' }",
        "PREFIX ex: <urn:x> ASK { ?s ex:SERVICE ?o }",
        "PREFIX service: <urn:x> ASK { ?s service:a ?o }",
        "ASK { ?s <urn:SERVICE> ?o } # SERVICE",
        'ASK { ?s ?p "x"@service }',
        "ASK { _:service ?p ?o }",
        "ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH,
    ],
)
def test_a_word_that_only_looks_like_the_keyword_passes(query: str) -> None:
    refuse(query)


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ({"query_string": {"query": CLAIMS}, "headers": {"Accept": "image/png"}}, 406),
        ({"query_string": {"query": CLAIMS}, "headers": {"Accept": "text/turtle"}}, 406),
        ({"query_string": "query=ASK+%7B%7D&query=ASK+%7B%7D"}, 400),
        ({"query_string": {"update": "CLEAR ALL"}}, 400),
        ({"method": "POST", "data": b"ASK {}", "content_type": "text/plain"}, 415),
        ({"method": "POST", "data": b"\xff", "content_type": "application/sparql-query"}, 400),
        ({"method": "POST", "data": b"x", "content_type": "application/sparql-update"}, 400),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 400),
        ({"method": "POST", "data": {"query": "x" * 1_000_000}}, 413),
        ({"method": "PUT", "data": b"ASK {}"}, 405),
        ({"method": "DELETE"}, 405),
    ],
)
def test_what_is_no_query_by_the_protocol_gets_its_status(
    call: dict[str, object], status: int, client: FlaskClient
) -> None:
    response = client.open("/sparql", **call)  # type: ignore[arg-type] # as the cases are written
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset of some hundred triples in two graphs."""
    path = tmp_path / "dataset"
    store = ox.Store(str(path))
    name = ox.NamedNode
    store.bulk_extend(
        ox.Quad(name(f"urn:{n}"), name("urn:p"), ox.Literal("a" * 2000), name(f"urn:g{n % 2}"))
        for n in range(600)
    )
    store.flush()
    return path


@pytest.fixture
def pool(folder: Path) -> Iterator[Pool]:
    opened = Pool(lambda: folder, Limits(0.5, rows=100, size=100_000, memory=1 << 30))
    yield opened
    opened.close()


ONE = Asked("SELECT ?s { ?s ?p ?o } LIMIT 1")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (BOMB, "longer than"),
        ("SELECT (COUNT(*) AS ?n) { ?s (<urn:p>|!<urn:x>)* ?o . ?a ?b ?c . ?d ?e ?f }", "longer"),
        ("SELECT ?s { ?s ?p ?o }", "more than 100 rows"),
        ("SELECT ?o { ?s ?p ?o } LIMIT 99", "more than 100 rows or 0 MB"),
        ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }", "more than 100 rows"),
        ("ASK { FILTER(" + "!" * 30_000 + "true) }", "nested too deeply"),
        (
            "SELECT (GROUP_CONCAT(CONCAT(?o, ?p)) AS ?x) { ?a ?b ?o . ?d ?e ?p . ?g ?h ?i }",
            "(longer than|memory)",
        ),
    ],
)
def test_a_query_that_goes_too_far_is_stopped_and_the_next_one_answered(
    query: str, said: str, pool: Pool
) -> None:
    with pytest.raises(StoppedError, match=said):
        pool.ask(Asked(query))
    assert len(json.loads(pool.ask(ONE).content)["results"]["bindings"]) == 1


def test_other_servers_are_never_asked(pool: Pool) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        port = listener.getsockname()[1]
        for query in (
            f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
            f"LOAD <http://127.0.0.1:{port}/>",
        ):
            with pytest.raises(SparqlError):
                pool.ask(Asked(query))
        pool.ask(Asked(f"ASK FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}"))
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_process_that_is_killed_is_started_anew(pool: Pool) -> None:
    pool.ask(ONE)
    (worker,) = (each for each in pool._free.queue if each is not None)
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.wait()
    assert pool.ask(ONE).content


def test_another_generation_is_asked_as_soon_as_it_is_there(tmp_path: Path) -> None:
    folders = []
    for number in range(2):
        folders.append(tmp_path / str(number))
        store = ox.Store(str(folders[-1]))
        store.add(
            ox.Quad(
                ox.NamedNode(f"urn:{number}"),
                ox.NamedNode("urn:p"),
                ox.Literal("x"),
                ox.NamedNode("urn:g"),
            )
        )
        store.flush()
        del store
    current = iter([folders[0], folders[0], folders[1]])
    pool = Pool(lambda: next(current), Limits(), workers=1)
    found = [pool.ask(ONE).content for _ in range(3)]
    pool.close()
    assert [b"urn:0" in each for each in found] == [True, True, False]
    assert b"urn:1" in found[2]


def test_when_every_process_is_busy_it_is_said(folder: Path) -> None:
    pool = Pool(lambda: folder, Limits(1.0), workers=1)
    outcomes: list[str] = []

    def bomb() -> None:
        try:
            pool.ask(Asked(BOMB))
        except StoppedError as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=bomb) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.close()
    assert any("longer than" in each for each in outcomes)
    assert any("Too many queries" in each for each in outcomes)


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    """A real server on loopback whose queries may take a second."""
    queries = library.queries
    library.queries = Pool(library.dataset.catch_up, Limits(seconds=1.0))
    server = make_server("127.0.0.1", 0, create_app(library), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    library.queries.close()
    library.queries = queries


def answered(address: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    try:
        with urlopen(Request(address, data=body, headers=headers), timeout=30) as response:
            return response.status, response.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_bombs_are_stopped_while_other_requests_go_on(address: str) -> None:
    asked = urlencode({"query": BOMB}).encode()
    bombs: list[int] = []
    threads = [
        threading.Thread(target=lambda: bombs.append(answered(f"{address}/sparql", asked)[0]))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    assert answered(f"{address}/search?q=bone")[0] == 200
    assert bombs == []
    for thread in threads:
        thread.join()
    assert bombs == [503, 503]
    assert answered(f"{address}/sparql?{urlencode({'query': CLAIMS})}")[0] == 200
    assert answered(f"{address}/sparql", b"query=" + b"x" * 1_000_000)[0] == 413
