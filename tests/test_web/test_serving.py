"""The server as it is really run, on a free port of loopback."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from web.cli import trabecula

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    article = tmp_path / "falls.md"
    article.write_text("# Falls\n\nTai chi reduces the risk of falls in older adults.\n", "utf-8")
    data = ["--data", str(tmp_path / "data")]
    assert CliRunner().invoke(trabecula, [*data, "ingest", str(article)]).exit_code == 0
    command = [sys.executable, "-m", "web.cli", *data, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        yield found.group()
        process.terminate()


def get(address: str) -> tuple[int, str]:
    with urlopen(address, timeout=30) as response:
        return response.status, response.read().decode("utf-8")


def test_a_server_on_loopback_answers_people_and_programs(address: str) -> None:
    assert get(f"{address}/healthz")[0] == 200
    status, page = get(f"{address}/search?q=falls")
    assert status == 200
    assert "Tai chi reduces the risk of" in page
    _, answer = get(f"{address}/api/v1/answer?q=Does+tai+chi+reduce+falls%3F")
    assert json.loads(answer)["reason"] == "uncited_only"


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(trabecula, ["--data", str(tmp_path), "serve", "--port", port])
    assert result.exit_code == 2
    assert f"Cannot serve on 127.0.0.1:{port}" in result.stderr
