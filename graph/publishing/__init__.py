"""The named graphs of a collection, kept the same in a triple store elsewhere."""

from graph.publishing.publishing import Published, publish
from graph.publishing.remotes import GraphStore, Remote, UpdateEndpoint

__all__ = ["GraphStore", "Published", "Remote", "UpdateEndpoint", "publish"]
