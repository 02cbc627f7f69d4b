"""What SPARQL counts is what the site shows, with every filter of the evidence map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from graph.ids import digest
from graph.model import (
    ArticleKind,
    Direction,
    Mechanism,
    Mention,
    Notice,
    NoticeKind,
    Work,
)
from graph.network import Relation
from search.base import Facet
from search.sparql.worked import with_prefixes, worked_queries
from web.presenters.concepts import concept_tallies
from web.presenters.evidence_map import map_result
from web.presenters.map_choices import Extent, MapView, choices_view, map_choice
from web.presenters.statements import statements

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.model import ArticleRecord
    from graph.records import Json
    from web.wiring import Library

CONCEPTS = "https://trabecula.example/concepts/"
Rows = list[tuple[str, ...]]
QUERIES = {each.name: each.text for each in worked_queries()}
RESTS = """
    { ?claim schema:appearance ?where .
      ?citation cito:hasCitingEntity ?claim ; cito:hasCitedEntity ?source }
    UNION
    { ?claim a mp:Claim ; schema:appearance ?where . ?source schema:workExample ?where
      FILTER NOT EXISTS { ?any cito:hasCitingEntity ?claim } }
    FILTER NOT EXISTS { ?source schema:creativeWorkStatus "retracted" }
    FILTER NOT EXISTS { ?own schema:workExample ?where ; schema:creativeWorkStatus "retracted" }
