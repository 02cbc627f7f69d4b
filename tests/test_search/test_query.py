"""What a person typed to a query."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.vocabulary import Vocabulary
from search.base import All, Any, Facet, Has, Node, Not, Phrase, Query, Term
from search.highlights import highlights
from search.memory_index import MemoryIndex
from search.query import MAX_LENGTH, MAX_WORDS, parse_query
from search.query_syntax import MAX_DEPTH


def leaves(node: Node) -> set[str]:
    match node:
        case Term(text):
            return {text}
        case Phrase(words):
            return {" ".join(words)}
        case All(parts) | Any(parts):
            return {leaf for part in parts for leaf in leaves(part)}
        case Not(part):
            return leaves(part)
        case Has():
            return set()


def depth(node: Node) -> int:
    match node:
        case All(parts) | Any(parts):
            return 1 + max(map(depth, parts), default=0)
        case Not(part):
            return 1 + depth(part)
        case _:
            return 1


def test_plain_words_match_any_and_prefer_all(vocabulary: Vocabulary) -> None:
    query = parse_query("ankle Braces", vocabulary)
    ankle, braces = Term("ankle"), Term("braces")
    assert query.root == Any((All((ankle, braces)), ankle, braces))
    assert (query.notes, query.concepts, query.typed) == ((), (), "ankle Braces")


def test_one_word_needs_no_joining(vocabulary: Vocabulary) -> None:
    assert parse_query("the ankle", vocabulary).root == Term("ankle")


def test_operators_join_as_they_say(vocabulary: Vocabulary) -> None:
    a, b, c = Term("ankle"), Term("brace"), Term("cast")
    assert parse_query("ankle AND brace", vocabulary).root == All((a, b))
    assert parse_query("ankle OR brace cast", vocabulary).root == Any((a, All((b, c))))
    assert parse_query("(ankle OR brace) AND cast", vocabulary).root == All((Any((a, b)), c))
    assert parse_query("ankle NOT brace", vocabulary).root == All((a, Not(b)))
    assert parse_query("NOT (ankle brace)", vocabulary).root == Not(All((a, b)))
    assert parse_query("NOT NOT ankle", vocabulary).root == a
    assert parse_query("ankle NOT brace cast", vocabulary).root == All((a, Not(b), c))


def test_operators_in_small_letters_are_words(vocabulary: Vocabulary) -> None:
    assert leaves(parse_query("ankle or brace", vocabulary).root) == {"ankle", "brace"}
    assert isinstance(parse_query("ankle and brace", vocabulary).root, Any)


def test_a_phrase_must_match_as_it_stands(vocabulary: Vocabulary) -> None:
    phrase = Phrase(("ankle", "of", "brace"))
    assert parse_query('"ankle of brace" cast', vocabulary).root == All((phrase, Term("cast")))
    assert parse_query("“ankle of brace”", vocabulary).root == phrase
    assert parse_query('"resistance training"', vocabulary).concepts == ()


def test_a_hyphenated_word_keeps_together_among_operators(vocabulary: Vocabulary) -> None:
    assert parse_query("cast NOT load-bearing", vocabulary).root == All(
        (Term("cast"), Not(Phrase(("load", "bearing"))))
    )
    assert leaves(parse_query("load-bearing", vocabulary).root) == {"load", "bearing"}


def test_a_star_asks_for_the_beginning_of_a_word(vocabulary: Vocabulary) -> None:
    assert parse_query("Osteo*", vocabulary).root == Term("osteo*", pattern=True)
    short = parse_query("o* ankle", vocabulary)
    assert len(short.notes) == 1
    assert Term("o*", pattern=True) not in getattr(short.root, "parts", ())


def test_a_concept_is_searched_under_all_its_names_and_narrower_ones(
    vocabulary: Vocabulary,
) -> None:
    query = parse_query("weight lifting", vocabulary)
    assert query.concepts == ("urn:resistance-training",)
    assert query.root == Any(
        (
            All((Term("weight"), Term("lifting"))),
            Phrase(("resistance", "training")),
            Phrase(("kettlebell", "swing")),
        ),
        alike=True,
    )


def test_a_concept_among_operators_keeps_its_words_together(vocabulary: Vocabulary) -> None:
    root = parse_query("ankle AND weight lifting", vocabulary).root
    assert isinstance(root, All)
    assert isinstance(root.parts[1], Any)
    assert root.parts[1].parts[0] == Phrase(("weight", "lifting"))


def test_of_many_words_none_is_preferred_for_having_all(vocabulary: Vocabulary) -> None:
    words = tuple(map(Term, ("ankle", "brace", "cast", "splint", "tape")))
    assert parse_query("ankle brace cast splint tape", vocabulary).root == Any(words)


def test_a_name_that_holds_another_is_not_searched_for_twice(vocabulary: Vocabulary) -> None:
    assert "progressive resistance training" not in leaves(
        parse_query("weight lifting", vocabulary).root
    )


def test_concepts_are_recognised_in_the_singular_and_the_plural(vocabulary: Vocabulary) -> None:
    found = parse_query("do Kettlebell SWINGS help bmd in older adult?", vocabulary).concepts
    assert found == ("urn:kettlebell", "urn:bone-density", "urn:older-adults")
    assert parse_query("sit-to-stand", vocabulary).concepts == ("urn:sit-to-stand",)


def test_a_word_of_the_same_stem_is_not_taken_for_the_concept(vocabulary: Vocabulary) -> None:
    assert parse_query("painful exercising", vocabulary).concepts == ()


def test_the_longest_name_is_recognised(vocabulary: Vocabulary) -> None:
    assert parse_query("resistance training exercise", vocabulary).concepts == (
        "urn:resistance-training",
        "urn:exercise",
    )


def test_without_widening_only_the_words_are_searched(vocabulary: Vocabulary) -> None:
    query = parse_query("weight lifting", vocabulary, widen=False)
    assert leaves(query.root) == {"weight", "lifting"}
    assert query.concepts == ("urn:resistance-training",)


def test_an_excluded_concept_is_not_what_the_query_is_about(vocabulary: Vocabulary) -> None:
    query = parse_query("ankle NOT weight lifting", vocabulary)
    assert query.concepts == ()
    assert isinstance(query.root, All)
    assert query.root.parts[0] == Term("ankle")
    assert isinstance(query.root.parts[1], Not)
    assert "resistance training" in leaves(query.root.parts[1])


def test_fields_narrow_by_label_or_id(vocabulary: Vocabulary) -> None:
    query = parse_query(
        'ankle exercise:"Weight Lifting" OUTCOME:bone-density direction:"no effect"', vocabulary
    )
    assert query.root == Term("ankle")
    assert query.filters == {
        Facet.EXERCISE: frozenset({"urn:resistance-training"}),
        Facet.OUTCOME: frozenset({"urn:bone-density"}),
        Facet.DIRECTION: frozenset({"no_effect"}),
    }
    assert query.concepts == ("urn:resistance-training", "urn:bone-density")
    assert query.notes == ()


def test_fields_alone_match_all_that_they_let_through(vocabulary: Vocabulary) -> None:
    assert parse_query("outcome:pain", vocabulary).root == All(())
    only = {Facet.OUTCOME: frozenset({"urn:pain"})}
    assert parse_query("", vocabulary, filters=only).filters == only


def test_fields_add_to_the_filters_given(vocabulary: Vocabulary) -> None:
    given_filters = {Facet.OUTCOME: frozenset({"urn:bone-density"})}
    query = parse_query("outcome:pain", vocabulary, filters=given_filters)
    assert query.filters[Facet.OUTCOME] == {"urn:bone-density", "urn:pain"}


@pytest.mark.parametrize(
    "typed",
    [
        "exercise:flying",
        "outcome:exercise",
        "exercise:pain",
        "direction:sideways",
        'outcome:"ankle brace"',
    ],
)
def test_an_unknown_value_of_a_field_is_searched_as_words_and_noted(
    vocabulary: Vocabulary, typed: str
) -> None:
    query = parse_query(f"cast {typed}", vocabulary)
    assert query.filters == {}
    assert len(query.notes) == 1
    assert "searched as words" in query.notes[0]
    assert len(leaves(query.root)) >= 2


def test_a_field_among_operators_is_a_part_like_any_other(vocabulary: Vocabulary) -> None:
    cast, pain = Term("cast"), Has(Facet.OUTCOME, frozenset({"urn:pain"}))
    read = {
        "cast AND outcome:pain": All((cast, pain)),
        "cast OR outcome:pain": Any((cast, pain)),
        "outcome:pain OR cast": Any((pain, cast)),
        "NOT outcome:pain": Not(pain),
        "(outcome:pain OR cast) AND cast": All((Any((pain, cast)), cast)),
    }
    for typed, root in read.items():
        query = parse_query(typed, vocabulary)
        assert (query.root, query.filters, query.notes) == (root, {}, ())
    assert parse_query("cast NOT outcome:pain", vocabulary).concepts == ()


def test_fields_of_one_kind_side_by_side_are_alternatives(vocabulary: Vocabulary) -> None:
    both = frozenset({"urn:kettlebell", "urn:sit-to-stand"})
    plain = parse_query("exercise:kettlebell cast exercise:sit-to-stand", vocabulary)
    assert plain.filters == {Facet.EXERCISE: both}
    joined = parse_query("exercise:kettlebell exercise:sit-to-stand AND cast", vocabulary)
    assert joined.root == All((Has(Facet.EXERCISE, both), Term("cast")))


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("year:2019..2021", {"2019", "2020", "2021"}),
        ("year:2021-2019", {"2019", "2020", "2021"}),
        ("year:2015", {"2015"}),
        ("year:..1801", {"1800", "1801"}),
        ("year:2099..", {"2099", "2100"}),
        ("cited:NO", {"no"}),
        ("direction:No-Effect", {"no_effect"}),
        ("design:review", {"meta-analysis", "systematic review", "narrative review"}),
        ("design:RCT", {"randomised trial"}),
        ('design:"cohort study"', {"cohort study"}),
        ("design:meta-analysis", {"meta-analysis"}),
        ("site:www.Example.org", {"example.org"}),
        ("site:https://example.org/a", {"example.org"}),
        ("population:older-adults", {"urn:older-adults"}),
        ("article:ab12", {"ab12"}),
    ],
)
def test_each_field_takes_its_own_values(
    vocabulary: Vocabulary, typed: str, values: set[str]
) -> None:
    query = parse_query(typed, vocabulary)
    assert list(query.filters.values()) == [values]
    assert query.notes == ()


@pytest.mark.parametrize(
    "typed",
    ["year:soon", "year:20101", "year:1700", "year:..", "cited:maybe", "design:x", "site:*"],
)
def test_a_value_that_a_field_does_not_take_is_searched_as_words(
    vocabulary: Vocabulary, typed: str
) -> None:
    query = parse_query(f"cast {typed}", vocabulary)
    assert query.filters == {}
    assert len(query.notes) == 1
    assert "takes" in query.notes[0]


def test_a_source_is_asked_for_by_whatever_names_it(vocabulary: Vocabulary) -> None:
    names = {"10.1000/x": {"s1"}, "123": {"s1", "s2"}}
    query = parse_query("source:10.1000/x", vocabulary, find_sources=lambda n: names.get(n, ()))
    assert query.filters == {Facet.SOURCE: {"s1"}}
    unknown = parse_query("source:10.1000/y", vocabulary, find_sources=lambda n: names.get(n, ()))
    assert len(unknown.notes) == 1


@pytest.mark.parametrize("typed", ["*porosis", "ost*sis", "wom?n", "Osteo*,"])
def test_wildcards_stand_anywhere_in_a_word(vocabulary: Vocabulary, typed: str) -> None:
    pattern = typed.strip(",").lower()
    assert parse_query(typed, vocabulary).root == Term(pattern, pattern=True)


@pytest.mark.parametrize("typed", ["brace?", "does it brace?", "brace??"])
def test_the_question_mark_of_a_question_is_no_wildcard(vocabulary: Vocabulary, typed: str) -> None:
    root = parse_query(typed, vocabulary).root
    assert not any("?" in leaf for leaf in leaves(root))


def test_a_pattern_of_many_stars_is_read_as_words(vocabulary: Vocabulary) -> None:
    query = parse_query("b*b*b*b*b", vocabulary)
    assert len(query.notes) == 1
    assert not any("*" in leaf for leaf in leaves(query.root))


def test_what_widened_a_query_is_told_and_can_be_left_out(vocabulary: Vocabulary) -> None:
    query = parse_query("weight lifting bmd", vocabulary)
    assert [(each.concept, each.typed) for each in query.recognised] == [
        ("urn:resistance-training", "weight lifting"),
        ("urn:bone-density", "bmd"),
    ]
    assert query.recognised[0].names == ("resistance training", "kettlebell swing")
    exact = parse_query("weight lifting bmd", vocabulary, exact=["urn:resistance-training"])
    assert [each.names for each in exact.recognised] == [(), ("bone mineral density",)]
    assert leaves(exact.root) == {"weight", "lifting", "bmd", "bone mineral density"}


def test_brackets_of_a_sentence_without_operators_group_nothing(vocabulary: Vocabulary) -> None:
    plain = parse_query("ankle swelling after sprain brace", vocabulary)
    bracketed = parse_query("ankle swelling (after sprain) brace", vocabulary)
    assert (bracketed.root, bracketed.notes) == (plain.root, ())


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ('ankle "brace', All((Term("ankle"), Term("brace")))),
        ("ankle AND (brace", All((Term("ankle"), Term("brace")))),
        ("ankle) AND brace", All((Term("ankle"), Term("brace")))),
        ("ankle AND () brace", All((Term("ankle"), Term("brace")))),
        ("AND ankle", Term("ankle")),
        ("ankle AND", Term("ankle")),
        ("ankle OR", Term("ankle")),
        ("OR", None),
        ("ankle NOT", All((Term("ankle"), Term("not")))),
        ("(ankle AND) brace", All((Term("ankle"), Term("brace")))),
        ("ankle AND OR brace", All((Term("ankle"), Term("brace")))),
        ("outcome: ankle", Term("ankle")),
    ],
)
def test_a_slip_is_searched_as_words_and_noted(
    vocabulary: Vocabulary, typed: str, root: Node | None
) -> None:
    if root is None:
        with pytest.raises(QueryError, match="too common"):
            parse_query(typed, vocabulary)
        return
    query = parse_query(typed, vocabulary)
    assert leaves(query.root) == leaves(root)
    assert len(query.notes) >= 1
    assert all(note.endswith(".") for note in query.notes)


def test_brackets_that_nest_too_deeply_are_passed_over(vocabulary: Vocabulary) -> None:
    deep = MAX_DEPTH + 1
    query = parse_query("(" * deep + "ankle OR brace" + ")" * deep, vocabulary)
    assert query.root == Any((Term("ankle"), Term("brace")))
    assert len(query.notes) == 1
    allowed = parse_query("(" * MAX_DEPTH + "ankle" + ")" * MAX_DEPTH, vocabulary)
    assert (allowed.root, allowed.notes) == (Term("ankle"), ())


@pytest.mark.parametrize("typed", ["", "   ", "???", "()", '""', "*"])
def test_an_empty_query_asks_for_a_word(vocabulary: Vocabulary, typed: str) -> None:
    with pytest.raises(QueryError, match="Type at least one word to search for"):
        parse_query(typed, vocabulary)


@pytest.mark.parametrize("typed", ["the", "what is the", '"of the"', "(and) the"])
def test_a_query_of_common_words_alone_says_so(vocabulary: Vocabulary, typed: str) -> None:
    with pytest.raises(QueryError, match="too common"):
        parse_query(typed, vocabulary)


def test_a_query_has_its_bounds(vocabulary: Vocabulary) -> None:
    assert parse_query("x" * MAX_LENGTH, vocabulary)
    with pytest.raises(QueryError, match="500 characters at most"):
        parse_query("x" * (MAX_LENGTH + 1), vocabulary)
    for limit, offset in ((0, 0), (101, 0), (20, -1), (20, 10_001)):
        with pytest.raises(QueryError):
            parse_query("ankle", vocabulary, limit=limit, offset=offset)


def test_only_so_many_words_are_searched_for(vocabulary: Vocabulary) -> None:
    query = parse_query(" ".join(f"w{n}" for n in range(MAX_WORDS + 5)), vocabulary)
    assert leaves(query.root) == {f"w{n}" for n in range(MAX_WORDS)}
    assert len(query.notes) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *("ankle", "the", "weight", "lifting", "AND", "OR", "NOT", "(", ")", '"', "*"),
                *(
                    "os*",
                    "o?s",
                    "-",
                    "outcome:",
                    "outcome:pain",
                    "year:..2",
                    'exercise:"',
                    "\x00",
                    "é",
                    "“",
                ),
            )
        ),
        max_size=30,
    ).map(" ".join)
    | st.text(max_size=40)
)
def test_whatever_is_typed_is_a_query_or_too_little_of_one(
    vocabulary: Vocabulary, typed: str
) -> None:
    try:
        query: Query = parse_query(typed, vocabulary)
    except QueryError:
        return
    assert depth(query.root) <= 4 * MAX_DEPTH
    assert MemoryIndex().search(query).total == 0
    highlights("ankle weight lifting pain", query)
