from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import claim_id, passage_id, proposition_id
from graph.model import (
    Article,
    ArticleRecord,
    Claim,
    Direction,
    Effect,
    Hedge,
    Mention,
    Passage,
    PassageKind,
)
from graph.revision import ClaimChange, Fate, compare

if TYPE_CHECKING:
    from graph.store import Store

WALKING = "Walking lowers the risk of falls."
LIFTING = "Lifting weights builds bone."
DANCING = "Dancing lifts the mood of many."


def record(*sentences: str, hedge: Hedge | None = None) -> ArticleRecord:
    """Make an article in which each sentence is a passage that states one claim."""
    text = " ".join(sentences)
    passages: list[Passage] = []
    claims: list[Claim] = []
    start = 0
    for number, sentence in enumerate(sentences):
        nth = sentences[:number].count(sentence)
        ident = passage_id("a", "prose", sentence, nth)
        passages.append(Passage(ident, start, start + len(sentence), PassageKind.PROSE))
        first = sentence.split()[0] if sentence.split() else ""
        said = proposition_id(first, "outcome", "increase")
        mention = Mention(first, first, first, start, start + len(first))
        claims.append(
            Claim(
                id=claim_id(said, ident, first, "x"),
                proposition=said,
                passage=ident,
                sentence=sentence,
                exposure=mention,
                outcome=mention,
                direction=Direction.INCREASE,
                effect=Effect.BENEFICIAL,
                hedge=hedge,
            )
        )
        start += len(sentence) + 1
    return ArticleRecord(
        Article("a", "/a", "Title", text), passages=tuple(passages), claims=tuple(claims)
    )


def fates(old: ArticleRecord, new: ArticleRecord) -> list[tuple[str, str | None]]:
    for change in (found := compare(old, new)):
        if change.now is not None and change.start is not None:
            assert new.article.text[change.start :].startswith(change.now)
    return [(change.fate.value, change.now) for change in found]


def test_a_sentence_that_stands_where_it_stood_is_kept() -> None:
    new = record("A word before all.", WALKING, LIFTING)
    assert fates(record(WALKING, LIFTING), new) == [("kept", WALKING), ("kept", LIFTING)]


def test_a_sentence_that_stands_elsewhere_is_moved() -> None:
    new = record(LIFTING, DANCING, WALKING)
    assert ("moved", WALKING) in fates(record(WALKING, LIFTING, DANCING), new)


def test_an_edited_sentence_is_shown_beside_what_replaces_it() -> None:
    edited = "Walking hardly lowers the risk of falls."
    new = record(edited, LIFTING)
    assert fates(record(WALKING, LIFTING), new) == [("changed", edited), ("kept", LIFTING)]


def test_a_sentence_that_was_cut_is_gone_even_where_another_resembles_it() -> None:
    like = "Running lowers the risk of falls."
    new = record(LIFTING, DANCING, like)
    found = fates(record(WALKING, LIFTING, DANCING), new)
    assert found == [("gone", None), ("kept", LIFTING), ("kept", DANCING)]


def test_the_same_sentence_read_in_another_way_is_changed() -> None:
    found = fates(record(WALKING), record(WALKING, hedge=Hedge.MAY))
    assert found == [("changed", WALKING)]


sentences = st.lists(st.sampled_from([WALKING, LIFTING, DANCING, "Rest well."]), max_size=8)


@settings(max_examples=60)
@given(sentences, sentences)
def test_every_claim_has_a_fate_and_its_own_words_unless_it_changed(
    old: list[str], new: list[str]
) -> None:
    before = record(*old)
    found = compare(before, record(*new))
    assert len(found) == len(before.claims)
    for change in found:
        if change.fate in (Fate.KEPT, Fate.MOVED):
            assert change.now == change.claim.sentence
        assert (change.now is None) == (change.fate is Fate.GONE)


def test_an_article_of_thousands_of_equal_sentences_is_compared_in_one_go() -> None:
    old, new = record(*[WALKING] * 3_000), record(LIFTING, *[WALKING] * 2_990)
    assert len(compare(old, new)) == 3_000


def test_the_store_keeps_what_became_of_the_claims_of_the_text_before(store: Store) -> None:
    old = record(WALKING, LIFTING)
    store.put(old)
    assert store.revision("a") == ()

    store.put(record(LIFTING))

    assert store.revision("a") == (
        ClaimChange(old.claims[0], Fate.GONE),
        ClaimChange(old.claims[1], Fate.KEPT, LIFTING, 0),
    )
