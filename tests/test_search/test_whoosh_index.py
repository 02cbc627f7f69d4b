"""What only an index on disk can get wrong: other processes, killed ones, damaged files."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import SearchIndexError
from search import whoosh_index
from search.base import PassageDocument, Query, Term
from search.merging import FAN_IN
from search.whoosh_index import WhooshIndex

Passage = Callable[..., PassageDocument]
Ask = Callable[..., Query]


def test_a_writer_gives_up_when_the_other_one_never_ends(
    tmp_path: Path, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_index, "WAIT", 0.0)
    index, other = WhooshIndex(tmp_path / "index"), WhooshIndex(tmp_path / "index")
    index.write([], [passage("a", "hip")], 1)
    with index._writer(), pytest.raises(SearchIndexError, match="another process"):
        other.write([], [passage("b", "hip")], 2)
    other.write([], [passage("b", "hip")], 2)
    assert index.count() == 2
    index.close()
    other.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.model import PassageKind
from search import whoosh_index
from search.base import PassageDocument

def document(n):
    return PassageDocument(f"p{n}", str(n), "", "", "hip", PassageKind.PROSE)

die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
index = whoosh_index.WhooshIndex(Path(sys.argv[1]))
index.write([], [document(1)], 1)
if sys.argv[2] == "while adding":
    whoosh_index._row = die
elif sys.argv[2] == "before the commit":
    whoosh_index._merged = die
elif sys.argv[2] == "in the commit":
    whoosh_index.FileStorage.rename_file = die
elif sys.argv[2] == "after the commit":
    from whoosh import index as inner
    inner.clean_files = die
index.write(["1"], [document(2)], 2)
"""


@pytest.mark.parametrize(
    ("moment", "seen"),
    [
        ("while adding", 1),
        ("before the commit", 1),
        ("in the commit", 1),
        ("after the commit", 2),
    ],
)
def test_a_writer_killed_at_any_moment_leaves_a_whole_state(
    tmp_path: Path, passage: Passage, ask: Ask, moment: str, seen: int
) -> None:
    folder = tmp_path / "index"
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), moment],
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert died.returncode == -signal.SIGKILL
    index = WhooshIndex(folder)
    assert index.seen() == seen
    assert [hit.passage for hit in index.search(ask(Term("hip"))).hits] == [f"p{seen}"]
    index.write(["1", "2"], [passage("p3", "hip", article="3")], 3)
    assert [hit.passage for hit in index.search(ask(Term("hip"))).hits] == ["p3"]
    index.close()
    left = {path.name.partition("_")[2].partition(".")[2] for path in folder.iterdir()}
    assert left <= {"toc", "seg", ""}
    assert len(list(folder.glob("*.toc"))) == 1


def test_segments_stay_few_and_drop_what_was_replaced(tmp_path: Path, passage: Passage) -> None:
    index = WhooshIndex(tmp_path / "index")
    for n in range(5 * FAN_IN):
        index.write([str(n % 3)], [passage(f"p{n}", "hip", article=str(n % 3))], n)
        assert len(list((tmp_path / "index").glob("*.seg"))) <= FAN_IN
    assert index.count() == 3
    index.close()


# Whoosh leaves a file open when it fails in the middle of it.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("damage", ["cut short", "emptied", "overwritten"])
@pytest.mark.parametrize("kind", ["toc", "seg"])
def test_a_damaged_index_says_so_and_can_be_made_anew(
    tmp_path: Path, passage: Passage, ask: Ask, damage: str, kind: str
) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.write([], [passage("a", "hip")], 1)
    index.close()
    (file,) = (tmp_path / "index").glob(f"*.{kind}")
    data = file.read_bytes()
    broken = {"cut short": data[: len(data) // 2], "emptied": b"", "overwritten": b"\xff" * 99}
    file.write_bytes(broken[damage])
    index = WhooshIndex(tmp_path / "index")
    with pytest.raises(SearchIndexError, match="makes it anew"):
        index.search(ask(Term("hip")))
    index.clear()
    assert index.seen() == 0
    index.write([], [passage("b", "hip")], 1)
    assert [hit.passage for hit in index.search(ask(Term("hip"))).hits] == ["b"]
    index.close()
    gc.collect()


def test_a_lost_segment_says_so(
    tmp_path: Path, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_index, "RETRIES", 1)
    index = WhooshIndex(tmp_path / "index")
    index.write([], [passage("a", "hip")], 1)
    (file,) = (tmp_path / "index").glob("*.seg")
    file.unlink()
    with pytest.raises(SearchIndexError):
        index.count()


def test_an_index_of_another_layout_counts_as_empty_and_is_swept_away(
    tmp_path: Path, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    with monkeypatch.context() as older:
        older.setattr(whoosh_index, "NAME", "passages0")
        index = WhooshIndex(folder)
        index.write([], [passage("a", "hip")], 5)
        assert index.seen() == 5
        index.close()
    index = WhooshIndex(folder)
    assert (index.seen(), index.count()) == (0, 0)
    index.write([], [passage("b", "hip")], 1)
    assert not [path for path in folder.iterdir() if "passages0" in path.name]
    index.close()


def test_reading_makes_no_folder(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    assert index.seen() == 0
    assert not (tmp_path / "index").exists()
