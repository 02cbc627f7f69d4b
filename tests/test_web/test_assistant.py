"""The server for assistants, as the SDK's own client meets it over a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from click.testing import CliRunner
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client

from web.cli import trabecula

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

TEXT = """# Steady

Tai chi reduces the risk of falls in older adults. (1)

## References

1. Li F, Harmer P. Tai Chi and fall reductions. J Gerontol. 2005;60:187. doi:10.1093/gerona/60.2.187
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assistant")
    (folder / "steady.md").write_text(TEXT, "utf-8")
    data = folder / "data"
    arguments = ["--data", str(data), "ingest", str(folder / "steady.md")]
    assert CliRunner().invoke(trabecula, arguments).exit_code == 0
    return data


def ask(data: Path, questions: Callable[[Client], Awaitable[Any]]) -> Any:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "web.cli", "--data", str(data), "mcp"]
    )

    async def run() -> Any:
        async with Client(stdio_client(server)) as client:
            return await questions(client)

    return anyio.run(run)


def test_an_assistant_gets_quotes_with_places_and_references(data: Path) -> None:
    async def questions(client: Client) -> Any:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"search", "answer", "links_of_concept", "source"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        answer = await client.call_tool("answer", {"question": "Does tai chi reduce fall risk?"})
        search = await client.call_tool("search", {"query": "falls", "limit": 5})
        links = await client.call_tool("links_of_concept", {"exposure": "tai chi"})
        (reference,) = answer.structured_content["for"][0]["references"]
        source = await client.call_tool("source", {"id": reference["source"]})
        article = answer.structured_content["for"][0]["article"]["id"]
        read = await client.read_resource(f"trabecula://articles/{article}")
        return answer, search, links, source, json.loads(read.contents[0].text)

    answer, search, links, source, article = ask(data, questions)
    assert answer.structured_content["verdict"] == "supported"
    (quote,) = answer.structured_content["for"]
    assert article["text"][quote["start"] : quote["end"]] == quote["sentence"]
    assert quote["references"][0]["doi"] == "10.1093/gerona/60.2.187"
    hit = search.structured_content["hits"][0]
    assert article["text"][hit["start"] : hit["end"]] == hit["text"]
    (link,) = links.structured_content["links"]
    assert link["directions"][0]["evidence"][0]["references"][0]["link"].startswith("https://doi")
    assert source.structured_content["evidence"][0]["claim"]["sentence"] == quote["sentence"]


def test_what_cannot_be_answered_comes_back_as_an_error_with_its_sentence(data: Path) -> None:
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("search", {"query": "the of"}, "too common"),
        ("search", {"query": "x", "limit": 1000}, "less than or equal to 50"),
        ("answer", {"question": "x" * 501}, "at most 500"),
        ("links_of_concept", {}, "Name an exposure or an outcome"),
        ("links_of_concept", {"exposure": "juggling"}, "no exercise or habit called 'juggling'"),
        ("source", {"id": "none"}, "There is no source none"),
    ]

    async def questions(client: Client) -> Any:
        return [await client.call_tool(tool, arguments) for tool, arguments, _ in wrong]

    for result, (tool, _, sentence) in zip(ask(data, questions), wrong, strict=True):
        assert result.is_error, tool
        assert sentence in result.content[0].text


def test_the_list_of_commands_imports_neither_the_sdk_nor_flask() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from web.cli import trabecula;"
        "CliRunner().invoke(trabecula, ['--help']);"
        "print([name for name in ('mcp', 'flask', 'pydantic', 'structlog') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
