"""The command line as a person meets it, on real files and a real store."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from web.cli import trabecula

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Result]

ARTICLE = """\
# Strong bones

Resistance training can improve bone mineral density in postmenopausal women. (1)

Tai chi reduces the risk of falls. (2)

## References

1. Vincent, K. R., & Braith, R. W. (2002). Resistance exercise and bone turnover in elderly \
men and women. Medicine and Science in Sports and Exercise, 34(1), 17–23. \
doi: 10.1097/00005768-200201000-00004
2. Li F, Harmer P. Tai Chi and fall reductions in older adults. J Gerontol. 2005;60(2):187–194.
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(
            trabecula, ["--data", str(tmp_path / "data"), *arguments], input=stdin
        )

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "strong-bones.md"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_an_ingested_article_is_found_and_answers_with_its_own_words(
    run: Run, article: Path
) -> None:
    assert run("ingest", str(article)).exit_code == 0
    found = json.loads(run("search", "weight lifting", "--format", "json").stdout)
    sentence = "Resistance training can improve bone mineral density in postmenopausal women. (1)"
    assert sentence in [hit["text"] for hit in found["hits"]]
    answer = run("answer", "Does resistance training improve bone mineral density?").stdout
    assert sentence in answer
    assert "https://doi.org/10.1097/00005768-200201000-00004" in answer


def test_a_question_that_nobody_claims_anything_about_is_refused(run: Run, article: Path) -> None:
    run("ingest", str(article))
    refused = json.loads(run("answer", "Does tai chi cure migraine?", "--format", "json").stdout)
    assert refused["reason"] == "no_claims"
    assert refused["verdict"] == "no_claims"


def test_the_same_file_again_changes_nothing_and_an_edit_is_a_change(
    run: Run, article: Path
) -> None:
    assert "1 added" in run("ingest", str(article)).stdout
    before = run("export", "nquads").stdout
    assert "1 unchanged" in run("ingest", str(article)).stdout
    assert run("export", "nquads").stdout == before
    article.write_text(ARTICLE.replace("Tai chi reduces", "Walking increases"), "utf-8")
    assert "1 changed" in run("ingest", str(article)).stdout
    assert run("check").exit_code == 0


