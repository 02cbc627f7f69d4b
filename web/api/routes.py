"""The API put together: its routes, its description, its conditions and its problems."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from apiflask import APIBlueprint
from flask import Response, current_app, jsonify, render_template

from graph.errors import QueryError
from web.api.asking import add_asking
from web.api.browsing import add_browsing
from web.api.mapping import add_mapping
from web.api.paging import StaleCursorError
from web.api.problems import problem
from web.api.state import Conditions

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from web.limits import TimeLimit
    from web.wiring import Library


def api_blueprint(library: Library, limit: TimeLimit) -> APIBlueprint:
    """Make the routes of the API around a library.

    Args:
        library: the collection.
        limit: bounds the time of what may take long.
    """
    api = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="Trabecula")
    conditions = Conditions(library)
    api.before_request(conditions.before)
    api.after_request(conditions.after)
    api.register_error_handler(StaleCursorError, _stale)
    api.register_error_handler(QueryError, _unknown_value)

    add_asking(api, library, limit)
    add_browsing(api, library, limit)
    add_mapping(api, library, limit)

    @api.get("/openapi.json")
    @api.doc(hide=True)
    def openapi() -> Response:
        return jsonify(current_app.extensions["openapi"]())

    @api.get("/docs")
    @api.doc(hide=True)
    def docs() -> str:
        return render_template("api.html", document=current_app.extensions["openapi"]())

    return api


def _stale(error: StaleCursorError) -> BaseResponse:
    return problem(HTTPStatus.CONFLICT, str(error))


def _unknown_value(error: QueryError) -> BaseResponse:
    """Answer what was rightly asked, and names what is not here."""
    return problem(HTTPStatus.NOT_FOUND, str(error))
