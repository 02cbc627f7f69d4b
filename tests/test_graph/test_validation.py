"""The shapes: what is exported fits them, and what is broken does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Namespace
from rdflib.collection import Collection

from graph import validation
from graph.model import (
    ArticleKind,
    Causality,
    Direction,
    Effect,
    Hedge,
    Notice,
    NoticeKind,
    QuantityKind,
    ReferenceType,
    Work,
)
from graph.rdf import article_triples, proposition_triples, said_in
from graph.terms import PREFIXES
from graph.validation import violations, wrong_in
from graph.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from graph.model import ArticleRecord
    from graph.store import Store

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"
SH = Namespace("http://www.w3.org/ns/shacl#")
TB = Namespace(PREFIXES["tb"])


def test_a_whole_collection_fits_its_shapes(store: Store, make_record: MakeRecord) -> None:
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two", direction=Direction.NO_EFFECT, doi=None))
    notice = Notice(NoticeKind.RETRACTED, "2020", "10.1000/n", "Crossref", ("Error",))
    store.put_notices("Crossref", {notice: ["doi:10.1000/one"]})
    store.put_work("Crossref", "doi:10.1000/one", Work(title="Bone", doi="10.1000/one"))
    store.put_work("PubMed", "doi:10.1000/two", None)
    assert list(violations(store, load_vocabulary(), BASE)) == []


def triples(record: ArticleRecord) -> list[ox.Triple]:
    return [*article_triples(record, BASE), *proposition_triples(said_in(record), BASE)]


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('terms#effect> "beneficial"', 'terms#effect> "splendid"'),
        ('terms#confidence> "0.75"', 'terms#confidence> "1.75"'),
        ('terms#direction> "increase"', 'terms#direction> "sideways"'),
        ('terms#hedge> "can"', 'terms#hedge> "perhaps"'),
        ("terms#states>", "terms#stated>"),
        ("terms#passage>", "terms#place>"),
        ("terms#exposure>", "terms#laid-bare>"),
        ("terms#concept>", "terms#idea>"),
        ("oa#exact>", "oa#inexact>"),
        ('oa#start> "0"', 'oa#start> "900"'),
        ("oa#hasSelector>", "oa#selects>"),
        ("https://schema.org/appearance>", "https://schema.org/vanishing>"),
        ("cito/hasCitedEntity>", "cito/cites>"),
        ("biro/references>", "biro/names>"),
        ('terms#workType> "journal-article"', 'terms#workType> "poem"'),
        ("c4o/hasContent>", "c4o/contains>"),
        ("terms/title>", "terms/name>"),
        ("vocab/subject>", "vocab/actor>"),
    ],
)
def test_what_is_broken_breaks_a_shape(there: str, instead: str, make_record: MakeRecord) -> None:
    lines = "".join(f"{each} .\n" for each in triples(make_record()))
    assert there in lines
    broken = ox.parse(lines.replace(there, instead), format=ox.RdfFormat.N_TRIPLES)
    found = wrong_in(each.triple for each in broken)
    assert found
    assert all(BASE in sentence for sentence in found)


@pytest.mark.parametrize(
    ("shape", "path", "kinds"),
    [
        ("ArticleShape", "kind", ArticleKind),
        ("ClaimShape", "effect", Effect),
        ("ClaimShape", "causality", Causality),
        ("ClaimShape", "hedge", Hedge),
        ("QuantityShape", "kind", QuantityKind),
        ("PropositionShape", "direction", Direction),
        ("MechanismShape", "direction", Direction),
        ("WorkShape", "workType", ReferenceType),
        ("NoticeShape", "notice", NoticeKind),
    ],
)
def test_the_values_of_a_shape_are_those_of_the_model(
    shape: str, path: str, kinds: type[StrEnum]
) -> None:
    graph = validation._shapes()
    (listed,) = (
        graph.value(each, SH["in"])
        for each in graph.objects(TB[shape], SH.property)
        if graph.value(each, SH.path) == TB[path]
    )
    assert {str(each) for each in Collection(graph, listed)} == {kind.value for kind in kinds}
