"""Each request has an id, a line in the log and a place in the figures."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog
from flask import g, request

if TYPE_CHECKING:
    from flask import Flask, Response

    from web.metrics import Metrics

REQUEST_ID = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._\-]{8,64}")

log = structlog.stdlib.get_logger("web.requests")


def follow_requests(app: Flask, metrics: Metrics) -> None:
    """Number, log and count every request of an application."""

    def begin() -> None:
        given = request.headers.get(REQUEST_ID, "")
        # What a client gives is taken over only where it cannot forge a line of the log.
        g.request_id = given if _SANE.fullmatch(given) else uuid4().hex
        g.begun = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.begun
        rule = request.url_rule.rule if request.url_rule else None
        metrics.count(request.method, rule, response.status_code, seconds)
        response.headers[REQUEST_ID] = g.request_id
        log.info(
            "request",
            method=request.method,
            path=request.path,
            route=rule,
            status=response.status_code,
            milliseconds=round(1000 * seconds, 1),
        )
        return response

    app.before_request(begin)
    app.after_request(end)