def test_a_copy_of_an_article_s_earlier_text_is_an_article_of_its_own(
    run: Run, tmp_path: Path, article: Path
) -> None:
    run("ingest", str(article))
    article.write_text(ARTICLE.replace("Tai chi reduces", "Walking increases"), "utf-8")
    run("ingest", str(article))
    (tmp_path / "copy.md").write_text(ARTICLE, "utf-8")
    assert "1 added" in run("ingest", str(tmp_path / "copy.md")).stdout
    assert "1 unchanged" in run("ingest", str(tmp_path / "copy.md")).stdout
    assert "1 unchanged" in run("ingest", str(article)).stdout
    assert "agree: 2 articles" in run("check").stdout


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("empty.md", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("line.txt", b"x" * 50_000_000, "MB"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "PNG"),
        ("latin.txt", "Übung stärkt den Knochen.".encode("cp1252"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_ingested(
    run: Run, tmp_path: Path, article: Path, name: str, content: bytes, complaint: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    result = run("ingest", str(bad), str(article))
    assert result.exit_code == 1
    assert str(bad) in result.stderr
    assert complaint in result.stderr
    assert "1 added" in result.stdout


def test_a_missing_file_is_named_and_the_rest_is_ingested(run: Run, article: Path) -> None:
    result = run("ingest", "no-such-file.md", str(article))
    assert result.exit_code == 1
    assert "no-such-file.md: there is no such file" in result.stderr
    assert "1 added" in result.stdout


def test_a_folder_without_documents_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = run("ingest", str(tmp_path / "nothing"))
    assert result.exit_code == 1
    assert "holds no document" in result.stderr


def test_a_reference_list_without_markers_and_markers_without_a_list_are_both_kept(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "list.md").write_text(ARTICLE.replace(" (1)", "").replace(" (2)", ""), "utf-8")
    (tmp_path / "markers.md").write_text(
        "# Balance\n\nTai chi improves balance in older adults [1].\n", "utf-8"
    )
    result = run("extract", str(tmp_path / "list.md"), str(tmp_path / "markers.md"))
    assert result.exit_code == 0
    listed, marked = (json.loads(line) for line in result.stdout.splitlines())
    assert (len(listed["references"]), listed["markers"]) == (2, [])
    assert marked["references"] == []
    assert [(m["text"], m["references"]) for m in marked["markers"]] == [("[1]", [])]


def test_extract_prints_a_line_a_document_whose_offsets_are_quotes(run: Run, article: Path) -> None:
    record = json.loads(run("extract", str(article)).stdout)
    text = record["text"]
    assert record["claims"]
    for claim in record["claims"]:
        for end in (claim["exposure"], claim["outcome"]):
            assert text[end["start"] : end["end"]] == end["text"]
    assert all(text[m["start"] : m["end"]] == m["text"] for m in record["markers"])


def test_reading_with_two_workers_prints_what_one_prints(run: Run, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.md").write_text(ARTICLE + f"\nEdition {number}.\n", "utf-8")
    one = run("extract", str(tmp_path), "--workers", "1")
    two = run("extract", str(tmp_path), "--workers", "2")
    assert one.exit_code == two.exit_code == 0
    assert one.stdout == two.stdout


@pytest.mark.parametrize("query", ['"tai chi', "(falls OR", "falls AND", "tai) AND chi"])
def test_a_slip_in_a_query_is_searched_as_words(run: Run, article: Path, query: str) -> None:
    run("ingest", str(article))
    result = run("search", query)
    assert result.exit_code == 0
    assert "Tai chi reduces" in result.stdout
    assert result.stderr


@pytest.mark.parametrize("query", ["", "  ", "the of", "exercise:"])
def test_a_query_with_nothing_to_search_for_says_so(run: Run, article: Path, query: str) -> None:
    run("ingest", str(article))
    result = run("search", query)
    assert result.exit_code == 2
    assert "word" in result.stderr


def test_an_unknown_format_is_wrong_usage_and_names_the_known_ones(run: Run, article: Path) -> None:
    run("ingest", str(article))
    result = run("export", "word")
    assert result.exit_code == 2
    assert "turtle" in result.stderr


def test_an_export_to_a_file_leaves_nothing_else_behind(
    run: Run, tmp_path: Path, article: Path
) -> None:
    run("ingest", str(article))
    folder = tmp_path / "out"
    folder.mkdir()
    assert run("export", "turtle", "--output", str(folder / "graph.ttl")).exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["graph.ttl"]


def test_a_folder_that_cannot_take_an_export_is_named(run: Run, article: Path) -> None:
    run("ingest", str(article))
    result = run("export", "turtle", "--output", "/no/such/folder/graph.ttl")
    assert result.exit_code == 2
    assert "/no/such/folder" in result.stderr


def test_an_empty_collection_says_that_it_is_empty(run: Run) -> None:
    for command in (("search", "falls"), ("answer", "Does tai chi reduce falls?")):
        result = run(*command)
        assert result.exit_code == 0
        assert "no article" in result.stderr


def test_a_store_that_is_no_database_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "store.sqlite").write_bytes(b"this is no database" * 100)
    result = run("check")
    assert result.exit_code == 2
    assert "store.sqlite" in result.stderr


# Whoosh leaves the damaged file open when it fails on it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_broken_index_is_named_and_reindex_mends_it(
    run: Run, tmp_path: Path, article: Path
) -> None:
    run("ingest", str(article))
    for file in (tmp_path / "data" / "index-whoosh").iterdir():
        if file.is_file():
            file.write_bytes(b"garbage")
    broken = run("search", "falls")
    assert broken.exit_code == 2
    assert "reindex" in broken.stderr
    assert run("reindex").exit_code == 0
    assert "Tai chi reduces" in run("search", "falls").stdout
    assert run("check").exit_code == 0
    del broken  # and with it the open file, which is complained of here, where that is expected
    gc.collect()


def test_a_collection_moves_to_another_engine_and_back(
    run: Run, tmp_path: Path, article: Path
) -> None:
    run("ingest", str(article))
    found = run("search", "falls").stdout
    for engine in ("tantivy", "whoosh"):
        assert run("reindex", "--engine", engine).exit_code == 0
        assert (tmp_path / "data" / "engine").read_text() == f"{engine}\n"
        assert (tmp_path / "data" / f"index-{engine}").is_dir()
        assert run("search", "falls").stdout == found
        assert run("check").exit_code == 0


def test_a_move_says_where_the_environment_names_another_engine(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", str(article))
    monkeypatch.setenv("TRABECULA_ENGINE", "whoosh")
    assert "TRABECULA_ENGINE still says whoosh" in run("reindex", "--engine", "tantivy").stderr


def test_check_says_what_disagrees(run: Run, tmp_path: Path, article: Path) -> None:
    from search.registry import open_index

    run("ingest", str(article))
    index = open_index("whoosh", tmp_path / "data" / "index-whoosh")
    index.write(replaced=index.articles(), documents=[], seen=index.seen())
    index.close()
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.strip()


def test_references_come_in_a_line_each_and_go_out_a_line_each(run: Run) -> None:
    strings = "Li F, Harmer P. Tai Chi. J Gerontol. 2005;60(2):187–194.\nSmith J. Bone. 1999.\n"
    lines = run("parse-references", stdin=strings).stdout.splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["year"], first["volume"], second["year"]) == (2005, "60", 1999)


def test_a_reference_that_is_not_text_is_named_by_its_line(run: Run) -> None:
    result = run("parse-references", stdin=b"Smith J. Bone. 1999.\n\xff\xfe\n")
    assert result.exit_code == 1
    assert "line 2" in result.stderr


def test_the_vocabulary_is_listed_for_programs(run: Run) -> None:
    concepts = json.loads(run("concepts", "--format", "json").stdout)
    keys = {"iri", "label", "alt_labels", "hidden_labels", "kind", "broader", "exact_match"}
    assert all(keys <= concept.keys() for concept in concepts)
    assert "resistance training" in [concept["label"] for concept in concepts]


def test_a_part_of_the_collection_is_exported_by_article_concept_or_search(
    run: Run, article: Path
) -> None:
    run("ingest", str(article))
    whole = run("export", "ntriples").stdout.splitlines()
    for part in (
        ("--article", str(article)),
        ("--concept", "bone mineral density"),
        ("--search", "bone"),
    ):
        result = run("export", "ntriples", *part)
        assert result.exit_code == 0
        said = result.stdout.splitlines()
        assert set(said) < set(whole)
        assert any("terms#states" in line for line in said)


def test_what_fits_its_shapes_is_written_and_what_does_not_is_not(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", str(article))
    fitting = run("export", "nquads", "--validate")
    assert (fitting.exit_code, fitting.stdout) == (0, run("export", "nquads").stdout)
    monkeypatch.setattr("graph.validation.wrong_in", lambda _: ["the node is odd"])
    odd = run("export", "nquads", "--validate")
    assert (odd.exit_code, odd.stdout) == (1, "")
    assert "trabecula: the node is odd" in odd.stderr


def test_two_parts_at_once_and_parts_that_are_not_there_are_refused(
    run: Run, article: Path
) -> None:
    run("ingest", str(article))
    both = run("export", "turtle", "--article", "x", "--concept", "y")
    assert (both.exit_code, both.stdout) == (2, "")
    assert "one of --article, --concept and --search" in both.stderr
    for part in (("--article", "nothing"), ("--concept", "basket weaving")):
        result = run("export", "turtle", *part)
        assert (result.exit_code, result.stdout) == (2, "")
        assert part[1] in result.stderr


def test_what_was_exported_is_taken_up_by_another_collection(
    run: Run, article: Path, tmp_path: Path
) -> None:
    run("ingest", str(article))
    before = run("export", "nquads").stdout
    file = tmp_path / "all.nq"
    file.write_text(before, "utf-8")
    elsewhere = ("--data", str(tmp_path / "elsewhere"))
    result = run("import", str(file), *elsewhere)
    assert result.exit_code == 0
    assert "1 article added, 0 changed, 0 as they were" in result.stdout
    assert run("export", "nquads", *elsewhere).stdout == before
    assert "1 as they were" in run("import", str(file), *elsewhere).stdout
    found = json.loads(run("search", "bone", "--format", "json", *elsewhere).stdout)
    assert found["total"] >= 1


def test_a_file_that_cannot_be_taken_up_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no RDF", "utf-8")
    result = run("import", str(tmp_path / "notes.txt"))
    assert result.exit_code == 1
    assert "notes.txt: has none of the endings" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "ftp://store.example"), "http or https"),
        (("--to", "http://127.0.0.1:9/sparql", "--protocol", "update"), "--query"),
    ],
)
def test_an_address_that_cannot_be_published_to_is_refused(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("publish", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
