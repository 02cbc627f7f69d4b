"""In whom a question asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import ConceptKind
from search.answering.naming import populations
from search.answering.wordings import patterns

if TYPE_CHECKING:
    import re

    from graph.model import Concept
    from graph.vocabulary import Vocabulary
    from search.answering.naming import Named


def people_in(
    text: str, named: Named, vocabulary: Vocabulary
) -> tuple[Concept | None, str | None, int]:
    """Tell in whom a question asks.

    Returns:
        The population, or the words for one that is not known, or neither; and where those words
        start, the end of the text for none.
    """
    asked = patterns()["population"]
    match = asked["phrases"].search(text)
    words = match.group(1) if match else ""
    start = match.start() if match else len(text)
    # "osteoporosis" names people only behind "in"; elsewhere it is what the question is about.
    others = {(a, b) for c, a, b in named if c.kind is not ConceptKind.POPULATION}
    known = [
        concept
        for concept, at, end in named
        if concept.kind is ConceptKind.POPULATION and (at >= start or (at, end) not in others)
    ]
    if match is None or not (known or _is_of_people(match, named)):
        return (known[-1] if known else None), None, len(text)
    apart = asked["apart"].search(words)
    unheard = apart and not any(end > match.start(1) + apart.start() for _, _, end in named)
    if asked["lacking"].search(words) or unheard:
        return None, words, start
    if known:
        return known[-1], None, start
    meant = sorted(populations(words, vocabulary))
    if meant:
        return vocabulary.concept(meant[-1]), None, start
    return None, words, start


def _is_of_people(match: re.Match[str], named: Named) -> bool:
    """Tell whether a phrase at the end says in whom, though it names no population."""
    if patterns()["population"]["people"].search(match.group(1)):
        return True
    inside = any(end > match.start(1) for _, _, end in named)
    return match.group().lower().startswith(("in ", "among ")) and not inside
