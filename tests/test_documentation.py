"""What a person can call, set or depend on is documented, or these tests fail."""

import re
import tomllib
from pathlib import Path

import pytest

from web.cli import COMMANDS, trabecula
from web.settings import VARIABLES

ROOT = Path(__file__).parents[1]


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented(command: str) -> None:
    assert f"`trabecula {command}" in document("commands.md")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_a_command_explains_itself_or_is_documented(command: str) -> None:
    found = trabecula.get_command(None, command)  # type: ignore[arg-type] # needs no context
    assert found is not None
    undocumented = [
        name
        for parameter in found.params
        for name in parameter.opts
        if name.startswith("--")
        and not getattr(parameter, "help", None)
        and f"`{name}" not in document("commands.md")
    ]
    assert undocumented == []


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_list_of_commands_says_what_each_command_s_own_help_says_first(command: str) -> None:
    found = trabecula.get_command(None, command)  # type: ignore[arg-type] # needs no context
    assert found is not None
    assert found.name == command
    assert found.help


@pytest.mark.parametrize("variable", sorted(VARIABLES))
def test_every_setting_is_documented(variable: str) -> None:
    assert f"| `{variable}` |" in document("settings.md")


def test_the_environment_is_read_in_one_place_only() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for folder in ("graph", "ingest", "search", "web", "samples")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text("utf-8"))
    ]
    assert readers == ["web/settings.py"]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    stated = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    reasons = document("dependencies.md")
    missing = [name for spec in stated if (name := re.split(r"[<>=]", spec)[0]) not in reasons]
    assert missing == []


def test_every_link_between_the_documents_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []
