"""How well the sentences of abstracts that state the study's own finding are told.

    python benchmarks/claim_sentences.py [--data FILE] [--errors]

Prints the F1 of claim sentences. The labelled abstracts are for evaluation only: nothing is trained
on them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.classification import f1_of
from ingest.claims.abstracts import claim_sentences

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "claims" / "validation.jsonl"


def judged(data: Path) -> list[tuple[bool, bool, str]]:
    """Return whether each sentence is a claim, whether it was taken for one, and its text."""
    rows = [json.loads(line) for line in data.read_text("utf-8").splitlines() if line.strip()]
    return [
        (bool(label), taken, sentence)
        for row in rows
        for label, taken, sentence in zip(
            row["labels"], claim_sentences(row["sentences"]), row["sentences"], strict=True
        )
    ]


def claim_f1(found: list[tuple[bool, bool, str]]) -> float:
    """Return the F1 of claim sentences alone."""
    return f1_of((true, taken) for true, taken, _ in found).get(True, 0.0)


def figures(data: Path = DATA) -> dict[str, float]:
    """Return the F1 of claim sentences under its name."""
    return {"claim F1": round(claim_f1(judged(data)), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--errors", action="store_true", help="print what was told wrongly too")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"The labelled abstracts are not here: {options.data}.")
        return
    found = judged(options.data)
    print(f"claim F1 {claim_f1(found):.3f}")
    if options.errors:
        right = sum(true and taken for true, taken, _ in found)
        wanted = sum(true for true, _, _ in found)
        given = sum(taken for _, taken, _ in found)
        print(f"right {right} of {wanted} claims, and of {given} taken for one")
        for true, taken, sentence in found:
            if true != taken:
                print(f"{'missed' if true else 'false'}: {sentence}")


if __name__ == "__main__":
    main()
