"""Sources and answers to take along: for a reference manager, for a letter, for a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from graph.bibliography import item_of, to_bibtex, to_csl_json, to_ris
from web import parameters
from web.attachments import attached
from web.presenters import carrying

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response

    from graph.bibliography import Item
    from web.limits import TimeLimit
    from web.wiring import Library

FORMS: dict[str, tuple[Callable[[Sequence[Item]], str], str]] = {
    "bib": (to_bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (to_ris, "application/x-research-info-systems; charset=utf-8"),
    "json": (to_csl_json, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}
ANSWERS: dict[str, tuple[Callable[[Library, str, str], str], str]] = {
    "txt": (carrying.answer_text, "text/plain; charset=utf-8"),
    "md": (carrying.answer_markdown, "text/markdown; charset=utf-8"),
    "ris": (carrying.answer_ris, "application/x-research-info-systems; charset=utf-8"),
}


def citing_blueprint(library: Library, limit: TimeLimit) -> Blueprint:
    """Make the routes of what is taken along around a library.

    Args:
        library: the collection.
        limit: bounds the time of an answer.
    """
    citing = Blueprint("citing", __name__)

    def source(source_id: str, form: str) -> Response:
        write, content_type = FORMS[form]
        item = item_of(library.store.source(source_id))
        return attached(write([item]), content_type, f"source-{source_id}.{form}")

    def answer(form: str) -> Response:
        write, content_type = ANSWERS[form]
        question = parameters.text(request.args, "q")
        site = library.settings.url or request.host_url
        written = limit.run(lambda: write(library, question, site))
        return attached(written, content_type, f"answer.{form}")

    for form in FORMS:
        rule = f"/sources/<source_id>.{form}"
        citing.add_url_rule(rule, view_func=source, defaults={"form": form}, methods=["GET"])
    for form in ANSWERS:
        citing.add_url_rule(
            f"/answer.{form}", view_func=answer, defaults={"form": form}, methods=["GET"]
        )
    return citing
