"""Measure the claims read from the annotated articles, with the figures of `score_claims.py`.

    python benchmarks/claims.py [--errors] [--sites]

The annotated articles lie beside the repository, in `shared/data`; without them this says so and
stops. `--sites` prints the figures of each site's articles by themselves, so that rules which fit
one site only can be seen.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PARTS = {"seed": ("seed", "seed.jsonl"), "articles": ("articles", "claims.jsonl")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print every miss and false alarm")
    parser.add_argument("--sites", action="store_true", help="print the figures of each site too")
    options = parser.parse_args()
    if not (SHARED / "data" / "gold").is_dir():
        print(f"The annotated articles are not here ({SHARED / 'data'}); nothing was measured.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, gold, records in written(work):
            print(f"\n== {name}")
            score(gold, records, work, errors=options.errors)
        if options.sites:
            score_sites(SHARED / "data" / "gold" / "claims.jsonl", work / "articles.jsonl", work)
    return 0


def figures() -> dict[str, float]:
    """Measure the claims of both parts; name each figure by its part."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, gold, records in written(work):
            command = [*command_line(gold, records, work), "--json"]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            for title, value in json.loads(done.stdout).items():
                if isinstance(value, dict) and "f1" in value:
                    found[f"{name}: {title} F1"] = value["f1"]
                elif isinstance(value, float):
                    found[f"{name}: {title}"] = value
    return found


def written(work: Path) -> Iterator[tuple[str, Path, Path]]:
    """Write what is scored, part by part: its name, its annotations and its records."""
    write_concepts(work / "concepts.json")
    for name, (articles, gold) in PARTS.items():
        records = work / f"{name}.jsonl"
        write_records(SHARED / "data" / articles, records)
        yield name, SHARED / "data" / "gold" / gold, records


def write_concepts(path: Path) -> None:
    from graph.records import concept_to_json
    from graph.vocabulary import load_vocabulary

    concepts = [concept_to_json(concept) for concept in load_vocabulary().concepts]
    path.write_text(json.dumps(concepts), "utf-8")


def write_records(folder: Path, path: Path) -> None:
    from graph.records import record_to_json
    from graph.vocabulary import load_vocabulary
    from ingest.pipeline import article_reader, load_bytes

    reader = article_reader(load_vocabulary())
    with path.open("w", encoding="utf-8") as stream:
        for file in sorted(folder.glob("*.txt")):
            record = reader.read(str(file), load_bytes(str(file)))
            stream.write(json.dumps(record_to_json(record), ensure_ascii=False) + "\n")


def command_line(gold: Path, records: Path, work: Path) -> list[str]:
    return [
        sys.executable,
        str(SHARED / "tools" / "score_claims.py"),
        *("--gold", str(gold), "--extracted", str(records)),
        *("--concepts", str(work / "concepts.json")),
    ]


def score(gold: Path, records: Path, work: Path, *, errors: bool = False) -> None:
    sys.stdout.flush()
    subprocess.run(
        [*command_line(gold, records, work), *(["--errors"] if errors else [])], check=True
    )


def score_sites(gold: Path, records: Path, work: Path) -> None:
    rows = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        article = json.loads(line)["article"]
        rows[article.split("-")[1]].append(line)
    for site, lines in sorted(rows.items()):
        part = work / f"gold-{site}.jsonl"
        part.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"\n== site {site}")
        score(part, records, work)


if __name__ == "__main__":
    sys.exit(main())
