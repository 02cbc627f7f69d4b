"""How fast a search is, and indexing, beside the bare engines, in one run.

    python benchmarks/search_speed.py [--passages N ...]

The passages are sentences of open-access articles, read by our own reader; where the articles give
fewer than asked for, they are taken again under other ids. Every search gives the first ten hits,
counts of five facets, and highlights. The peers do the same as their users would write it:

- plain Whoosh: a schema with a stemming analyser, its query parser over title and text, one
  searcher kept open, facets by `groupedby`, highlights by its highlighter;
- SQLite FTS5: a table with the porter tokenizer, `bm25`, one GROUP BY a facet, `highlight`;
- bare Tantivy is timed for indexing alone.

Printed are medians and 95th percentiles in milliseconds of one pass over the queries, each asked
once before, and ratios against plain Whoosh.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from graph.model import Direction, PassageKind
from graph.vocabulary import load_vocabulary
from ingest.pipeline import article_reader
from search.base import Facet, PassageDocument
from search.highlights import highlights
from search.query import parse_query
from search.registry import open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Timed = tuple[float, Callable[[str], object]]

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "jats"
HITS = 10
FACETS = (Facet.EXERCISE, Facet.OUTCOME, Facet.DIRECTION, Facet.ARTICLE, Facet.YEAR)
QUERIES = (
    "falls",
    "bone density",
    "resistance training",
    "tai chi balance older adults",
    "vitamin D",
    "knee osteoarthritis pain exercise",
    "walking speed",
    "muscle strength training women",
    "hip fracture risk",
    "yoga",
    "high intensity interval training blood pressure",
    "quality of life",
    "fall prevention programme",
    "postmenopausal women bone loss",
    "calcium intake",
    "aerobic exercise depression",
    "grip strength",
    '"bone mineral density"',
    "exercise AND pain NOT surgery",
    "osteo*",
    "low back pain stretching",
    "physical activity children",
    "protein supplementation muscle mass",
    "balance training stroke",
    "results of the study",
    "group intervention control",
    "significant difference between groups",
    "participants aged 65 years",
    "randomised controlled trial exercise",
    "systematic review of falls",
)


def read_passages(number: int) -> list[PassageDocument]:
    """Make so many passage documents, with facets drawn from a fixed seed."""
    reader = article_reader(load_vocabulary())
    chance = random.Random(7)  # noqa: S311 - a fixed draw, nothing secret
    concepts = [concept.iri for concept in load_vocabulary().concepts]
    found: list[PassageDocument] = []
    for path in sorted(ARTICLES.glob("*.nxml")):
        record = reader.read(path.name, path.read_bytes())
        for passage in record.passages:
            if passage.kind is not PassageKind.PROSE:
                continue
            claims = chance.random() < 0.1
            found.append(
                PassageDocument(
                    passage.id,
                    record.article.id,
                    record.article.title,
                    passage.section,
                    record.article.text[passage.start : passage.end],
                    passage.kind,
                    facets={
                        Facet.EXERCISE: tuple(chance.sample(concepts, 2)) if claims else (),
                        Facet.OUTCOME: tuple(chance.sample(concepts, 2)) if claims else (),
                        Facet.DIRECTION: (chance.choice(list(Direction)).value,) if claims else (),
                        Facet.YEAR: (str(chance.randint(2005, 2020)),),
                    },
                )
            )
        if len(found) >= number:
            break
    copies = [
        PassageDocument(
            f"{n:08x}{each.id}",
            f"{each.article}-{n}",
            each.title,
            each.section,
            each.text,
            each.kind,
            facets=each.facets,
        )
        for n in range(1 + number // len(found))
        for each in found
    ]
    chance.shuffle(copies)
    return copies[:number]


def ours(name: str, passages: Sequence[PassageDocument], folder: Path) -> Timed:
    """Index with one of our engines, in one batch, and return the time and the search."""
    index = open_index(name, folder / name)
    vocabulary = load_vocabulary()
    texts = {each.id: each.text for each in passages}
    start = time.perf_counter()
    index.write([], passages, 1)
    took = time.perf_counter() - start

    def search(typed: str) -> object:
        query = parse_query(typed, vocabulary, limit=HITS, facets=FACETS)
        page = index.search(query)
        return page, [highlights(texts[hit.passage], query) for hit in page.hits]

    return took, search


def plain_whoosh(passages: Sequence[PassageDocument], folder: Path) -> Timed:
    """Index with Whoosh as its documentation shows, and return the time and the search."""
    from whoosh import fields, index
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.qparser import MultifieldParser
    from whoosh.sorting import FieldFacet

    schema = fields.Schema(
        passage=fields.ID(stored=True),
        title=fields.TEXT(analyzer=StemmingAnalyzer()),
        section=fields.TEXT(analyzer=StemmingAnalyzer()),
        text=fields.TEXT(analyzer=StemmingAnalyzer(), stored=True),
        **{facet.value: fields.KEYWORD(sortable=True, commas=True) for facet in FACETS},
    )
    (folder / "plain").mkdir()
    opened = index.create_in(str(folder / "plain"), schema)
    start = time.perf_counter()
    writer = opened.writer()
    for each in passages:
        values = {Facet.ARTICLE: (each.article,), **each.facets}
        writer.add_document(
            passage=each.id,
            title=each.title,
            section=each.section,
            text=each.text,
            **{facet.value: ",".join(values.get(facet, ())) for facet in FACETS},
        )
    writer.commit()
    took = time.perf_counter() - start
    searcher = opened.searcher()
    parser = MultifieldParser(["title", "section", "text"], schema)
    facets = {facet.value: FieldFacet(facet.value, allow_overlap=True) for facet in FACETS}

    def search(typed: str) -> object:
        results = searcher.search(parser.parse(typed), limit=HITS, groupedby=facets)
        counts = {name: {v: len(d) for v, d in results.groups(name).items()} for name in facets}
        return counts, [hit.highlights("text") for hit in results]

    return took, search


def fts5(passages: Sequence[PassageDocument], folder: Path) -> Timed:
    """Index with SQLite FTS5, and return the time and the search."""
    base = sqlite3.connect(folder / "fts5.sqlite")
    base.execute("CREATE VIRTUAL TABLE p USING fts5(title, section, text, tokenize='porter')")
    base.execute("CREATE TABLE f (facet, value, passage INTEGER)")
    start = time.perf_counter()
    with base:
        base.executemany(
            "INSERT INTO p VALUES (?, ?, ?)", ((e.title, e.section, e.text) for e in passages)
        )
        rows = (
            (facet.value, value, number)
            for number, each in enumerate(passages, 1)
            for facet, values in {Facet.ARTICLE: (each.article,), **each.facets}.items()
            for value in values
        )
        base.executemany("INSERT INTO f VALUES (?, ?, ?)", rows)
        base.execute("CREATE INDEX fp ON f (passage)")
    took = time.perf_counter() - start

    def search(typed: str) -> object:
        match = typed if any(c in typed for c in '"*') or " AND " in typed else _any(typed)
        hits = base.execute(
            "SELECT rowid, highlight(p, 2, '[', ']') FROM p WHERE p MATCH ?"
            " ORDER BY bm25(p, 0.4, 0.4, 1.0) LIMIT ?",
            (match, HITS),
        ).fetchall()
        counts = base.execute(
            "SELECT facet, value, count(*) FROM p JOIN f ON f.passage = p.rowid"
            " WHERE p MATCH ? GROUP BY facet, value",
            (match,),
        ).fetchall()
        return hits, counts

    return took, search


def _any(typed: str) -> str:
    return " OR ".join(typed.split())


def bare_tantivy(passages: Sequence[PassageDocument], folder: Path) -> float:
    """Index with Tantivy as its documentation shows, and return the time."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("title", "section", "text"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_text_field("passage", stored=True, fast=True, tokenizer_name="raw")
    for facet in FACETS:
        builder.add_text_field(facet.value, fast=True, tokenizer_name="raw")
    (folder / "bare").mkdir()
    index = tantivy.Index(builder.build(), str(folder / "bare"))
    start = time.perf_counter()
    writer = index.writer(64 * 1024 * 1024, 1)
    for each in passages:
        document = tantivy.Document(
            passage=each.id, title=each.title, section=each.section, text=each.text
        )
        for facet, values in {Facet.ARTICLE: (each.article,), **each.facets}.items():
            for value in values:
                document.add_text(facet.value, value)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - start


