"""A killed ingest loses at most the article under way, and the next start mends the rest."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from graph.store import open_store
from web.settings import Settings, read_settings
from web.wiring import disagreements, open_library

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 22
ARTICLES = 40
COMMIT_EVERY = 5

EXERCISES = ["Resistance training", "Tai chi", "Balance training", "Pilates", "Walking"]
OUTCOMES = ["balance", "bone mineral density", "muscle strength", "fall risk", "mobility"]


def article(number: int, edition: int) -> str:
    exercise, outcome = EXERCISES[number % 5], OUTCOMES[number // 5 % 5]
    return (
        f"# Article {number}, edition {edition}\n\n"
        f"{exercise} can improve {outcome} in older adults. (1)\n"
        f"{exercise} improved {outcome} by {number} % within {edition + 1} weeks. (1)\n\n"
        "## References\n\n"
        f"1. Vincent, K. R. ({1990 + number % 30}). Exercise, part {number}. Bone, 3, 1–9.\n"
    )


def write_articles(folder: Path, edition: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        (folder / f"{number:02}.md").write_text(article(number, edition), "utf-8")


def ingest(folder: Path, data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "web.cli", "--data", str(data), "ingest", str(folder)]
    command += ["--commit-every", str(COMMIT_EVERY)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run_time(process: subprocess.Popen[bytes]) -> float:
    """Let an ingest end; tell how long it went on after the first sign of its progress."""
    assert process.stderr is not None
    process.stderr.read(1)
    start = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - start


def kill_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill an ingest so long after its first sign of progress; tell whether it still ran."""
    assert process.stderr is not None
    process.stderr.read(1)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def count(settings: Settings) -> int:
    store = open_store(settings.store)
    try:
        return store.counts().articles
    finally:
        store.close()


def test_after_a_kill_at_any_moment_store_and_projections_agree(tmp_path: Path) -> None:
    chance = random.Random(20)
    folder, data = tmp_path / "articles", tmp_path / "data"
    settings = read_settings({}, data)
    write_articles(folder, edition=0)
    whole = run_time(ingest(folder, tmp_path / "undisturbed"))
    killed = 0
    for edition in range(KILLS * 3):
        write_articles(folder, edition)
        before = count(settings) if edition else 0
        killed += kill_within(ingest(folder, data), chance.uniform(0, whole))
        library = open_library(settings)
        assert list(disagreements(library)) == []
        assert library.store.counts().articles >= before
        assert all(record.passages for record in library.store.records())
        library.close()
        if killed >= KILLS:
            break
    assert killed >= KILLS

    run_time(ingest(folder, data))
    library = open_library(settings)
    assert len(library.store.articles()) == ARTICLES
    assert list(disagreements(library)) == []
    library.close()
