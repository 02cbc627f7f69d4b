"""Time of the worked queries at the endpoint's processes, against rdflib's engine.

    python -m benchmarks.sparql_speed FOLDER [--copies N] [--runs N] [--limit SECONDS]

FOLDER is a collection, whose articles are taken so many times over under other ids. Ours is asked
by way of its pool, processes, pipes and JSON included; the figures are medians, the first run
apart. rdflib has the same triples in memory and is asked once; a query that is not done in the
limit is stopped, and its time is at least that.
"""

from __future__ import annotations

import argparse
import io
import re
import signal
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from graph.export import export
from search.sparql import Asked, Limits, Pool
from search.sparql.worked import worked_queries
from web.settings import read_settings
from web.wiring import open_library

OWN = re.compile(rb"(/(?:articles|claims|passages|references|mechanisms)/)[0-9a-f]{2}")


def _stop(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=int, default=120)
    arguments = parser.parse_args()
    library = open_library(read_settings({}, arguments.folder), repair=False)
    lines = io.BytesIO()
    export(library.store, library.vocabulary, "nquads", lines, library.settings.base)
    library.close()
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        for number in range(arguments.copies):
            copied = OWN.sub(rb"\g<1>%02x" % number, lines.getvalue())
            store.bulk_load(copied, format=ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
        graph = Graph()
        for name in store.named_graphs():
            part = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
            graph.parse(data=part, format="nt")
        print(f"{len(store)} triples of ours, {len(graph)} of rdflib's", flush=True)
        del store
        compare(Pool(lambda: Path(folder), Limits(seconds=60)), graph, arguments)
    return 0


def compare(pool: Pool, graph: Graph, arguments: argparse.Namespace) -> None:
    """Ask both, and print a row a query."""
    signal.signal(signal.SIGALRM, _stop)
    for each in worked_queries():
        ours = []
        for _ in range(arguments.runs + 1):
            began = time.perf_counter()
            pool.ask(Asked(each.text))
            ours.append(time.perf_counter() - began)
        mine = statistics.median(ours[1:])
        began, found = time.perf_counter(), "stopped"
        signal.alarm(arguments.limit)
        with suppress(TimeoutError):
            found = f"{len(graph.query(each.text))} rows"
        signal.alarm(0)
        theirs = time.perf_counter() - began
        row = f"{each.name:14} {mine:8.3f} s  rdflib {theirs:8.2f} s {found:>12}"
        print(f"{row} {theirs / mine:8.0f} times", flush=True)
    pool.close()


if __name__ == "__main__":
    sys.exit(main())
