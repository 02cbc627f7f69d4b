from hypothesis import given
from hypothesis import strategies as st

from graph.model import Concept, ConceptKind, Direction
from graph.vocabulary import Vocabulary
from ingest.abbreviations import defined_abbreviations
from ingest.mentions import MentionFinder
from ingest.words import normal_form, read_words

EXERCISE = Concept("x:exercise", "exercise", ConceptKind.EXERCISE, "exercise")


def exercise(name: str, *alt: str) -> Concept:
    return Concept(
        f"x:{name}", name, ConceptKind.EXERCISE, name, alt_labels=alt, broader=("x:exercise",)
    )


def outcome(name: str, *alt: str, inverse=(), context=()) -> Concept:
    return Concept(
        f"o:{name}",
        name,
        ConceptKind.OUTCOME,
        name,
        alt_labels=alt,
        wished=Direction.INCREASE,
        inverse_labels=inverse,
        context_labels=context,
    )


CONCEPTS = (
    EXERCISE,
    exercise("tai chi"),
    exercise("resistance training", "strength training", "strengthening"),
    exercise("balance training", "balance exercises"),
    exercise("stretching exercise"),
    exercise("strength and balance training", "strength and balance exercises"),
    exercise("Nordic walking"),
    outcome("bone mineral density", "bone density", "BMD"),
    outcome("bone strength", context=("strength",)),
    outcome("muscle strength", inverse=("muscle weakness",), context=("strength",)),
    outcome("flexibility"),
    outcome("mobility", "TUG"),
    outcome("hip arthritis"),
    outcome("knee arthritis"),
    outcome("fibre intake"),
)
FINDER = MentionFinder(Vocabulary(tuple(sorted(CONCEPTS, key=lambda one: one.iri))))


def seen(text: str) -> list[tuple[str, str]]:
    return [(item.concept.label, item.mention.text) for item in FINDER.find(text)]


def test_the_longest_label_wins_where_labels_overlap():
    assert seen("Strength and balance exercises work.") == [
        ("strength and balance training", "Strength and balance exercises")
    ]


def test_a_label_is_found_in_plural_with_hyphen_and_in_the_other_spelling():
    assert seen("A resistance-training plan with fiber intakes.") == [
        ("resistance training", "resistance-training"),
        ("fibre intake", "fiber intakes"),
    ]


def test_a_label_is_not_found_inside_a_longer_word_or_across_a_comma():
    assert seen("A headbalance training, bone, density.") == []


def test_an_abbreviation_counts_only_in_capitals():
    assert seen("She gave the dog a tug, and TUG fell.") == [("mobility", "TUG")]


def test_a_shared_head_completes_the_conjuncts_before_it():
    assert seen("hip and knee arthritis") == [
        ("hip arthritis", "hip"),
        ("knee arthritis", "knee arthritis"),
    ]


def test_a_shared_head_reaches_over_commas():
    found = seen("We offer stretching, dance and balance exercises.")

    assert ("stretching exercise", "stretching") in found
    assert ("balance training", "balance exercises") in found


def test_a_particular_name_takes_in_the_general_one_behind_it():
    assert seen("Tai chi exercise is slow.") == [("tai chi", "Tai chi")]


def test_an_ambiguous_word_goes_to_the_concept_whose_context_is_nearest():
    assert ("bone strength", "strength") in seen("It adds to bone density, strength and more.")
    assert ("muscle strength", "strength") in seen("It adds to muscle power and strength.")


def test_an_ambiguous_word_without_context_is_only_tentative():
    (item,) = FINDER.find("This needs strength.")

    assert item.tentative


def test_an_inverse_label_says_so():
    (item,) = FINDER.find("They had muscle weakness.")

    assert item.concept.label == "muscle strength"
    assert item.inverse


def test_an_abbreviation_that_the_article_defines_names_its_concept():
    text = "The Nordic walking group (NWG) met daily. In the NWG all went well."
    short = defined_abbreviations(text, FINDER)

    assert {name: concept.label for name, concept in short.items()} == {"NWG": "Nordic walking"}
    found = [item.mention.text for item in FINDER.find(text, abbreviations=short)]
    assert found == ["Nordic walking", "NWG", "NWG"]


def test_a_short_form_with_other_initials_is_not_taken_for_the_name_before_it():
    assert (
        defined_abbreviations("Nordic walking (see the WHO; ABC) and tai chi (XYZ).", FINDER) == {}
    )


PIECES = st.sampled_from(
    [
        "Tai chi",
        "BMD",
        "bone mineral density",
        "strength",
        "muscle weakness",
        "hip and knee arthritis",
        " and ",
        ", ",
        ". ",
        " (",
        ")",
        "\n\n",
        "**",
        " — ",
        "ﬁbre intake",
        "İ",
        "ß",
        "exercise",
        " helps ",
        "𝛃",
        "’s",
        "-",
        "strength and balance exercises",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_mention_is_its_place_in_the_text_and_none_overlaps(text):
    end = 0
    for item in FINDER.find(text):
        mention = item.mention
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end


@given(st.text(max_size=200))
def test_words_are_their_places_in_any_text(text):
    end = 0
    for word in read_words(text, 0, len(text)):
        assert text[word.start : word.end].lower().replace("’", "'") == word.text
        assert word.start >= end
        end = word.end


@given(st.text(alphabet="abcdeginsy", min_size=2, max_size=12))
def test_a_plural_has_the_normal_form_of_its_singular(word):
    singular = word + "t"

    assert normal_form(singular + "s") == normal_form(singular)


@given(st.text("ab Z9'’-é.", max_size=40))
def test_words_are_the_same_whether_or_not_all_of_the_text_is_plain(text):
    alone = [word.text for word in read_words(text, 0, len(text))]
    beside = [word.text for word in read_words(f"{text} é", 0, len(text))]
    both = [word.text for word in read_words(f"{text} é", 0, len(text) + 2)]
    assert alone == beside == both[:-1]
