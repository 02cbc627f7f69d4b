"""The vocabulary: SKOS concepts of exercises, habits, outcomes and populations."""

from graph.vocabulary.reading import load_vocabulary
from graph.vocabulary.vocabulary import Vocabulary, label_key

__all__ = ["Vocabulary", "label_key", "load_vocabulary"]
