"""How well citations are joined to references, on pages made of articles whose citations are known.

python benchmarks/citations.py          as web pages
python benchmarks/citations.py --pdf    the same, printed to PDF by Chromium (slow)
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from graph.records import marker_to_json, reference_to_json
from ingest.citations import read_citations
from ingest.passages import split_passages
from ingest.readers import read_document

SHARED = Path(__file__).resolve().parents[2] / "shared"
ARTICLES = SHARED / "data" / "jats"
TOOL = SHARED / "tools" / "citation_pages.py"
WORKERS = 2
_LINKS = re.compile(r"^(\S+)\s+articles .* F1 ([\d.]+) \(n=.*references found (\d+)/(\d+)$")


def read(path: Path) -> str:
    """Read a page's citations, as the record of it that the scoring tool takes."""
    document = read_document(str(path), path.read_bytes())
    citations = read_citations(document, split_passages(document, "article"), "article")
    record = {
        "article": {"id": "article", "path": str(path.with_suffix(".html"))},
        "text": document.text,
        "markers": [marker_to_json(marker) for marker in citations.markers],
        "references": [reference_to_json(each) for each in citations.references],
    }
    return json.dumps(record, ensure_ascii=False)


def printed(page: Path, folder: Path) -> Path:
    """Print a page to PDF."""
    target = folder / page.with_suffix(".pdf").name
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
    command = [chromium, "--headless=new", "--no-sandbox", "--disable-gpu"]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


def score(
    articles: Path = ARTICLES, tool: Path = TOOL, *, pdf: bool = False, every: int = 1
) -> str:
    """Make the pages, read them, and return what the scoring tool prints."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = sorted(map(str, articles.glob("*.nxml")))[::every]
        make = [sys.executable, str(tool), "make", str(folder), *files]
        subprocess.run(make, check=True)
        pages = sorted(folder.glob("*.html"))
        if pdf:
            pages = [printed(page, folder) for page in pages]
        out = folder / "out.jsonl"
        with ProcessPoolExecutor(WORKERS) as pool:
            out.write_text("\n".join(pool.map(read, pages, chunksize=8)) + "\n", "utf-8")
        ask = [sys.executable, str(tool), "score", str(folder / "gold.jsonl"), str(out)]
        return subprocess.run(ask, check=True, capture_output=True, text=True).stdout


def figures() -> dict[str, float]:
    """Return the F1 of each style, and the share of references that are found."""
    found: dict[str, float] = {}
    for line in score().splitlines():
        match = _LINKS.match(line)
        if match and match.group(1) == "all":
            found["references found"] = round(int(match.group(3)) / int(match.group(4)), 4)
        elif match:
            found[f"{match.group(1)} F1"] = float(match.group(2))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdf", action="store_true", help="print the pages to PDF first")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth article")
    options = parser.parse_args()
    if not (ARTICLES.is_dir() and TOOL.exists()):
        print(f"The articles are not here: {ARTICLES} and {TOOL}.")
        return
    print(score(pdf=options.pdf, every=options.every), end="")


if __name__ == "__main__":
    main()
