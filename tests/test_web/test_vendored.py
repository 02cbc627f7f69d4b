"""Scripts of others are the very files of the versions that are named, each with its licence."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

REGISTER = tomllib.loads((files("web") / "vendored.toml").read_text("utf-8"))
VENDOR = Path(str(files("web"))) / "static" / "vendor"


def test_every_file_is_the_one_that_is_registered() -> None:
    registered = {
        f"{name}-{each['version']}/{file}": digest
        for name, each in REGISTER.items()
        for file, digest in each["files"].items()
    }
    held = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "LICENSE"
    }
    assert held == registered


def test_each_stands_beside_its_licence_and_has_its_reason() -> None:
    for name, each in REGISTER.items():
        assert (VENDOR / f"{name}-{each['version']}" / "LICENSE").is_file()
        assert each["licence"]
        assert each["reason"]


def test_each_is_named_with_its_version_among_the_dependencies() -> None:
    reasons = (Path(__file__).parents[2] / "docs" / "dependencies.md").read_text("utf-8")
    for name, each in REGISTER.items():
        assert f"| {name} {each['version']} |" in reasons
