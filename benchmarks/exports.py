"""Time and memory of each RDF export, against rdflib's serialisers on the same triples.

    python benchmarks/exports.py FOLDER [--runs N]

FOLDER is a collection (`trabecula ingest --data FOLDER`); it is opened, and not changed. Each
export runs in a process of its own, ours and rdflib's in turn; the figures are medians. `ours`
reads the store and writes; `writing` is our serialiser alone, with its triples in memory as rdflib
has them. A peer that is not done in LIMIT seconds is stopped, and its time is at least that.
"""

from __future__ import annotations

import argparse
import io
import resource
import signal
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.export import export
from graph.export.rdf import write_jsonld
from graph.rdf.graphs import named_graphs
from graph.terms import PREFIXES
from web.settings import read_settings
from web.wiring import open_library

if TYPE_CHECKING:
    from collections.abc import Callable

# Our name of a format to rdflib's; None where rdflib writes nothing of the kind.
PEERS = {
    "ntriples": "nt",
    "turtle": "turtle",
    "rdfxml": "xml",
    "jsonld": "json-ld",
    "nquads": None,
    "trig": None,
}


OURS = {
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
LIMIT = 600  # seconds of a peer


class Nowhere(io.RawIOBase):
    """Takes bytes and keeps none."""

    def write(self, data: object) -> int:
        """Take bytes; return how many."""
        return len(data)  # type: ignore[arg-type] # whatever is written has a length


def ours(folder: Path, form: str) -> float:
    """Return the seconds of an export from the store."""
    library = open_library(read_settings({}, folder), repair=False)
    began = time.perf_counter()
    export(library.store, library.vocabulary, form, Nowhere(), library.settings.base)  # type: ignore[arg-type] # bytes are all it takes
    return time.perf_counter() - began


def writing(folder: Path, form: str) -> float:
    """Return the seconds in which our serialiser writes the same triples from memory."""
    library = open_library(read_settings({}, folder), repair=False)
    graphs = named_graphs(library.store, library.vocabulary, library.settings.base)
    triples = [each for _, said in graphs for each in said]
    began = time.perf_counter()
    if form == "jsonld":
        write_jsonld(triples, Nowhere())  # type: ignore[arg-type] # bytes are all it takes
    else:
        ox.serialize(triples, Nowhere(), OURS[form], prefixes=PREFIXES)  # type: ignore[arg-type] # as above
    return time.perf_counter() - began


def peers(folder: Path, form: str) -> float:
    """Return the seconds in which rdflib writes the same triples from memory."""
    from rdflib import Graph

    library = open_library(read_settings({}, folder), repair=False)
    triples = io.BytesIO()
    export(library.store, library.vocabulary, "ntriples", triples, library.settings.base)
    graph = Graph().parse(data=triples.getvalue(), format="nt")
    began = time.perf_counter()
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(LIMIT)
    with suppress(TimeoutError):
        graph.serialize(Nowhere(), format=PEERS[form], encoding="utf-8")  # type: ignore[call-overload] # as above
    signal.alarm(0)
    return time.perf_counter() - began


def _stop(*_: object) -> None:
    raise TimeoutError


WRITERS: dict[str, Callable[[Path, str], float]] = {
    "ours": ours,
    "writing": writing,
    "rdflib": peers,
}


def measured(folder: Path, form: str, writer: str) -> tuple[float, float]:
    """Run one export in a process of its own; return its seconds and the most MB that it held."""
    command = [sys.executable, "-m", "benchmarks.exports", str(folder), "--one", form, writer]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = run.stdout.split()
    return float(seconds), float(memory)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("FORMAT", "WRITER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not (arguments.folder / "store.sqlite").is_file():
        print(f"{arguments.folder} holds no collection.", file=sys.stderr)
        return 2
    if arguments.one:
        form, writer = arguments.one
        seconds = WRITERS[writer](arguments.folder, form)
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    print(
        f"{'format':10} {'ours s':>8} {'MB':>6} {'writing s':>9} {'rdflib s':>9} {'MB':>6}"
        f" {'ours':>6} {'writing':>8} times"
    )
    for form, peer in PEERS.items():
        writers = tuple(WRITERS) if peer else ("ours",)
        runs = [
            [measured(arguments.folder, form, writer) for writer in writers]
            for _ in range(arguments.runs)
        ]
        seconds, memory = (statistics.median(run[0][n] for run in runs) for n in (0, 1))
        row = f"{form:10} {seconds:8.2f} {memory:6.0f}"
        if peer:
            alone = statistics.median(run[1][0] for run in runs)
            theirs, held = (statistics.median(run[2][n] for run in runs) for n in (0, 1))
            row += f" {alone:9.2f} {theirs:9.2f} {held:6.0f}"
            row += f" {theirs / seconds:6.1f} {theirs / alone:8.1f}"
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
