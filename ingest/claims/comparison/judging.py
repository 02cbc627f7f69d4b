"""The judge: a small multinomial model over the features of a comparing sentence.

Logistic regression with L1 and L2 penalties, trained by `benchmarks/train_direction.py` on Evidence
Inference 2.0 (DeYoung et al. 2020). A conditional random field over one item is just that, so that
the engine of the reference tagger serves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from threading import get_ident
from typing import Any

from ingest.claims.comparison.features import features

MODEL = "direction.crfsuite"


@dataclass(frozen=True, slots=True)
class Compared:
    """How likely an outcome was lower, no different or higher under an intervention; in [0, 1]."""

    lower: float
    same: float
    higher: float

    @property
    def sign(self) -> int:
        """The likeliest: -1 lower, 0 no different, 1 higher."""
        _, sign = max((self.lower, -1), (self.same, 0), (self.higher, 1))
        return sign


def compare(sentence: str, intervention: str, comparator: str, outcome: str) -> Compared:
    """Judge what a sentence says of an outcome under an intervention against a comparator.

    Args:
        sentence: the quoted evidence; the first 4,000 characters are read.
        intervention: what was done.
        comparator: what it is held against; may be empty.
        outcome: what was measured.
    """
    tagger = _tagger(get_ident())
    tagger.set([features(sentence, intervention, comparator, outcome)])
    lower, same, higher = (tagger.marginal(label, 0) for label in ("-1", "0", "1"))
    return Compared(lower, same, higher)


@lru_cache(maxsize=32)
def _tagger(thread: int) -> Any:
    """Open the shipped model, once for each thread: it keeps what it is asked of."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("ingest.claims.comparison") / MODEL) as path:
        tagger.open(str(path))
    return tagger
