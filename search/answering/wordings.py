"""How questions are worded: the patterns of questions.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return the patterns by table and name; those of one name are tried as one."""
    data: dict[str, Any] = tomllib.loads(
        files("search.answering").joinpath("questions.toml").read_text("utf-8")
    )
    return {
        group: {name: _alternatives(patterns) for name, patterns in members.items()}
        for group, members in data.items()
    }


def _alternatives(patterns: list[str]) -> re.Pattern[str]:
    """Compile patterns to one; groups of the same name get the number of their pattern."""
    numbered = [re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{at}>", each) for at, each in enumerate(patterns)]
    return re.compile("|".join(f"(?:{each})" for each in numbered), re.IGNORECASE)
