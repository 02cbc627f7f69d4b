"""What every search engine must do: the one suite for all of them."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import PassageKind
from search.analysis import analyse
from search.base import (
    All,
    Any,
    Facet,
    FacetCount,
    Filters,
    Has,
    Hit,
    Node,
    Not,
    Page,
    PassageDocument,
    Phrase,
    Query,
    SearchIndex,
    Sort,
    Term,
)
from search.registry import ENGINES, open_index

Passage = Callable[..., PassageDocument]
Find = Callable[..., list[str]]
Ask = Callable[..., Query]


def test_a_new_index_is_empty_and_has_seen_nothing(index: SearchIndex, find: Find) -> None:
    assert (index.seen(), index.basis(), index.count()) == (0, "", 0)
    assert index.articles() == frozenset()
    assert find(Term("bone")) == []
    assert find(All(())) == []


def test_a_word_finds_the_passages_that_hold_it(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "Rowing is fun."), passage("b", "Skiing is cold.")], 1)
    assert find(Term("rowing")) == ["a"]
    assert find(Term("swimming")) == []


def test_a_word_is_found_by_its_stem_whatever_its_case_and_accents(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "RÖWERS squatted in the café.")], 1)
    assert find(Term("squats")) == find(Term("Squatting")) == find(Term("CAFE")) == ["a"]
    assert find(Term("rower")) == ["a"]


def test_words_of_the_title_and_the_section_count_too(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "Text here.", title="Hips", section="Knees")], 1)
    assert find(Term("hip")) == find(Term("knee")) == find(Term("text")) == ["a"]


def test_a_stop_word_matches_nothing(index: SearchIndex, find: Find, passage: Passage) -> None:
    index.write([], [passage("a", "The bone and the joint.")], 1)
    assert find(Term("the")) == []
    assert find(Phrase(("and", "the"))) == []


def test_a_phrase_needs_its_words_in_order_and_side_by_side(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [],
        [
            passage("a", "Grip strength fell."),
            passage("b", "Strength of grip fell."),
            passage("c", "Grip and strength fell."),
        ],
        1,
    )
    assert find(Phrase(("grip", "strength"))) == ["a"]
    assert find(Phrase(("Grips", "STRENGTH"))) == ["a"]


def test_a_phrase_keeps_the_places_of_its_stop_words(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [],
        [
            passage("a", "The sit-to-stand test."),
            passage("b", "The sit stand test."),
            passage("c", "Sit, then try to stand."),
        ],
        1,
    )
    assert find(Phrase(("sit", "to", "stand"))) == ["a"]
    assert find(Phrase(("sit", "to", "stand", "test"))) == ["a"]


def test_a_phrase_with_a_word_twice_needs_it_twice(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "Step by step."), passage("b", "Step step step on.")], 1)
    assert find(Phrase(("step", "step"))) == ["b"]
    assert find(Phrase(("step", "step", "on"))) == ["b"]


def test_a_phrase_does_not_run_from_the_title_into_the_text(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "strength fell", title="grip"), passage("b", "grip strength")], 1)
    assert find(Phrase(("grip", "strength"))) == ["b"]


def test_a_hyphenated_word_is_found_as_its_parts_and_as_two_words(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "weight-bearing sports"), passage("b", "bearing weight")], 1)
    assert find(Term("weight-bearing")) == find(Phrase(("weight", "bearing"))) == ["a"]
    assert sorted(find(Term("bearing"))) == ["a", "b"]


def test_a_prefix_finds_words_that_begin_so_and_not_their_stems_alone(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [], [passage("a", "rehabilitation"), passage("b", "rehab"), passage("c", "Balance")], 1
    )
    assert find(Term("rehabilita*", pattern=True)) == ["a"]
    assert sorted(find(Term("REHAB*", pattern=True))) == ["a", "b"]
    assert find(Term("balance*", pattern=True)) == ["c"]
    assert find(Term("xyz*", pattern=True)) == []


def test_all_needs_every_part_and_any_needs_one(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "hip knee"), passage("b", "hip"), passage("c", "toe")], 1)
    assert find(All((Term("hip"), Term("knee")))) == ["a"]
    assert sorted(find(Any((Term("hip"), Term("toe"))))) == ["a", "b", "c"]
    assert sorted(find(All(()))) == ["a", "b", "c"]
    assert find(Any(())) == []


def test_not_leaves_passages_out_wherever_it_stands(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "hip knee"), passage("b", "hip"), passage("c", "toe")], 1)
    assert find(All((Term("hip"), Not(Term("knee"))))) == ["b"]
    assert sorted(find(Not(Term("knee")))) == ["b", "c"]
    assert sorted(find(Any((Term("knee"), Not(Term("toe")))))) == ["a", "b"]
    assert find(Not(Not(Term("toe")))) == ["c"]
    assert find(Not(All(()))) == []


def test_filters_narrow_by_what_the_claims_say(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [],
        [
            passage(
                "a",
                "hip",
                facets={
                    Facet.EXERCISE: ("urn:x",),
                    Facet.OUTCOME: ("urn:o",),
                    Facet.DIRECTION: ("increase",),
                },
            ),
            passage(
                "b",
                "hip",
                facets={Facet.EXERCISE: ("urn:y", "urn:z"), Facet.DIRECTION: ("decrease",)},
            ),
            passage("c", "hip"),
        ],
        1,
    )
    x, y, z = "urn:x", "urn:y", "urn:z"
    assert find(Term("hip"), {Facet.EXERCISE: frozenset({x})}) == ["a"]
    assert find(Term("hip"), {Facet.EXERCISE: frozenset({x, z})}) == ["a", "b"]
    assert find(All(()), {Facet.DIRECTION: frozenset({"decrease"})}) == ["b"]
    both = {Facet.EXERCISE: frozenset({y}), Facet.DIRECTION: frozenset({"increase"})}
    assert find(Term("hip"), both) == []
    assert find(Term("hip"), {Facet.OUTCOME: frozenset({"urn:o"})}) == ["a"]
    assert find(Term("hip"), {Facet.ARTICLE: frozenset({"article"})}) == ["a", "b", "c"]
    assert find(Term("hip"), {Facet.SITE: frozenset({"unheard of"})}) == []


def test_a_facets_value_can_be_asked_for_anywhere_in_a_query_and_scores_nothing(
    index: SearchIndex, find: Find, passage: Passage, ask: Ask
) -> None:
    index.write(
        [],
        [
            passage("a", "hip", facets={Facet.DESIGN: ("randomised trial",)}),
            passage("b", "hip", facets={Facet.DESIGN: ("cohort study",)}),
            passage("c", "toe"),
        ],
        1,
    )
    trial = Has(Facet.DESIGN, frozenset({"randomised trial"}))
    assert find(trial) == ["a"]
    assert sorted(find(Any((trial, Term("toe"))))) == ["a", "c"]
    assert find(All((Term("hip"), Not(trial)))) == ["b"]
    assert find(Has(Facet.DESIGN, frozenset())) == []
    (alone,) = index.search(ask(All((Term("toe"), Not(trial))))).hits
    assert alone.score == pytest.approx(index.search(ask(Term("toe"))).hits[0].score, rel=1e-5)
    assert index.search(ask(trial)).hits[0].score == 0


def test_facets_are_counted_under_the_filters_on_others_and_not_under_their_own(
    index: SearchIndex, passage: Passage, ask: Ask
) -> None:
    index.write(
        [],
        [
            passage("a", "hip", facets={Facet.OUTCOME: ("o1", "o2"), Facet.CITED: ("yes",)}),
            passage("b", "hip", facets={Facet.OUTCOME: ("o1",), Facet.CITED: ("no",)}),
            passage("c", "hip", article="other"),
            passage("d", "toe", facets={Facet.OUTCOME: ("o3",), Facet.CITED: ("yes",)}),
        ],
        1,
    )
    facets = (Facet.OUTCOME, Facet.CITED, Facet.ARTICLE, Facet.YEAR)
    page = index.search(ask(Term("hip"), facets=facets))
    assert page.facets == {
        Facet.OUTCOME: (FacetCount("o1", 2), FacetCount("o2", 1)),
        Facet.CITED: (FacetCount("no", 1), FacetCount("yes", 1)),
        Facet.ARTICLE: (FacetCount("article", 2), FacetCount("other", 1)),
        Facet.YEAR: (),
    }
    assert (page.total, page.articles) == (3, 2)
    narrowed = index.search(ask(Term("hip"), {Facet.CITED: frozenset({"yes"})}, facets=facets))
    assert narrowed.facets == {
        Facet.OUTCOME: (FacetCount("o1", 1), FacetCount("o2", 1)),
        Facet.CITED: (FacetCount("no", 1), FacetCount("yes", 1)),
        Facet.ARTICLE: (FacetCount("article", 1),),
        Facet.YEAR: (),
    }
    assert (narrowed.total, narrowed.articles) == (1, 1)
    assert index.search(ask(Term("hip"))).facets == {}


def test_nothing_found_has_facets_without_values(
    index: SearchIndex, passage: Passage, ask: Ask
) -> None:
    query = ask(Term("hip"), facets=(Facet.YEAR,), grouped=True)
    assert index.search(query) == Page((), 0, 0, {Facet.YEAR: ()})
    index.write([], [passage("a", "toe")], 1)
    assert index.search(query) == Page((), 0, 0, {Facet.YEAR: ()})


def test_what_was_replaced_is_counted_nowhere(
    index: SearchIndex, passage: Passage, ask: Ask
) -> None:
    index.write([], [passage("a", "hip", facets={Facet.SITE: ("old.org",)})], 1)
    index.write(["article"], [passage("b", "hip", facets={Facet.SITE: ("new.org",)})], 2)
    page = index.search(ask(Term("hip"), facets=(Facet.SITE,)))
    assert page.facets == {Facet.SITE: (FacetCount("new.org", 1),)}
    assert set(index.words()) >= {"hip"}


def test_hits_are_sorted_by_evidence_or_year_then_relevance(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [],
        [
            passage("a", "hip toe toe", evidence=1, year=2010),
            passage("b", "hip hip toe", evidence=1, year=2020),
            passage("c", "hip knee toe", evidence=3),
            passage("d", "hip knee toe", year=2020),
        ],
        1,
    )
    assert find(Term("hip"), sort=Sort.EVIDENCE) == ["c", "b", "a", "d"]
    assert find(Term("hip"), sort=Sort.YEAR) == ["b", "d", "a", "c"]


def test_grouped_hits_of_an_article_stand_together_in_the_order_of_its_best(
    index: SearchIndex, passage: Passage, ask: Ask
) -> None:
    index.write(
        [],
        [
            *(passage(f"a{n}", "hip " * n + "toe " * 6, article="one") for n in range(1, 6)),
            passage("b", "hip " * 6, article="two"),
            passage("c", "hip toe", article="three"),
        ],
        1,
    )
    whole = index.search(ask(Term("hip"), grouped=True))
    articles = list(dict.fromkeys(hit.article for hit in whole.hits))
    best = dict.fromkeys(articles, 0.0)
    for hit in whole.hits:
        best[hit.article] = max(best[hit.article], hit.score)
    assert list(best.values()) == sorted(best.values(), reverse=True)
    one = [hit for hit in whole.hits if hit.article == "one"]
    assert [(hit.passage, hit.others) for hit in one] == [("a5", 2), ("a4", 2), ("a3", 2)]
    assert (whole.total, whole.articles) == (7, 3)
    pages = [index.search(ask(Term("hip"), grouped=True, limit=1, offset=n)) for n in range(4)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert pages[3].hits == ()


def test_a_pattern_stands_for_letters_anywhere_in_a_word(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    texts = {"a": "behaviour", "b": "behavior", "c": "misbehaving", "d": "1.5 mg", "e": "115"}
    index.write([], [passage(name, text) for name, text in texts.items()], 1)
    assert sorted(find(Term("behav*r", pattern=True))) == ["a", "b"]
    assert find(Term("behavi?r", pattern=True)) == ["b"]
    assert find(Term("*having", pattern=True)) == ["c"]
    assert find(Term("1.5*", pattern=True)) == ["d"]
    assert find(Term("*", pattern=True)) == find(Term("?*?", pattern=True)) == []


def test_the_words_of_all_passages_are_told_with_their_counts(
    index: SearchIndex, passage: Passage
) -> None:
    assert dict(index.words()) == {}
    index.write([], [passage("a", "Hips and knees", title="Toes"), passage("b", "hips")], 1)
    assert dict(index.words()) == {"hips": 2, "knees": 1}


def test_names_of_concepts_and_titles_of_sources_are_found_and_count_least(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [],
        [
            passage("a", "one two", claims="tai chi", sources="Falls in the city"),
            passage("b", "one two", title="tai chi"),
            passage("c", "tai chi"),
        ],
        1,
    )
    assert find(Phrase(("tai", "chi"))) == ["c", "b", "a"]
    assert find(Term("city")) == ["a"]
    assert find(Phrase(("chi", "falls"))) == []


def test_more_of_the_words_rank_higher(index: SearchIndex, find: Find, passage: Passage) -> None:
    index.write(
        [],
        [
            passage("a", "tendon pain was mild today"),
            passage("b", "tendon load was mild today"),
            passage("c", "nothing else was mild today"),
        ],
        1,
    )
    assert find(Any((Term("tendon"), Term("pain")))) == ["a", "b"]


def test_a_word_in_the_text_counts_more_than_one_in_the_title(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write(
        [],
        [passage("a", "run walk", title="calf rest"), passage("b", "calf rest", title="run walk")],
        1,
    )
    assert find(Term("calf")) == ["b", "a"]


def test_names_of_one_thing_count_once_and_the_typed_one_most(
    index: SearchIndex, passage: Passage, ask: Ask
) -> None:
    index.write(
        [],
        [
            passage("a", "running sprint one two"),
            passage("b", "sprint one two three"),
            passage("c", "jogging one two three"),
            passage("d", "running one two three"),
            passage("e", "jogging sprint one two"),
        ],
        1,
    )
    names = Any((Term("jogging"), Term("running"), Term("sprint")), alike=True)
    hits = index.search(ask(names)).hits
    assert [hit.passage for hit in hits[:2]] == ["c", "e"]
    assert hits[0].score == pytest.approx(hits[1].score)
    once = index.search(ask(Any((Term("zero"), Term("running")), alike=True))).hits
    assert {hit.score for hit in hits if hit.passage == "d"} == {hit.score for hit in once}


def test_passages_that_score_the_same_come_by_id_across_commits(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("d", "hip", article="1"), passage("b", "hip", article="1")], 1)
    index.write([], [passage("c", "hip", article="2"), passage("a", "hip", article="2")], 2)
    assert find(Term("hip")) == ["a", "b", "c", "d"]
    assert find(All(())) == ["a", "b", "c", "d"]


def test_pages_follow_each_other_without_gap_or_overlap(
    index: SearchIndex, passage: Passage, ask: Ask
) -> None:
    index.write(
        [], [passage(f"p{n:02}", "hip " * (1 + n % 3), article=str(n)) for n in range(23)], 1
    )
    whole = index.search(ask(Term("hip"), limit=100))
    pages = [index.search(ask(Term("hip"), limit=5, offset=start)) for start in range(0, 30, 5)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert [page.total for page in pages] == [23] * 6
    assert [len(page.hits) for page in pages] == [5, 5, 5, 5, 3, 0]
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_hit_names_its_article(index: SearchIndex, passage: Passage, ask: Ask) -> None:
    index.write([], [passage("a", "hip", article="the-article")], 1)
    (hit,) = index.search(ask(Term("hip"))).hits
    assert (hit.passage, hit.article) == ("a", "the-article")


def test_a_replaced_article_leaves_nothing_of_itself_behind(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "hip", article="1"), passage("b", "hip", article="2")], 1)
    index.write(["1"], [passage("c", "knee", article="1")], 2)
    assert find(Term("hip")) == ["b"]
    assert find(Term("knee")) == ["c"]
    assert (index.count(), index.articles(), index.seen()) == (2, {"1", "2"}, 2)
    index.write(["1", "2", "unheard of"], [], 3)
    assert (index.count(), index.articles(), index.seen()) == (0, frozenset(), 3)
    assert find(All(())) == []


def test_the_same_passage_written_again_stands_once(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "hip"), passage("a", "knee")], 1)
    index.write([], [passage("a", "toe")], 2)
    assert index.count() == 1
    assert find(All(())) == find(Term("toe")) == ["a"]
    assert find(Any((Term("hip"), Term("knee")))) == []


def test_a_cleared_index_is_as_new(index: SearchIndex, find: Find, passage: Passage) -> None:
    index.write([], [passage("a", "hip")], 7, basis="words")
    index.clear()
    assert (index.seen(), index.basis(), index.count()) == (0, "", 0)
    assert find(Term("hip")) == []
    index.write([], [passage("b", "hip")], 1)
    assert find(Term("hip")) == ["b"]


def test_an_index_can_be_cleared_before_it_was_written(index: SearchIndex) -> None:
    index.clear()
    index.clear()
    assert index.seen() == 0


def test_seen_and_basis_are_those_of_the_last_write(index: SearchIndex, passage: Passage) -> None:
    index.write([], [passage("a", "hip")], 4, basis="first")
    assert (index.seen(), index.basis()) == (4, "first")
    index.write([], [], 9, basis="second")
    assert (index.seen(), index.basis(), index.count()) == (9, "second", 1)


def test_a_batch_made_for_an_older_state_is_not_written(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    assert index.write([], [passage("a", "hip")], 4, after=0)
    assert not index.write([], [passage("b", "hip")], 3, after=0)
    assert (find(Term("hip")), index.seen()) == (["a"], 4)
    assert index.write([], [passage("b", "hip")], 5, after=4)
    assert find(Term("hip")) == ["a", "b"]


def test_a_batch_that_fails_half_way_changes_nothing(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    index.write([], [passage("a", "hip")], 1)

    def broken() -> object:
        yield passage("b", "hip")
        raise LookupError("the store went away")

    with pytest.raises(LookupError):
        index.write(["article"], broken(), 2)  # type: ignore[arg-type] - an iterable that fails
    assert (find(Term("hip")), index.seen()) == (["a"], 1)
    index.write([], [passage("c", "hip")], 2)
    assert find(Term("hip")) == ["a", "c"]


def test_many_small_writes_stay_searchable(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    for n in range(25):
        index.write(
            [str(n - 1)] if n % 5 == 4 else [], [passage(f"p{n:02}", "hip", article=str(n))], n
        )
    kept = [f"p{n:02}" for n in range(25) if n % 5 != 3]
    assert find(Term("hip"), limit=100) == kept
    assert (index.count(), index.seen()) == (len(kept), 24)
    assert index.articles() == {str(n) for n in range(25) if n % 5 != 3}


def test_text_of_any_script_is_found(index: SearchIndex, find: Find, passage: Passage) -> None:
    index.write(
        [],
        [
            passage("a", "Ходьба полезна."),
            passage("b", "太極拳"),
            passage("c", "ﬁbrosis \U0001f9b4 \ud800 x\x1fy\x00z"),
            passage("d", "mean 1.5 SD"),
        ],
        1,
    )
    assert find(Term("ходьба")) == ["a"]
    assert find(Term("太極拳")) == ["b"]
    assert find(Term("fibrosis")) == find(Term("z")) == ["c"]
    assert find(Term("1.5")) == ["d"]


def test_writers_in_many_threads_all_have_their_turn(
    index: SearchIndex, find: Find, passage: Passage
) -> None:
    def write(n: int) -> None:
        index.write([], [passage(f"p{n}", "hip", article=str(n))], n)
        assert f"p{n}" in find(Term("hip"))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert find(Term("hip")) == [f"p{n}" for n in range(6)]


WORDS = ("grip", "grips", "hip", "the", "strength", "step-up", "café", "12")
words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=6).map(" ".join)
tags = st.lists(st.sampled_from(("urn:x", "urn:y")), max_size=2, unique=True).map(tuple)
leaves: st.SearchStrategy[Node] = st.one_of(
    words.map(Term),
    st.sampled_from(("g", "gri", "step", "th", "hi")).map(
        lambda text: Term(f"{text}*", pattern=True)
    ),
    tags.map(lambda values: Has(Facet.EXERCISE, frozenset(values))),
    st.lists(words, max_size=3).map(lambda parts: Phrase(tuple(parts))),
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.lists(children, max_size=3).map(lambda parts: All(tuple(parts))),
        st.builds(
            lambda p, alike: Any(tuple(p), alike), st.lists(children, max_size=3), st.booleans()
        ),
        children.map(Not),
    ),
    max_leaves=6,
)


def holds(document: PassageDocument, node: Node) -> bool:
    """Say, in the plainest way, whether a passage matches."""
    fields = [analyse(text) for text in (document.title, document.section, document.text)]
    match node:
        case Term(text, pattern=True):
            return any(token.word.startswith(text.rstrip("*")) for token in fields[-1])
        case Has(facet, values):
            return not values.isdisjoint(document.facets.get(facet, ()))
        case Term(text) | Phrase((text,)):
            return holds(document, Phrase((text, "")))
        case Phrase(words):
            sought = analyse(" ".join(words))
            return any(
                all(
                    (t.stem, first.position + t.position - sought[0].position)
                    in {(token.stem, token.position) for token in tokens}
                    for t in sought
                )
                for tokens in fields
                for first in (tokens if sought else ())
            )
        case All(parts):
            return all(holds(document, part) for part in parts)
        case Any(parts):
            return any(holds(document, part) for part in parts)
        case Not(part):
            return not holds(document, part)


def in_runs(hits: tuple[Hit, ...]) -> list[set[str]]:
    """Part hits where the score changes: engines may differ within what is about the same."""
    runs: list[set[str]] = []
    last = None
    for hit in hits:
        if last is None or abs(hit.score - last) > 1e-3:
            runs.append(set())
        runs[-1].add(hit.passage)
        last = hit.score
    return runs


corpora = st.lists(st.tuples(texts, texts, tags), min_size=1, max_size=6)
filters = st.frozensets(st.sampled_from(("urn:x", "urn:y")), max_size=2).map(
    lambda values: {Facet.EXERCISE: values} if values else {}
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    corpus=corpora,
    questions=st.lists(st.tuples(trees, filters, st.sampled_from(Sort)), min_size=1, max_size=12),
    cut=st.integers(0, 6),
)
def test_every_engine_finds_what_holds_and_scores_it_as_the_reference_does(
    engine: str,
    tmp_path_factory: pytest.TempPathFactory,
    corpus: list[tuple[str, str, tuple[str, ...]]],
    questions: list[tuple[Node, Filters, Sort]],
    cut: int,
) -> None:
    reference = open_index("memory")
    other = open_index(engine, tmp_path_factory.mktemp("index"))
    documents = [
        PassageDocument(
            f"p{n}",
            f"a{n % 3}",
            title,
            "",
            text,
            PassageKind.PROSE,
            facets={Facet.EXERCISE: had} if had else {},
            evidence=n % 2,
        )
        for n, (title, text, had) in enumerate(corpus)
    ]
    for index in (reference, other):
        index.write([], documents[:cut], 1)
        index.write(["a1"], documents[cut:], 2)
    for root, narrowed, sort in questions:
        query = Query("", root, narrowed, limit=100, facets=(Facet.EXERCISE,), sort=sort)
        expected, got = reference.search(query), other.search(query)
        held = {
            document.id
            for n, document in enumerate(documents)
            if not (n < cut and document.article == "a1")
            and holds(document, root)
            and all(values & {*document.facets.get(f, ())} for f, values in narrowed.items())
        }
        assert {hit.passage for hit in got.hits} == held
        assert (got.total, got.facets) == (len(held), expected.facets)
        if not cut:  # what was replaced may count for the rarity of words until it is merged away
            scores = {hit.passage: hit.score for hit in got.hits}
            wanted = {hit.passage: hit.score for hit in expected.hits}
            assert scores == pytest.approx(wanted, rel=1e-4, abs=1e-5)
            assert in_runs(got.hits) == in_runs(expected.hits)
    other.close()


@pytest.mark.parametrize("engine", sorted(ENGINES.keys() - {"memory"}))
def test_an_index_on_disk_is_there_again_when_it_is_opened_again(
    engine: str, tmp_path: Path, passage: Passage, ask: Ask
) -> None:
    index = open_index(engine, tmp_path / "index")
    index.write([], [passage("a", "hip", article="1")], 3, basis="words")
    index.close()
    again = open_index(engine, tmp_path / "index")
    assert (again.seen(), again.basis(), again.count(), again.articles()) == (3, "words", 1, {"1"})
    assert [hit.passage for hit in again.search(ask(Term("hip"))).hits] == ["a"]
    again.close()
