"""The log of a served request, as another program reads it."""

from __future__ import annotations

import json
import subprocess
import sys

CODE = """
import logging, structlog
from web.logs import configure_logs
configure_logs("json")
structlog.contextvars.bind_contextvars(request_id="front-1234")
structlog.stdlib.get_logger("web.requests").info("request", path="/a\\n{}", status=200)
try:
    raise ValueError("broken")
except ValueError as error:
    logging.getLogger("web.errors").error("GET %s", "/a", exc_info=error)
"""


def test_every_line_is_one_json_object_with_the_id_of_its_request() -> None:
    found = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    request, error = [json.loads(line) for line in found.stderr.splitlines()]
    assert (request["event"], request["path"], request["status"]) == ("request", "/a\n{}", 200)
    assert error["event"] == "GET /a"
    assert "ValueError: broken" in error["exception"]
    assert {request["request_id"], error["request_id"]} == {"front-1234"}
    assert found.stdout == ""
