"""The index as a projection of the store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

import pytest

from graph.errors import NotFoundError
from graph.model import (
    Article,
    ArticleRecord,
    Claim,
    Direction,
    Effect,
    Evidence,
    Mention,
    Passage,
    PassageKind,
)
from graph.store import open_store
from graph.vocabulary import Vocabulary
from search import indexing
from search.base import All, Facet, PassageDocument, Query, Term
from search.indexing import catch_up, disagreements, documents, rebuild
from search.memory_index import MemoryIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph.store import Role, Store
    from search.base import SearchIndex


@dataclass(frozen=True)
class Change:
    seq: int
    article: str
    removed: bool


@dataclass
class SmallStore:
    """A store of the shape that indexing needs."""

    held: dict[str, ArticleRecord] = field(default_factory=dict)
    log: dict[str, Change] = field(default_factory=dict)
    last: int = 0

    def put(self, record: ArticleRecord) -> None:
        self.last += 1
        self.held[record.article.id] = record
        self.log[record.article.id] = Change(self.last, record.article.id, removed=False)

    def remove(self, name: str) -> None:
        self.last += 1
        del self.held[name]
        self.log[name] = Change(self.last, name, removed=True)

    def record(self, name: str) -> ArticleRecord:
        try:
            return self.held[name]
        except KeyError:
            raise NotFoundError(name) from None

    def records(self) -> Iterator[ArticleRecord]:
        yield from (self.held[name] for name in sorted(self.held))

    def roles(self, names: list[str]) -> dict[str, Role]:
        return {}

    def evidence(self, *, article: str) -> tuple[Evidence, ...]:
        record = self.held[article]
        passages = {passage.id: passage for passage in record.passages}
        return tuple(Evidence(c, record.article, passages[c.passage]) for c in record.claims)

    def appraised(self, names: set[str]) -> dict[str, object]:
        return {}

    def last_change(self) -> int:
        return self.last

    def changes_since(self, seq: int) -> tuple[Change, ...]:
        return tuple(change for change in self.log.values() if change.seq > seq)


def mention(concept: str) -> Mention:
    return Mention(concept, concept, "", 0, 0)


def claim(passage: str, exposure: str, outcome: str, direction: Direction) -> Claim:
    return Claim(
        id=f"{passage} {exposure}",
        proposition="",
        passage=passage,
        sentence="",
        exposure=mention(exposure),
        outcome=mention(outcome),
        direction=direction,
        effect=Effect.BENEFICIAL,
    )


def article(name: str, *sentences: str) -> ArticleRecord:
    text = "\n".join(sentences)
    passages, start = [], 0
    for n, sentence in enumerate(sentences):
        passages.append(
            Passage(f"{name}-{n}", start, start + len(sentence), PassageKind.PROSE, "Knees")
        )
        start += len(sentence) + 1
    return ArticleRecord(Article(name, f"{name}.md", f"On {name}", text), tuple(passages))


@pytest.fixture
def shelf() -> SmallStore:
    return SmallStore()


@pytest.fixture
def store(shelf: SmallStore) -> Store:
    return cast("Store", shelf)


def test_a_passage_becomes_a_document_with_what_its_claims_say(
    shelf: SmallStore, store: Store, vocabulary: Vocabulary
) -> None:
    record = article("hips", "Lifting builds bone.", "Rest well.")
    record = replace(
        record,
        claims=(
            claim("hips-0", "urn:kettlebell", "urn:bone-density", Direction.INCREASE),
            claim("hips-0", "urn:kettlebell", "urn:gone", Direction.DECREASE),
        ),
    )
    shelf.put(record)
    stated, silent = documents(record, vocabulary, store)
    assert (stated.text, stated.title, stated.section) == (
        "Lifting builds bone.",
        "On hips",
        "Knees",
    )
    assert stated.facets[Facet.EXERCISE] == (
        "urn:exercise",
        "urn:kettlebell",
        "urn:resistance-training",
    )
    assert stated.facets[Facet.OUTCOME] == ("urn:bone-density", "urn:gone")
    assert stated.facets[Facet.DIRECTION] == ("decrease", "increase")
    assert stated.facets[Facet.CITED] == ("no",)
    assert stated.claims == "urn:kettlebell. urn:bone-density. urn:gone"
    assert (silent.id, silent.article, silent.facets) == ("hips-1", "hips", {})


def test_boilerplate_and_references_are_not_searched(store: Store, vocabulary: Vocabulary) -> None:
    kinds = list(PassageKind)
    record = article("hips", *(kind.value for kind in kinds))
    passages = tuple(replace(p, kind=k) for p, k in zip(record.passages, kinds, strict=True))
    found = {d.kind for d in documents(replace(record, passages=passages), vocabulary, store)}
    assert found == {
        PassageKind.PROSE,
        PassageKind.HEADING,
        PassageKind.LIST_ITEM,
        PassageKind.CAPTION,
    }


def test_the_index_catches_up_with_what_was_added_changed_and_removed(
    shelf: SmallStore,
    store: Store,
    index: SearchIndex,
    vocabulary: Vocabulary,
    find: Callable[..., list[str]],
) -> None:
    shelf.put(article("hips", "Hips ache."))
    shelf.put(article("toes", "Toes ache."))
    assert catch_up(store, index, vocabulary) == 2
    assert find(Term("ache")) == ["hips-0", "toes-0"]
    assert catch_up(store, index, vocabulary) == 0
    shelf.put(article("hips", "Hips rest.", "Hips sleep."))
    shelf.remove("toes")
    assert catch_up(store, index, vocabulary) == 2
    assert (find(Term("ache")), find(Term("sleep"))) == ([], ["hips-1"])
    assert index.seen() == shelf.last
    assert disagreements(store, index, vocabulary) == ()


def test_a_filter_by_a_broad_concept_finds_the_narrow_ones(
    shelf: SmallStore,
    store: Store,
    index: SearchIndex,
    vocabulary: Vocabulary,
    find: Callable[..., list[str]],
) -> None:
    swing = claim("hips-0", "urn:kettlebell", "urn:pain", Direction.DECREASE)
    shelf.put(replace(article("hips", "Swings help."), claims=(swing,)))
    catch_up(store, index, vocabulary)
    assert find(All(()), {Facet.EXERCISE: frozenset({"urn:exercise"})}) == ["hips-0"]
    assert find(All(()), {Facet.EXERCISE: frozenset({"urn:sit-to-stand"})}) == []


def test_a_long_way_goes_in_batches_and_is_told(
    shelf: SmallStore, store: Store, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "ARTICLES", 2)
    monkeypatch.setattr(indexing, "PASSAGES", 5)
    for n in range(5):
        shelf.put(article(f"a{n}", "One.", "Two."))
    shelf.put(article("b", *("Three." for _ in range(9))))
    told: list[tuple[int, int]] = []
    index = MemoryIndex()
    assert catch_up(store, index, vocabulary, lambda *done: told.append(done)) == 6
    assert told == [(2, 6), (4, 6), (6, 6)]
    assert index.count() == 19


class DiesAfter(MemoryIndex):
    """An index whose process is killed after some writes."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self.left = writes

    def write(self, *args: object, **kwargs: object) -> bool:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return super().write(*args, **kwargs)  # type: ignore[arg-type] - passed on as they came


