"""Runs of ingest and the page of the collection."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from graph.errors import DocumentError
from graph.runs import Outcome, RunState
from graph.store import open_store
from graph.store.runs import KEPT
from web import create_app
from web.commands.recording import recorded, shown
from web.commands.reporting import Tally
from web.processes import is_gone, this_process
from web.settings import read_settings
from web.wiring import open_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.model import ArticleRecord
    from web.wiring import Library

ARTICLE = "# Steady\n\nTai chi improves balance in older adults.\n"


def told(library: Library) -> dict[str, Any]:
    found: dict[str, Any] = create_app(library).test_client().get("/api/v1/collection").get_json()
    return found


def ingest(data: Path, *paths: Path) -> int:
    from web.cli import trabecula

    arguments = ["--data", str(data), "ingest", *map(str, paths)]
    try:
        trabecula.main(arguments, standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_an_ingest_is_told_with_what_could_not_be_read_and_without_folders(
    tmp_path: Path, visit: Callable[..., Any]
) -> None:
    folder = tmp_path / "secret-folder" / "posts"
    folder.mkdir(parents=True)
    (folder / "steady.md").write_text(ARTICLE, "utf-8")
    (folder / "<b>empty.md").write_text("", "utf-8")
    assert ingest(tmp_path / "data", folder) == 1
    library = open_library(read_settings({}, tmp_path / "data"))
    try:
        (run,) = told(library)["runs"]
        page = visit(create_app(library).test_client(), "/collection")
    finally:
        library.close()
    assert (run["state"], run["names"]) == ("done", ["posts"])
    assert (run["added"], run["failed"], run["claims"]) == (1, 1, 1)
    assert [failure["name"] for failure in run["failures"]] == ["<b>empty.md"]
    assert "1 document could not be read" in page.text
    assert f"<b>empty.md: {run['failures'][0]['reason']}" in page.text
    assert "secret-folder" not in page.text


def test_an_ingest_that_breaks_off_is_told_as_such(library: Library) -> None:
    tally = Tally()
    tally.errors.append(DocumentError("/srv/secret/a.md", "the file is empty"))
    with pytest.raises(KeyboardInterrupt), recorded(library.store, ["/srv/secret"], tally):
        raise KeyboardInterrupt
    run = told(library)["runs"][0]
    assert (run["state"], run["failed"], run["names"]) == ("interrupted", 1, ["secret"])


def test_an_ingest_that_was_killed_is_told_as_broken_off(
    tmp_path: Path, open_with: Callable[..., Library], visit: Callable[..., Any]
) -> None:
    library = open_with()
    url = str(library.settings.store)
    code = (
        "import sys, time; from graph.store import open_store;"
        "from web.commands.recording import recorded; from web.commands.reporting import Tally\n"
        "with recorded(open_store(sys.argv[1]), ['a'], Tally()):\n"
        "    print('begun', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    assert told(library)["runs"][0]["state"] == "open"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert told(library)["runs"][0]["state"] == "interrupted"
    assert "broken off" in visit(create_app(library).test_client(), "/collection").text


def test_only_the_last_runs_are_kept(open_with: Callable[..., Library]) -> None:
    library = open_with()
    for number in range(KEPT + 3):
        library.store.end_run(
            library.store.begin_run([f"{number}"], this_process()), RunState.DONE, Outcome()
        )
    names = [name for run in library.store.runs() for name in run.names]
    assert names == [f"{number}" for number in reversed(range(3, KEPT + 3))]


def test_a_process_that_lives_or_runs_elsewhere_is_not_taken_for_gone() -> None:
    assert not is_gone(this_process())
    assert not is_gone("another-machine:1")
    assert not is_gone("")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/someone/posts/a.md", "a.md"),
        ("/home/someone/posts/", "posts"),
        ("/srv/all.zip/inner/a.html", "a.html"),
        ("https://clinic.example/feed", "https://clinic.example/feed"),
        (".", "the folder itself"),
    ],
)
def test_a_document_is_named_without_the_folders_of_this_machine(path: str, name: str) -> None:
    assert shown(path) == name


def test_what_was_added_changed_and_taken_out_is_told(
    open_with: Callable[..., Library], write: Callable[..., ArticleRecord]
) -> None:
    one = write("Stays", [("prose", ["Tai chi improves balance."])])
    two = write("Goes", [("prose", ["Yoga improves balance."])])
    library = open_with(one, two)
    library.store.remove(two.article.id)
    changes = {each["title"]: each["what"] for each in told(library)["changes"]}
    assert changes == {"Stays": "added", "Goes": "removed"}


def test_an_empty_collection_says_how_to_fill_it(
    open_with: Callable[..., Library], visit: Callable[..., Any]
) -> None:
    page = visit(create_app(open_with()).test_client(), "/collection")
    assert "The collection is empty" in page.text
    assert "No ingest is on record yet" in page.text


def test_the_numbers_of_the_page_are_the_api_s(library: Library, visit: Callable[..., Any]) -> None:
    whole = told(library)
    page = visit(create_app(library).test_client(), "/collection")
    for name in ("articles", "claims", "references", "sources"):
        assert str(whole["counts"][name]) in page.text
    assert whole["audit"]["verdict"] in page.text
    assert f"{whole['checked']['not_asked']} were never asked for" in page.text


def test_a_store_of_the_schema_before_keeps_its_articles_and_takes_runs(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "store.sqlite"
    open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP TABLE runs; DROP INDEX registry_fetched_at;"
            "ALTER TABLE changes DROP COLUMN title; ALTER TABLE changes DROP COLUMN at;"
            "INSERT INTO changes (article, removed) VALUES ('old', 1);"
            "UPDATE alembic_version SET version_num = '0003';"
        )
    connection.close()
    store = open_store(f"sqlite:///{path}")
    assert store.begin_run(["a"], f"here:{os.getpid()}") == 1
    assert store.last_change() == 1
    assert store.happenings(5) == ()
    store.close()
