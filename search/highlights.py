"""Where a text matches a query, for all engines alike."""

from collections.abc import Iterator

from search.analysis import Token, analyse, prefix, sequence
from search.base import All, Any, Node, Not, Phrase, Query, Term

Stems = tuple[tuple[str, int], ...]


def highlights(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """Find the words of a text that a query asks for.

    A phrase's words count only where the phrase stands; what a NOT excludes never does.

    Returns:
        Half-open places in the text, in order, none touching another: words side by side are one.
    """
    prefixes: set[str] = set()
    phrases: dict[str, set[Stems]] = {}
    for leaf in _asked_for(query.root):
        if isinstance(leaf, Term) and leaf.prefix:
            prefixes.add(prefix(leaf.text))
        else:
            stems = sequence(leaf.text if isinstance(leaf, Term) else " ".join(leaf.words))
            if stems:
                phrases.setdefault(stems[0][0], set()).add(stems)
    starts = tuple(prefixes - {""})
    return _merged(text, sorted(_places(analyse(text), phrases, starts)))


def _asked_for(node: Node) -> Iterator[Term | Phrase]:
    match node:
        case Term() | Phrase():
            yield node
        case All(parts) | Any(parts):
            for part in parts:
                yield from _asked_for(part)
        case Not():
            return


def _places(
    tokens: list[Token], phrases: dict[str, set[Stems]], starts: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    by_position = {token.position: token for token in tokens}
    for token in tokens:
        if starts and token.word.startswith(starts):
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
