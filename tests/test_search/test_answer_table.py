"""The questions of questions_on_samples.toml, asked of the bundled samples."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import Notice, NoticeKind
from graph.network import build_network
from graph.store import Store, open_store
from samples import sample_paths
from search.answering.answering import answer
from search.answering.rendering import answer_to_json
from search.answering.verifying import disagreements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pipeline import ArticleReader

TABLE = Path(__file__).with_name("questions_on_samples.toml")
QUESTIONS = tomllib.loads(TABLE.read_text("utf-8"))["question"]
SAID = ("supported", "contradicted", "mixed", "listed", "doses", "compared", "not_compared")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, reader: ArticleReader) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('samples') / 'store.sqlite'}")
    for path in sample_paths():
        opened.put(reader.read(str(path), path.read_bytes()))
    yield opened
    opened.close()


def asked(row: dict[str, Any], store: Store, reader: ArticleReader) -> dict[str, Any]:
    known = reader.vocabulary
    found = answer(row["text"], store, known, lambda: build_network(store, known))
    rendered = answer_to_json(found)
    assert disagreements(rendered, rendered, store) == ()
    return rendered


def wrong(row: dict[str, Any], result: dict[str, Any]) -> list[str]:
    """Name what of an answer is not as the table has it."""
    listed = {
        (each["exposure"]["id"] if result["form"] != "what_does" else each["outcome"]["id"]): each[
            "direction"
        ]
        for each in result["findings"]
    }
    found = []
    if result["verdict"] != row["expected"]:
        found.append(f"verdict {result['verdict']}")
    if "direction" in row and result["direction"] != row["direction"]:
        found.append(f"direction {result['direction']}")
    for name, direction in row.get("findings", {}).items():
        if listed.get(name) != direction:
            found.append(f"{name} {listed.get(name)}")
    return found + [f"{name} listed" for name in row.get("absent", ()) if listed.get(name)]


@pytest.mark.parametrize(
    "row",
    [row for row in QUESTIONS if row["expected"] not in SAID and not row.get("retracted")],
    ids=lambda row: row["text"],
)
def test_a_question_that_the_samples_do_not_answer_is_refused_for_the_right_reason(
    row: dict[str, Any], samples: Store, reader: ArticleReader
) -> None:
    result = asked(row, samples, reader)
    assert wrong(row, result) == []
    assert result["reason"] == row["expected"]


def test_the_samples_answer_nine_in_ten_of_the_questions_that_they_can(
    samples: Store, reader: ArticleReader
) -> None:
    answerable = [row for row in QUESTIONS if row["expected"] in SAID]
    amiss = {row["text"]: wrong(row, asked(row, samples, reader)) for row in answerable}
    amiss = {text: each for text, each in amiss.items() if each}
    assert len(amiss) <= len(answerable) // 10, amiss


@pytest.mark.parametrize(
    "row", [row for row in QUESTIONS if row.get("retracted")], ids=lambda row: row["text"]
)
def test_a_question_is_refused_when_all_that_is_cited_for_it_is_retracted(
    row: dict[str, Any], store: Store, reader: ArticleReader
) -> None:
    for path in sample_paths():
        store.put(reader.read(str(path), path.read_bytes()))
    notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
    store.put_notices("Crossref", {notice: row["retracted"]})
    assert wrong(row, asked(row, store, reader)) == []
