"""Where a text matches a query, for all engines alike."""

import re
from collections.abc import Iterator

from search.analysis import Token, analyse, wildcard
from search.base import All, Any, Has, Node, Not, Phrase, Query, Term
from search.evaluation import Stems, stems_of


def highlights(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Find the words of a text that a query asks for.

    A phrase's words count only where the phrase stands; what a NOT excludes never does.

    Returns:
        Half-open places in the text, in order, none touching another: words side by side are one.
    """
    patterns: set[str] = set()
    phrases: dict[str, set[Stems]] = {}
    for leaf in _asked_for(query.root):
        if isinstance(leaf, Term) and leaf.pattern:
            patterns.add(wildcard(leaf.text))
        elif stems := stems_of(leaf):
            phrases.setdefault(stems[0][0], set()).add(stems)
    spelt = [re.compile(pattern) for pattern in sorted(patterns - {""})]
    return _merged(text, sorted(_places(analyse(text), phrases, spelt)))


def _asked_for(node: Node) -> Iterator[Term | Phrase]:
    match node:
        case Term() | Phrase():
            yield node
        case All(parts) | Any(parts):
            for part in parts:
                yield from _asked_for(part)
        case Not() | Has():
            return


def _places(
    tokens: list[Token], phrases: dict[str, set[Stems]], spelt: list[re.Pattern[str]]
) -> Iterator[tuple[int, int]]:
    by_position = {token.position: token for token in tokens}
    for token in tokens:
        if any(pattern.fullmatch(token.word) for pattern in spelt):
            yield token.start, token.end
        for stems in phrases.get(token.stem, ()):
            others = [by_position.get(token.position + distance) for _, distance in stems]
            if all(o and o.stem == stem for o, (stem, _) in zip(others, stems, strict=True)):
                yield from ((other.start, other.end) for other in others if other)


def _merged(text: str, places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join places with nothing between them but a blank or a hyphen."""
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and (
            start <= merged[-1][1] or text[merged[-1][1] : start] in (" ", "-", "\u2011")
        ):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
