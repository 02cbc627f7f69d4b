"""Fail when a measured figure falls under its floor in `floors.json`.

    python benchmarks/gate.py

The annotated texts are no part of the project; where they are absent this says so and passes. A
figure that beats its floor is printed with a sign: raise the floor in the same change.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import (
    answers,
    calibration,
    causality,
    citations,
    claim_sentences,
    claims,
    direction,
    references,
    retrieval,
    sparql_conformance,
)

FLOORS = Path(__file__).with_name("floors.json")


def measure() -> dict[str, float] | None:
    """Measure every figure that has a floor; None where the annotated texts are absent."""
    shared = (
        claims.SHARED / "data" / "gold",
        references.GOLD,
        citations.ARTICLES,
        direction.DATA,
        causality.DATA,
        claim_sentences.DATA,
        retrieval.DATA,
        sparql_conformance.TESTS,
    )
    if not all(path.exists() for path in shared):
        return None
    found = claims.figures()
    for name, part in (
        ("confidence", calibration),
        ("citations", citations),
        ("references", references),
        ("direction", direction),
        ("causality", causality),
        ("claim sentences of abstracts", claim_sentences),
        ("answers", answers),
        ("sparql", sparql_conformance),
    ):
        found |= {f"{name}: {title}": value for title, value in part.figures().items()}
    for engine in ("whoosh", "tantivy"):
        measured = retrieval.figures(engine)
        found |= {f"retrieval by {engine}: {title}": value for title, value in measured.items()}
    return found


def judge(floors: dict[str, float], measured: dict[str, float]) -> tuple[list[str], bool]:
    """Hold figures against floors: a line for each, and whether none fell or is missing."""
    lines, passed = [], True
    for name, floor in floors.items():
        value = measured.get(name)
        if value is None or value < floor:
            passed = False
        sign = "MISSING" if value is None else "UNDER" if value < floor else ""
        sign = "above: raise the floor" if value is not None and value > floor else sign
        lines.append(
            f"{name:52} {value if value is not None else '-':>7} floor {floor} {sign}".rstrip()
        )
    return lines, passed


def main() -> int:
    measured = measure()
    if measured is None:
        print("The annotated texts are not here, so the quality was not measured.")
        return 0
    lines, passed = judge(json.loads(FLOORS.read_text("utf-8")), measured)
    print("\n".join(lines))
    return 0 if passed else 1


if __name__ == "__main__":
    raise SystemExit(main())
