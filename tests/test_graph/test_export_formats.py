"""Formats for tools of other fields, each read back by one of its own kind."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
import pytest
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pyld import jsonld
from rdflib import RDF, Graph, Namespace, URIRef

from graph.export import export
from graph.export.kgx import CATEGORIES
from graph.model import Direction
from graph.terms import PREFIXES
from graph.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.model import ArticleRecord
    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"
SKOS = Namespace(PREFIXES["skos"])


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def write(store: Store, vocabulary: Vocabulary, name: str) -> bytes:
    out = io.BytesIO()
    export(store, vocabulary, name, out, BASE)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_each_claim_is_a_nanopublication_whose_uri_is_the_hash_of_it(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    from nanopub import Nanopub
    from nanopub.trustyuri.rdf import RdfHasher, RdfUtils
    from rdflib import ConjunctiveGraph

    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two", direction=Direction.NO_EFFECT))
    written = write(store, vocabulary, "nanopubs")
    assert write(store, vocabulary, "nanopubs") == written
    by_claim: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(written, format=ox.RdfFormat.TRIG):
        by_claim.setdefault(str(quad.graph_name).partition("#")[0].strip("<>"), []).append(quad)
    assert len(by_claim) == 2
    for uri, quads in by_claim.items():
        lines = "".join(f"{quad} .\n" for quad in quads)
        graph = ConjunctiveGraph()
        graph.parse(data=lines, format="nquads")
        assert Nanopub(rdf=graph).is_valid
        again = ConjunctiveGraph()
        again.parse(data=lines, format="nquads")
        artefact = uri.rpartition("/")[2]
        assert RdfHasher.make_hash(RdfUtils.get_quads(again), artefact) == artefact
        changed = ConjunctiveGraph()
        changed.parse(data=lines.replace("bone-mineral-density", "fall-risk"), format="nquads")
        assert RdfHasher.make_hash(RdfUtils.get_quads(changed), artefact) != artefact


def test_the_vocabulary_is_whole_skos(store: Store, vocabulary: Vocabulary) -> None:
    graph = Graph().parse(data=write(store, vocabulary, "skos"), format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts == {URIRef(each.iri) for each in vocabulary.concepts}
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in concepts:
        assert set(graph.objects(concept, SKOS.inScheme)) & schemes
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1
        up = {concept} | set(graph.transitive_objects(concept, SKOS.broader))
        assert any((None, SKOS.hasTopConcept, each) in graph for each in up)
    tree = nx.DiGraph(list(graph.subject_objects(SKOS.broader)))
    assert nx.is_directed_acyclic_graph(tree)


def test_the_table_of_claims_is_valid_by_its_metadata(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord, tmp_path: Path
) -> None:
    from csvw import TableGroup

    store.put(make_record("/1"))
    store.put(make_record("/2", title='Two "quoted", and\nbroken', doi=None))
    (tmp_path / "claims.csv").write_bytes(write(store, vocabulary, "csv"))
    (tmp_path / "claims.csv-metadata.json").write_bytes(write(store, vocabulary, "csvw"))
    metadata = json.loads((tmp_path / "claims.csv-metadata.json").read_text("utf-8"))
    (tmp_path / "group.json").write_text(
        json.dumps({"@context": metadata.pop("@context"), "tables": [metadata]}), "utf-8"
    )
    group = TableGroup.from_file(tmp_path / "group.json")
    (table,) = group.tables
    assert table.check_primary_key()
    rows = list(table)
    assert {row["direction"] for row in rows} == {"increase"}
    assert {type(row["start"]) for row in rows} == {int}
    assert sorted(len(row["dois"]) for row in rows) == [0, 1]
    bad = (tmp_path / "claims.csv").read_text("utf-8").replace("increase", "sideways")
    (tmp_path / "claims.csv").write_text(bad, "utf-8")
    with pytest.raises(ValueError, match="sideways"):
        list(TableGroup.from_file(tmp_path / "group.json").tables[0])


def test_the_tables_of_kgx_are_a_graph_of_biolink(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two", direction=Direction.NO_EFFECT, doi=None))

    def table(name: str) -> list[dict[str, str]]:
        text = write(store, vocabulary, name).decode("utf-8")
        return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))

    nodes = {row["id"]: row for row in table("kgx-nodes")}
    edges = table("kgx-edges")
    assert {row["category"] for row in nodes.values()} == set(CATEGORIES.values())
    assert len(edges) == 2
    for edge in edges:
        assert edge["subject"] in nodes
        assert edge["object"] in nodes
        assert edge["predicate"] == "biolink:affects"
    by_direction = {edge["direction"]: edge for edge in edges}
    assert by_direction["increase"]["object_direction_qualifier"] == "increased"
    assert by_direction["increase"]["publications"] == "DOI:10.1000/one"
    assert by_direction["no_effect"]["negated"] == "true"


def test_json_ld_is_read_by_its_own_processor_without_the_network(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record())

    def refuse(url: str, _options: object) -> None:
        raise AssertionError(url)

    document = json.loads(write(store, Vocabulary(()), "jsonld"))
    lines = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse})
    read = Graph().parse(data=lines, format="nt")
    expected = Graph().parse(data=write(store, Vocabulary(()), "ntriples"), format="nt")
    assert set(read) == set(expected)
    frame = {"@context": document["@context"], "@type": "mp:Claim"}
    framed = jsonld.frame(document, frame, {"documentLoader": refuse, "embed": "@always"})
    assert framed["tb:states"]["biolink:predicate"]["@id"] == "biolink:affects"


def test_the_cited_works_are_set_by_a_processor_of_styles(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record())
    items = json.loads(write(store, vocabulary, "csljson"))
    apa = files("graph.bibliography") / "styles" / "apa.csl"
    style = CitationStylesStyle(str(apa), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (entry,) = map(str, bibliography.bibliography())
    assert "Vincent" in entry
    assert "2002" in entry
