from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from web.cli import trabecula

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "# Steady\n\nTai chi reduces falls. Walking improves balance.\n"
SECOND = "# Steady\n\nTai chi hardly ever reduces falls. Lifting builds bone density.\n"


@pytest.fixture
def ingested(tmp_path: Path) -> tuple[str, str]:
    """Ingest a page, then its edited text; return the two reports."""
    page, data = tmp_path / "page.md", str(tmp_path / "data")
    outputs = []
    for text in (FIRST, SECOND):
        page.write_text(text, "utf-8")
        result = CliRunner().invoke(trabecula, ["--data", data, "ingest", str(page)])
        assert result.exit_code == 0
        outputs.append(result.stdout)
    return outputs[0], outputs[1]


def test_an_ingest_says_what_became_of_the_claims_of_a_page_that_changed(
    ingested: tuple[str, str],
) -> None:
    first, second = ingested
    assert "new text" not in first
    assert "0 kept, 0 moved, 1 changed, 1 gone" in second
    assert "changed: Tai chi reduces falls." in second
    assert "now: Tai chi hardly ever reduces falls." in second
    assert "gone: Walking improves balance." in second


@pytest.mark.usefixtures("ingested")
def test_the_page_shows_what_became_of_its_earlier_claims(tmp_path: Path) -> None:
    from web import create_app
    from web.settings import Settings
    from web.wiring import open_library

    library = open_library(
        Settings(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}")
    )
    try:
        client = create_app(library).test_client()
        (article,) = library.store.articles()
        page = client.get(f"/articles/{article.id}").text
        found = client.get(f"/api/v1/articles/{article.id}").get_json()
    finally:
        library.close()
    assert "Gone: the sentence is no longer there" in page
    assert "Walking improves balance." in page
    fates = {change["sentence"]: (change["fate"], change["now"]) for change in found["changes"]}
    assert fates == {
        "Tai chi reduces falls.": ("changed", "Tai chi hardly ever reduces falls."),
        "Walking improves balance.": ("gone", None),
    }
