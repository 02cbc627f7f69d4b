"""The rule by which a verdict is reached, as a person may read it."""

from importlib.resources import files


def rule() -> str:
    """Return the rule; docs/answers.md holds the same words."""
    return files("search.answering").joinpath("rule.md").read_text("utf-8").strip()