@pytest.mark.parametrize("writes", range(4))
def test_a_catch_up_that_was_killed_is_taken_up_by_the_next(
    shelf: SmallStore,
    store: Store,
    vocabulary: Vocabulary,
    monkeypatch: pytest.MonkeyPatch,
    writes: int,
) -> None:
    monkeypatch.setattr(indexing, "ARTICLES", 1)
    index = DiesAfter(writes)
    for n in range(4):
        shelf.put(article(f"a{n}", f"Sentence {n}."))
    with pytest.raises(KeyboardInterrupt):
        catch_up(store, index, vocabulary)
    assert index.seen() == writes
    assert disagreements(store, index, vocabulary) != ()
    index.left = 99
    shelf.put(article("a0", "Another."))
    catch_up(store, index, vocabulary)
    assert disagreements(store, index, vocabulary) == ()


class Raced(MemoryIndex):
    """An index that another process catches up first, in the middle of our first write."""

    def __init__(self, before: Callable[[SearchIndex], object]) -> None:
        super().__init__()
        self.before: Callable[[SearchIndex], object] | None = before

    def write(self, *args: object, **kwargs: object) -> bool:
        before, self.before = self.before, None
        if before is not None:
            before(self)
        return super().write(*args, **kwargs)  # type: ignore[arg-type] - passed on as they came


