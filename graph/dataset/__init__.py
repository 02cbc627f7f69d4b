"""The collection as an RDF dataset on disk, kept up from the store."""

from graph.dataset.dataset import Dataset
from graph.dataset.generations import generation_of

__all__ = ["Dataset", "generation_of"]
