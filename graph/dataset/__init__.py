"""The collection as an RDF dataset on disk, kept up from the store."""

from graph.dataset.dataset import Dataset

__all__ = ["Dataset"]
