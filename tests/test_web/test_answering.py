"""The answer page and the commands `answer` and `verify-answer`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from web import create_app
from web.cli import trabecula
from web.settings import Settings
from web.wiring import open_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    Run = Callable[..., Result]

ARTICLE = """\
# Steady

Tai chi twice a week reduces the risk of falls in older adults. (1)

Tai chi improves balance. (1)

Better balance reduces the risk of fractures. (2)

Vitamin D reduces falls. (1)

Vitamin D does not reduce falls. (3)

Running increases the risk of injury. (2)

## References

1. Novak P. Slow movement and falls: a systematic review. J Steady. 2015;60(2):187–194. \
doi:10.1000/first
2. Okafor B. Balance in later life: a cohort study. J Steady. 2016;7(1):1–9. doi:10.1000/second
3. Silva C. Vitamins: a meta-analysis. J Steady. 2018;6(11):847–858. doi:10.1000/third
"""
FALLS = "Does tai chi reduce falls?"


def command(folder: Path) -> Run:
    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(
            trabecula, ["--data", str(folder / "data"), *arguments], input=stdin
        )

    return call


def written(folder: Path, text: str) -> Run:
    """Read an article into the collection of a folder."""
    path = folder / "steady.md"
    path.write_text(text, "utf-8")
    call = command(folder)
    assert call("ingest", str(path)).exit_code == 0
    return call


def opened(folder: Path) -> FlaskClient:
    """Visit the site over what the command has read."""
    data = folder / "data"
    settings = Settings(data=data, store=f"sqlite:///{data / 'store.sqlite'}")
    return create_app(open_library(settings)).test_client()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("steady")
    written(made, ARTICLE)
    return made


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """Run a command on the article; nothing is written to the collection."""
    return command(folder)


@pytest.fixture(scope="module")
def site(folder: Path) -> FlaskClient:
    return opened(folder)


def answered(run: Run, question: str) -> dict[str, Any]:
    return json.loads(run("answer", question, "--format", "json").stdout)  # type: ignore[no-any-return] # an object


@pytest.mark.parametrize(
    "question",
    [
        FALLS,
        "What reduces falls?",
        "How does tai chi lead to fewer fractures?",
        "How much tai chi prevents falls?",
        "Is running safe?",
        "Does vitamin D reduce falls?",
        "Compare tai chi and vitamin D for falls",
        "Blue sky and steady feet",
    ],
)
def test_what_the_command_and_the_api_answer_is_verified(
    run: Run, site: FlaskClient, question: str
) -> None:
    from_command = run("answer", question, "--format", "json").stdout
    from_api = site.get("/api/v1/answer", query_string={"q": question}).text
    for given in (from_command, from_api):
        checked = run("verify-answer", "-", stdin=given)
        assert (checked.exit_code, checked.output.count("\n")) == (0, 1), checked.output


def test_an_answer_that_was_changed_is_told_and_fails(run: Run, tmp_path: Path) -> None:
    forged = answered(run, FALLS)
    forged["sources_for"] = 7
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(forged), "utf-8")
    checked = run("verify-answer", str(path))
    assert checked.exit_code == 1
    assert checked.stdout == "answer.sources_for: it says 7, the store gives 1.\n"


def test_an_answer_of_an_article_that_has_gone_is_told(run: Run, tmp_path: Path) -> None:
    given = json.dumps(answered(run, FALLS))
    other = written(tmp_path, "# Steady\n\nNothing is said any more.\n")
    checked = other("verify-answer", "-", stdin=given)
    assert checked.exit_code == 1
    assert "answer.for[0]: the store has no passage" in checked.stdout


@pytest.mark.parametrize("given", [b"", b"[]", b"{", b'{"question": ""}', b"\xff"])
def test_what_is_no_answer_is_wrong_usage(run: Run, given: bytes) -> None:
    checked = run("verify-answer", "-", stdin=given)
    assert checked.exit_code == 2
    assert checked.stderr.startswith("trabecula: ")


def test_a_file_that_is_not_there_is_wrong_usage(run: Run) -> None:
    assert run("verify-answer", "/no/such/answer.json").exit_code == 2


def test_explaining_prints_what_each_source_weighs_and_the_rule(run: Run) -> None:
    told = run("answer", FALLS, "--explain").stdout
    assert "Slow movement and falls: a systematic review" in told
    assert "systematic review (named by its title), level 1, 2015" in told
    assert "speaks of some people only, or others besides, speaks of one dose only: 4 for" in told
    assert "A side that holds three quarters of the weight carries it." in told
    assert "three quarters" not in run("answer", FALLS).stdout


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            FALLS,
            [
                "Supported by the sources",
                "How this verdict was reached, from 1 source",
                "Systematic review",
            ],
        ),
        (
            "Does vitamin D reduce falls?",
            ["The sources disagree", "1 independent source for “no effect”", "The other side"],
        ),
        (
            "How does tai chi lead to fewer fractures?",
            ["then fracture risk", "balance is said to decrease fracture risk 1 source"],
        ),
        ("How much tai chi prevents falls?", ["Doses that were tried", "twice a week frequency"]),
        ("Is running safe?", ["Harm is claimed", "1 possible harm of running is claimed"]),
        ("Is tai chi safe?", ["No verdict: not known to be safe"]),
        ("Steady feet", ["Passages with these words, which are no answer"]),
        ("Do I have osteoporosis?", ["No verdict: a question for a clinician"]),
    ],
)
def test_the_page_puts_each_kind_of_answer_plainly(
    site: FlaskClient, visit: Callable[..., Any], question: str, told: list[str]
) -> None:
    page = visit(site, f"/answer?q={question.replace(' ', '+').replace('?', '%3F')}")
    for words in told:
        assert words in page.text


def test_the_step_of_a_chain_is_no_firmer_than_its_claim(tmp_path: Path) -> None:
    written(tmp_path, ARTICLE.replace("Tai chi improves", "Tai chi may improve"))
    result = opened(tmp_path).get("/api/v1/answer?q=How+does+tai+chi+lead+to+fewer+fractures%3F")
    ((first, second),) = result.json["chains"]
    assert (first["reading"], second["reading"]) == ("may increase", "is said to decrease")


def test_a_sentence_is_quoted_once_with_all_of_its_readings(tmp_path: Path) -> None:
    text = (
        "# Steady\n\nTai chi and balance training reduce falls. (1)\n\n## References\n\n"
        "1. Novak P. Slow movement and falls. J Steady. 2015;60(2):187-194. doi:10.1000/first\n"
    )
    written(tmp_path, text)
    page = opened(tmp_path).get("/answer?q=Does+exercise+reduce+falls%3F").text
    assert page.count("<blockquote>") == 1
    assert page.count("balance training</a>") == 1
    assert page.count("tai chi</a>") == 1
