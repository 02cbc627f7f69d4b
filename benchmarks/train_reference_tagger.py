"""Train the tagger of reference strings, and cross-validate it.

    python benchmarks/train_reference_tagger.py             cross-validate, print the figures
    python benchmarks/train_reference_tagger.py --write     train on everything, write the models

The tagged strings are AnyStyle's, under a licence like BSD's; only the weights are kept. Training
is deterministic: the same strings and settings give the same files, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from ingest.references import parsing, tagger
from ingest.references.features import described
from ingest.references.tagger import MODEL_FILE, MODELS, Segment, joined
from ingest.references.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Work

DATA = Path("../shared/data/references/anystyle-core.xml")
PACKAGE = Path("ingest/references")
SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2}
SEED = 7
FOLDS = 8
FIELDS = ("authors", "year", "title", "container", "volume", "issue", "pages", "doi", "url")

String = tuple[str, list[Segment]]


def tagged_strings(path: Path) -> list[String]:
    """Read AnyStyle's tagged strings, each with its segments."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    strings: list[String] = []
    for sequence in etree.parse(str(path), parser).getroot():
        raw, segments = "", []
        for element in sequence:
            if words := " ".join((element.text or "").split()):
                raw += " " if raw else ""
                segments.append(Segment(str(element.tag), len(raw), len(raw) + len(words)))
                raw += words
        if raw:
            strings.append((raw, segments))
    return strings


def labels_of(tokens: Sequence[Token], segments: Sequence[Segment]) -> list[str]:
    """Label each token as the segment that holds most of it."""

    def overlap(token: Token, segment: Segment) -> int:
        return min(segment.end, token.end) - max(segment.start, token.start)

    return [
        max(segments, key=lambda each: (overlap(token, each), -each.start)).label
        for token in tokens
    ]


def train(strings: Sequence[String], folder: Path) -> list[tuple[str, Any]]:
    """Train every model on some strings, and open them."""
    import pycrfsuite

    opened = []
    for name in MODELS:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        for raw, segments in strings:
            tokens = tokenise(raw)
            labels = labels_of(tokens, segments)
            begun = [
                ("I-" if place and labels[place - 1] == label else "B-") + label
                for place, label in enumerate(labels)
            ]
            trainer.append(described(tokens)[name], begun)
        trainer.set_params({**SETTINGS, "feature.possible_transitions": True})
        file = folder / MODEL_FILE.format(name)
        trainer.train(str(file))
        model = pycrfsuite.Tagger()
        model.open(str(file))
        opened.append((name, model))
    return opened


def folds(strings: Sequence[String], number: int) -> Iterator[tuple[list[String], list[String]]]:
    """Yield what to train on and what to test on, in an order that the seed alone decides."""
    shuffled = list(strings)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 - a split, not a secret
    for fold in range(number):
        held = shuffled[fold::number]
        rest = [each for place, each in enumerate(shuffled) if place % number != fold]
        yield rest, held


def as_fields(work: Work) -> dict[str, str]:
    """Fold a work's fields to compare them: no case and no marks; accents stay."""
    from graph.ids import normalise

    found = {}
    for name in FIELDS:
        value = getattr(work, name)
        words = " ; ".join(value) if isinstance(value, tuple) else str(value or "")
        if folded := "".join(ch if ch.isalnum() else " " for ch in normalise(words)).split():
            found[name] = " ".join(folded)
    return found


def given(segments: Sequence[Segment], _text: str) -> Sequence[Segment]:
    """Part a string as its annotation does."""
    return segments


def read(opened: Sequence[tuple[str, Any]], text: str) -> list[Segment]:
    """Part a string by some models."""
    tokens = tokenise(text)
    return joined(tokens, tagger.label(tokens, opened)) if tokens else []


def cross_validate(strings: Sequence[String], number: int) -> None:
    """Print token accuracy and the F1 of each field, over strings that the models never saw."""
    right = total = 0
    hits: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for rest, held in folds(strings, number):
        with tempfile.TemporaryDirectory() as folder:
            opened = train(rest, Path(folder))
            for raw, segments in held:
                tokens = tokenise(raw)
                found = tagger.label(tokens, opened)
                wanted = labels_of(tokens, segments)
                right += sum(a == b for a, b in zip(found, wanted, strict=True))
                total += len(tokens)
                gold = as_fields(parsing.by_labels(raw, partial(given, segments)))
                ours = as_fields(parsing.parse_reference(raw, partial(read, opened)))
                for name in FIELDS:
                    hits[name] += name in gold and gold.get(name) == ours.get(name)
                    wrong[name] += name in ours and gold.get(name) != ours[name]
                    missed[name] += name in gold and gold[name] != ours.get(name)
    print(f"token accuracy {right / total:.3f} of {total} tokens, {number} folds")
    for name in (*FIELDS, "all"):
        t, x, n = ((sum(c.values()) if name == "all" else c[name]) for c in (hits, wrong, missed))
        print(
            f"{name:10} precision {t / (t + x):.3f} recall {t / (t + n):.3f} "
            f"F1 {2 * t / (2 * t + x + n):.3f}  n={t + n}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--write", action="store_true", help="train on all and write the models")
    options = parser.parse_args()
    if not options.data.exists():
        print(f"The tagged references are not here: {options.data}.")
        return
    strings = tagged_strings(options.data)
    if not options.write:
        cross_validate(strings, options.folds)
        return
    train(strings, PACKAGE)
    (PACKAGE / "tagger.json").write_text(
        json.dumps({"strings": len(strings), "settings": SETTINGS}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
