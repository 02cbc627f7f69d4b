"""Claims: which exposure a sentence says to change which outcome, and how far it stands behind it.

The way of a sentence: `sentence` lays words and concept mentions over it, `zones` sets apart who
is spoken of and what is compared, `walk` goes through it cue by cue and makes links, `context`
says what "it" and the items of a list lean on, `extractor` turns links into claims.
"""

from ingest.claims.extractor import ClaimExtractor, Extraction

__all__ = ["ClaimExtractor", "Extraction"]
