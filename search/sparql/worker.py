"""A process that answers queries, one after another, until its input ends.

It reads and writes frames: a length of four bytes, and so much JSON or content. The alarm that is
set before each query kills it by the kernel's hand, should the process that started it be gone.
"""

from __future__ import annotations

import csv
import io
import json
import math
import resource
import signal
import struct
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph.terms import PREFIXES

if TYPE_CHECKING:
    from typing import BinaryIO

LENGTH = struct.Struct(">I")
GRACE = 5  # seconds after the limit, within which the process that started this one would stop it
SOLUTIONS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    form.media_type: form
    for form in (
        *(ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES),
        *(ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD),
    )
}


class TooMuchError(Exception):
    """More was found than may be."""


class _Bounded(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, data: Any) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise TooMuchError
        return super().write(data)


def read_frame(stream: BinaryIO) -> bytes | None:
    """Read a frame; None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Write a frame."""
    stream.write(LENGTH.pack(len(content)) + content)
    stream.flush()


def main() -> None:
    """Answer until the input ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    opened: tuple[str, ox.Store] | None = None
    answers = sys.stdout.buffer
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        asked = json.loads(frame)
        signal.alarm(math.ceil(asked["seconds"]) + GRACE)
        try:
            if opened is None or opened[0] != asked["folder"]:
                opened = asked["folder"], ox.Store.read_only(asked["folder"])
            media_type, content = _answer(opened[1], asked)
            head = {"found": media_type}
        except (SyntaxError, ValueError) as error:
            head, content = {"wrong": str(getattr(error, "msg", None) or error)}, b""
        except TooMuchError:
            head, content = {"stopped": "too much"}, b""
        except MemoryError:
            head, content = {"stopped": "memory"}, b""
        except (OSError, RuntimeError) as error:
            # What goes wrong while it is evaluated, and what an output that is full does to it.
            full = isinstance(error.__context__, TooMuchError) or "TooMuchError" in str(error)
            head, content = ({"stopped": "too much"} if full else {"failed": str(error)}), b""
        signal.alarm(0)
        write_frame(answers, json.dumps(head).encode())
        write_frame(answers, content)


def _answer(store: ox.Store, asked: dict[str, Any]) -> tuple[str, bytes]:
    """Run a query; return the media type and the bytes of what it finds; "" where it has none."""
    given = asked["default_graphs"] or asked["named_graphs"]
    dataset: dict[str, Any] = {"use_default_graph_as_union": asked["union"]}
    if given:
        dataset = {
            "default_graph": [ox.NamedNode(iri) for iri in asked["default_graphs"]],
            "named_graphs": [ox.NamedNode(iri) for iri in asked["named_graphs"]],
        }
    found = store.query(asked["query"], base_iri=asked["base"], **dataset)
    out = _Bounded(asked["size"])
    if isinstance(found, ox.QueryTriples):
        if asked["triples"] is None:
            return "", b""
        triples = list(islice(found, asked["rows"] + 1))
        if len(triples) > asked["rows"]:
            raise TooMuchError
        ox.serialize(triples, out, TRIPLES[asked["triples"]], prefixes=PREFIXES)
        return asked["triples"], out.getvalue()
    if asked["solutions"] is None:
        return "", b""
    form = SOLUTIONS[asked["solutions"]]
    found.serialize(out, form)
    written = out.getvalue()
    if isinstance(found, ox.QuerySolutions) and _rows(written, form, asked["rows"]) > asked["rows"]:
        raise TooMuchError
    return asked["solutions"], written


def _rows(written: bytes, form: ox.QueryResultsFormat, most: int) -> int:
    """Count the solutions of a result that may have too many; each takes two bytes and more."""
    if len(written) < most:
        return 0
    if form == ox.QueryResultsFormat.XML:
        return written.count(b"<result>")
    if form == ox.QueryResultsFormat.TSV:
        return written.count(b"\n") - 1
    if form == ox.QueryResultsFormat.CSV:
        return sum(1 for _ in csv.reader(io.StringIO(written.decode("utf-8"), newline=""))) - 1
    return len(json.loads(written)["results"]["bindings"])


if __name__ == "__main__":
    main()
