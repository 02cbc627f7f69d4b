"""A vocabulary's Turtle file, parsed, and able to say on which line a concept stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from graph.errors import VocabularyError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

MAX_BYTES = 5_000_000  # a vocabulary file; the shipped ones have about 40 kB each


@dataclass(frozen=True, slots=True)
class TurtleFile:
    """A file that has been parsed, with its text, to find the line of a concept again."""

    name: str
    text: str
    graph: Graph

    def line_of(self, iri: str) -> int | None:
        """Return the 1-based line on which the concept is first described, where it is found."""
        last = re.escape(re.split(r"[/#]", iri)[-1])
        pattern = re.compile(rf"^\s*(?:<{re.escape(iri)}>|[\w.-]*:{last})(?=\s|$)", re.MULTILINE)
        match = pattern.search(self.text)
        return None if match is None else self.text.count("\n", 0, match.end()) + 1

    def error(self, iri: str, reason: str) -> VocabularyError:
        """Make the error that names this file and the concept's line."""
        return VocabularyError(self.name, self.line_of(iri), reason)


def parse_turtle(source: Traversable | Path) -> TurtleFile:
    """Parse a file.

    Raises:
        VocabularyError: it cannot be opened, is too large, or is no UTF-8 or no Turtle.
    """
    name = str(source) if isinstance(source, Path) else source.name
    try:
        with source.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise VocabularyError(name, None, f"cannot be opened ({error.strerror})") from error
    if len(data) > MAX_BYTES:
        raise VocabularyError(name, None, f"is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VocabularyError(name, line, "is not UTF-8 text") from error
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except BadSyntax as error:
        reason = f"is not valid Turtle: {getattr(error, '_why', 'syntax error')}"
        raise VocabularyError(name, error.lines + 1, reason) from error
    except (ValueError, RecursionError) as error:
        raise VocabularyError(name, None, f"is not valid Turtle: {error}") from error
    return TurtleFile(name, text, graph)
