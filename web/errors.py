"""The one place where an error becomes a response: a page for people, a problem for programs."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from apiflask import HTTPError
from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException

from graph.errors import (
    DatasetError,
    NotFoundError,
    QueryError,
    SearchIndexError,
    StoreError,
    TrabeculaError,
    UsageError,
)
from search.sparql import StoppedError
from web.api.problems import problem, wrong_parameters
from web.limits import OvertimeError
from web.negotiation import is_for_a_person

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

STATUSES: dict[type[TrabeculaError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    QueryError: HTTPStatus.BAD_REQUEST,
    UsageError: HTTPStatus.BAD_REQUEST,
    SearchIndexError: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    OvertimeError: HTTPStatus.SERVICE_UNAVAILABLE,
    StoppedError: HTTPStatus.SERVICE_UNAVAILABLE,
    DatasetError: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_AFTER = "5"  # seconds
SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address can only be read: it answers GET and HEAD.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "This address is too long.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side, and it has been logged.",
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "The collection cannot be read right now. Whoever looks after it finds the cause in the"
        " log."
    ),
}
API = "/api/"
SPARQL = "/sparql"

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Answer every error of an application from here."""
    app.register_error_handler(TrabeculaError, _of_ours)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(HTTPError, _of_parameters)
    app.register_error_handler(Exception, _unknown)


def status_of(error: TrabeculaError) -> HTTPStatus:
    """Return the status that an error of ours is answered with; 500 for one that has none."""
    found = (STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
    return next(found, HTTPStatus.INTERNAL_SERVER_ERROR)


def _of_ours(error: TrabeculaError) -> BaseResponse:
    status = status_of(error)
    if isinstance(error, OvertimeError | StoppedError):
        response = _respond(status, str(error))
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _respond(status, str(error))
    # The sentence may name folders of this machine, which are nobody's business outside it.
    log.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    return _respond(status, SENTENCES[status])


def _of_http(error: HTTPException) -> BaseResponse:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    status = HTTPStatus(error.code)
    response = _respond(status, SENTENCES.get(status, error.description or status.phrase))
    for name, value in error.get_headers():
        if name.casefold() not in ("content-type", "content-length"):
            response.headers[name] = value
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(set(allowed) - {"OPTIONS"}))
    return response


def _of_parameters(error: HTTPError) -> BaseResponse:
    return wrong_parameters(dict(error.detail))


def _unknown(error: Exception) -> BaseResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _respond(status, SENTENCES[status])


def _respond(status: HTTPStatus, sentence: str) -> BaseResponse:
    if request.path.startswith(API) or (request.path == SPARQL and not is_for_a_person()):
        return problem(status, sentence)
    page = render_template("error.html", status=status, sentence=sentence)
    return Response(page, status=status)
