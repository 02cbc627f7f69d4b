"""Sending by difference: only the graphs that the other store does not hold as they are here.

What it holds stands in a graph of its own there: each published graph with a digest of its lines.
A graph's digest is taken out before the graph is replaced and put in after, so that a run that
broke off is taken up where it was; and a store that was emptied is filled again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import PublishError
from graph.export.sorting import sorted_lines
from graph.rdf.addresses import Addresses
from graph.rdf.graphs import named_graphs
from graph.terms import TB

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.publishing.remotes import Remote
    from graph.vocabulary import Vocabulary

NOTED_EVERY = 20  # graphs sent between two notes of what the other store holds


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did to the graphs of the other store."""

    sent: int
    removed: int
    unchanged: int


def publish(
    holdings: Holdings,
    vocabulary: Vocabulary,
    base: str,
    remote: Remote,
    progress: Callable[[str], None] = lambda name: None,
) -> Published:
    """Let another store hold the graphs of a collection as they are now.

    Graphs there that were not published from this base are left alone.

    Args:
        holdings: the collection.
        vocabulary: the concepts.
        base: what the IRIs start with.
        remote: the other store.
        progress: is told the name of each graph before it is sent.

    Raises:
        PublishError: the other store refused a request, or cannot be reached; what was sent until
            then is not sent again.
    """
    manifest = Addresses(base).shared_graph("published")
    before = _read_manifest(remote.read(manifest), base)
    held = dict(before)
    seen: set[ox.NamedNode] = set()
    sent = unsaid = 0
    for name, triples in named_graphs(holdings, vocabulary, base):
        seen.add(name)
        with TemporaryFile() as lines:
            digest = _spooled(triples, lines)
            if before.get(name) == digest:
                continue
            progress(name.value)
            if held.pop(name, None) is not None:
                _write_manifest(remote, manifest, held)
            remote.replace(name, lines)
        held[name] = digest
        sent += 1
        unsaid += 1
        if unsaid == NOTED_EVERY:
            _write_manifest(remote, manifest, held)
            unsaid = 0
    gone = sorted(before.keys() - seen, key=lambda name: name.value)
    for name in gone:
        remote.remove(name)
        del held[name]
    if sent or gone:
        _write_manifest(remote, manifest, held)
    return Published(sent, len(gone), len(seen) - sent)


def _spooled(triples: Iterable[ox.Triple], out: BinaryIO) -> str:
    """Write triples as sorted lines; return the digest of them."""
    digest = hashlib.sha256()
    for line in sorted_lines(f"{each} .\n".encode() for each in triples):
        digest.update(line)
        out.write(line)
    out.seek(0)
    return digest.hexdigest()


def _read_manifest(triples: Iterable[ox.Triple], base: str) -> dict[ox.NamedNode, str]:
    """Read which graphs of this base the other store holds, each with its digest."""
    found: dict[ox.NamedNode, str] = {}
    for each in triples:
        name, digest = each.subject, each.object
        if (
            not isinstance(name, ox.NamedNode)
            or not isinstance(digest, ox.Literal)
            or not name.value.startswith(f"{base}graphs/")
            or each.predicate != TB.digest
        ):
            raise PublishError(f"The other store's list of published graphs is not ours: {each}.")
        found[name] = digest.value
    return found


def _write_manifest(remote: Remote, name: ox.NamedNode, held: dict[ox.NamedNode, str]) -> None:
    said = [
        f"{ox.Triple(graph, TB.digest, ox.Literal(digest))} .\n".encode()
        for graph, digest in held.items()
    ]
    with TemporaryFile() as lines:
        lines.writelines(sorted(said))
        lines.seek(0)
        remote.replace(name, lines)
