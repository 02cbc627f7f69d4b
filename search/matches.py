"""Why a passage matches: which words of a query stand in it, and in which of its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis import analyse, wildcard
from search.base import All, Any, Has, Not, Phrase, Term
from search.evaluation import stems_of
from search.query_words import phrase
from search.ranking import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from search.base import Node, Query


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a query that stand in a field of a passage.

    Attributes:
        words: what was typed, or another name of a concept that it names.
        field: the first of the fields, in the order of `Field`, where they stand.
        concept: IRI of the concept of which they are another name; None for what was typed.
    """

    words: str
    field: Field
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What counts as one in a query."""

    words: str
    node: Node
    concept: str | None = None


Asked = tuple[tuple[list[Unit], list[Unit]], ...]  # what was typed, with its other names


def asked_for(query: Query) -> Asked:
    """Take a query apart, once for all the passages that it found.

    Its filters match whatever the words are, and are no part of it.
    """
    return tuple(_concepts_and_words(query))


def matches(texts: Mapping[Field, str], asked: Asked) -> tuple[Match, ...]:
    """Say which words of a query stand in a passage, in the query's order, each once.

    Other names of a concept are told where the one that was typed does not stand there.

    Args:
        texts: the passage's fields as text.
        asked: the query; see `asked_for`.
    """
    fields = [(field, _Text(texts[field])) for field in Field if texts.get(field)]
    found: dict[tuple[str, str | None], Match] = {}
    for typed, others in asked:
        told = _standing(typed, fields) or _standing(others, fields)
        found |= {(match.words, match.concept): match for match in told}
    return tuple(found.values())


def _standing(units: Iterable[Unit], fields: list[tuple[Field, _Text]]) -> list[Match]:
    places = (
        (unit, next((f for f, text in fields if text.has(unit.node)), None)) for unit in units
    )
    return [Match(unit.words, place, unit.concept) for unit, place in places if place]


def _concepts_and_words(query: Query) -> Iterator[tuple[list[Unit], list[Unit]]]:
    """Yield what was typed, each word or concept with the other names that it is searched by."""
    names = {
        phrase(name): Unit(name, phrase(name), each.concept)
        for each in query.recognised
        for name in each.names
    }
    typed = {each.typed for each in query.recognised}
    for part in _parts(query.root):
        if isinstance(part, Any):
            first, *others = part.parts
            yield list(_words(first, typed)), [names[each] for each in others if each in names]
        else:
            yield list(_words(part, typed)), []


def _parts(node: Node) -> Iterator[Node]:
    """Part a query at its operators, and not inside what stands for one concept."""
    match node:
        case Any(parts, alike=False):
            for part in parts:
                yield from _parts(part)
        case All(parts) if any(isinstance(part, Any) for part in parts):
            for part in parts:
                yield from _parts(part)
        case Not() | Has():
            return
        case _:
            yield node


def _words(node: Node, typed: set[str]) -> Iterator[Unit]:
    """Take typed words one by one, and those of a concept's name as one."""
    match node:
        case Term(text):
            yield Unit(text, node)
        case Phrase():
            yield Unit(" ".join(node.words), node)
        case All(parts) if _said(parts) in typed:
            yield Unit(_said(parts), node)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _words(part, typed)
        case Not() | Has():
            return


def _said(parts: tuple[Node, ...]) -> str:
    """Put the words of a concept's name together that stand for themselves, wherever they are."""
    return " ".join(part.text for part in parts if isinstance(part, Term) and not part.pattern)


class _Text:
    """A text's words by their stems, cut once for all units."""

    def __init__(self, text: str) -> None:
        self.places: dict[str, set[int]] = {}
        self.words: set[str] = set()
        for token in analyse(text):
            self.places.setdefault(token.stem, set()).add(token.position)
            self.words.add(token.word)

    def has(self, node: Node) -> bool:
        """Tell whether a unit stands in the text."""
        match node:
            case Term(text, pattern=True):
                spelt = re.compile(wildcard(text) or "(?!)")
                return any(spelt.fullmatch(word) for word in self.words)
            case Term() | Phrase():
                stems = stems_of(node)
                return bool(stems) and any(
                    all(start + distance in self.places.get(stem, ()) for stem, distance in stems)
                    for start in self.places.get(stems[0][0], ())
                )
            case All(parts):
                return all(map(self.has, parts))
            case _:
                return False
