"""The RDF dataset as a projection of the store, which can be deleted and is made again.

One process at a time writes to a working copy, article by article; what it has done is then frozen
as a generation, by hard links, that readers open without a lock. Killed at any moment, the next one
does the same changes again, which changes nothing that was done.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.dataset.generations import (
    WORK,
    State,
    drop_generations,
    generation_of,
    only_writer,
    read_state,
    write_state,
)
from graph.errors import DatasetError, NotFoundError
from graph.rdf import (
    Addresses,
    answer_triples,
    article_triples,
    proposition_triples,
    said_in,
    source_triples,
)
from graph.rdf.addresses import id_of
from graph.rdf.graphs import fixed_graphs, named_graphs, quads
from graph.rdf.works import answer_node
from graph.terms import BIRO, SCHEMA, TB

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from graph.store import ChangeEntry, Store
    from graph.vocabulary import Vocabulary

LOADED = 50_000  # quads at a time: 120 MB, where all at once would take a kilobyte each
MAPPING = 1  # grows when the same records give other triples


class Dataset:
    """The dataset in a folder; `catch_up` makes it where there is none.

    Attributes:
        folder: holds the working copy and the generations.
        store: what it is made of.
        vocabulary: the concepts, which it describes as well.
        base: what the IRIs start with; ends with a slash.
    """

    def __init__(self, folder: Path, store: Store, vocabulary: Vocabulary, base: str) -> None:
        self.folder = folder
        self.store = store
        self.vocabulary = vocabulary
        self.base = base
        self._at = Addresses(base)

    def is_kept(self) -> bool:
        """Tell whether it was ever made, as by the first query."""
        return read_state(self.folder).generation > 0

    def lag(self) -> int:
        """Return how many changes of the store it does not hold; 1 where it is made anew."""
        return self._lag(read_state(self.folder))

    def catch_up(self) -> Path:
        """Bring the dataset up to the store's last change; return the folder of its generation.

        Raises:
            DatasetError: it cannot be read or written.
        """
        state = read_state(self.folder)
        if not self._lag(state):
            return generation_of(self.folder, state)
        with only_writer(self.folder):
            state = read_state(self.folder)
            if not self._lag(state):  # another process was quicker
                return generation_of(self.folder, state)
            try:
                state = self._brought_up(state)
            except (OSError, RuntimeError) as error:
                raise DatasetError(f"The RDF dataset cannot be written: {error}.") from error
            write_state(self.folder, state)
            drop_generations(self.folder, state)
            return generation_of(self.folder, state)

    def clear(self) -> None:
        """Delete all of it, so that it is made anew."""
        with only_writer(self.folder):
            drop_generations(self.folder, State(generation=-2))
            shutil.rmtree(self.folder / WORK, ignore_errors=True)
            write_state(self.folder, State())

    @cached_property
    def _basis(self) -> str:
        parts = (version("trabecula"), version("pyoxigraph"), self.base)
        return " ".join((str(MAPPING), *parts, self.vocabulary.fingerprint))

    def _lag(self, state: State) -> int:
        if self._is_foreign(state):
            return 1
        unanswered = state.answered != self.store.last_answer()
        return self.store.last_change() - state.seen + unanswered

    def _is_foreign(self, state: State) -> bool:
        """Tell whether it was made otherwise than now, or of another store."""
        return state.basis != self._basis or state.seen > self.store.last_change()

    def _brought_up(self, before: State) -> State:
        """Do all changes since a state in the working copy, and freeze it."""
        last, answered = self.store.last_change(), self.store.last_answer()
        work = self.folder / WORK
        target = State(before.generation + 1, last, answered, self._basis)
        store = None if self._is_foreign(before) or not work.is_dir() else _opened(work)
        if store is None:
            shutil.rmtree(work, ignore_errors=True)
            store = ox.Store(str(work))
            whole = quads(named_graphs(self.store, self.vocabulary, self.base))
            while part := list(islice(whole, LOADED)):
                store.bulk_extend(part)
            store.optimize()
        else:
            self._follow(store, before)
        store.flush()
        frozen = generation_of(self.folder, target)
        shutil.rmtree(frozen, ignore_errors=True)  # of a process that was killed
        store.backup(str(frozen))
        return target

    def _follow(self, store: ox.Store, before: State) -> None:
        for name, triples in fixed_graphs(self.vocabulary, self.base):
            store.remove_graph(name)
            store.extend(quads([(name, triples)]))
        for change in self.store.changes_since(before.seen):
            self._replace(store, change)
        name = self._at.shared_graph("registries")
        for answer in self.store.answers(before.answered):
            _remove(store, answer_node(answer, self.base), name)
            store.extend(quads([(name, answer_triples([answer], self.base))]))

    def _replace(self, store: ox.Store, change: ChangeEntry) -> None:
        """Say what an article says now in place of what it said, and so of the works it names."""
        name = self._at.graph(change.article)
        named = set(_sources_in(store, name))
        said = {quad.object for quad in store.quads_for_pattern(None, TB.states, None, name)}
        shared = self._at.shared_graph("sources")
        article = self._at.of("articles", change.article)
        for quad in store.quads_for_pattern(None, SCHEMA.workExample, article, shared):
            named.add(id_of(quad.subject, "sources"))
        store.remove_graph(name)
        if not change.removed:
            with suppress(NotFoundError):  # removed since, which a later change says too
                record = self.store.record(change.article)
                triples = article_triples(record, self.base, self.vocabulary.people)
                store.extend(quads([(name, triples)]))
                triples = proposition_triples(said_in(record), self.base)
                store.extend(quads([(self._at.shared_graph("propositions"), triples)]))
                role = self.store.roles([change.article])[change.article]
                named |= {role.source} if role.source else set()
        for proposition in said:
            if not any(store.quads_for_pattern(None, TB.states, proposition, None)):
                _remove(store, proposition, self._at.shared_graph("propositions"))
        named |= set(_sources_in(store, name))
        self._replace_sources(store, sorted(named))

    def _replace_sources(self, store: ox.Store, ids: Sequence[str]) -> None:
        shared = self._at.shared_graph("sources")
        for ident in ids:
            source = self._at.of("sources", ident)
            for quad in list(store.quads_for_pattern(None, SCHEMA.about, source, shared)):
                _remove(store, quad.subject, shared)
            _remove(store, source, shared)
        known = self.store.known_sources(ids)
        store.extend(quads([(shared, source_triples(known, self.base))]))


def _opened(work: Path) -> ox.Store | None:
    """Open the working copy; None where it is broken and must be made anew."""
    try:
        return ox.Store(str(work))
    except (OSError, RuntimeError):  # as Oxigraph says "corruption"
        return None


def _sources_in(store: ox.Store, name: ox.NamedNode) -> Iterable[str]:
    for quad in store.quads_for_pattern(None, BIRO.references, None, name):
        yield id_of(quad.object, "sources")


def _remove(store: ox.Store, node: object, graph: ox.NamedNode) -> None:
    """Take out all that a graph says of a node and of its parts: its list of authors, its versions.

    Parts are those that it leads to whose addresses go on after its own.
    """
    ahead, done = [node], set[object]()
    while ahead:
        here = ahead.pop()
        if here in done or not isinstance(here, ox.NamedNode):
            continue
        done.add(here)
        for quad in list(store.quads_for_pattern(here, None, None, graph)):
            if str(quad.object).startswith(f"{str(node)[:-1]}#"):
                ahead.append(quad.object)
            store.remove(quad)
