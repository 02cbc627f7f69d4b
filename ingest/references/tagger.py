"""The parts of a reference string, as two small models label them together.

Linear-chain conditional random fields (Lafferty et al. 2001) over tokens, trained by
`benchmarks/train_reference_tagger.py`. One sees tokens and their neighbours, the other the
stretches between stops and commas too; each label is the one with the highest mean of their
marginal probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from ingest.references.features import chunk_features, plain_features
from ingest.references.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.references.tokens import Token

MODELS = {"plain": plain_features, "chunks": chunk_features}
MODEL_FILE = "{}.crfsuite"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a reference string with one label, such as "author" or "title"."""

    label: str
    start: int
    end: int


def segments(raw: str) -> list[Segment]:
    """Part a reference string into labelled stretches, in order."""
    tokens = tokenise(raw)
    return joined(tokens, label(tokens, _taggers())) if tokens else []


def label(tokens: Sequence[Token], taggers: Sequence[tuple[str, Any]]) -> list[str]:
    """Label each token by the mean of what models find probable.

    Args:
        tokens: at least one.
        taggers: names of MODELS with an opened `pycrfsuite.Tagger` each.
    """
    sums: list[dict[str, float]] = [{} for _ in tokens]
    for name, tagger in taggers:
        tagger.set(MODELS[name](tokens))
        for known in tagger.labels():
            bare = known[2:]  # "B-title" begins a stretch, "I-title" goes on with it
            for place, scores in enumerate(sums):
                scores[bare] = scores.get(bare, 0.0) + tagger.marginal(known, place)
    return [max(scores, key=lambda each: (scores[each], each)) for scores in sums]


def joined(tokens: Sequence[Token], labels: Sequence[str]) -> list[Segment]:
    """Join tokens with the same label that follow each other."""
    found: list[Segment] = []
    for token, name in zip(tokens, labels, strict=True):
        if found and found[-1].label == name:
            found[-1] = Segment(name, found[-1].start, token.end)
        else:
            found.append(Segment(name, token.start, token.end))
    return found


@cache
def _taggers() -> tuple[tuple[str, Any], ...]:
    """Open the shipped models, once a process."""
    import pycrfsuite

    opened = []
    for name in MODELS:
        tagger = pycrfsuite.Tagger()
        with as_file(files("ingest.references") / MODEL_FILE.format(name)) as path:
            tagger.open(str(path))
        opened.append((name, tagger))
    return tuple(opened)