def test_a_batch_that_another_process_has_overtaken_is_not_written(
    shelf: SmallStore, store: Store, vocabulary: Vocabulary
) -> None:
    shelf.put(article("hips", "Hips ache."))

    def other(index: SearchIndex) -> None:
        shelf.put(article("hips", "Hips rest."))
        catch_up(store, index, vocabulary)

    index = Raced(other)
    catch_up(store, index, vocabulary)
    assert index.search(Query("", Term("rest"))).total == 1
    assert index.search(Query("", Term("ache"))).total == 0
    assert disagreements(store, index, vocabulary) == ()


def test_an_index_that_has_seen_more_than_the_store_is_made_anew(
    shelf: SmallStore, store: Store, index: SearchIndex, vocabulary: Vocabulary
) -> None:
    index.write([], [PassageDocument("x", "old", "", "", "Old.", PassageKind.PROSE)], 99)
    shelf.put(article("hips", "Hips ache."))
    assert catch_up(store, index, vocabulary) == 1
    assert index.articles() == {"hips"}


def test_another_vocabulary_makes_the_index_anew(
    shelf: SmallStore, store: Store, index: SearchIndex, vocabulary: Vocabulary
) -> None:
    shelf.put(article("hips", "Hips ache."))
    catch_up(store, index, vocabulary)
    vocabulary = Vocabulary(vocabulary.concepts[1:])
    assert any("vocabulary" in said for said in disagreements(store, index, vocabulary))
    assert catch_up(store, index, vocabulary) == 1
    assert disagreements(store, index, vocabulary) == ()


def test_an_article_removed_while_it_is_read_is_left_out(
    shelf: SmallStore, store: Store, index: SearchIndex, vocabulary: Vocabulary
) -> None:
    shelf.put(article("hips", "Hips ache."))
    shelf.put(article("toes", "Toes ache."))
    del shelf.held["hips"]
    catch_up(store, index, vocabulary)
    assert index.articles() == {"toes"}


def test_every_disagreement_is_said(
    shelf: SmallStore, store: Store, index: SearchIndex, vocabulary: Vocabulary
) -> None:
    shelf.put(article("hips", "Hips ache.", "Hips rest."))
    index.write([], [PassageDocument("x", "old", "", "", "Old.", PassageKind.PROSE)], 7)
    said = disagreements(store, index, vocabulary)
    assert [s for s in said if "change 7" in s]
    assert [s for s in said if "lacks article hips" in s]
    assert [s for s in said if "holds article old" in s]
    assert [s for s in said if "holds 1 passages" in s]
    assert rebuild(store, index, vocabulary) == 1
    assert disagreements(store, index, vocabulary) == ()


def test_the_index_keeps_up_with_the_real_store(
    tmp_path: Path, index: SearchIndex, vocabulary: Vocabulary, find: Callable[..., list[str]]
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    assert disagreements(store, index, vocabulary) == ()
    store.put(article("hips", "Hips ache.", "Hips rest."))
    store.put(article("toes", "Toes ache."))
    assert catch_up(store, index, vocabulary) == 2
    assert find(Term("ache")) == ["hips-0", "toes-0"]
    store.put(article("hips", "Hips sleep."))
    store.remove("toes")
    assert len(disagreements(store, index, vocabulary)) >= 2
    assert catch_up(store, index, vocabulary) == 2
    assert find(Term("sleep")) == ["hips-0"]
    assert find(Term("ache")) == []
    assert disagreements(store, index, vocabulary) == ()
    store.close()
