"""Triple stores that speak the Graph Store protocol, or SPARQL 1.1 update and query."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import httpx
import pyoxigraph as ox
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from graph.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

TIMEOUT = httpx.Timeout(600.0, connect=10.0)  # seconds; a large graph takes a store a while
ATTEMPTS = 4
PIECE = 1 << 20  # bytes read at a time
LINES = 5_000  # triples of one update, about 1 MB
MAX_MANIFEST = 256 * 1024 * 1024  # bytes of the list of what was published
N_TRIPLES = "application/n-triples"


class Remote(Protocol):
    """A store of named graphs elsewhere; every method raises `PublishError` where it fails."""

    def read(self, name: ox.NamedNode) -> Iterable[ox.Triple]:
        """Return the triples of a graph; none, where there is no such graph."""

    def replace(self, name: ox.NamedNode, lines: BinaryIO) -> None:
        """Put the triples of a file of N-Triples in place of a graph."""

    def remove(self, name: ox.NamedNode) -> None:
        """Take a graph out; none there is no error."""


class Service:
    """A server that is asked again when it is busy, and whose refusals are told."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(
        self, method: str, url: str, lines: BinaryIO | None = None, **more: Any
    ) -> httpx.Response:
        """Ask a server; a file given as `lines` is the body, sent anew each time.

        Raises:
            PublishError: it refuses, or cannot be reached.
        """

        def once() -> httpx.Response:
            if lines is not None:
                lines.seek(0)
                more["content"] = iter(lambda: lines.read(PIECE), b"")
            response = self._client.request(method, url, **more)
            if response.status_code in (429, 502, 503, 504):
                raise _BusyError(response)
            return response

        retrying = Retrying(
            retry=retry_if_exception_type((_BusyError, httpx.TransportError)),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=0.2, max=5),
            reraise=True,
        )
        try:
            response = retrying(once)
        except _BusyError as error:
            response = error.response
        except httpx.HTTPError as error:
            raise PublishError(f"{url} cannot be reached: {error}.") from error
        if not response.is_success and response.status_code != httpx.codes.NOT_FOUND:
            said = " ".join(response.text[:300].split())
            raise PublishError(f"{url} answered {response.status_code} to {method}: {said}")
        return response


class _BusyError(Exception):
    def __init__(self, response: httpx.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class GraphStore:
    """The SPARQL 1.1 Graph Store HTTP Protocol: a graph is put as a whole, at once."""

    def __init__(self, service: Service, url: str) -> None:
        self._service = service
        self._url = url

    def read(self, name: ox.NamedNode) -> Iterable[ox.Triple]:
        """Get a graph."""
        headers = {"Accept": N_TRIPLES}
        response = self._service.ask(
            "GET", self._url, params={"graph": name.value}, headers=headers
        )
        if response.status_code == httpx.codes.NOT_FOUND:
            return ()
        return _parsed(response)

    def replace(self, name: ox.NamedNode, lines: BinaryIO) -> None:
        """Put a graph."""
        headers = {"Content-Type": N_TRIPLES}
        asked = {"params": {"graph": name.value}, "headers": headers}
        response = self._service.ask("PUT", self._url, lines, **asked)
        if response.status_code == httpx.codes.NOT_FOUND:
            raise PublishError(f"{self._url} is no graph store: it answers 404.")

    def remove(self, name: ox.NamedNode) -> None:
        """Delete a graph."""
        self._service.ask("DELETE", self._url, params={"graph": name.value})


class UpdateEndpoint:
    """SPARQL 1.1 update for writing and query for reading; a large graph goes in parts."""

    def __init__(self, service: Service, update: str, query: str) -> None:
        self._service = service
        self._update = update
        self._query = query

    def read(self, name: ox.NamedNode) -> Iterable[ox.Triple]:
        """Construct a graph."""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}"
        response = self._service.ask(
            "POST", self._query, data={"query": query}, headers={"Accept": N_TRIPLES}
        )
        if response.status_code == httpx.codes.NOT_FOUND:
            raise PublishError(f"{self._query} answers no query: it answers 404.")
        return _parsed(response)

    def replace(self, name: ox.NamedNode, lines: BinaryIO) -> None:
        """Drop a graph and insert its triples."""
        before = f"DROP SILENT GRAPH {name} ;\n"
        for part in _parts(lines):
            self._run(f"{before}INSERT DATA {{ GRAPH {name} {{\n{part}}} }}")
            before = ""
        if before:  # there is nothing to insert
            self.remove(name)

    def remove(self, name: ox.NamedNode) -> None:
        """Drop a graph."""
        self._run(f"DROP SILENT GRAPH {name}")

    def _run(self, update: str) -> None:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        content = update.encode("utf-8")
        response = self._service.ask("POST", self._update, content=content, headers=headers)
        if response.status_code == httpx.codes.NOT_FOUND:
            raise PublishError(f"{self._update} takes no update: it answers 404.")


def _parts(lines: BinaryIO) -> Iterator[str]:
    while part := b"".join(islice(lines, LINES)):
        yield part.decode("utf-8")


def _parsed(response: httpx.Response) -> list[ox.Triple]:
    """Parse an answer in N-Triples.

    Raises:
        PublishError: it is something else.
    """
    if len(response.content) > MAX_MANIFEST:
        raise PublishError(f"{response.url} answered with more than a list of graphs takes.")
    try:
        return [
            ox.Triple(quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)
        ]
    except SyntaxError as error:
        raise PublishError(f"{response.url} did not answer with N-Triples: {error}.") from error
