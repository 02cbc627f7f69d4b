"""The page of the collection, and an article's audit to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, url_for

from web import parameters
from web.attachments import attached
from web.presenters import article_list, auditing, collection

if TYPE_CHECKING:
    from web.wiring import Library

WORK = 15  # articles that need work, a page


def collection_blueprint(library: Library) -> Blueprint:
    """Make the routes of these pages around a library."""
    pages = Blueprint("collection", __name__)

    @pages.get("/collection")
    def overview() -> str:
        order = parameters.choice(
            request.args, "sort", article_list.Order, article_list.Order.UNCITED
        )
        work = article_list.articles_result(
            library,
            needs=article_list.Needs.ANY,
            order=order,
            limit=WORK,
            offset=parameters.page_offset(request.args, WORK),
        )
        return render_template(
            "collection.html", work=work, **collection.collection_result(library)
        )

    @pages.get("/articles/<article_id>/audit.csv")
    def audit_csv(article_id: str) -> Response:
        record = library.store.record(article_id)
        page = url_for("browsing.article", article_id=article_id, _external=True)
        rows = auditing.audit_csv(library, record, lambda place: f"{page}#{place}")
        return attached("".join(rows), "text/csv; charset=utf-8", "audit.csv")

    return pages
