"""How well reference strings are parsed, measured on references that were parsed by hand."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from ingest.references import reference_fields

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "data" / "references" / "dev.jsonl"
TOOL = SHARED / "tools" / "score_references.py"


def score(gold: Path, tool: Path, *options: str) -> str:
    """Parse the gold file's strings and return what the scoring tool prints."""
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        parsed = Path(folder) / "parsed.jsonl"
        lines = (json.dumps(dict(reference_fields(row["raw"])), ensure_ascii=False) for row in rows)
        parsed.write_text("\n".join(lines) + "\n", "utf-8")
        command = [sys.executable, str(tool), "--gold", str(gold), "--parsed", str(parsed)]
        return subprocess.run(
            [*command, *options], check=True, capture_output=True, text=True
        ).stdout


def figures(gold: Path = GOLD, tool: Path = TOOL) -> dict[str, float]:
    """Return F1 over all fields and the share of references that are right throughout."""
    *_, total, whole = score(gold, tool).splitlines()
    right, number = whole.rsplit(" ", 1)[-1].split("/")
    return {
        "F1 over all fields": float(total.split("F1 ")[1].split()[0]),
        "whole references right": round(int(right) / int(number), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--tool", type=Path, default=TOOL)
    parser.add_argument("--errors", action="store_true", help="print every field that is wrong")
    options = parser.parse_args()
    if not (options.gold.exists() and options.tool.exists()):
        print(f"The annotated references are not here: {options.gold} and {options.tool}.")
        return
    print(score(options.gold, options.tool, *(["--errors"] if options.errors else [])), end="")


if __name__ == "__main__":
    main()
