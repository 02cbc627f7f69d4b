"""Registries of published works: what Crossref, PubMed and Retraction Watch know of a source."""
