"""What must hold of a vocabulary as a whole, with the file and line of whatever breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.vocabulary.vocabulary import label_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.model import Concept, ConceptKind
    from graph.vocabulary.turtle import TurtleFile

MAX_LABEL = 200  # characters; a longer label is a text that slipped in


def check(
    concepts: Mapping[str, Concept],
    where: Mapping[str, TurtleFile],
    turtles: Sequence[TurtleFile],
) -> None:
    """Refuse clashing ids and labels, unknown or circular broader concepts, and empty labels.

    Args:
        concepts: every concept by its IRI.
        where: for each IRI, the last file that describes it.
        turtles: the files in the order they were read, so that the later of two is blamed.

    Raises:
        VocabularyError: names the file, the line and both sides of a clash.
    """
    order = {turtle.name: place for place, turtle in enumerate(turtles)}

    def place(concept: Concept) -> tuple[int, int]:
        turtle = where[concept.iri]
        return order[turtle.name], turtle.line_of(concept.iri) or 0

    ids: dict[str, Concept] = {}
    labels: dict[tuple[ConceptKind, str], Concept] = {}
    for concept in sorted(concepts.values(), key=place):
        turtle = where[concept.iri]
        if not concept.id or (other := ids.setdefault(concept.id, concept)) is not concept:
            reason = f"{concept.iri} ends like {other.iri}" if concept.id else "has no last segment"
            raise turtle.error(concept.iri, reason)
        for name in {*concept.names, *concept.inverse_labels, *concept.context_labels}:
            key = label_key(name)
            if not key or len(name) > MAX_LABEL:
                raise turtle.error(concept.iri, f"{name[:40]!r} is no label: empty or too long")
        for name in (*concept.names, *concept.inverse_labels):
            first = labels.setdefault((concept.kind, label_key(name)), concept)
            if first is not concept:
                reason = f"{name!r} names both {first.iri} and {concept.iri}"
                raise turtle.error(concept.iri, reason)
        for iri in (*concept.broader, *concept.inverse, *concept.lack_of):
            if iri not in concepts:
                raise turtle.error(concept.iri, f"{concept.iri} points to {iri}, which is unknown")
    _check_circles(concepts, where)


def _check_circles(concepts: Mapping[str, Concept], where: Mapping[str, TurtleFile]) -> None:
    """Walk up from each concept; whoever meets itself is its own broader concept."""
    for iri in sorted(concepts):
        ahead, passed = list(concepts[iri].broader), set[str]()
        while ahead:
            at = ahead.pop()
            if at == iri:
                raise where[iri].error(iri, f"{iri} is broader than itself")
            if at not in passed:
                passed.add(at)
                ahead.extend(concepts[at].broader)
