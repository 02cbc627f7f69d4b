"""How well causal language is told, measured on labelled sentences of conclusions.

    python benchmarks/causality.py [--data FILE] [--errors]

Prints the macro-F1 over no relation (0), causal (1), conditional (2) and correlational (3). The
sentences are for evaluation only: nothing is trained on them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.classification import f1_of, macro_f1
from graph.model import Causality
from ingest.claims.causality import causality_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "causal" / "dev.jsonl"
LABELS = {None: 0, Causality.CAUSAL: 1, Causality.CONDITIONAL: 2, Causality.CORRELATIONAL: 3}


def judged(data: Path) -> list[tuple[int, int, str]]:
    """Return the true label, the label read and the sentence, for every row."""
    rows = [json.loads(line) for line in data.read_text("utf-8").splitlines() if line.strip()]
    return [(row["label"], LABELS[causality_of(row["sentence"])], row["sentence"]) for row in rows]


def figures(data: Path = DATA) -> dict[str, float]:
    """Return the macro-F1 under its name."""
    return {"macro-F1": round(macro_f1((true, read) for true, read, _ in judged(data)), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--errors", action="store_true", help="print what was read wrongly too")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"The labelled sentences are not here: {options.data}.")
        return
    found = judged(options.data)
    print(f"macro-F1 {macro_f1((true, read) for true, read, _ in found):.3f}")
    if options.errors:
        each = f1_of((true, read) for true, read, _ in found)
        print(" ".join(f"{label}: {value:.3f}" for label, value in sorted(each.items())))
        for true, read, sentence in found:
            if true != read:
                print(f"{true} read as {read}: {sentence}")


if __name__ == "__main__":
    main()
