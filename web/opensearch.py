"""How a browser adds the site as a search engine: an OpenSearch description, a SearchAction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

if TYPE_CHECKING:
    from typing import Any

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
CONTENT_TYPE = "application/opensearchdescription+xml; charset=utf-8"


def opensearch_blueprint(address: str | None) -> Blueprint:
    """Make the routes that describe the site as a search engine.

    Args:
        address: what the site is reached under; None is what the request was sent to.
    """
    opensearch = Blueprint("opensearch", __name__)

    def site() -> str:
        return address or request.url_root

    @opensearch.get("/opensearch.xml")
    def description() -> Response:
        return Response(_description(site()), content_type=CONTENT_TYPE)

    @opensearch.app_context_processor
    def in_pages() -> dict[str, Any]:
        return {"search_action": lambda: _search_action(site())}

    return opensearch


def _description(site: str) -> bytes:
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}OpenSearchDescription")

    def add(name: str, text: str | None = None, **attributes: str) -> None:
        ET.SubElement(root, f"{{{NAMESPACE}}}{name}", attributes).text = text

    add("ShortName", "Trabecula")
    add("Description", "What the articles say, and on which evidence")
    add("InputEncoding", "UTF-8")
    add("Image", urljoin(site, "static/logo.svg"), type="image/svg+xml")
    add("Url", type="text/html", method="get", template=f"{site}search?q={{searchTerms}}")
    add(
        "Url",
        rel="self",
        type="application/opensearchdescription+xml",
        template=urljoin(site, "opensearch.xml"),
    )
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _search_action(site: str) -> dict[str, object]:
    """Describe the search in terms of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Trabecula",
        "url": site,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site}search?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
