"""Measure the answers: right verdicts, refusals, verified quotes, and the time that one costs.

    python benchmarks/answers.py [--errors] [--no-times] [--corpus FOLDER ...]

Two tables of questions with their right answers were written by hand: one on the bundled samples
(`tests/test_search/questions_on_samples.toml`), one on the development articles that lie beside
the repository, in `shared/data` (`benchmarks/tables/answers.toml`); without these it says so and
measures the first only. The time of an answer is set against that of a search, on one store of all
that lies there.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from graph.model import Notice, NoticeKind  # noqa: E402 - found once the path is set
from samples import sample_paths  # noqa: E402
from search.answering.answering import answer  # noqa: E402
from search.answering.rendering import answer_to_json  # noqa: E402
from search.answering.verifying import disagreements  # noqa: E402
from search.query import parse_query  # noqa: E402
from web.settings import Settings  # noqa: E402
from web.wiring import Library, open_library  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
TABLES = {
    "samples": ROOT / "tests" / "test_search" / "questions_on_samples.toml",
    "development articles": ROOT / "benchmarks" / "tables" / "answers.toml",
}
ANSWERED = ("supported", "contradicted", "mixed", "listed", "doses", "compared", "not_compared")
ROUNDS = 3  # of all questions, for times

Row = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of a table's questions."""

    answerable: int
    right: int
    unanswerable: int
    refused: int
    verified: int
    errors: list[str]
    rows: list[Row]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print every wrong answer")
    parser.add_argument("--no-times", action="store_true", help="measure no times")
    parser.add_argument("--corpus", type=Path, nargs="*", help="folders for the times")
    options = parser.parse_args()
    rows = []
    for name, paths in collections():
        with library_of(paths) as library:
            result = measured(TABLES[name], library)
        rows += result.rows
        print(
            f"{name}: right verdict {result.right}/{result.answerable} answerable, "
            f"refused for the right reason {result.refused}/{result.unanswerable} unanswerable, "
            f"verified {result.verified}/{result.answerable + result.unanswerable}"
        )
        if options.errors:
            print("".join(f"  {error}\n" for error in result.errors), end="")
    if not options.no_times:
        folders = options.corpus or [SHARED / "jats", SHARED / "articles"]
        times([each for each in folders if each.is_dir()], [row["text"] for row in rows])
    return 0


def figures() -> dict[str, float]:
    """Return the shares of both tables: right verdicts, refusals, and answers that verify."""
    results = []
    for name, paths in collections():
        with library_of(paths) as library:
            results.append(measured(TABLES[name], library))
    answerable, unanswerable = (
        sum(result.answerable for result in results),
        sum(result.unanswerable for result in results),
    )
    return {
        "right verdicts": round(sum(result.right for result in results) / answerable, 3),
        "refusals": round(sum(result.refused for result in results) / unanswerable, 3),
        "verified": sum(r.verified for r in results) / (answerable + unanswerable),
    }


def collections() -> Iterator[tuple[str, list[Path]]]:
    """Yield the tables that can be asked here, each with its articles."""
    yield "samples", list(sample_paths())
    articles = SHARED / "articles"
    if articles.is_dir():
        yield "development articles", sorted(articles.glob("[0-9]*.txt"))
    else:
        print(f"The development articles are not here ({articles}); only the samples are asked.")


@contextmanager
def library_of(paths: Iterable[Path]) -> Iterator[Library]:
    """Read documents into a new collection."""
    from web.commands.collecting import ingest_into

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(data=data, store=f"sqlite:///{data / 'store.sqlite'}")
        library = open_library(settings)
        try:
            ingest_into(library, tuple(map(str, paths)))
            yield library
        finally:
            library.close()


def measured(table: Path, library: Library) -> Result:
    """Ask the questions of a table."""
    rows: list[Row] = tomllib.loads(table.read_text("utf-8"))["question"]
    errors, verified, right, refused = [], 0, 0, 0
    answerable = [row for row in rows if row["expected"] in ANSWERED]
    for row in sorted(rows, key=lambda row: "retracted" in row):  # notices stay, so those come last
        if "retracted" in row:
            notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
            library.store.put_notices("Crossref", {notice: row["retracted"]})
        rendered = json.loads(json.dumps(asked(library, row["text"])))
        found = disagreements(rendered, asked(library, row["text"]), library.store)
        verified += not found
        amiss = [*wrong(row, rendered), *found]
        if amiss:
            errors.append(f"{row['text']} (expected {row['expected']}): {'; '.join(amiss)}")
        elif row["expected"] in ANSWERED:
            right += 1
        else:
            refused += 1
    return Result(
        len(answerable), right, len(rows) - len(answerable), refused, verified, errors, rows
    )


def asked(library: Library, question: str) -> Row:
    """Answer a question as `trabecula answer --format json` does."""
    return answer_to_json(
        answer(question, library.store, library.vocabulary, library.network, library.index)
    )


def wrong(row: Row, result: Row) -> Iterator[str]:
    """Name what of an answer is not as the table has it."""
    part = "outcome" if result["form"] == "what_does" else "exposure"
    listed = {each[part]["id"]: each["direction"] for each in result["findings"]}
    if result["verdict"] != row["expected"]:
        yield f"it is {result['verdict']}"
    if "direction" in row and result["direction"] != row["direction"]:
        yield f"direction {result['direction']}"
    for name, direction in row.get("findings", {}).items():
        if listed.get(name) != direction:
            yield f"{name} is {listed.get(name)}"
    for name in row.get("absent", ()):
        if listed.get(name):
            yield f"{name} is listed"


def times(folders: list[Path], questions: list[str]) -> None:
    """Set the time of answers against that of searches for the same words on one store."""
    paths = sorted(path for folder in folders for path in folder.iterdir() if path.is_file())
    if not paths:
        print("There is no corpus here to measure times on.")
        return
    with library_of(paths) as library:
        counts = library.store.counts()
        library.network()
        answers = taken(lambda text: asked(library, text), questions)
        searches = taken(lambda text: searched(library, text), questions)
    print(
        f"on {counts.articles} documents with {counts.claims} claims, p50 and p95: "
        f"an answer {spread(answers)}, a search {spread(searches)}; "
        f"{statistics.median(answers) / statistics.median(searches):.2f} searches at the median"
    )


def searched(library: Library, text: str) -> None:
    """Search for the words of a question, and read the passages found, as the search page does."""
    page = library.index.search(parse_query(text, library.vocabulary))
    library.store.passages(hit.passage for hit in page.hits)


def taken(do: Callable[[str], object], questions: list[str]) -> list[float]:
    """Return the times in seconds of some rounds, after one that is not counted."""
    found = []
    for number in range(ROUNDS + 1):
        for text in questions:
            start = time.perf_counter()
            do(text)
            if number:
                found.append(time.perf_counter() - start)
    return found


def spread(times: list[float]) -> str:
    """Write the median and the 95th percentile of times in milliseconds."""
    most = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times) * 1000:.1f} and {most * 1000:.1f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
