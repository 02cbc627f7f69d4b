"""References in the form that a style of the Citation Style Language asks for.

The styles stand in `styles/` as they are published; citeproc-py reads and applies them.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from graph.bibliography.items import OTHERS, item_of, printed

if TYPE_CHECKING:
    from graph.bibliography.items import Item
    from graph.model import Source

STYLES = {"apa": "APA", "vancouver": "Vancouver"}
KEPT = 4096  # references kept in their form, of both styles together
LANGUAGE = "en-US"

# citeproc-py takes "<" for markup, and says which words are italic by marks that it is given. The
# marks are characters of private use, which no item holds: they are not printable.
_OPEN, _CLOSE, _LESS = "\ue000", "\ue001", "\ue002"
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
# A stop that a style puts behind a title goes where the title ends in a mark of its own.
_TWO_STOPS = re.compile(f"([?!]{_CLOSE}?)\\.")
_NAMELESS = frozenset({"apa"})  # styles whose titles stand where authors would
_rendering = threading.Lock()  # a style keeps what it is writing in itself


@dataclass(frozen=True, slots=True)
class Formatted:
    """A reference in a style's form.

    Attributes:
        text: in plain words.
        html: the same, escaped, with what is italic in `<em>`.
    """

    text: str
    html: str


def formatted(source: Source, style: str) -> Formatted:
    """Write a source's reference as a style asks; one that has no title stays as it was printed.

    Args:
        source: the work.
        style: one of STYLES.
    """
    return _formatted(source, style)


@lru_cache(maxsize=KEPT)
def _formatted(source: Source, style: str) -> Formatted:
    item = item_of(source)
    if "title" not in item:
        return Formatted(printed(item), escape(printed(item)))
    with _rendering:
        marked = _render(_for_style(item, style), style)
    marked = _TWO_STOPS.sub(r"\1", " ".join(marked.split())).replace(_LESS, "<")
    if "note" in item:  # no style has a place for what became of a work, and nobody may miss it
        marked = f"{marked} [{item['note']}]"
    html = escape(marked).replace(_OPEN, "<em>").replace(_CLOSE, "</em>")
    return Formatted(marked.translate(_MARKS), html)


def _for_style(item: Item, style: str) -> Item:
    """Return an item as citeproc-py writes it rightly in a style.

    APA begins with the title where there is no author. citeproc-py would write it there and once
    more behind the year, so it is given in the author's place. An undated page is given the word
    for that, or APA would write "Retrieved" without the day on which it was. APA has no words for
    authors who are not named, and would put "&" before them; they stand behind the last one who is.
    """
    kept = {name: value for name, value in item.items() if name not in ("id", "note")}
    if style in _NAMELESS:
        if "author" not in kept:
            kept["author"] = [{"literal": kept.pop("title")}]
        if "issued" not in kept:
            kept["status"] = "n.d."
        if kept["author"][-1] == OTHERS:
            *others, last = kept["author"][:-1]
            part = "literal" if "literal" in last else "suffix"
            said = [last[part]] if part in last else []
            kept["author"] = [*others, last | {part: ", ".join([*said, "et al."])}]
    return {name: _unmarked(value) for name, value in kept.items()}


def _unmarked(value: Any) -> Any:
    """Replace what citeproc-py takes for markup, wherever it stands in a field."""
    if isinstance(value, str):
        return value.replace("<", _LESS)
    if isinstance(value, list):
        return [_unmarked(each) for each in value]
    if isinstance(value, dict):
        return {name: _unmarked(each) for name, each in value.items()}
    return value


class _Marking:
    """What citeproc-py calls a formatter: it marks what is italic and leaves the rest alone."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802 # citeproc-py names it so
        return f"{_OPEN}{text}{_CLOSE}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


@cache
def _style(name: str) -> Any:
    """Read a style, without the number that it puts before each entry of a list."""
    from citeproc import CitationStylesStyle

    with as_file(files("graph.bibliography") / "styles" / f"{name}.csl") as path:
        style = CitationStylesStyle(str(path), locale=LANGUAGE, validate=False)
    numbers = style.root.bibliography.layout.xpath_search("./cs:text[@variable='citation-number']")
    for number in numbers:
        number.getparent().remove(number)
    return style


def _render(item: Item, style: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    works = CiteProcJSON([{"id": "work", **item}])
    bibliography = CitationStylesBibliography(_style(style), works, _Marking)
    bibliography.register(Citation([CitationItem("work")]))
    return str(bibliography.bibliography()[0])
