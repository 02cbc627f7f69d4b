from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.ids import mechanism_id
from graph.model import ArticleRecord, Direction, Mechanism, Mention
from graph.network import (
    Relation,
    build_network,
    catch_up,
    independent_sources,
    network_disagreements,
)
from graph.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

C = "https://trabecula.example/concepts/"
TRAINING, WALKING = C + "resistance-training", C + "walking"
DENSITY, FRACTURES, FALLS = C + "bone-mineral-density", C + "fracture-risk", C + "fall-risk"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def with_mechanism(record: ArticleRecord, cause: str, effect: str) -> ArticleRecord:
    passage = record.passages[-1].id
    sentence = record.claims[0].sentence

    def mention(iri: str) -> Mention:
        return Mention(iri, iri, "bone density", 0, 12)

    step = Mechanism(
        id=mechanism_id(cause, effect, "decrease", passage),
        passage=passage,
        sentence=sentence,
        cause=mention(cause),
        effect=mention(effect),
        direction=Direction.DECREASE,
    )
    return replace(record, mechanisms=(*record.mechanisms, step))


def test_a_claim_joins_its_exposure_to_its_outcome(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    record = make_record()
    store.put(record)
    network = build_network(store, vocabulary)
    (link,) = network.links_from(TRAINING)
    assert (link.end, link.direction, link.claims) == (DENSITY, Direction.INCREASE, 1)
    assert link.articles == (record.article.id,)
    assert network.links_to(DENSITY) == (link,)
    assert network.neighbours(DENSITY) == (TRAINING,)
    assert network.graph.nodes[TRAINING] == {"label": "resistance training", "kind": "exercise"}


def test_a_concept_that_nobody_speaks_of_has_no_links(store: Store, vocabulary: Vocabulary) -> None:
    network = build_network(store, vocabulary)
    assert network.links_from(TRAINING) == ()
    assert network.links_to(TRAINING) == ()
    assert network.neighbours(TRAINING) == ()


def test_articles_that_cite_one_work_are_one_independent_source(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    for number in range(3):
        store.put(make_record(f"/{number}", title=f"Article {number}", doi="10.1000/one"))
    store.put(make_record("/4", title="Article 4", doi="10.1000/two"))
    (link,) = build_network(store, vocabulary).links()
    assert link.claims == 4
    assert len(link.articles) == 4
    assert len(independent_sources([link, link])) == 2


def test_a_chain_leads_from_an_exercise_over_mechanisms_to_an_outcome(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    record = with_mechanism(make_record(), DENSITY, FRACTURES)
    store.put(with_mechanism(record, FRACTURES, FALLS))
    network = build_network(store, vocabulary)
    (chain,) = network.chains(TRAINING, FRACTURES)
    assert [(step.start, step.end) for step in chain] == [
        (TRAINING, DENSITY),
        (DENSITY, FRACTURES),
    ]
    assert [step.relation for step in chain] == [Relation.CLAIM, Relation.MECHANISM]
    assert len(network.chains(TRAINING, FALLS, max_length=3)) == 1
    assert network.chains(TRAINING, FALLS, max_length=2) == ()
    assert network.chains(WALKING, FALLS) == ()


def test_a_circle_of_mechanisms_ends(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    record = with_mechanism(make_record(), DENSITY, FRACTURES)
    store.put(with_mechanism(record, FRACTURES, DENSITY))
    network = build_network(store, vocabulary)
    assert [len(chain) for chain in network.chains(TRAINING, DENSITY, max_length=9)] == [1]


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        (Direction.INCREASE, Direction.DECREASE, True),
        (Direction.INCREASE, Direction.NO_EFFECT, True),
        (Direction.INCREASE, Direction.INCREASE, False),
        (Direction.INCREASE, Direction.UNCLEAR, False),
    ],
)
def test_opposed_directions_between_two_concepts_disagree(
    store: Store,
    vocabulary: Vocabulary,
    make_record: MakeRecord,
    one: Direction,
    other: Direction,
    disagree: bool,
) -> None:
    store.put(make_record("/1", direction=one))
    store.put(make_record("/2", title="Two", direction=other))
    found = build_network(store, vocabulary).disagreements()
    assert [(each.exposure, each.outcome) for each in found] == (
        [(TRAINING, DENSITY)] if disagree else []
    )


def test_the_network_follows_the_store(
    store: Store, vocabulary: Vocabulary, make_record: MakeRecord
) -> None:
    store.put(make_record())
    before = build_network(store, vocabulary)
    assert catch_up(before, store, vocabulary) is before
    store.put(make_record("/2", title="Two", exposure="walking", exercise="Walking"))
    assert network_disagreements(before, store) != ()
    after = catch_up(before, store, vocabulary)
    assert after.links_from(WALKING) != ()
    assert network_disagreements(after, store) == ()