def times(search: Callable[[str], object], queries: Iterable[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile, in milliseconds, of queries asked before."""
    taken = []
    for typed in queries:
        search(typed)
        start = time.perf_counter()
        search(typed)
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken), quantiles(taken, n=20)[-1]


def compare(number: int) -> None:
    passages = read_passages(number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made: dict[str, Any] = {
            "plain Whoosh": plain_whoosh(passages, folder),
            "SQLite FTS5": fts5(passages, folder),
            "whoosh": ours("whoosh", passages, folder),
            "tantivy": ours("tantivy", passages, folder),
        }
        bare = bare_tantivy(passages, folder)
        print(
            f"{len(passages):,} passages; bare Tantivy indexes {len(passages) / bare:,.0f} a second"
        )
        base = (1.0, 1.0)
        for engine, (took, search) in made.items():
            first = time.perf_counter()
            search("bone")
            opened = 1000 * (time.perf_counter() - first)
            found = times(search, QUERIES)
            if engine == "plain Whoosh":
                base, indexed = found, took
            against = bare if engine == "tantivy" else indexed
            print(
                f"  {engine:13} p50 {found[0]:8.2f} ms ({found[0] / base[0]:.3f})"
                f"  p95 {found[1]:8.2f} ms ({found[1] / base[1]:.3f})"
                f"  first {opened:7.1f} ms  indexes {len(passages) / took:7,.0f} a second"
                f" ({against / took:.2f} of bare)"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[2_000, 20_000, 200_000])
    options = parser.parse_args()
    if not ARTICLES.is_dir():
        print(f"Nothing was measured: there is no {ARTICLES}.", file=sys.stderr)
        return 1
    for number in options.passages:
        compare(number)
    return 0


if __name__ == "__main__":
    sys.exit(main())
