"""How well the direction of a comparison is told from its quoted sentence.

    python benchmarks/direction.py [--data FILE] [--errors]

Prints the macro-F1 over lower (-1), no different (0) and higher (1), on the validation part of
Evidence Inference 2.0 unless a file of that shape is named.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.classification import f1_of, macro_f1
from benchmarks.train_direction import rows_of
from ingest.claims.comparison import compare

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "direction" / "validation.jsonl"


def judged(data: Path) -> list[tuple[int, int, dict[str, str]]]:
    """Return the true label, the label given and the row, for every row."""
    rows = rows_of(data)
    names = ("evidence", "intervention", "comparator", "outcome")
    return [(row["label"], compare(*(row[name] for name in names)).sign, row) for row in rows]


def figures(data: Path = DATA) -> dict[str, float]:
    """Return the macro-F1 under its name."""
    return {"macro-F1": round(macro_f1((true, given) for true, given, _ in judged(data)), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--errors", action="store_true", help="print what was judged wrongly too")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"The labelled sentences are not here: {options.data}.")
        return
    found = judged(options.data)
    print(f"macro-F1 {macro_f1((true, given) for true, given, _ in found):.3f}")
    if options.errors:
        each = f1_of((true, given) for true, given, _ in found)
        print(" ".join(f"{label}: {value:.3f}" for label, value in sorted(each.items())))
        for true, given, row in found:
            if true != given:
                print(f"{true} judged {given}: {row['outcome']} | {row['evidence']}")


if __name__ == "__main__":
    main()
