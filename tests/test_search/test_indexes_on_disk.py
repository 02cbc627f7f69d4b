"""What any index on disk can get wrong: other processes, other files, other layouts."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import SearchIndexError
from graph.model import PassageKind
from search.base import PassageDocument, Query, Term
from search.index_folder import IndexFolder
from search.merging import FAN_IN
from search.registry import ENGINES, open_index

Passage = Callable[..., PassageDocument]
Ask = Callable[..., Query]


@pytest.fixture(params=sorted(ENGINES.keys() - {"memory"}))
def engine(request: pytest.FixtureRequest) -> str:
    """Names each engine that keeps its index on disk in turn."""
    name: str = request.param
    return name


def _write_some(engine: str, path: Path, first: int, count: int) -> None:
    index = open_index(engine, path)
    for n in range(first, first + count):
        document = PassageDocument(f"p{n}", str(n), "", "", "hip", PassageKind.PROSE)
        index.write([], [document], n)
    index.close()


def _in_process(function: Callable[..., None], *arguments: object) -> "multiprocessing.Process":
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    return process  # type: ignore[return-value] - spawned processes are of a class of their own


def test_a_commit_of_another_process_is_seen_by_the_next_search(
    engine: str, tmp_path: Path, passage: Passage, ask: Ask
) -> None:
    index, other = open_index(engine, tmp_path / "index"), open_index(engine, tmp_path / "index")
    assert index.search(ask(Term("hip"))).total == 0
    for n in range(1, 2 * FAN_IN):
        other.write([str(n - 2)], [passage(f"p{n}", "hip", article=str(n))], n)
        assert index.search(ask(Term("hip"))).total == min(n, 2)
        assert index.seen() == n
    index.close()
    other.close()


def test_an_index_made_anew_elsewhere_is_not_taken_for_the_old_one(
    engine: str, tmp_path: Path, passage: Passage, ask: Ask
) -> None:
    index, other = open_index(engine, tmp_path / "index"), open_index(engine, tmp_path / "index")
    index.write([], [passage("a", "hip")], 1)
    assert index.search(ask(Term("hip"))).total == 1
    other.clear()
    other.write([], [passage("b", "knee")], 1)
    assert index.search(ask(Term("hip"))).total == 0
    assert index.search(ask(Term("knee"))).total == 1
    index.close()
    other.close()


def test_writers_in_two_processes_wait_for_each_other(engine: str, tmp_path: Path) -> None:
    process = _in_process(_write_some, engine, tmp_path / "index", 0, 8)
    _write_some(engine, tmp_path / "index", 100, 8)
    process.join()
    assert process.exitcode == 0
    index = open_index(engine, tmp_path / "index")
    assert index.count() == 16
    index.close()


def test_a_folder_of_other_things_is_left_alone(
    engine: str, tmp_path: Path, passage: Passage, ask: Ask
) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    index = open_index(engine, tmp_path)
    for attempt in (
        index.seen,
        index.clear,
        lambda: index.write([], [passage("a", "hip")], 1),
        lambda: index.search(ask(Term("hip"))),
    ):
        with pytest.raises(SearchIndexError, match=r"letter\.txt"):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_index(engine: str, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("")
    with pytest.raises(SearchIndexError, match="is a file"):
        open_index(engine, tmp_path / "index").seen()


def test_reading_makes_no_folder(engine: str, tmp_path: Path) -> None:
    index = open_index(engine, tmp_path / "index")
    assert index.seen() == 0
    assert not (tmp_path / "index").exists()


def test_a_folder_that_is_made_between_two_looks_is_not_taken_for_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    real = Path.is_dir

    def is_dir(path: Path) -> bool:
        found = real(path)
        if path == folder and not found:
            folder.mkdir()  # by another process, right after the look
        return found

    monkeypatch.setattr(Path, "is_dir", is_dir)
    IndexFolder(folder, "passages1").refuse_foreign()
    assert folder.exists()
