from __future__ import annotations

import csv
import io
import json
import resource
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import networkx as nx
import pyoxigraph as ox
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from graph.errors import UsageError
from graph.export import FORMATS, export
from graph.export.sorting import sorted_lines
from graph.model import ArticleRecord, Direction, Source
from graph.rdf import article_triples, source_triples
from graph.store import KnownSource, Store, open_store
from graph.terms import PREFIXES, PROPOSITION, SCHEMA
from graph.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"

# rdflib's form of the terms, which its graphs are asked with.
t = SimpleNamespace(**{name.upper(): Namespace(iri) for name, iri in PREFIXES.items()})


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    # A vocabulary of some concepts keeps these tests quick; all formats treat each alike.
    whole = load_vocabulary()
    wanted = ("resistance-training", "walking", "bone-mineral-density", "exercise")
    return Vocabulary(tuple(concept for concept in whole.concepts if concept.id in wanted))


def write(store: Store, vocabulary: Vocabulary, name: str) -> bytes:
    out = io.BytesIO()
    export(store, vocabulary, name, out, BASE)
    return out.getvalue()


def test_the_order_of_ingest_leaves_no_trace_in_the_quads(
    tmp_path: Path, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    records = [make_record(f"/{n}", title=f"Article {n}") for n in range(5)]
    written = []
    for name, order in (("one", records), ("other", records[::-1])):
        store = open_store(f"sqlite:///{tmp_path / name}")
        for record in order:
            store.put(record)
        written.append(write(store, vocabulary, "nquads"))
        store.close()
    assert written[0] == written[1]


def test_a_second_ingest_of_the_same_leaves_no_trace_either(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record())
    before = write(store, vocabulary, "nquads")
    store.put(make_record())
    assert write(store, vocabulary, "nquads") == before


# rdflib's own reader of JSON-LD still uses them.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_every_rdf_format_says_the_same(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record())
    turtle = Graph().parse(data=write(store, vocabulary, "turtle"), format="turtle")
    triples = Graph().parse(data=write(store, vocabulary, "ntriples"), format="nt")
    linked = Graph().parse(data=write(store, vocabulary, "jsonld"), format="json-ld")
    marked_up = Graph().parse(data=write(store, vocabulary, "rdfxml"), format="xml")
    quads, named = Dataset(), Dataset()
    quads.parse(data=write(store, vocabulary, "nquads"), format="nquads")
    named.parse(data=write(store, vocabulary, "trig"), format="trig")
    assert set(quads.quads()) == set(named.quads())
    assert isomorphic(turtle, marked_up)
    assert isomorphic(turtle, triples)
    assert isomorphic(turtle, linked)
    assert {(s, p, o) for s, p, o, _ in quads.quads()} == set(triples)
    again = Graph().parse(data=turtle.serialize(format="turtle"), format="turtle")
    assert isomorphic(turtle, again)


def test_quads_are_sorted_without_a_blank_node_and_each_once(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two"))
    lines = write(store, vocabulary, "nquads").decode("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert not [line for line in lines if line.startswith("_:") or " _:" in line.split('"')[0]]


def test_from_a_claim_one_gets_to_its_quote_and_its_source(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    record = make_record()
    store.put(record)
    graph = Graph().parse(data=write(store, vocabulary, "turtle"), format="turtle")
    found = graph.query(
        """
        PREFIX mp: <http://purl.org/mp/> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX tb: <https://trabecula.example/terms#> PREFIX cito: <http://purl.org/spar/cito/>
        PREFIX bibo: <http://purl.org/ontology/bibo/>
        PREFIX biolink: <https://w3id.org/biolink/vocab/>
        SELECT ?quote ?start ?end ?doi ?qualifier WHERE {
          ?claim a mp:Claim ; tb:passage/oa:hasSelector ?q, ?p ; tb:states ?said .
          ?q oa:exact ?quote . ?p oa:start ?start ; oa:end ?end .
          ?said biolink:object_direction_qualifier ?qualifier .
          ?citation cito:hasCitingEntity ?claim ; cito:hasCitedEntity/bibo:doi ?doi .
        }"""
    )
    ((quote, start, end, doi, qualifier),) = [tuple(map(str, row)) for row in found]  # type: ignore[arg-type] # rows
    assert quote == record.claims[0].sentence
    assert record.article.text[int(start) : int(end)] == quote
    assert (doi, qualifier) == ("10.1000/one", "increased")


def test_an_article_says_where_it_is_from_and_never_where_it_lies(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record("/home/somebody/one.md"))
    for name in FORMATS:
        assert b"somebody" not in write(store, vocabulary, name)


def test_a_null_effect_is_said_as_such(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record(direction=Direction.NO_EFFECT))
    graph = Graph().parse(data=write(store, vocabulary, "turtle"), format="turtle")
    (said,) = graph.subjects(RDF.type, URIRef(PROPOSITION.value))
    assert (said, t.BIOLINK.negated, Literal(True)) in graph
    assert (said, t.TB.direction, Literal("no_effect")) in graph


def test_the_graph_of_concepts_reads_back_with_its_counts(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two"))
    network = nx.read_graphml(io.BytesIO(write(store, vocabulary, "graphml")))
    ((start, end, data),) = network.edges(data=True)
    assert (start, end) == (
        "https://trabecula.example/concepts/resistance-training",
        "https://trabecula.example/concepts/bone-mineral-density",
    )
    assert (data["claims"], data["articles"], data["sources"]) == (2, 2, 1)


def test_the_table_has_a_row_a_claim_and_runs_no_formula(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record(title="=HYPERLINK(1)"))
    rows = list(csv.DictReader(io.StringIO(write(store, vocabulary, "csv").decode("utf-8"))))
    (row,) = rows
    assert row["title"] == "'=HYPERLINK(1)"
    assert (row["direction"], row["dois"]) == ("increase", "10.1000/one")
    assert row["sentence"] == "Resistance training can raise bone density. (1)"


def test_an_empty_store_exports_its_vocabulary(store: Store, vocabulary: Vocabulary) -> None:
    graph = Graph().parse(data=write(store, vocabulary, "turtle"), format="turtle")
    concept = URIRef("https://trabecula.example/concepts/walking")
    assert (concept, RDF.type, None) in graph
    assert json.loads(write(store, vocabulary, "jsonld"))


def test_an_unknown_format_is_refused_with_the_known_ones(
    store: Store, vocabulary: Vocabulary
) -> None:
    with pytest.raises(UsageError, match="bibtex, csljson, csv, csvw, cytoscape"):
        write(store, vocabulary, "word")


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))))
def test_lines_sorted_in_runs_on_disk_are_those_sorted_at_once(texts: list[str]) -> None:
    lines = [f"{text}\n".encode() for text in texts]
    expected = sorted({f"{text}\n" for text in texts})
    assert [line.decode() for line in sorted_lines(lines, run=2, merged=3)] == expected


def test_more_runs_are_sorted_than_files_may_be_open() -> None:
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(allowed, 512), most))
    try:
        lines = [f"{n:04}\n".encode() for n in range(1500)]
        assert list(sorted_lines(lines[::-1], run=1, merged=50)) == lines
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_doi_has_an_address_that_every_format_can_write(doi: str) -> None:
    source = Source(id="s", raw="A work.", doi=doi)
    said = source_triples([KnownSource(source)], BASE)
    (address,) = {each.object for each in said if each.predicate == SCHEMA.sameAs}
    assert isinstance(address, ox.NamedNode)
    assert unquote(address.value) == f"https://doi.org/{doi}"


