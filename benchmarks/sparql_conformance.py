"""The W3C's SPARQL 1.1 query evaluation tests, asked of a real server and of the bare engine.

    python -m benchmarks.sparql_conformance

Both must agree: a test that only the endpoint fails is a fault of ours. Those that the engine
itself fails are listed. Results are compared as multisets up to the names of blank nodes, numbers
by value.
"""

from __future__ import annotations

import csv
import io
import logging
import re
import sys
import tempfile
import threading
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import structlog
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.query import Result
from werkzeug.serving import make_server

from search.sparql import Limits, Pool
from web import create_app
from web.settings import read_settings
from web.wiring import open_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).resolve().parents[2] / "shared"
TESTS = SHARED / "data" / "w3c" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("urn:rows:")
KNOWN = Path(__file__).with_name("sparql_known_failures.toml")
BESIDES = ("json-res", "csv-tsv-res")
EVALUATED = (MF.QueryEvaluationTest, MF.CSVResultFormatTest)
NUMERIC = {XSD.integer, XSD.decimal, XSD.double, XSD.float}
FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
SOLUTIONS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
PARSERS = {".srx": "xml", ".srj": "json"}


@dataclass(frozen=True, slots=True)
class Case:
    """A test: what is loaded, what is asked, and the file with what must be found."""

    name: str
    query: str
    data: tuple[Path, ...]
    graphs: tuple[tuple[str, Path], ...]
    result: Path


def cases() -> Iterator[Case]:
    """Read the evaluation tests of the manifest, in their order."""
    whole = Graph().parse(TESTS / "manifest-sparql11-query.ttl")
    (included,) = whole.objects(None, MF.include)
    folders = [Path(str(each)).parent.name for each in Collection(whole, included)]
    for folder in (*folders, *BESIDES):
        manifest = Graph().parse(TESTS / folder / "manifest.ttl")
        (entries,) = manifest.objects(None, MF.entries)
        for test in Collection(manifest, entries):
            if manifest.value(test, RDF.type) in EVALUATED:
                yield _case(manifest, test, folder)


def _case(manifest: Graph, test: Any, folder: str) -> Case:
    action, result = manifest.value(test, MF.action), manifest.value(test, MF.result)
    query = _file(manifest.value(action, QT.query))
    text = query.read_text("utf-8")
    named = [_file(each) for each in manifest.objects(action, QT.graphData)]
    named += [query.parent / each for each in FROM.findall(text)]
    return Case(
        name=f"{folder}/{str(test).rpartition('#')[2]}",
        query=f"BASE <{query.as_uri()}>\n{text}",
        data=tuple(_file(each) for each in manifest.objects(action, QT.data)),
        graphs=tuple((path.as_uri(), path) for path in dict.fromkeys(named) if path.exists()),
        result=_file(result),
    )


def _file(node: Any) -> Path:
    return Path(str(node).removeprefix("file://"))


def loaded(case: Case, folder: Path) -> Path:
    """Make the dataset of a test."""
    store = ox.Store(str(folder))
    for path in case.data:
        store.load(path=str(path), base_iri=path.as_uri())
    for name, path in case.graphs:
        store.load(path=str(path), base_iri=name, to_graph=ox.NamedNode(name))
    store.flush()
    return folder


def passes(case: Case, ask: Callable[[str, str], bytes]) -> bool:
    """Tell whether a query finds what it must."""
    suffix = case.result.suffix
    if suffix in (".ttl", ".rdf", ".nt"):
        return _same_graph(case, ask)
    found = ask(case.query, SOLUTIONS[suffix])
    expected = case.result.read_bytes()
    if suffix in PARSERS:
        one, other = (
            Result.parse(io.BytesIO(each), format=PARSERS[suffix]) for each in (found, expected)
        )
        if one.type == "ASK" or other.type == "ASK":
            return bool(one.askAnswer == other.askAnswer)
        return isomorphic(_rows(one), _rows(other))
    delimiter = "," if suffix == ".csv" else "\t"
    return _table(found, delimiter) == _table(expected, delimiter)


def _same_graph(case: Case, ask: Callable[[str, str], bytes]) -> bool:
    expected = Graph().parse(case.result)
    is_rows = (
        None,
        RDF.type,
        URIRef("http://www.w3.org/2001/sw/DataAccess/tests/result-set#ResultSet"),
    )
    if is_rows in expected:
        found = Result.parse(io.BytesIO(ask(case.query, SOLUTIONS[".srj"])), format="json")
        return isomorphic(_rows(found), _rows_in(expected))
    read = Graph().parse(data=ask(case.query, "application/n-triples"), format="nt")
    return isomorphic(read, expected)


