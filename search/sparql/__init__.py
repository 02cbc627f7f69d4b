"""The collection asked in SPARQL: queries run in processes that can be stopped."""

from search.sparql.asking import Asked, Found, Limits, SparqlError, StoppedError
from search.sparql.pool import Pool

__all__ = ["Asked", "Found", "Limits", "Pool", "SparqlError", "StoppedError"]
