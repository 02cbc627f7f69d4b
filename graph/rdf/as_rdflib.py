"""Terms of Oxigraph as rdflib has them, for the libraries that work on its graphs."""

from __future__ import annotations

from typing import Any

from rdflib import Literal, URIRef

from graph.terms import XSD


def rdflib_term(term: Any) -> URIRef | Literal:
    """Make rdflib's form of an IRI or a literal, whose words stay as they are."""
    if not hasattr(term, "datatype"):
        return URIRef(term.value)
    typed = term.datatype != XSD.string and not term.language  # rdflib leaves that type out
    datatype = URIRef(term.datatype.value) if typed else None
    return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