"""


@pytest.fixture
def rich(
    open_with: Callable[..., Library], library: Library, write: Callable[..., ArticleRecord]
) -> Library:
    """A collection with all that bears on what counts: studies, mechanisms, retractions."""

    def study(
        title: str, sentence: str, claim: tuple[object, ...], **work: object
    ) -> ArticleRecord:
        record = write(title, [("prose", [sentence])], [claim])
        known = Work(title=title, **work)  # type: ignore[arg-type] # its fields
        return replace(record, article=replace(record.article, kind=ArticleKind.STUDY, work=known))

    raises = ("increase", "bone mineral density", "bone-mineral-density", "beneficial")
    lowers = ("decrease", "bone mineral density", "bone-mineral-density", "harmful")
    sound = study(
        "Walking and bone: a randomised controlled trial",
        "Walking increased bone mineral density in postmenopausal women.",
        ("Walking", "walking", *raises, {"population": "postmenopausal women"}),
        doi="10.1000/walking",
        year=2011,
    )
    gone = study(
        "Swimming and bone",
        "Swimming lowered bone mineral density.",
        ("Swimming", "swimming", *lowers),
        doi="10.1000/swimming",
        year=2012,
    )
    (first, *others) = library.store.records()
    chain = Mechanism(
        id=digest("mechanism", "one"),
        passage=first.passages[0].id,
        sentence=first.article.text[first.passages[0].start : first.passages[0].end],
        cause=Mention(f"{CONCEPTS}bone-mineral-density", "bone mineral density", "x", 0, 1),
        effect=Mention(f"{CONCEPTS}fracture-risk", "fracture risk", "x", 0, 1),
        direction=Direction.DECREASE,
    )
    opened = open_with(replace(first, mechanisms=(chain,)), *others, sound, gone)
    retracted = {
        Notice(NoticeKind.RETRACTED, "2020", f"10.1000/n{n}", "Crossref"): [f"doi:{doi}"]
        for n, doi in enumerate(("10.1000/swimming", "10.1093/gerona/60.2.187"))
    }
    opened.store.put_notices("Crossref", retracted)
    return opened


@pytest.fixture
def dataset(rich: Library) -> ox.Store:
    return ox.Store.read_only(str(rich.dataset.catch_up()))


def asked(dataset: ox.Store, query: str) -> Rows:
    found = dataset.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if term is None else term.value for term in row) for row in found]


def cells(rows: Rows) -> dict[tuple[str, str], tuple[int, ...]]:
    return {(exposure, outcome): tuple(map(int, counts)) for exposure, outcome, *counts in rows}


def shown(map_of: Json) -> dict[tuple[str, str], tuple[int, ...]]:
    return {
        (cell["exposure_iri"], cell["outcome_iri"]): (
            cell["claims"],
            cell["articles"],
            cell["sources"],
        )
        for cell in map_of["cells"]
        if cell["directions"]
    }


def test_the_map_has_the_counts_of_its_query(rich: Library, dataset: ox.Store) -> None:
    choice = map_choice({}, rich.vocabulary, extent=Extent.ALL)
    expected = shown(map_result(rich, choice))
    assert cells(asked(dataset, QUERIES["map"])) == expected
    assert {sources for _, _, sources in expected.values()} == {0, 1, 3}


def narrowed(facet: Facet, value: str, rich: Library, view: MapView) -> str:
    """Write the query of the map with one filter."""
    concept = rich.vocabulary.by_id(value).iri if facet in CHAINS else ""
    where = {
        Facet.EXERCISE: f"?exposure skos:broader* <{concept}> .",
        Facet.OUTCOME: f"?outcome skos:broader* <{concept}> .",
        Facet.POPULATION: f"?claim tb:people/skos:broader* <{concept}> .",
        Facet.DIRECTION: f'?said tb:direction "{value}" .',
        Facet.CITED: f"FILTER NOT EXISTS {{ {RESTS} }}" if value == "no" else "",
    }.get(facet, "")
    source = {
        Facet.DESIGN: f'?source tb:design "{value}" .',
        Facet.YEAR: f'?source fabio:hasPublicationYear "{value}"^^xsd:gYear .',
    }.get(facet, "")
    needed = bool(source) or value == "yes" or view is MapView.SUPPORTED
    rests = f"{{ {RESTS} {source} }}" if needed else f"OPTIONAL {{ {RESTS} }}"
    return with_prefixes(f"""
        SELECT ?exposure ?outcome (COUNT(DISTINCT ?claim) AS ?claims)
               (COUNT(DISTINCT ?article) AS ?articles) (COUNT(DISTINCT ?source) AS ?sources)
        WHERE {{
          ?claim a mp:Claim ; tb:states ?said ; schema:appearance ?article .
          ?said biolink:subject ?exposure ; biolink:object ?outcome .
          {where} {rests}
        }} GROUP BY ?exposure ?outcome""")


CHAINS = (Facet.EXERCISE, Facet.OUTCOME, Facet.POPULATION)


@pytest.mark.parametrize("view", list(MapView))
def test_the_map_has_the_counts_of_sparql_under_every_filter(
    view: MapView, rich: Library, dataset: ox.Store
) -> None:
    tried = set()
    for name, values in choices_view(statements(rich), rich.vocabulary).items():
        for value in (each["value"] for each in values):
            choice = map_choice({name: [value]}, rich.vocabulary, view=view, extent=Extent.ALL)
            found = cells(asked(dataset, narrowed(Facet(name), value, rich, view)))
            assert found == shown(map_result(rich, choice)), (name, value)
            tried.add((name, bool(found)))
    expected = {(facet.value, True) for facet in Facet if facet.value in {n for n, _ in tried}}
    assert len(tried) >= len(expected) == 7


def test_the_sides_of_each_cell_have_the_claims_of_their_query(
    rich: Library, dataset: ox.Store
) -> None:
    choice = map_choice({}, rich.vocabulary, extent=Extent.ALL)
    expected = {
        (cell["exposure_iri"], cell["outcome_iri"], side["direction"]): side["claims"]
        for cell in map_result(rich, choice)["cells"]
        for side in cell["directions"]
    }
    rows = asked(dataset, QUERIES["directions"])
    assert {tuple(row[:3]): int(row[3]) for row in rows} == expected


def test_the_holdings_are_those_of_the_home_page(rich: Library, dataset: ox.Store) -> None:
    counts = rich.store.counts()
    expected = (counts.articles, counts.claims, counts.propositions, counts.sources)
    (row,) = asked(dataset, QUERIES["holdings"])
    assert tuple(map(int, row)) == expected


def test_a_statement_rests_on_the_works_that_its_link_shows(
    rich: Library, dataset: ox.Store
) -> None:
    (link,) = (
        link
        for link in rich.network().links()
        if link.start == f"{CONCEPTS}resistance-training"
        and link.end == f"{CONCEPTS}bone-mineral-density"
        and link.direction is Direction.INCREASE
    )
    rows = asked(dataset, QUERIES["statement"])
    assert {row[0].rpartition("/")[2] for row in rows} == set(link.sources) != set()


def test_uncited_claims_are_those_of_the_audits(rich: Library, dataset: ox.Store) -> None:
    tallies = {key: tally.uncited for key, tally in rich.store.tallies().items() if tally.uncited}
    rows = asked(dataset, QUERIES["uncited"])
    assert {row[0].rpartition("/")[2]: int(row[2]) for row in rows} == tallies != {}


def test_claims_on_retracted_works_are_those_of_the_audits(
    rich: Library, dataset: ox.Store
) -> None:
    tallies = {key: tally.retracted for key, tally in rich.store.tallies().items()}
    found: dict[str, int] = dict.fromkeys(tallies, 0)
    for article, _, sentence in asked(dataset, QUERIES["retracted"]):
        assert sentence
        found[article.rpartition("/")[2]] += 1
    assert found == tallies
    assert sum(found.values()) == 2


def test_disagreements_are_those_of_the_network(rich: Library, dataset: ox.Store) -> None:
    expected = {(each.exposure, each.outcome) for each in rich.network().disagreements()}
    assert {tuple(row) for row in asked(dataset, QUERIES["disagreements"])} == expected != set()


def test_concepts_have_the_claims_of_their_list(rich: Library, dataset: ox.Store) -> None:
    expected = {iri: tally["claims"] for iri, tally in concept_tallies(rich).items()}
    rows = asked(dataset, QUERIES["concepts"])
    assert {row[0]: int(row[2]) for row in rows} == expected
    assert {row[0]: row[1] for row in rows} == {
        iri: rich.vocabulary.concept(iri).label for iri in expected
    }


def test_chains_are_those_of_the_network(rich: Library, dataset: ox.Store) -> None:
    network = rich.network()
    expected = {
        (claim.start, claim.end, step.end, claim.direction.value, step.direction.value)
        for claim in network.links()
        if claim.relation is Relation.CLAIM
        for step in network.links_from(claim.end)
        if step.relation is Relation.MECHANISM
    }
    assert {tuple(row) for row in asked(dataset, QUERIES["chains"])} == expected != set()


def test_cited_works_have_the_claims_of_the_list_of_sources(
    rich: Library, dataset: ox.Store
) -> None:
    expected = {key: each.claims for key, each in rich.store.resting().items() if each.claims}
    rows = asked(dataset, QUERIES["citing"])
    assert {row[0].rpartition("/")[2]: int(row[2]) for row in rows} == expected != {}
