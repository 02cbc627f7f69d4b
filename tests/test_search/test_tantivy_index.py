"""What only Tantivy's index on disk can get wrong: killed writers, damaged files, long waits."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import SearchIndexError
from search import tantivy_index
from search.base import PassageDocument, Query, Term
from search.tantivy_index import TantivyIndex

Passage = Callable[..., PassageDocument]
Ask = Callable[..., Query]


def test_a_writer_gives_up_when_the_other_one_never_ends(
    tmp_path: Path, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_index, "WAIT", 0.0)
    index, other = TantivyIndex(tmp_path / "index"), TantivyIndex(tmp_path / "index")
    index.write([], [passage("a", "hip")], 1)
    with index._locked(), pytest.raises(SearchIndexError, match="another process"):
        other.write([], [passage("b", "hip")], 2)
    other.write([], [passage("b", "hip")], 2)
    assert index.count() == 2


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.model import PassageKind
from search import tantivy_index
from search.base import PassageDocument

def document(n):
    return PassageDocument(f"p{n}", str(n), "", "", "hip", PassageKind.PROSE)

die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
index = tantivy_index.TantivyIndex(Path(sys.argv[1]))
index.write([], [document(1)], 1)
if sys.argv[2] == "while adding":
    tantivy_index.document_of = die
elif sys.argv[2] == "before the commit":
    tantivy_index.json.dumps = die
index.write(["1"], [document(2)], 2)
die()
"""


@pytest.mark.parametrize(
    ("moment", "seen"), [("while adding", 1), ("before the commit", 1), ("after the commit", 2)]
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
    index = TantivyIndex(folder)
    assert index.seen() == seen
    assert [hit.passage for hit in index.search(ask(Term("hip"))).hits] == [f"p{seen}"]
    index.write(["1", "2"], [passage("p3", "hip", article="3")], 3)
    assert [hit.passage for hit in index.search(ask(Term("hip"))).hits] == ["p3"]


@pytest.mark.parametrize("damage", ["cut short", "emptied", "overwritten", "lost"])
@pytest.mark.parametrize("kind", ["meta.json", "*.term", "*.store"])
def test_a_damaged_index_says_so_and_can_be_made_anew(
    tmp_path: Path, passage: Passage, ask: Ask, damage: str, kind: str
) -> None:
    index = TantivyIndex(tmp_path / "index")
    index.write([], [passage("a", "hip")], 1)
    (file,) = (tmp_path / "index").glob(f"*/{kind}")
    data = file.read_bytes()
    broken = {"cut short": data[: len(data) // 2], "emptied": b"", "overwritten": b"\xff" * 99}
    if damage == "lost":
        file.unlink()
    else:
        file.write_bytes(broken[damage])
    again = TantivyIndex(tmp_path / "index")
    if (kind, damage) == ("meta.json", "lost"):
        assert again.search(ask(Term("hip"))).total == 0
    else:
        with pytest.raises(SearchIndexError, match="makes it anew"):
            again.search(ask(Term("hip")))
    again.clear()
    assert again.seen() == 0
    again.write([], [passage("b", "hip")], 1)
    assert [hit.passage for hit in again.search(ask(Term("hip"))).hits] == ["b"]


def test_an_index_of_another_layout_counts_as_empty_and_is_swept_away(
    tmp_path: Path, passage: Passage
) -> None:
    folder = tmp_path / "index"
    (folder / "passages0.tantivy").mkdir(parents=True)
    (folder / "passages0.tantivy" / "meta.json").write_text("{}")
    index = TantivyIndex(folder)
    assert (index.seen(), index.count()) == (0, 0)
    index.write([], [passage("b", "hip")], 1)
    assert {path.name for path in folder.iterdir()} == {"passages1.tantivy", "passages1_WRITELOCK"}


def test_pages_far_into_what_scores_the_same_neither_skip_nor_repeat(
    tmp_path: Path, passage: Passage, ask: Ask
) -> None:
    index = TantivyIndex(tmp_path / "index")
    for batch in range(3):
        index.write([], [passage(f"p{n:03}", "hip") for n in range(batch, 300, 3)], batch)
    for node in (Term("hip"), Term("hi*", pattern=True)):
        pages = [index.search(ask(node, limit=7, offset=n)).hits for n in range(0, 300, 7)]
        assert [hit.passage for page in pages for hit in page] == [f"p{n:03}" for n in range(300)]
