"""Retrieval: do the documents that answer a query stand at the top of what a search finds?

Run `python benchmarks/retrieval.py --corpus FILE --queries FILE [--engine NAME]`. The corpus is
indexed as the collection is, a passage a document, and each query is read as a person's. The engine
is any of `search.registry`; `plain` is Tantivy's own BM25 over title and abstract as it comes, with
its default analysis, to compare with. Nothing is trained on the queries, so a part of them is as
good as another; `--folds N` prints how far the parts lie apart.

nDCG@10 counts every relevant document alike (K. Jarvelin and J. Kekalainen, 2002).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graph.model import PassageKind
from graph.vocabulary import load_vocabulary
from search.base import PassageDocument
from search.query import parse_query
from search.registry import open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Search = Callable[[str], list[str]]

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "retrieval"
TOP, DEEP = 10, 100


class Document(NamedTuple):
    """A document of the corpus."""

    id: str
    title: str
    text: str


class Asked(NamedTuple):
    """A query with the ids of the documents that answer it."""

    text: str
    relevant: frozenset[str]


def read_corpus(path: Path) -> list[Document]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Document(row["id"], row["title"], " ".join(row["abstract"])) for row in rows]


def read_queries(path: Path) -> list[Asked]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [Asked(row["query"], frozenset(row["relevant"])) for row in rows]


def ndcg(found: Sequence[str], relevant: frozenset[str]) -> float:
    """Return the normalised discounted cumulative gain of the first TOP found."""
    gained = sum(1 / math.log2(n + 2) for n, name in enumerate(found[:TOP]) if name in relevant)
    return gained / sum(1 / math.log2(n + 2) for n in range(min(TOP, len(relevant))))


def recall(found: Sequence[str], relevant: frozenset[str]) -> float:
    """Return how much of what is relevant is among the first DEEP found."""
    return len(relevant.intersection(found[:DEEP])) / len(relevant)


def measure(queries: Sequence[Asked], search: Search) -> list[tuple[float, float]]:
    """Return nDCG@10 and recall@100 of each query."""
    return [
        (ndcg(found, asked.relevant), recall(found, asked.relevant))
        for asked in queries
        for found in (search(asked.text),)
    ]


def with_engine(name: str, corpus: Sequence[Document], folder: Path) -> Search:
    """Index the corpus with an engine, and return its search."""
    if name == "plain":
        return _plain(corpus)
    index = open_index(name, folder / name)
    documents = (
        PassageDocument(each.id, each.id, each.title, "", each.text, PassageKind.PROSE)
        for each in corpus
    )
    index.write([], documents, 1)
    vocabulary = load_vocabulary()

    def search(typed: str) -> list[str]:
        page = index.search(parse_query(typed, vocabulary, limit=DEEP))
        return [hit.passage for hit in page.hits]

    return search


def _plain(corpus: Sequence[Document]) -> Search:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title")
    builder.add_text_field("text")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for each in corpus:
        writer.add_document(tantivy.Document(id=each.id, title=each.title, text=each.text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(typed: str) -> list[str]:
        query, _ = index.parse_query_lenient(typed, ["title", "text"])
        hits = searcher.search(query, limit=DEEP, count=False).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return search


def figures(
    engine: str, corpus: Path = DATA / "corpus.jsonl", queries: Path | None = None
) -> dict[str, float]:
    """Return what the gate holds to its floors."""
    asked = read_queries(queries or DATA / "queries-train.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        found = measure(asked, with_engine(engine, read_corpus(corpus), Path(folder)))
    return {
        "nDCG@10": round(mean(each[0] for each in found), 3),
        "recall@100": round(mean(each[1] for each in found), 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=DATA / "corpus.jsonl")
    parser.add_argument("--queries", type=Path, default=DATA / "queries-train.jsonl")
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    for path in (options.corpus, options.queries):
        if not path.is_file():
            print(f"Nothing was measured: there is no {path}.", file=sys.stderr)
            return 1
    corpus, asked = read_corpus(options.corpus), read_queries(options.queries)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(asked, with_engine(options.engine, corpus, Path(folder)))
    print(f"nDCG@{TOP} {mean(each[0] for each in found):.3f}")
    print(f"recall@{DEEP} {mean(each[1] for each in found):.3f}")
    for fold in range(options.folds):
        part = found[fold :: options.folds]
        print(
            f"fold {fold + 1}: nDCG@{TOP} {mean(each[0] for each in part):.3f}"
            f" recall@{DEEP} {mean(each[1] for each in part):.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
