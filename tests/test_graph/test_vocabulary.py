from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph.errors import NotFoundError, VocabularyError
from graph.model import ConceptKind, Direction
from graph.vocabulary import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = """\
@prefix c: <https://trabecula.example/concepts/> .
@prefix s: <https://trabecula.example/schemes/> .
@prefix tb: <https://trabecula.example/terms#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix own: <https://clinic.example/concepts/> .
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def test_the_shipped_vocabulary_is_as_large_as_promised(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.of_kind(ConceptKind.EXERCISE, ConceptKind.HABIT)) >= 90
    assert len(vocabulary.of_kind(ConceptKind.OUTCOME)) >= 100
    assert len(vocabulary.of_kind(ConceptKind.POPULATION)) >= 30


def test_every_shipped_concept_has_a_definition(vocabulary: Vocabulary) -> None:
    assert [c.id for c in vocabulary.concepts if not c.definition] == []


def test_every_mesh_match_has_the_shape_of_a_descriptor(vocabulary: Vocabulary) -> None:
    matches = [match for concept in vocabulary.concepts for match in concept.exact_match]
    assert matches
    assert all(re.fullmatch(r"http://id\.nlm\.nih\.gov/mesh/D\d{6,9}", m) for m in matches)
    assert len(matches) == len(set(matches))


def test_only_outcomes_have_a_wished_direction(vocabulary: Vocabulary) -> None:
    assert {c.kind for c in vocabulary.concepts if c.wished} == {ConceptKind.OUTCOME}
    assert vocabulary.by_id("fall-risk").wished is Direction.DECREASE
    assert vocabulary.by_id("bone-mineral-density").wished is Direction.INCREASE


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("weight lifting", "resistance-training"),
        ("BMD", "bone-mineral-density"),
        ("Weight bearing exercise", "weight-bearing-exercise"),
        ("muscle weakness", "muscle-strength"),
    ],
)
def test_a_concept_is_found_by_any_of_its_names(
    vocabulary: Vocabulary, name: str, concept: str
) -> None:
    assert [found.id for found in vocabulary.by_label(name)] == [concept]


def test_opposites_are_kept_apart(vocabulary: Vocabulary) -> None:
    for one, other in [
        ("vitamin D", "vitamin D deficiency"),
        ("calcium", "calcium deficiency"),
        ("physical activity", "physical inactivity"),
        ("bone mineral density", "bone loss"),
        ("bone formation", "bone resorption"),
    ]:
        assert vocabulary.by_label(one) != vocabulary.by_label(other)


def test_broader_and_narrower_reach_all_the_way(vocabulary: Vocabulary) -> None:
    squat, activity = vocabulary.by_id("squat").iri, vocabulary.by_id("physical-activity").iri
    assert activity in vocabulary.broader(squat)
    assert squat in vocabulary.narrower(activity)
    assert squat not in vocabulary.narrower(squat)


def test_what_is_not_there_is_said_to_be_not_there(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_label("migraine") == ()
    with pytest.raises(NotFoundError):
        vocabulary.by_id("migraine")
    with pytest.raises(NotFoundError):
        vocabulary.concept("https://clinic.example/migraine")


def with_own(folder: Path, text: str, name: str = "own.ttl") -> Vocabulary:
    (folder / name).write_text(PREFIXES + text, "utf-8")
    return load_vocabulary(folder)


def test_a_file_of_one_s_own_adds_concepts_and_labels(tmp_path: Path) -> None:
    own = with_own(
        tmp_path,
        """
own:bouldering a skos:Concept ; skos:inScheme s:exercises ;
    skos:prefLabel "bouldering"@en ; skos:broader c:sport .
c:squat skos:altLabel "goblet squat"@en .
""",
    )
    assert own.by_label("bouldering")[0].kind is ConceptKind.EXERCISE
    assert own.by_label("goblet squat")[0].id == "squat"
    assert own.fingerprint != load_vocabulary().fingerprint


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("own:x a skos:Concept ; skos:prefLabel ;\n.", 6, "Turtle"),
        ("\nown:x a skos:Concept ; skos:inScheme s:exercises .", 7, "no skos:prefLabel"),
        ('own:x a skos:Concept ; skos:prefLabel "x"@en .', 6, "skos:inScheme"),
        (
            'own:x a skos:Concept ; skos:inScheme s:exercises ; skos:prefLabel "yoga"@en .',
            6,
            "names both",
        ),
        (
            (
                'own:x a skos:Concept ; skos:inScheme s:exercises ; skos:prefLabel "x"@en ;\n'
                "    skos:broader own:nothing ."
            ),
            6,
            "unknown",
        ),
        ("c:exercise skos:broader c:squat .", None, "broader than itself"),
        ('\n\nc:squat skos:prefLabel "kneebend"@en .', 8, "second skos:prefLabel"),
        (
            'own:squat a skos:Concept ; skos:inScheme s:exercises ; skos:prefLabel "x"@en .',
            6,
            "ends like",
        ),
        (
            'c:squat skos:notation "sideways"^^tb:wishedDirection ; skos:altLabel "kneebend" .',
            6,
            "wished",
        ),
        ('c:squat skos:altLabel " "@en .', 6, "empty"),
        ('c:squat skos:broader "exercise" ; skos:altLabel "kneebend" .', 6, "IRI"),
    ],
)
def test_a_broken_or_clashing_file_is_refused_with_its_name_and_line(
    tmp_path: Path, text: str, line: int | None, complaint: str
) -> None:
    with pytest.raises(VocabularyError, match=complaint) as caught:
        with_own(tmp_path, text)
    if line is not None:
        assert (caught.value.path, caught.value.line) == (str(tmp_path / "own.ttl"), line)


def test_two_files_of_one_s_own_that_clash_blame_the_second(tmp_path: Path) -> None:
    concept = 'a skos:Concept ; skos:inScheme s:outcomes ; skos:prefLabel "zest"@en .'
    (tmp_path / "a.ttl").write_text(PREFIXES + f"own:zest-one {concept}", "utf-8")
    with pytest.raises(VocabularyError, match="zest-one") as caught:
        with_own(tmp_path, f"own:zest-two {concept}", "b.ttl")
    assert caught.value.path.endswith("b.ttl")


def test_a_file_that_is_not_text_is_refused_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_bytes(b"# first\n# \xff\n")
    with pytest.raises(VocabularyError, match="line 2"):
        load_vocabulary(tmp_path)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_bytes(b"#" * 5_000_001)
    with pytest.raises(VocabularyError, match="larger"):
        load_vocabulary(tmp_path)
