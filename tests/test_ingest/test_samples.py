"""The bundled articles, read whole: what docs/samples.md promises of them."""

import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from graph.model import ArticleRecord, PassageKind
from graph.rdf import article_triples, proposition_triples, said_in
from graph.validation import wrong_in
from graph.vocabulary import Vocabulary, load_vocabulary
from ingest.pipeline import article_reader, load_bytes
from samples import sample_paths

NAMES = [path.name for path in sample_paths()]
UNCITED = "yoga-at-your-desk.md"
MARKERS = {
    "knee-osteoarthritis.html": {"(1)", "(2)", "(3)"},
    "low-back-pain.md": {"¹", "²"},
    "otago-at-home.txt": {
        "(Thomas et al., 2010)",
        "(Robertson et al., 2002)",
        "(Liu-Ambrose et al., 2008)",
    },
    "protein-and-muscle.md": {"[1]", "[2]"},
    "resistance-training-bone-density.md": {"(1)", "(2)", "(3)"},
    "tai-chi-and-falls.txt": {"[1,2]", "[1]", "[2]", "[3]"},
    "vitamin-d-for-steady-feet.md": {"(Bischoff-Ferrari et al., 2004)"},
    "vitamin-d-second-look.md": {"[1]", "[2]"},
    "walking-and-bone.html": {"1", "2", "3"},
    "whole-body-vibration.txt": {"(1)", "(2)"},
    UNCITED: set(),
}
# What a person reads in each article: exposure, outcome, direction, hedge.
SAID = {
    "knee-osteoarthritis.html": """
        exercise | pain | decrease
        exercise | physical-function | increase
        exercise | quality-of-life | increase
        aquatic-exercise | pain | decrease | may
        aquatic-exercise | disability | decrease | may
        physical-inactivity | muscle-strength | decrease
        physical-inactivity | joint-stiffness | increase
        excess-weight | knee-loading | increase
    """,
    "low-back-pain.md": """
        exercise | low-back-pain | decrease
        exercise | pain | decrease
        exercise | physical-function | increase
        pilates | pain | decrease | may
        pilates | disability | decrease | may
        physical-inactivity | disability | increase | can
        physical-inactivity | muscle-mass | decrease | can
    """,
    "otago-at-home.txt": """
        otago-exercise-programme | fall-risk | decrease
        otago-exercise-programme | mortality | decrease
        otago-exercise-programme | cognition | increase | may
    """,
    "protein-and-muscle.md": """
        protein | muscle-mass | increase
        protein | muscle-strength | increase
        protein | muscle-mass | no_effect
        resistance-training | muscle-mass | increase
        resistance-training | muscle-strength | increase
    """,
    "resistance-training-bone-density.md": """
        high-intensity-resistance-and-impact-training | bone-mineral-density | increase
        high-intensity-resistance-and-impact-training | physical-function | increase
        resistance-training | bone-mineral-density | increase | can
        exercise | bone-mineral-density | increase
        exercise | fracture-risk | no_effect
        resistance-training | muscle-strength | increase | can
        resistance-training | balance | increase | can
        resistance-training | posture | increase | can
    """,
    "tai-chi-and-falls.txt": """
        tai-chi | fall-risk | decrease
        tai-chi | balance | increase
        tai-chi | physical-function | increase
        tai-chi | fracture-risk | decrease
        exercise | fall-risk | decrease
    """,
    "vitamin-d-for-steady-feet.md": """
        vitamin-d-deficiency | muscle-strength | decrease
        vitamin-d-deficiency | fall-risk | increase
        vitamin-d | fall-risk | decrease
        vitamin-d | muscle-strength | increase | may
    """,
    "vitamin-d-second-look.md": """
        vitamin-d | fall-risk | no_effect
        vitamin-d | fracture-risk | no_effect
        vitamin-d | bone-mineral-density | no_effect
        balance-training | fall-risk | decrease
    """,
    "walking-and-bone.html": """
        walking | bone-mineral-density | no_effect
        walking | bone-mineral-density | increase
        weight-bearing-exercise | bone-strength | increase | can
        swimming | bone-mineral-density | no_effect
        walking | mood | increase
        walking | cardiovascular-health | increase
        walking | blood-pressure | decrease | may
    """,
    "whole-body-vibration.txt": """
        whole-body-vibration | bone-mineral-density | no_effect
        whole-body-vibration | balance | increase
        whole-body-vibration | mobility | increase
        whole-body-vibration | quality-of-life | increase
    """,
    UNCITED: """
        yoga | stress | decrease
        yoga | muscle-tension | decrease
        yoga | flexibility | increase | can
        yoga | posture | increase | can
        breathing-exercise | blood-pressure | decrease
        prolonged-sitting | low-back-pain | increase
        prolonged-sitting | joint-stiffness | increase
    """,
}


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@cache
def record(name: str) -> ArticleRecord:
    path = next(path for path in sample_paths() if path.name == name)
    return article_reader(vocabulary()).read(name, load_bytes(str(path)))


def directions(name: str, exposure: str, outcome: str) -> set[str]:
    return {
        claim.direction
        for claim in record(name).claims
        if vocabulary().concept(claim.exposure.concept).id == exposure
        and vocabulary().concept(claim.outcome.concept).id == outcome
    }


def cited_titles(name: str, words: str) -> list[set[str | None]]:
    """The titles that each claim whose sentence holds the words cites."""
    titles = {reference.id: reference.title for reference in record(name).references}
    return [
        {titles[cited] for cited in claim.citations}
        for claim in record(name).claims
        if words in claim.sentence
    ]


