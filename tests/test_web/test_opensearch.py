from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from flask import Flask

from web.opensearch import opensearch_blueprint

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def templates(client: FlaskClient, **options: Any) -> list[str]:
    response = client.get("/opensearch.xml", **options)
    assert response.content_type.startswith("application/opensearchdescription+xml")
    return [url.attrib["template"] for url in ET.fromstring(response.data).iter(f"{SPACE}Url")]


def test_a_browser_learns_where_to_search(client: FlaskClient) -> None:
    home = client.get("/").text
    assert '<link rel="search" type="application/opensearchdescription+xml"' in home
    assert templates(client)[0] == "http://localhost/search?q={searchTerms}"


def test_the_home_page_says_it_in_terms_of_schema_org(client: FlaskClient) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/").text)
    assert found is not None
    action = json.loads(found[1])["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://localhost/search?q={search_term_string}"


def test_a_setting_goes_before_the_address_that_was_asked() -> None:
    app = Flask("x")
    app.register_blueprint(opensearch_blueprint("https://kg.clinic.example/read/"))
    asked = templates(app.test_client(), base_url="http://evil.example/")
    assert asked[0] == "https://kg.clinic.example/read/search?q={searchTerms}"
    assert asked[1] == "https://kg.clinic.example/read/opensearch.xml"


def test_a_forged_host_ends_up_in_no_markup(client: FlaskClient) -> None:
    response = client.get("/", headers={"Host": 'x"></script><b>'})
    assert "<b>" not in response.text
