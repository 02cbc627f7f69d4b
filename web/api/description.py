"""The OpenAPI document: parameters from their checks, answers from their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from web.api.problems import PROBLEM
from web.api.schemas.base import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

JSON = "application/json"
REFERENCE = "#/components/schemas/{model}"
INFO: dict[str, str | dict[str, str]] = {
    "description": (
        "Search and cited answers over a collection of health articles. It only reads."
        " Every quote leads to its place in an article and to the references that it cites."
    ),
    "license": {"name": "MIT", "identifier": "MIT"},
}
PROBLEMS = {
    "400": "A parameter cannot be taken; `errors` says which and why.",
    "404": "There is nothing of that name, or nothing that could be searched for.",
    "409": "The collection has changed since the cursor was given; begin the list again.",
    "414": "The address is too long.",
    "500": "Something went wrong on the server, and it has been logged.",
    "503": "The collection cannot be read right now, or the question took too long.",
}
HEADERS = {
    "ETag": {"description": "Names this state of the answer.", "schema": {"type": "string"}},
    "X-Request-ID": {
        "description": "Names this request in the server's log.",
        "schema": {"type": "string"},
    },
}


@dataclass(frozen=True, slots=True)
class Answering:
    """What an operation answers with.

    Attributes:
        shape: of a JSON answer, or None for text.
        media_type: of the answer.
    """

    shape: type[BaseModel] | None
    media_type: str = JSON


def describe(document: dict[str, Any], answers: dict[str, Answering]) -> dict[str, Any]:
    """Complete the document that was made from the routes.

    Args:
        document: of APIFlask, without answers.
        answers: what each operation answers with, by operation id.
    """
    shapes = [each.shape for each in answers.values() if each.shape] + [Problem]
    unique = list(dict.fromkeys(shapes))
    _, definitions = models_json_schema(
        [(shape, "serialization") for shape in unique], ref_template=REFERENCE
    )
    document["components"] = {"schemas": definitions["$defs"]}
    for operation in _operations(document):
        answering = answers[operation["operationId"]]
        operation["responses"] = _responses(answering)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield path["get"]


def _responses(answering: Answering) -> dict[str, Any]:
    schema = {"type": "string"} if answering.shape is None else _reference(answering.shape)
    problems = {
        status: {"description": text, "content": {PROBLEM: {"schema": _reference(Problem)}}}
        for status, text in PROBLEMS.items()
    }
    return {
        "200": {
            "description": "What was asked for.",
            "headers": HEADERS,
            "content": {answering.media_type: {"schema": schema}},
        },
        "304": {"description": "What the client holds under this ETag is still right."},
        **problems,
    }


def _reference(shape: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=shape.__name__)}
