"""What became of a source, as other tools get it."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from graph.export import export
from graph.model import ArticleRecord, Notice, NoticeKind
from graph.records import source_to_json
from graph.terms import PREFIXES
from graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"

# rdflib's form of the terms, which its graphs are asked with.
t = SimpleNamespace(**{name.upper(): Namespace(iri) for name, iri in PREFIXES.items()})
RETRACTED = Notice(
    NoticeKind.RETRACTED, "2020-05-01", "10.1000/notice", "Crossref", ("Error in data", "Other")
)
CORRECTED = Notice(NoticeKind.CORRECTED, None, "https://journal.example/erratum", "PubMed")


def write(store: Store, name: str) -> str:
    out = io.BytesIO()
    export(store, Vocabulary(()), name, out, BASE)
    return out.getvalue().decode("utf-8")


def graph_of(store: Store) -> Graph:
    return Graph().parse(data=write(store, "turtle"), format="turtle")


def test_a_retracted_source_says_so_with_its_notice(store: Store, make_record: MakeRecord) -> None:
    store.put(make_record())
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]})
    graph = graph_of(store)
    (source,) = graph.subjects(RDF.type, t.TB.Source)
    assert (source, t.BIBO.doi, Literal("10.1000/one")) in graph
    assert (source, t.SCHEMA.creativeWorkStatus, Literal("retracted")) in graph
    (notice,) = graph.subjects(t.CITO.retracts, source)
    assert set(graph.predicate_objects(notice)) == {
        (RDF.type, t.TB.Notice),
        (t.SCHEMA.about, source),
        (t.CITO.retracts, source),
        (t.TB.notice, Literal("retracted")),
        (t.TB.toldBy, Literal("Crossref")),
        (t.BIBO.doi, Literal("10.1000/notice")),
        (DCTERMS.date, Literal("2020-05-01", datatype=XSD.date)),
        (DCTERMS.description, Literal("Error in data")),
        (DCTERMS.description, Literal("Other")),
    }


def test_a_notice_without_date_and_doi_is_told_with_what_it_has(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    store.put_notices("PubMed", {CORRECTED: ["doi:10.1000/one"]})
    graph = graph_of(store)
    ((notice, source),) = graph.subject_objects(t.CITO.corrects)
    assert (source, t.SCHEMA.creativeWorkStatus, Literal("corrected")) in graph
    assert (notice, t.SCHEMA.url, Literal("https://journal.example/erratum")) in graph
    assert list(graph.objects(notice, DCTERMS.date)) == []


def test_a_concern_neither_retracts_nor_corrects(store: Store, make_record: MakeRecord) -> None:
    store.put(make_record())
    concern = Notice(NoticeKind.CONCERN, "2020-05", None, "Crossref")
    store.put_notices("Crossref", {concern: ["doi:10.1000/one"]})
    graph = graph_of(store)
    (notice,) = graph.subjects(RDF.type, t.TB.Notice)
    assert (notice, DCTERMS.date, Literal("2020-05")) in graph
    assert (None, t.CITO.retracts, None) not in graph
    assert (None, t.CITO.corrects, None) not in graph


def test_the_query_of_the_documentation_leaves_a_retracted_source_out(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    query = """
        PREFIX cito: <http://purl.org/spar/cito/> PREFIX schema: <https://schema.org/>
        SELECT DISTINCT ?source WHERE {
          ?citation cito:hasCitedEntity ?source .
          FILTER NOT EXISTS { ?source schema:creativeWorkStatus "retracted" }
        }"""
    assert len(graph_of(store).query(query)) == 1
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]})
    assert len(graph_of(store).query(query)) == 0


@pytest.mark.parametrize("name", ["nquads", "ntriples", "jsonld"])
def test_notices_stand_in_every_format_and_always_the_same(
    store: Store, make_record: MakeRecord, name: str
) -> None:
    store.put(make_record())
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]})
    written = write(store, name)
    assert "10.1000/notice" in written
    assert write(store, name) == written


def test_a_source_that_nothing_became_of_has_no_status(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    assert (None, t.SCHEMA.creativeWorkStatus, None) not in graph_of(store)
    assert (None, RDF.type, URIRef(t.TB.Notice)) not in graph_of(store)


def test_the_table_names_the_retracted_sources_of_a_claim(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two", doi="10.1000/two"))
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/two"]})
    rows = list(csv.DictReader(io.StringIO(write(store, "csv"))))
    assert {row["dois"]: row["retracted"] == row["sources"] for row in rows} == {
        "10.1000/one": False,
        "10.1000/two": True,
    }
    assert {row["retracted"] for row in rows if row["dois"] == "10.1000/one"} == {""}


def test_a_source_s_json_tells_what_holds_and_every_notice(
    store: Store, make_record: MakeRecord
) -> None:
    store.put(make_record())
    store.put_notices("Crossref", {RETRACTED: ["doi:10.1000/one"]})
    (source,) = store.sources()
    view = source_to_json(source)
    assert (view["standing"], view["versions"]) == ("retracted", [])
    assert view["notices"] == [
        {
            "kind": "retracted",
            "date": "2020-05-01",
            "notice": "10.1000/notice",
            "registry": "Crossref",
            "reasons": ["Error in data", "Other"],
        }
    ]
