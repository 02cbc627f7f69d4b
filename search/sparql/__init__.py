"""The collection asked in SPARQL."""
