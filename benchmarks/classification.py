"""Figures for labels that were predicted: F1 of each label, and their mean."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Label = TypeVar("Label")


def f1_of(pairs: Iterable[tuple[Label, Label]]) -> dict[Label, float]:
    """Return the F1 of each label that is true or predicted at least once.

    Args:
        pairs: for each item its true and its predicted label.
    """
    counts = Counter(pairs)
    labels = {label for pair in counts for label in pair}
    found: dict[Label, float] = {}
    for label in labels:
        right = counts[label, label]
        wanted = sum(number for (true, _), number in counts.items() if true == label)
        given = sum(number for (_, predicted), number in counts.items() if predicted == label)
        found[label] = 2 * right / (wanted + given)
    return found


def macro_f1(pairs: Iterable[tuple[Label, Label]]) -> float:
    """Return the mean of the labels' F1, each label counting alike."""
    found = f1_of(pairs)
    return sum(found.values()) / len(found) if found else 0.0