def _rows_in(graph: Graph) -> Graph:
    """Read solutions that are written as RDF."""
    rs = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    found = Graph()
    for solution in graph.objects(None, rs.solution):
        row = BNode()
        for binding in graph.objects(solution, rs.binding):
            name, value = graph.value(binding, rs.variable), graph.value(binding, rs.value)
            found.add((row, RS[str(name)], _by_value(value)))
        found.add((row, RDF.type, RS.row))
    return found


def _rows(result: Result) -> Graph:
    """Write solutions as a graph, so that blank nodes are compared by what is said of them."""
    found = Graph()
    for binding in result.bindings:
        row = BNode()
        found.add((row, RDF.type, RS.row))
        for name, value in binding.items():
            found.add((row, RS[str(name)], _by_value(value)))
    return found


def _by_value(term: Any) -> Any:
    """Write a number, and the tag of a language, in one way."""
    if isinstance(term, Literal) and term.language:
        return Literal(str(term), lang=term.language.casefold())
    if not isinstance(term, Literal) or term.datatype not in NUMERIC:
        return term
    try:
        return Literal(format(Decimal(str(term)).normalize(), "f"), datatype=term.datatype)
    except InvalidOperation:
        return term


def _table(content: bytes, delimiter: str) -> list[tuple[tuple[str, str], ...]]:
    """Read a table; the order of columns is free where a query says `SELECT *`."""
    rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), delimiter=delimiter)
    head, *body = (row for row in rows if row)
    return sorted(
        tuple(sorted((name, _plain(cell)) for name, cell in zip(head, row, strict=True)))
        for row in body
    )


def _plain(cell: str) -> str:
    if cell.startswith("_:"):
        return "_:"
    try:
        return format(Decimal(cell).normalize(), "f")
    except InvalidOperation:
        return cell


def bare(folder: Path) -> Callable[[str, str], bytes]:
    """Ask the engine itself."""
    from search.sparql.worker import SOLUTIONS as FORMS

    store = ox.Store.read_only(str(folder))

    def ask(query: str, accept: str) -> bytes:
        found = store.query(query)
        form: Any = FORMS.get(accept, ox.RdfFormat.N_TRIPLES)
        return found.serialize(format=form) or b""

    return ask


def over_http(address: str) -> Callable[[str, str], bytes]:
    """Ask a server."""

    def ask(query: str, accept: str) -> bytes:
        body = urlencode({"query": query}).encode()
        with urlopen(Request(address, data=body, headers={"Accept": accept})) as response:  # noqa: S310 # loopback
            content: bytes = response.read()
            return content

    return ask


def _tried(case: Case, ask: Callable[[str, str], bytes]) -> bool:
    try:
        return passes(case, ask)
    except HTTPError as error:
        error.close()
        return False
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return False


@contextmanager
def serving(dataset: Callable[[], Path], *, union: bool) -> Iterator[int]:
    """Serve the site over a dataset on loopback; give the port."""
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)  # no line a request
    structlog.configure(wrapper_class=quiet)
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(read_settings({}, Path(folder)), repair=False)
        library.queries.close()
        library.queries = Pool(dataset, Limits(), workers=1, union=union)
        server = make_server("127.0.0.1", 0, create_app(library), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            library.close()


def run() -> dict[str, tuple[bool, bool]]:
    """Run every test; return for each whether the engine and whether the endpoint passes it."""
    found: dict[str, tuple[bool, bool]] = {}
    with tempfile.TemporaryDirectory() as folder:
        current = [Path(folder)]
        with serving(lambda: current[0], union=False) as port:
            ask = over_http(f"http://127.0.0.1:{port}/sparql")
            for number, case in enumerate(cases()):
                current[0] = loaded(case, Path(folder) / str(number))
                found[case.name] = _tried(case, bare(current[0])), _tried(case, ask)
    return found


def figures() -> dict[str, float]:
    """Return the share of tests in which the endpoint does as the engine, and that it passes."""
    found = run()
    return {
        "as the engine": sum(one == other for one, other in found.values()) / len(found),
        "passed": sum(other for _, other in found.values()) / len(found),
    }


def main() -> int:
    if not TESTS.exists():
        print("The tests of the W3C are absent; nothing was measured.")
        return 0
    found = run()
    print(f"{len(found)} tests")
    print(f"engine   {sum(one for one, _ in found.values())} passed")
    print(f"endpoint {sum(other for _, other in found.values())} passed")
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    for name, (engine, endpoint) in found.items():
        if engine and not endpoint:
            print(f"only the endpoint fails {name}")
        elif not endpoint:
            print(f"fails {name}: {known.get(name, 'NOT KNOWN')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
