"""The kept dataset: it follows the store, and a death at any moment costs nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from graph.dataset import Dataset
from graph.dataset.generations import WORK, read_state
from graph.errors import DatasetError
from graph.model import ArticleKind, ArticleRecord, Direction, Notice, NoticeKind, Work
from graph.rdf.graphs import named_graphs, quads
from graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"
NONE = Vocabulary(())


@pytest.fixture
def dataset(store: Store, tmp_path: Path) -> Dataset:
    return Dataset(tmp_path / "rdf", store, NONE, BASE)


def held(folder: Path) -> set[str]:
    return {str(quad) for quad in ox.Store.read_only(str(folder))}


def expected(store: Store, base: str = BASE) -> set[str]:
    return {str(quad) for quad in quads(named_graphs(store, NONE, base))}


def test_it_holds_what_the_store_holds_after_every_kind_of_change(
    dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    one, two = make_record("/1"), make_record("/2", title="Two", doi=None)
    study = replace(
        make_record("/3", title="Three").article,
        kind=ArticleKind.STUDY,
        work=Work(title="Bone", year=2002, authors=("Vincent K",), doi="10.1000/one"),
    )
    notice = Notice(NoticeKind.RETRACTED, "2020", "10.1000/n", "Crossref", ("Error",))
    told = Work(title="Bone, told fully", authors=("A", "B", "C", "D"), doi="10.1000/one")
    for change in (
        lambda: store.put(one),
        lambda: store.put(two),
        lambda: store.put(replace(one, claims=())),
        lambda: store.put(make_record("/1", title="Strong bones, again")),
        lambda: store.put(ArticleRecord(study)),
        lambda: store.put_work("Crossref", "doi:10.1000/one", told, "2026-01-02T03:04:04+00:00"),
        lambda: store.put_work("PubMed", "doi:10.1000/none", None, "2026-01-02T03:04:05+00:00"),
        lambda: store.put_notices("Crossref", {notice: ["doi:10.1000/one"]}),
        lambda: store.put_work("Crossref", "doi:10.1000/one", None, "2026-01-02T03:04:06+00:00"),
        lambda: store.remove(study.id),
        lambda: store.put(make_record("/2", title="Two", direction=Direction.MIXED)),
        lambda: store.remove(make_record("/1", title="Strong bones, again").article.id),
    ):
        change()
        assert dataset.lag()
        assert held(dataset.catch_up()) == expected(store)
        assert dataset.lag() == 0


def test_no_triple_stands_in_two_graphs_so_that_their_union_counts_each_once(
    dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two"))
    kept = ox.Store.read_only(str(dataset.catch_up()))
    assert len({str(quad.triple) for quad in kept}) == len(kept)


def test_nothing_is_written_where_nothing_changed(
    dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    first = dataset.catch_up()
    assert dataset.catch_up() == first
    assert read_state(dataset.folder).generation == 1


def test_a_reader_keeps_its_generation_while_the_next_one_is_made(
    dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    reader = ox.Store.read_only(str(dataset.catch_up()))
    before = len(reader)
    store.put(make_record("/2", title="Two"))
    after = held(dataset.catch_up())
    assert len(reader) == before < len(after)
    assert len(list(dataset.folder.glob("generation-*"))) == 2


class DiedError(Exception):
    """Stands for the end of the process."""


def test_a_death_in_the_middle_is_made_good(
    dataset: Dataset, store: Store, make_record: MakeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(make_record("/1"))
    dataset.catch_up()
    before = read_state(dataset.folder)
    store.put(make_record("/2", title="Two"))
    store.put(make_record("/3", title="Three"))

    def die(*_: object) -> None:
        raise DiedError

    for step in (
        "graph.dataset.dataset.Dataset._replace_sources",
        "graph.dataset.dataset.write_state",
    ):
        monkeypatch.setattr(step, die)
        with pytest.raises(DiedError):
            dataset.catch_up()
        monkeypatch.undo()
        assert read_state(dataset.folder) == before
    assert held(dataset.catch_up()) == expected(store)


@pytest.mark.parametrize("broken", ["work", "generation", "state"])
def test_what_is_broken_is_made_anew(
    broken: str, dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    folder = dataset.catch_up()
    if broken == "work":
        for file in (dataset.folder / WORK).glob("MANIFEST*"):
            file.write_bytes(b"not a manifest")
        store.put(make_record("/2", title="Two"))
    elif broken == "generation":
        shutil.rmtree(folder)
    else:
        (dataset.folder / "state.json").write_text('{"generation": "one"}')
    assert held(dataset.catch_up()) == expected(store)


def test_another_base_makes_it_anew(
    dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    dataset.catch_up()
    other = Dataset(dataset.folder, store, NONE, "https://other.example/")
    assert other.lag() == 1
    assert held(other.catch_up()) == expected(store, "https://other.example/")


def test_a_store_that_was_replaced_makes_it_anew(
    dataset: Dataset, store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    from graph.store import open_store

    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two"))
    dataset.catch_up()
    other = open_store(f"sqlite:///{tmp_path / 'other'}")
    other.put(make_record("/3", title="Three"))
    replaced = Dataset(dataset.folder, other, NONE, BASE)
    assert held(replaced.catch_up()) == expected(other)
    other.close()


def test_it_can_be_deleted_and_is_made_again(
    dataset: Dataset, store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    dataset.catch_up()
    dataset.clear()
    assert not list(dataset.folder.glob("generation-*"))
    assert held(dataset.catch_up()) == expected(store)


def test_a_folder_that_cannot_be_written_is_an_error_that_names_it(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatasetError, match="file"):
        Dataset(tmp_path / "file" / "rdf", store, NONE, BASE).catch_up()
