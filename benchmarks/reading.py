"""How fast documents are read, each figure as a ratio against a named peer in the same run.

    python benchmarks/reading.py [html] [jats] [memory] [workers] [growth]

Rounds of both sides take turns, and medians are compared, since the machine may do other work.
"""

from __future__ import annotations

import argparse
import html
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from ingest.citations import marked_references, read_citations
from ingest.passages import split_passages
from ingest.readers import jats, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "jats"
ROUNDS = 5
PAGES = 60
SMALL = (
    "# Steady {0}\n\nTai chi reduces falls by {0} % in older adults. (1)\n\n## References\n\n"
    "1. Novak K. Tai chi and falls. Gerontology. 2005;60(2):{0}–194.\n"
)


def paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Time two sides in turns; return the median seconds of each."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for side, kept in zip((one, other), times, strict=True):
            start = time.perf_counter()
            side()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def page_of(file: Path) -> str:
    """Make a page of an article, with a menu, a box and a foot around it, as a blog has them."""
    root = etree.parse(str(file), etree.XMLParser(resolve_entities=False, no_network=True))
    body = root.find("body")
    texts = [] if body is None else ["".join(map(str, each.itertext())) for each in body.iter("p")]
    paragraphs = [f"<p>{html.escape(' '.join(each.split()))}<sup>1</sup></p>" for each in texts]
    title = html.escape(file.stem)
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("home", "blog", "contact"))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body>"
        f"<nav><ul>{menu}</ul></nav><div class=content><h1>{title}</h1>{''.join(paragraphs)}</div>"
        f"<div class=sidebar><h3>Popular</h3><ul>{menu}</ul></div><footer>All rights reserved."
        "</footer></body></html>"
    )


def measure_html(files: Sequence[Path]) -> None:
    """Read pages, against trafilatura's own extraction of the same."""
    import trafilatura

    pages = [page_of(file) for file in files[:: max(len(files) // PAGES, 1)]]
    data = [page.encode() for page in pages]

    def ours() -> None:
        for each in data:
            read_document("page.html", each)

    def theirs() -> None:
        for page in pages:
            trafilatura.extract(page)

    mine, peer = paired(ours, theirs)
    print(
        f"html: {len(pages) / mine:.0f} pages/s, trafilatura {len(pages) / peer:.0f} pages/s, "
        f"ratio {peer / mine:.2f} (at least 0.70)"
    )


def measure_jats(files: Sequence[Path]) -> None:
    """Read JATS to passages and references, against lxml's parse and itertext of the same.

    The figure has what is read on the way, the places of the citations among it. With those joined
    to the references, as the pipeline has them, it is printed beside it, and where the time goes.
    """
    spent = dict.fromkeys(("reader", "passages", "references"), 0.0)

    def ours() -> None:
        for file in files:
            start = time.perf_counter()
            document = jats.read(str(file), file.read_bytes(), None)
            read = time.perf_counter()
            split_passages(document, "article")
            split = time.perf_counter()
            marked_references(document, "article")
            spent["reader"] += read - start
            spent["passages"] += split - read
            spent["references"] += time.perf_counter() - split

    def with_markers() -> None:
        for file in files:
            document = jats.read(str(file), file.read_bytes(), None)
            read_citations(document, split_passages(document, "article"), "article")

    def theirs() -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        for file in files:
            "".join(map(str, etree.parse(str(file), parser).getroot().itertext()))

    mine, peer = paired(ours, theirs)
    parts = ", ".join(f"{name} {each / ROUNDS / peer:.1f}" for name, each in spent.items())
    print(
        f"jats: {mine / len(files) * 1e3:.1f} ms an article, lxml {peer / len(files) * 1e3:.1f} "
        f"ms, ratio {mine / peer:.1f} (at most 4): {parts}"
    )
    whole, peer = paired(with_markers, theirs)
    print(f"jats with its markers joined to the references: ratio {whole / peer:.1f}")


def read_many(folder: str, workers: int) -> None:
    """Read every document of a folder, keeping none; print the peak memory of this process."""
    from ingest.batch import find_documents, read_batch

    for _ in read_batch(find_documents([folder]), workers=workers):
        pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def in_a_process(folder: str, workers: int) -> tuple[float, int]:
    """Read a folder in a process of its own: the seconds, and its peak memory in KB."""
    command = [sys.executable, __file__, "--read", folder, "--workers", str(workers)]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout.split()[-1])


def measure_memory() -> None:
    """Compare the peak memory over 500 documents and over 5,000."""
    peaks = {}
    for number in (500, 5_000):
        with tempfile.TemporaryDirectory() as folder:
            for each in range(number):
                (Path(folder) / f"{each:05}.md").write_text(SMALL.format(each), "utf-8")
            peaks[number] = {workers: in_a_process(folder, workers)[1] for workers in (1, 2)}
    for workers in (1, 2):
        few, many = peaks[500][workers] / 1024, peaks[5_000][workers] / 1024
        print(
            f"memory, {workers} worker(s): {few:.0f} MB over 500 documents, {many:.0f} MB over "
            f"5,000, ratio {many / few:.2f}"
        )


def measure_workers(files: Sequence[Path]) -> None:
    """Compare two worker processes with one, over real articles with their claims."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            (Path(folder) / file.name).symlink_to(file)
        one, two = paired(lambda: in_a_process(folder, 1), lambda: in_a_process(folder, 2))
    print(
        f"workers: one {one:.1f} s, two {two:.1f} s over {len(files)} articles, "
        f"{one / two:.2f} times as fast (at least 1.6 on two free cores)"
    )


def measure_growth(files: Sequence[Path]) -> None:
    """Show how the time for a page grows with its length."""
    body = page_of(files[0])
    for times in (1, 10, 100):
        middle = body.partition("<h1>")[2].partition("</div>")[0]
        page = body.replace(middle, middle * times).encode()
        start = time.perf_counter()
        document = read_document("page.html", page)
        seconds = time.perf_counter() - start
        print(
            f"growth: {len(document.text):>9} characters {seconds * 1e3:8.1f} ms, "
            f"{seconds / len(document.text) * 1e9:.0f} ns a character"
        )


def main() -> None:
    names = ("html", "jats", "memory", "workers", "growth")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", choices=[*names, []], help="what is measured; all")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read_many(options.read, options.workers)
        return
    files = sorted(ARTICLES.glob("*.nxml")) if ARTICLES.is_dir() else []
    wanted = options.what or names
    if "memory" in wanted:
        measure_memory()
    if not files:
        print(f"The articles are not here: {ARTICLES}.")
        return
    for name, measure in (
        ("html", measure_html),
        ("jats", measure_jats),
        ("workers", measure_workers),
        ("growth", measure_growth),
    ):
        if name in wanted:
            measure(files)


if __name__ == "__main__":
    main()
