"""What is refused before any engine sees it: long or deep queries, updates, calls of other servers.

The keyword is looked for among the terminals of SPARQL's grammar, so that a variable, a name, a
string or a comment may well say "service".
"""

from __future__ import annotations

import re

from search.sparql.asking import SparqlError

MAX_LENGTH = 64 * 1024  # characters
MAX_DEPTH = 100  # brackets within each other; parsers recurse
UPDATES = frozenset("insert delete load clear create drop add move copy with".split())
PROLOGUE = frozenset(["base", "prefix"])

_TERMINAL = re.compile(
    r"""
    (?P<comment> \#[^\n\r]* )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<variable> [?$]\w+ )
  | (?P<tag> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<name> [\w.-]*:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)* )
  | (?P<word> [A-Za-z]\w* )
  | (?P<open> [({\[] )
  | (?P<close> [)}\]] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse(query: str) -> None:
    """Let a query pass that only reads this collection, and is of a sensible size.

    Raises:
        SparqlError: it does not; says why.
    """
    if len(query) > MAX_LENGTH:
        raise SparqlError(f"A query may have {MAX_LENGTH} characters, and this has {len(query)}.")
    _look_through(query)
    # An engine may replace these before it parses.
    unescaped = _ESCAPE.sub(_character, query)
    if unescaped != query:
        _look_through(unescaped)


def names_dataset(query: str) -> bool:
    """Tell whether a query says itself, by FROM, which graphs it asks."""
    return any(
        each.lastgroup == "word" and each.group().casefold() == "from"
        for each in _TERMINAL.finditer(_ESCAPE.sub(_character, query))
    )


def _look_through(query: str) -> None:
    depth = 0
    first = ""
    for terminal in _TERMINAL.finditer(query):
        kind, text = terminal.lastgroup, terminal.group().casefold()
        if kind == "open":
            depth += 1
            if depth > MAX_DEPTH:
                raise SparqlError(f"More than {MAX_DEPTH} brackets stand within each other.")
        elif kind == "close":
            depth -= 1
        elif kind == "word":
            if text == "service":
                raise SparqlError("SERVICE is not allowed: no other server is asked from here.")
            if not first and text not in PROLOGUE:
                first = text
                if text in UPDATES:
                    raise SparqlError(f"{text.upper()} is not allowed: this can only be read.")


def _character(escape: re.Match[str]) -> str:
    number = int(escape.group(1) or escape.group(2), 16)
    return chr(number) if number < 0x110000 else escape.group()
