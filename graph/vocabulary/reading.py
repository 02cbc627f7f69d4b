"""Reading the vocabulary's Turtle files, the shipped ones and the user's own."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.parsers.notation3 import BadSyntax

from graph.errors import VocabularyError
from graph.model import Concept, ConceptKind, Direction
from graph.vocabulary.checking import check
from graph.vocabulary.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from rdflib.term import Node

TB = Namespace("https://trabecula.example/terms#")
SCHEMES = Namespace("https://trabecula.example/schemes/")
KINDS = {
    SCHEMES.exercises: ConceptKind.EXERCISE,
    SCHEMES.habits: ConceptKind.HABIT,
    SCHEMES.outcomes: ConceptKind.OUTCOME,
    SCHEMES.populations: ConceptKind.POPULATION,
}
MAX_BYTES = 5_000_000  # a vocabulary file; the shipped ones have about 40 kB each
MAX_FILES = 200


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
    turtles = [_parse(source) for source in sources]
    concepts = _concepts(turtles)
    check(concepts, {iri: turtle for turtle in turtles for iri in _subjects(turtle)}, turtles)
    return Vocabulary(tuple(concepts[iri] for iri in sorted(concepts)))


def _parse(source: Traversable | Path) -> TurtleFile:
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
        context_labels=words(TB.contextLabel),
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
