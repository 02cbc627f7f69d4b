"""The W3C's SPARQL 1.1 protocol tests, sent to a real server.

    python -m benchmarks.sparql_protocol

Its tests of updates pass here where the update is refused: this endpoint can only be read.
"""

from __future__ import annotations

import http.client
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import Graph, Namespace
from rdflib.collection import Collection

from benchmarks.sparql_conformance import MF, TESTS, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
FOLDER = TESTS / "protocol"
DATA = "http://kasei.us/2009/09/sparql/data/"  # where the manifest says that its graphs are
UPDATES = ("update_", "bad_update", "bad_multiple_updates")


def main() -> int:
    if not FOLDER.exists():
        print("The tests of the W3C are absent; nothing was measured.")
        return 0
    found = run()
    print(f"{sum(found.values())} of {len(found)} passed")
    for name, passed in found.items():
        if not passed:
            print(f"fails {name}")
    return 0


def run() -> dict[str, bool]:
    """Run every test; return for each whether it passes."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = Path(folder) / "dataset"
        store = ox.Store(str(dataset))
        for path in sorted(FOLDER.glob("*.nt")):
            store.load(path=str(path), to_graph=ox.NamedNode(f"{DATA}{path.stem}.rdf"))
        store.flush()
        with serving(lambda: dataset, union=True) as port:
            return dict(_tests(port))


def _tests(port: int) -> Iterator[tuple[str, bool]]:
    manifest = Graph().parse(FOLDER / "manifest.ttl")
    (entries,) = manifest.objects(None, MF.entries)
    for test in Collection(manifest, entries):
        name = str(test).rpartition("#")[2]
        action = manifest.value(test, MF.action)
        listed: Any = manifest.value(action, HT.requests)
        requests = Collection(manifest, listed)
        refused = name.startswith(UPDATES)
        answers = [_sent(manifest, each, port) for each in requests]
        if refused:
            yield name, 400 <= answers[0][0] < 500
            continue
        yield (
            name,
            all(
                _is_expected(manifest, each, *answer)
                for each, answer in zip(requests, answers, strict=True)
            ),
        )


def _sent(manifest: Graph, request: Any, port: int) -> tuple[int, str, bytes]:
    """Send a request; return status, media type and body."""
    path = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    body = manifest.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8")
        content = str(manifest.value(body, CNT.chars)).encode(encoding)
    headers = {}
    if (listed := manifest.value(request, HT.headers)) is not None:
        for each in Collection(manifest, listed):
            name = str(manifest.value(each, HT.fieldName))
            headers[name] = str(manifest.value(each, HT.fieldValue))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(str(manifest.value(request, HT.methodName)), path, content, headers)
    with connection.getresponse() as response:
        answer = response.status, response.headers.get_content_type(), response.read()
    connection.close()
    return answer


def _is_expected(manifest: Graph, request: Any, status: int, media_type: str, body: bytes) -> bool:
    response = manifest.value(request, HT.resp)
    wanted = {str(each)[-3] for each in manifest.objects(response, MF.expectedStatus)}
    if str(status)[0] not in wanted:
        return False
    truth = manifest.value(response, MF.expectedBoolean)
    if truth is not None:
        return bool(json.loads(body)["boolean"] == truth.toPython())
    form = str(manifest.value(response, MF.expectedFormat) or "")
    if form == "RDF":
        return media_type in ("text/turtle", "application/n-triples", "application/rdf+xml")
    return form == "" or "sparql-results" in media_type or media_type.startswith("text/")


if __name__ == "__main__":
    sys.exit(main())
