"""Problem documents (RFC 9457): what the API answers where it cannot give what was asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import json, request
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEM = "application/problem+json"


def problem(
    status: HTTPStatus, detail: str, errors: list[dict[str, str]] | None = None
) -> Response:
    """Write a problem document about the request that is being answered."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": request.path,
    }
    if errors is not None:
        document["errors"] = errors
    return Response(json.dumps(document), status=status, content_type=PROBLEM)


def wrong_parameters(found: Mapping[str, Any]) -> Response:
    """Write the problem of parameters that cannot be taken, each with why.

    Args:
        found: for each place of a request its parameters, each with sentences.
    """
    errors = [
        {"parameter": str(name), "detail": sentence}
        for parameters in found.values()
        for name, sentences in parameters.items()
        for sentence in _sentences(sentences)
    ]
    detail = " ".join(f"{each['parameter']}: {each['detail']}" for each in errors[:5])
    return problem(HTTPStatus.BAD_REQUEST, detail, errors)


def _sentences(found: Any) -> list[str]:
    """Flatten what marshmallow says of a parameter, or of the values of a repeatable one."""
    if isinstance(found, dict):
        return [sentence for each in found.values() for sentence in _sentences(each)]
    known = {"Missing data for required field.": "This has to be given."}
    return [known.get(str(each), str(each)) for each in found]
