from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

import pytest

from graph.errors import BatchError, DocumentError
from graph.model import ArticleRecord
from ingest.batch import find_documents, read_batch
from ingest.items import Item

if TYPE_CHECKING:
    from pathlib import Path


def found_in(*paths: Path) -> list[str]:
    return [item.path for item in find_documents(map(str, paths))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        text = f"# Falls {number}\n\nTai chi reduces falls by {number} %.\n"
        (tmp_path / f"{number:02}.md").write_text(text, "utf-8")
    (tmp_path / "notes.pages").write_bytes(b"PK")
    (tmp_path / ".hidden.md").write_text("# Hidden\n", "utf-8")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "page.html").write_text("<!doctype html><p>Walk.</p>", "utf-8")
    return tmp_path


def test_a_folder_is_searched_for_documents_of_known_kinds(folder: Path) -> None:
    names = [path.removeprefix(f"{folder}/") for path in found_in(folder)]
    assert names == [*(f"{number:02}.md" for number in range(12)), "deeper/page.html"]


def test_a_document_that_is_named_twice_is_read_once(folder: Path) -> None:
    found = found_in(folder / "00.md", folder)
    assert len(found) == len(set(found)) == 13


def test_a_folder_without_documents_comes_as_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()
    (error,) = find_documents([str(folder / "empty")])
    assert isinstance(error, DocumentError)


def test_an_unreadable_document_comes_as_its_error_in_its_place(folder: Path) -> None:
    (folder / "05.md").write_bytes(b"\xff\xff")
    paths = [str(folder / f"{number:02}.md") for number in range(12)]
    results = list(read_batch(map(Item, paths), workers=2))
    assert [item.path for item, _ in results] == paths
    assert isinstance(results[5][1], DocumentError)
    assert sum(isinstance(result, ArticleRecord) for _, result in results) == 11


def test_a_process_that_dies_breaks_the_batch_off_with_a_word(folder: Path) -> None:
    paths = [str(folder / f"{number % 12:02}.md") for number in range(400)]
    results = read_batch(map(Item, paths), workers=2)
    next(results)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(BatchError, match="one worker"):
        list(results)
