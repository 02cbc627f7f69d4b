"""The parts of a reference string, as two small models label them together.

Linear-chain conditional random fields (Lafferty et al. 2001) over tokens, trained by
`benchmarks/train_reference_tagger.py`. One sees tokens and their neighbours, the other the
stretches between stops and commas too. Where their likeliest ways differ, a token's label is the
one with the highest mean of their marginal probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from ingest.references.features import described
from ingest.references.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.references.tokens import Token

MODELS = ("plain", "chunks")
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
    """Label each token as the models agree, else by the mean of what they find probable.

    Args:
        tokens: at least one.
        taggers: names of MODELS with an opened `pycrfsuite.Tagger` each.
    """
    rows = described(tokens)
    ways = []
    for name, tagger in taggers:
        tagger.set(rows[name])
        ways.append([found[2:] for found in tagger.tag()])  # without the "B-" or "I-" before it
    doubtful = [place for place, found in enumerate(zip(*ways, strict=True)) if len(set(found)) > 1]
    labels = ways[0]
    for place in doubtful:
        scores: dict[str, float] = {}
        for _, tagger in taggers:
            for known in tagger.labels():
                scores[known[2:]] = scores.get(known[2:], 0.0) + tagger.marginal(known, place)
        labels[place] = max(scores, key=lambda each: (scores[each], each))
    return labels


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
