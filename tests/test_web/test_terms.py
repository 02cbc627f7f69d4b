"""Terms of the method explain themselves where they are first used, and on the help page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import render_template_string

from web.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    Visit = Callable[..., Any]

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"


def test_a_term_is_explained_where_a_page_first_uses_it_and_is_a_plain_word_after_that(
    client: FlaskClient,
) -> None:
    twice = (
        "{% import '_macros.html' as m with context %}"
        "{{ m.term('verdict', 'verdicts') }} and {{ m.term('verdict', 'the verdict') }}"
    )
    with client.application.test_request_context():
        page = render_template_string(twice)
    assert page.count('role="tooltip"') == 1
    assert '<a href="/help#verdict" aria-describedby="term-verdict">verdicts</a>' in page
    assert page.endswith("and the verdict")


def test_the_help_page_explains_every_term(visit: Visit, client: FlaskClient) -> None:
    page = visit(client, "/help")
    assert set(terms()) <= set(page.values("id"))
    for term in terms().values():
        assert term.meaning in page.text


def test_every_term_that_a_page_asks_for_is_there() -> None:
    asked = {
        name
        for template in TEMPLATES.glob("*.html")
        for name in re.findall(r"m\.term\('([^']+)'", template.read_text("utf-8"))
    }
    assert asked <= set(terms())
