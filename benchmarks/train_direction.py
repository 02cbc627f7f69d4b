"""Train the judge of comparing sentences, and cross-validate it.

    python benchmarks/train_direction.py             cross-validate, print the figures
    python benchmarks/train_direction.py --write     train on everything, write the model

The sentences are those of Evidence Inference 2.0, under the MIT licence; only weights are kept.
Articles are kept together in a fold. Training is deterministic: the same sentences and settings
give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pycrfsuite

from benchmarks.classification import macro_f1
from ingest.claims.comparison.features import features
from ingest.claims.comparison.judging import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "direction" / "train.jsonl"
PACKAGE = Path(__file__).resolve().parents[1] / "ingest" / "claims" / "comparison"
SETTINGS = {"c1": 1.0, "c2": 0.1, "max_iterations": 200}
FOLDS, SEED = 5, 1

Row = dict[str, Any]
Item = tuple[list[str], int]


def rows_of(data: Path) -> list[Row]:
    """Read rows of intervention, comparator, outcome, evidence and label.

    Some texts hold HTML's references, such as "&lt;"; they are put for what they mean.
    """
    rows = (json.loads(line) for line in data.read_text("utf-8").splitlines() if line.strip())
    return [
        {key: unescape(value) if isinstance(value, str) else value for key, value in row.items()}
        for row in rows
    ]


def item_of(row: Row) -> Item:
    """Make the features and the label of a row."""
    names = (row["intervention"], row["comparator"], row["outcome"])
    return features(row["evidence"], *names), row["label"]


def turned(rows: Iterable[Row]) -> list[Item]:
    """Make items with the arms exchanged and the label turned, where the evidence names both arms.

    Elsewhere the sentence tells of the intervention without its name, and cannot be turned.
    """
    exchanged = (
        {
            **row,
            "intervention": row["comparator"],
            "comparator": row["intervention"],
            "label": -row["label"],
        }
        for row in rows
    )
    items = (item_of(row) for row in exchanged)
    return [item for item in items if {"named I True", "named C True"} <= set(item[0])]


def train(items: Iterable[Item], path: Path) -> None:
    """Train a model on items and write it."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for found, label in items:
        trainer.append([found], [str(label)])
    trainer.train(str(path))


def labels_of(items: Iterable[Item], path: Path) -> list[int]:
    """Label items with a model."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return [int(tagger.tag([found])[0]) for found, _ in items]


def cross_validate(rows: Sequence[Row]) -> float:
    """Return the macro-F1 of all rows, each labelled by a model that saw no row of its article."""
    articles = sorted({row["pmcid"] for row in rows})
    random.Random(SEED).shuffle(articles)  # noqa: S311 - folds, no secrets
    fold_of = {article: number % FOLDS for number, article in enumerate(articles)}
    pairs: list[tuple[int, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL
        for fold in range(FOLDS):
            inside = [row for row in rows if fold_of[row["pmcid"]] != fold]
            outside = [item_of(row) for row in rows if fold_of[row["pmcid"]] == fold]
            train([*map(item_of, inside), *turned(inside)], path)
            true = [label for _, label in outside]
            pairs += zip(true, labels_of(outside, path), strict=True)
    return macro_f1(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="train on everything, write the model")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"The labelled sentences are not here: {options.data}.")
        return
    rows = rows_of(options.data)
    if options.write:
        train([*map(item_of, rows), *turned(rows)], PACKAGE / MODEL)
        print(f"{PACKAGE / MODEL}: {(PACKAGE / MODEL).stat().st_size} bytes")
    else:
        print(f"cross-validated macro-F1 {cross_validate(rows):.3f} ({FOLDS} folds)")


if __name__ == "__main__":
    main()
