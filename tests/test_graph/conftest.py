"""A store on a real file, and a small record to put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.identity import source_of, work_keys
from graph.ids import article_id, claim_id, passage_id, proposition_id, reference_id
from graph.model import (
    Article,
    ArticleRecord,
    Claim,
    Direction,
    Effect,
    Hedge,
    Marker,
    Mention,
    Passage,
    PassageKind,
    Reference,
    ReferenceType,
    Work,
)
from graph.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    MakeRecord = Callable[..., ArticleRecord]

CONCEPTS = "https://trabecula.example/concepts/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield opened
    opened.close()


def mention(text: str, words: str, concept: str) -> Mention:
    start = text.index(words)
    return Mention(CONCEPTS + concept, concept, words, start, start + len(words))


@pytest.fixture
def make_record() -> MakeRecord:
    """Make a record of one claim with one citation, from the words that a test cares about."""

    def make(
        path: str = "/articles/one.md",
        *,
        title: str = "Strong bones",
        exercise: str = "Resistance training",
        exposure: str = "resistance-training",
        direction: Direction = Direction.INCREASE,
        doi: str | None = "10.1000/one",
        article: str | None = None,
    ) -> ArticleRecord:
        sentence = f"{exercise} can raise bone density. (1)"
        text = f"{title}\n\n{sentence}\n\nVincent K. Bone. 2002."
        ident = article or article_id(title, text)
        start = text.index(sentence)
        prose = passage_id(ident, "prose", sentence, 0)
        proposition = proposition_id(
            CONCEPTS + exposure, CONCEPTS + "bone-mineral-density", direction
        )
        raw = "Vincent K. Bone. 2002."
        reference = Reference(
            id=reference_id(ident, raw),
            source=source_of(work_keys(Work(doi=doi), raw)),
            raw=raw,
            type=ReferenceType.JOURNAL_ARTICLE,
            authors=("Vincent K",),
            year=2002,
            title="Bone",
            doi=doi,
        )
        claim = Claim(
            id=claim_id(proposition, prose, exercise, "bone density"),
            proposition=proposition,
            passage=prose,
            sentence=sentence,
            exposure=mention(text, exercise, exposure),
            outcome=mention(text, "bone density", "bone-mineral-density"),
            direction=direction,
            effect=Effect.BENEFICIAL,
            hedge=Hedge.CAN,
            citations=(reference.id,),
            confidence=0.75,
        )
        marker = text.index("(1)")
        return ArticleRecord(
            article=Article(ident, path, title, text, published="2024-05-01"),
            passages=(
                Passage(passage_id(ident, "heading", title, 0), 0, len(title), PassageKind.HEADING),
                Passage(prose, start, start + len(sentence), PassageKind.PROSE, title),
            ),
            claims=(claim,),
            markers=(Marker("(1)", marker, marker + 3, (reference.id,)),),
            references=(reference,),
        )

    return make
