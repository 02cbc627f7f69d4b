import tomllib
from importlib.resources import files

import pytest

from graph.model import Concept, ConceptKind, Direction
from graph.vocabulary import Vocabulary
from ingest.claims.cue_finding import CueFinder
from ingest.claims.sentence import lay_out
from ingest.claims.state import Surroundings
from ingest.claims.walk import walk
from ingest.claims.zones import find_zones
from ingest.mentions import MentionFinder

UP, DOWN = Direction.INCREASE, Direction.DECREASE
EXPOSURES = ("yoga", "walking", "rowing", "cycling", "bed rest")
OUTCOMES = {
    "balance": UP,
    "muscle strength": UP,
    "bone health": UP,
    "bone loss": DOWN,
    "pain": DOWN,
    "falls": DOWN,
    "fall risk": DOWN,
    "body fat": DOWN,
}


def vocabulary() -> Vocabulary:
    exposures = [Concept(f"x:{name}", name, ConceptKind.EXERCISE, name) for name in EXPOSURES]
    outcomes = [
        Concept(f"o:{name}", name, ConceptKind.OUTCOME, name, wished=wished)
        for name, wished in OUTCOMES.items()
    ]
    return Vocabulary(tuple(sorted(exposures + outcomes, key=lambda concept: concept.iri)))


FINDER, CUES = MentionFinder(vocabulary()), CueFinder()


def read(text: str):
    sentence = lay_out(text, 0, len(text), FINDER, CUES, {})
    return sentence, walk(sentence, find_zones(sentence), Surroundings()).links


def links_of(text: str):
    return read(text)[1]


def rows(name: str) -> list[dict]:
    table = tomllib.loads(files("ingest").joinpath("cues", f"{name}.toml").read_text("utf-8"))
    role = {"role": "evaluative"} if name == "evaluatives" else {}
    return [{**role, **row} for row in table["cue"]]


ALL_CUES = [*rows("changes"), *rows("evaluatives")]


@pytest.mark.parametrize("row", ALL_CUES, ids=lambda row: f"{row['role']} {row['lemma']}")
def test_every_cue_makes_a_link_in_its_own_example(row):
    sentence, links = read(row["example"])
    fired = {(placed.cue.lemma, placed.cue.role.value) for placed in sentence.cues}

    assert (row["lemma"], row["role"]) in fired
    assert links


def test_no_cue_is_given_twice_in_the_same_role():
    named = [(row["lemma"], row["role"]) for row in ALL_CUES]

    assert len(named) == len(set(named))


def test_a_verb_is_found_in_every_inflection():
    forms = [
        "Yoga reduces pain.",
        "Yoga reduced pain.",
        "Yoga can reduce pain.",
        "Yoga works by reducing pain.",
    ]

    assert [len(links_of(text)) for text in forms] == [1, 1, 1, 1]


def test_a_word_of_a_concepts_name_is_no_cue():
    assert links_of("Bone loss and walking.") == ()