def test_the_articles_come_in_three_formats_sorted_by_name() -> None:
    assert sorted(NAMES) == NAMES
    assert len(NAMES) >= 8
    assert {Path(name).suffix for name in NAMES} == {".html", ".md", ".txt"}


@pytest.mark.parametrize("name", NAMES)
def test_an_article_says_what_a_person_reads_in_it_and_nothing_more(name: str) -> None:
    read = {
        (
            vocabulary().concept(claim.exposure.concept).id,
            vocabulary().concept(claim.outcome.concept).id,
            claim.direction.value,
            *([claim.hedge.value] if claim.hedge else []),
        )
        for claim in record(name).claims
    }
    assert read == {
        tuple(line.strip().split(" | ")) for line in SAID[name].split("\n") if line.strip()
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_at_its_place_in_the_text(name: str) -> None:
    read = record(name)
    passages = {passage.id: passage for passage in read.passages}
    for claim in read.claims:
        passage = passages[claim.passage]
        assert read.article.text[passage.start : passage.end] == claim.sentence
        for mention in (claim.exposure, claim.outcome):
            assert read.article.text[mention.start : mention.end] == mention.text
    for marker in read.markers:
        assert read.article.text[marker.start : marker.end] == marker.text


@pytest.mark.parametrize("name", NAMES)
def test_every_marker_is_found_and_joined_to_the_list(name: str) -> None:
    read = record(name)
    assert {marker.text for marker in read.markers} == MARKERS[name]
    assert all(marker.references for marker in read.markers)


@pytest.mark.parametrize("name", [name for name in NAMES if name != UNCITED])
def test_every_reference_is_cited_and_read_to_its_fields(name: str) -> None:
    read = record(name)
    assert {cited for marker in read.markers for cited in marker.references} == {
        reference.id for reference in read.references
    }
    for reference in read.references:
        assert reference.title
        assert reference.authors
        assert reference.year
        assert reference.pages
        assert reference.container
        assert re.fullmatch(r"[A-Z][A-Za-z .]+[a-zA-Z]", reference.container)
        assert reference.doi or reference.pmid


def test_one_article_cites_nothing() -> None:
    assert [name for name in NAMES if not record(name).references] == [UNCITED]
    assert all(not claim.citations for claim in record(UNCITED).claims)


def test_two_articles_disagree_on_vitamin_d_and_falls_with_a_source_each() -> None:
    hopeful, sober = "vitamin-d-for-steady-feet.md", "vitamin-d-second-look.md"
    assert directions(hopeful, "vitamin-d", "fall-risk") == {"decrease"}
    assert directions(sober, "vitamin-d", "fall-risk") == {"no_effect"}
    assert not {reference.source for reference in record(hopeful).references} & {
        reference.source for reference in record(sober).references
    }


def test_two_articles_share_a_source() -> None:
    shared = {reference.source for reference in record("tai-chi-and-falls.txt").references} & {
        reference.source for reference in record("vitamin-d-second-look.md").references
    }
    assert len(shared) == 1


def test_the_claim_that_its_source_does_not_carry_is_read_with_that_source() -> None:
    assert cited_titles("tai-chi-and-falls.txt", "prevents hip fractures") == [
        {"Tai chi and fall reductions in older adults: a randomized controlled trial"}
    ]


def test_the_sentence_that_breaks_off_is_kept_and_claims_nothing() -> None:
    read = record("tai-chi-and-falls.txt")
    truncated = [passage for passage in read.passages if passage.truncated]
    assert [read.article.text[one.start : one.end].split()[0] for one in truncated] == ["Walking"]
    assert not {claim.passage for claim in read.claims} & {passage.id for passage in truncated}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("knee-osteoarthritis.html", "cures osteoarthritis pain"),
        ("walking-and-bone.html", "cures everything"),
        ("walking-and-bone.html", "12-week plan"),
        ("walking-and-bone.html", "cookies"),
        ("walking-and-bone.html", "48 views"),
        ("tai-chi-and-falls.txt", "112 views"),
        ("tai-chi-and-falls.txt", "Share this article"),
        ("tai-chi-and-falls.txt", "Get in touch"),
    ],
)
def test_the_furniture_of_a_site_is_set_apart(name: str, words: str) -> None:
    read = record(name)
    kinds = {
        passage.kind
        for passage in read.passages
        if words in read.article.text[passage.start : passage.end]
    }
    assert kinds == {PassageKind.BOILERPLATE}


def test_the_items_of_a_list_lean_on_its_lead_in() -> None:
    read = record("resistance-training-bone-density.md")
    items = [claim for claim in read.claims if claim.sentence in ("muscle strength", "balance")]
    assert [claim.exposure.text for claim in items] == ["strength training"] * 2


def test_a_finding_in_one_group_is_not_passed_on_to_another() -> None:
    groups = {
        claim.sentence.split()[0]: claim.population
        for claim in record("otago-at-home.txt").claims
        if vocabulary().concept(claim.outcome.concept).id == "fall-risk"
    }
    assert groups == {"The": "older adults", "It": None}


@pytest.mark.parametrize("name", NAMES)
def test_every_article_and_each_of_its_sources_is_documented(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "samples.md").read_text("utf-8")
    assert f"`{name}`" in page
    for reference in record(name).references:
        assert (reference.doi or f"PMID {reference.pmid}").lower() in page.lower()


@pytest.mark.parametrize("name", NAMES)
def test_the_rdf_of_every_sample_fits_its_shapes(name: str) -> None:
    said = proposition_triples(said_in(record(name)), "https://kg.clinic.example/")
    triples = article_triples(record(name), "https://kg.clinic.example/")
    assert wrong_in(chain(triples, said)) == []