def test_marked_up_rdf_puts_a_sign_where_xml_has_no_character(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record(title="One\x01two"))
    graph = Graph().parse(data=write(store, vocabulary, "rdfxml"), format="xml")
    assert Literal("One\N{REPLACEMENT CHARACTER}two") in set(graph.objects(None, DCTERMS.title))


@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape", "nodelink"])
def test_every_form_of_the_network_reads_back_as_the_same(
    form: str, store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two"))
    written = write(store, vocabulary, form)
    read = {
        "graphml": lambda: nx.read_graphml(io.BytesIO(written), force_multigraph=True),
        "gexf": lambda: nx.read_gexf(io.BytesIO(written), version="1.2draft"),
        "cytoscape": lambda: nx.cytoscape_graph(json.loads(written)),
        "nodelink": lambda: nx.node_link_graph(json.loads(written), edges="edges"),
    }[form]()
    ((start, end, data),) = read.edges(data=True)
    assert start == "https://trabecula.example/concepts/resistance-training"
    assert read.nodes[end]["label"] == "bone mineral density"
    assert (data["claims"], data["articles"], data["sources"]) == (2, 2, 1)
    assert (data["relation"], data["direction"]) == ("claim", "increase")


def test_no_form_of_the_network_says_when_it_was_written(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record())
    assert b"lastmodified" not in write(store, vocabulary, "gexf")


def test_the_works_are_taken_along_for_reference_managers(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    assert json.loads(write(store, vocabulary, "csljson")) == []
    store.put(make_record())
    (item,) = json.loads(write(store, vocabulary, "csljson"))
    assert item["DOI"] == "10.1000/one"
    (entry,) = rispy.loads(write(store, vocabulary, "ris").decode("utf-8"))
    assert entry["doi"] == "10.1000/one"
    (cited,) = parse_string(write(store, vocabulary, "bibtex").decode("utf-8")).entries
    assert cited["doi"] == "10.1000/one"


def test_the_people_of_a_claim_come_in_one_order_whatever_order_they_are_told_in(
    make_record: MakeRecord,
) -> None:
    record = make_record()
    claims = (replace(record.claims[0], population="older women"),)
    told = [f"https://trabecula.example/concepts/{name}" for name in ("women", "older-adults")]
    written = [
        [str(each) for each in article_triples(replace(record, claims=claims), BASE, people)]
        for people in (lambda _: told, lambda _: told[::-1])
    ]
    assert written[0] == written[1]
    assert sum("terms#people" in line for line in written[0]) == 2
