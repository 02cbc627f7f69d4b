"""Which arm of a study came out higher, as a quoted sentence says."""

from ingest.claims.comparison.judging import Compared, compare

__all__ = ["Compared", "compare"]
