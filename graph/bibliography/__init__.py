"""Works as others take them: CSL-JSON items, BibTeX, RIS, and references in a style's form.

`item_of` makes a CSL-JSON item of a source; everything else is written from such items.
"""

from graph.bibliography.formats import to_bibtex, to_csl_json, to_ris
from graph.bibliography.items import Item, item_of
from graph.bibliography.styles import STYLES, Formatted, formatted

__all__ = [
    "STYLES",
    "Formatted",
    "Item",
    "formatted",
    "item_of",
    "to_bibtex",
    "to_csl_json",
    "to_ris",
]
