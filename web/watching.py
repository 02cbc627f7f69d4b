"""The addresses for whoever watches the server: alive, ready, figures."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from web.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from web.following import Follower
    from web.metrics import Metrics
    from web.wiring import Library

BEHIND = 5.0  # seconds that the index may lack something before the server is not ready


def watching_blueprint(library: Library, metrics: Metrics, follower: Follower | None) -> Blueprint:
    """Make the routes of the watch around a library.

    Args:
        library: the collection.
        metrics: the figures of this application.
        follower: what keeps the index up to the store; None where nothing does.
    """
    watching = Blueprint("watching", __name__)

    @watching.get("/healthz")
    def healthz() -> Response:
        counts = library.store.counts()
        return jsonify(status="ok", articles=counts.articles, claims=counts.claims)

    @watching.get("/readyz")
    def readyz() -> tuple[Response, HTTPStatus]:
        lag = library.lag()
        behind = follower.standing().behind if follower else 0.0
        late = lag > 0 and (follower is None or behind > BEHIND)
        if late:
            reason = f"The search index lacks {lag} changes of the store."
            answer = jsonify(status="behind", reason=reason, lag=lag)
            return answer, HTTPStatus.SERVICE_UNAVAILABLE
        return jsonify(status="ready", lag=lag), HTTPStatus.OK

    @watching.get("/metrics")
    def figures() -> Response:
        return Response(metrics.written(), content_type=CONTENT_TYPE)

    return watching
