from pathlib import Path

from search.answering.rule import rule

ROOT = Path(__file__).resolve().parents[2]


def test_the_rule_that_is_printed_is_the_one_in_the_documentation() -> None:
    assert rule() in (ROOT / "docs" / "answers.md").read_text("utf-8")
