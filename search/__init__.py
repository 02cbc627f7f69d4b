"""From records to results: full-text search and cited answers."""
