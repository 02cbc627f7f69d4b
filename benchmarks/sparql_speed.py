"""Time of the worked queries at the endpoint's processes, against rdflib's engine.

    python -m benchmarks.sparql_speed FOLDER [--runs N] [--limit SECONDS]

FOLDER is a collection. Ours is asked by way of its pool, processes, pipes and JSON included; the
figures are medians, the first run apart. rdflib has the same triples in memory and is asked once; a
query that is not done in the limit is stopped, and its time is at least that.
"""

from __future__ import annotations

import argparse
import io
import signal
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path

from rdflib import Graph

from graph.export import export
from search.sparql import Asked
from search.sparql.worked import worked_queries
from web.settings import read_settings
from web.wiring import open_library


def _stop(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=int, default=120)
    arguments = parser.parse_args()
    library = open_library(read_settings({}, arguments.folder), repair=False)
    lines = io.BytesIO()
    export(library.store, library.vocabulary, "ntriples", lines, library.settings.base)
    graph = Graph().parse(data=lines.getvalue(), format="nt")
    print(f"{len(graph)} triples", flush=True)
    signal.signal(signal.SIGALRM, _stop)
    for each in worked_queries():
        ours = []
        for _ in range(arguments.runs + 1):
            began = time.perf_counter()
            library.queries.ask(Asked(each.text))
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
    library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
