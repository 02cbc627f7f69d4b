"""How the fields of a value stand in RDF: one table, which both directions follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph.errors import RdfError
from graph.model import (
    ArticleKind,
    Causality,
    Effect,
    Hedge,
    NoticeKind,
    PassageKind,
    QuantityKind,
    ReferenceType,
)
from graph.studies import StudyDesign
from graph.terms import BIBO, C4O, DCTERMS, FABIO, PROV, SCHEMA, TB, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from enum import StrEnum

    Triple = ox.Triple

_YEAR = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of value is written as a literal, and read again; reading raises ValueError."""

    write: Callable[[Any], ox.Literal]
    read: Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a domain value and the property that says it.

    Attributes:
        name: of the dataclass's field.
        default: the value that goes without saying.
        optional: a value may lack the field, which is None then.
    """

    name: str
    property: ox.NamedNode
    form: Form
    default: Any = None
    optional: bool = False


def said(subject: ox.NamedNode, value: object, fields: Iterable[Field]) -> Iterator[Triple]:
    """Say those fields of a value that do not go without saying."""
    for field in fields:
        held = getattr(value, field.name)
        if held is not None and (field.default is None or held != field.default):
            yield ox.Triple(subject, field.property, field.form.write(held))


def heard(
    node: ox.NamedNode, said: Mapping[ox.NamedNode, Sequence[Any]], fields: Iterable[Field]
) -> dict[str, Any]:
    """Read the fields of a value from what is said of its node.

    Raises:
        RdfError: a property that must be there is not, has two values, or one that its field
            cannot take.
    """
    values: dict[str, Any] = {}
    for field in fields:
        found = said.get(field.property, ())
        if len(found) > 1:
            raise RdfError(f"{node} has more than one {field.property}")
        if not found:
            if field.default is None and not field.optional:
                raise RdfError(f"{node} has no {field.property}")
            values[field.name] = field.default
            continue
        if not isinstance(found[0], ox.Literal):
            raise RdfError(f"{node} has {found[0]} for {field.property}, which takes a literal")
        try:
            values[field.name] = field.form.read(found[0].value)
        except (ValueError, InvalidOperation) as error:
            raise RdfError(f"{node} has {found[0]} for {field.property}") from error
    return values


def one_of(kinds: type[StrEnum]) -> Form:
    """Make the form of an enumeration: its value."""
    return Form(lambda kind: ox.Literal(kind.value), kinds)


def plain(number: float) -> str:
    """Write a number as xsd:decimal does: digits, no exponent, no zero that says nothing."""
    written = format(Decimal(repr(number)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _date(value: str) -> ox.Literal:
    """Type a date by how much of it is known; what is no date stays text."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return ox.Literal(value)
    return ox.Literal(value, datatype=XSD.date if len(value) == len("2000-01-01") else None)


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


TEXT = Form(ox.Literal, str)
LINK = Form(lambda address: ox.Literal(address, datatype=XSD.anyURI), str)
COUNT = Form(lambda n: ox.Literal(str(n), datatype=XSD.integer), int)
NUMBER = Form(lambda n: ox.Literal(plain(n), datatype=XSD.decimal), lambda s: float(Decimal(s)))
DATE = Form(_date, str)
TIME = Form(  # Z is how every store of triples writes UTC
    lambda time: ox.Literal(time.replace("+00:00", "Z"), datatype=XSD.dateTime),
    lambda text: text.replace("Z", "+00:00"),
)
YEAR = Form(lambda year: ox.Literal(f"{year:04}", datatype=XSD.gYear), _year)
TRUTH = Form(lambda held: ox.Literal("true" if held else "false", datatype=XSD.boolean), _truth)

ARTICLE = (
    Field("title", DCTERMS.title, TEXT),
    Field("language", DCTERMS.language, TEXT),
    Field("published", DCTERMS.issued, DATE, optional=True),
    Field("url", SCHEMA.url, LINK, optional=True),
    Field("kind", TB.kind, one_of(ArticleKind)),
    Field("text", SCHEMA.text, TEXT),
)
STUDY = (
    Field("design", TB.design, one_of(StudyDesign), optional=True),
    Field("participants", TB.participants, COUNT, optional=True),
    Field("studies", TB.studies, COUNT, optional=True),
)
PASSAGE = (
    Field("kind", TB.kind, one_of(PassageKind)),
    Field("section", TB.section, TEXT, default=""),
    Field("truncated", TB.truncated, TRUTH, default=False),
)
CLAIM = (
    Field("sentence", SCHEMA.text, TEXT),
    Field("effect", TB.effect, one_of(Effect)),
    Field("negated", TB.negated, TRUTH),
    Field("hedge", TB.hedge, one_of(Hedge), optional=True),
    Field("causality", TB.causality, one_of(Causality)),
    Field("population", TB.population, TEXT, optional=True),
    Field("dose", TB.dose, TEXT, optional=True),
    Field("comparator", TB.comparator, TEXT, optional=True),
    Field("magnitude", TB.magnitude, TEXT, optional=True),
    Field("attribution", TB.attribution, TEXT, optional=True),
    Field("confidence", TB.confidence, NUMBER),
)
MECHANISM = (Field("sentence", SCHEMA.text, TEXT),)
MENTION = (Field("label", SCHEMA.name, TEXT),)
QUANTITY = (
    Field("kind", TB.kind, one_of(QuantityKind)),
    Field("low", SCHEMA.minValue, NUMBER, optional=True),
    Field("high", SCHEMA.maxValue, NUMBER, optional=True),
    Field("unit", SCHEMA.unitText, TEXT, optional=True),
)
MARKER = (Field("text", C4O.hasContent, TEXT),)
WORK = (
    Field("type", TB.workType, one_of(ReferenceType)),
    Field("year", FABIO.hasPublicationYear, YEAR, optional=True),
    Field("title", DCTERMS.title, TEXT, optional=True),
    Field("container", TB.container, TEXT, optional=True),
    Field("volume", BIBO.volume, TEXT, optional=True),
    Field("issue", BIBO.issue, TEXT, optional=True),
    Field("pages", BIBO.pages, TEXT, optional=True),
    Field("doi", BIBO.doi, TEXT, optional=True),
    Field("pmid", FABIO.hasPubMedId, TEXT, optional=True),
    Field("url", SCHEMA.url, LINK, optional=True),
)
NOTICE = (
    Field("kind", TB.notice, one_of(NoticeKind)),
    Field("date", DCTERMS.date, DATE, optional=True),
    Field("registry", TB.toldBy, TEXT),
)
ANSWER = (
    Field("registry", TB.toldBy, TEXT),
    Field("asked", TB.askedFor, TEXT),
    Field("fetched_at", PROV.generatedAtTime, TIME),
)
