"""Reading the vocabulary's Turtle files, the shipped ones and the user's own."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING

from rdflib import RDF, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from graph.errors import VocabularyError
from graph.model import Concept, ConceptKind, Direction
from graph.vocabulary.checking import check
from graph.vocabulary.turtle import TurtleFile, parse_turtle
from graph.vocabulary.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from rdflib.term import Node

TB = Namespace("https://trabecula.example/terms#")
SCHEMES = Namespace("https://trabecula.example/schemes/")
KINDS = {
    SCHEMES.exercises: ConceptKind.EXERCISE,
    SCHEMES.habits: ConceptKind.HABIT,
    SCHEMES.outcomes: ConceptKind.OUTCOME,
    SCHEMES.populations: ConceptKind.POPULATION,
}
MAX_FILES = 200


def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """Read the shipped vocabulary, and every Turtle file of the folder `extra` on top.

    Raises:
        VocabularyError: a file is broken, or clashes with one read before; names file and line.
    """
    shipped = (item for item in files("graph.vocabulary").iterdir() if item.name.endswith(".ttl"))
    sources: list[Traversable | Path] = sorted(shipped, key=lambda item: item.name)
    if extra is not None:
        own = sorted(extra.glob("*.ttl"))
        if len(own) > MAX_FILES:
            raise VocabularyError(str(extra), None, f"holds more than {MAX_FILES} Turtle files")
        sources += own
    turtles = [parse_turtle(source) for source in sources]
    concepts = _concepts(turtles)
    check(concepts, {iri: turtle for turtle in turtles for iri in _subjects(turtle)}, turtles)
    return Vocabulary(tuple(concepts[iri] for iri in sorted(concepts)))


def _subjects(turtle: TurtleFile) -> Iterator[str]:
    """Name the concepts that a file describes, whether it types them or only adds to them."""
    described = {RDF.type: SKOS.Concept}
    predicates = {SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.inScheme, SKOS.broader}
    for subject in sorted(set(turtle.graph.subjects()), key=str):
        about = set(turtle.graph.predicates(subject))
        types = set(turtle.graph.objects(subject, RDF.type))
        if SKOS.ConceptScheme in types or not isinstance(subject, URIRef):
            continue
        if described[RDF.type] in types or about & predicates:
            yield str(subject)


def _concepts(turtles: Iterable[TurtleFile]) -> dict[str, Concept]:
    described: dict[str, list[TurtleFile]] = defaultdict(list)
    for turtle in turtles:
        for iri in _subjects(turtle):
            described[iri].append(turtle)
    return {iri: _concept(iri, within) for iri, within in described.items()}


def _concept(iri: str, within: list[TurtleFile]) -> Concept:
    subject = URIRef(iri)

    def every(predicate: Node) -> list[tuple[TurtleFile, Node]]:
        return [(at, value) for at in within for value in at.graph.objects(subject, predicate)]

    def words(predicate: Node) -> tuple[str, ...]:
        return tuple(sorted({str(value) for _, value in every(predicate)}))

    def places(predicate: Node) -> tuple[str, ...]:
        for at, value in every(predicate):
            if not isinstance(value, URIRef):
                raise at.error(iri, f"{value!r} stands where an IRI must")
        return words(predicate)

    preferred = every(SKOS.prefLabel)
    if not preferred:
        raise within[-1].error(iri, f"the concept {iri} has no skos:prefLabel")
    if len({str(label) for _, label in preferred}) > 1:
        at, label = preferred[-1]
        raise at.error(iri, f"gives {iri} a second skos:prefLabel, {str(label)!r}")
    kinds = {KINDS.get(URIRef(str(scheme))) for _, scheme in every(SKOS.inScheme)}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        known = ", ".join(sorted(str(scheme) for scheme in KINDS))
        raise within[-1].error(iri, f"{iri} must have one skos:inScheme, of {known}")
    return Concept(
        iri=iri,
        id=re.split(r"[/#]", iri)[-1],
        kind=kind,
        label=str(preferred[0][1]),
        alt_labels=words(SKOS.altLabel),
        hidden_labels=words(SKOS.hiddenLabel),
        definition=next(iter(words(SKOS.definition)), None),
        wished=_wished(iri, every(SKOS.notation)),
        broader=places(SKOS.broader),
        exact_match=places(SKOS.exactMatch),
        inverse=places(TB.inverseOf),
        inverse_labels=words(TB.inverseLabel),
        context_labels=tuple(sorted({*words(TB.contextLabel), *words(TB.usualLabel)})),
        usual_labels=words(TB.usualLabel),
        lack_of=places(TB.lackOf),
        intermediate="true" in words(TB.intermediate),
    )


def _wished(iri: str, notations: list[tuple[TurtleFile, Node]]) -> Direction | None:
    wished = {
        (at, str(value))
        for at, value in notations
        if isinstance(value, Literal) and value.datatype == TB.wishedDirection
    }
    for at, value in wished:
        if value not in (Direction.INCREASE, Direction.DECREASE) or len({v for _, v in wished}) > 1:
            raise at.error(iri, f"{value!r} is no wished direction of {iri}: increase or decrease")
    return next((Direction(value) for _, value in wished), None)
