"""What the tests of the site share: a small collection in a real store and a real index."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from graph.identity import source_of, work_keys
from graph.ids import article_id, claim_id, passage_id, proposition_id, reference_id
from graph.model import (
    Article,
    ArticleRecord,
    Causality,
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
from graph.store import open_store
from graph.vocabulary import load_vocabulary
from search.answering.naming import naming_people
from search.registry import open_index
from web import create_app
from web.settings import Settings
from web.wiring import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flask.testing import FlaskClient

    Paragraphs = Sequence[tuple[str, Sequence[str]]]
    Write = Callable[..., ArticleRecord]

MARKER = re.compile(r"\((\d)\)")
CONCEPTS = "https://trabecula.example/concepts/"
VINCENT = {
    "raw": "Vincent KR, Braith RW. Resistance exercise and bone turnover in elderly men and women."
    " Med Sci Sports Exerc. 2002;34(1):17-23.",
    "type": ReferenceType.JOURNAL_ARTICLE,
    "authors": ("Vincent KR", "Braith RW"),
    "year": 2002,
    "title": "Resistance exercise and bone turnover in elderly men and women",
    "container": "Medicine and Science in Sports and Exercise",
    "volume": "34",
    "issue": "1",
    "pages": "17-23",
    "doi": "10.1097/00005768-200201000-00004",
}
MARTYN = {
    "raw": "Martyn-St James M, Carroll S. Meta-analysis of walking for preservation of bone mineral"
    " density in postmenopausal women. Bone. 2008;43(3):521-531.",
    "type": ReferenceType.JOURNAL_ARTICLE,
    "authors": ("Martyn-St James M", "Carroll S"),
    "year": 2008,
    "title": "Meta-analysis of walking for preservation of bone mineral density in postmenopausal"
    " women",
    "container": "Bone",
    "doi": "10.1016/j.bone.2008.05.012",
}
LI = {
    "raw": "Li F, Harmer P, Fisher KJ. Tai Chi and fall reductions in older adults. 2005.",
    "type": ReferenceType.JOURNAL_ARTICLE,
    "authors": ("Li F", "Harmer P", "Fisher KJ"),
    "year": 2005,
    "title": "Tai Chi and fall reductions in older adults: a randomized controlled trial",
    "doi": "10.1093/gerona/60.2.187",
}
WEB = {
    "raw": "Walking for bones. Health pages. javascript:alert(1)",
    "type": ReferenceType.WEBPAGE,
    "title": "Walking for bones",
    "url": "javascript:alert(1)",
}


def write_record(
    title: str,
    paragraphs: Paragraphs,
    claims: Sequence[tuple[Any, ...]] = (),
    references: Sequence[dict[str, Any]] = (),
    **details: Any,
) -> ArticleRecord:
    """Write a record as the pipeline would.

    Args:
        title: of the article.
        paragraphs: the kind of a paragraph's passages, and their texts.
        claims: exposure words and concept, direction, outcome words and concept, effect, and a
            dictionary of further fields; the first passage with both words states it.
        references: fields; a marker "(2)" in the text points to the second.
        details: further fields of the article.
    """
    places: list[tuple[PassageKind, int, int]] = []
    text = ""
    for kind, sentences in paragraphs:
        text += "\n\n" if text else ""
        for number, sentence in enumerate(sentences):
            text += " " if number else ""
            places.append((PassageKind(kind), len(text), len(text) + len(sentence)))
            text += sentence
    article = Article(article_id(title, text), f"{title}.md", title, text, **details)
    passages = tuple(
        Passage(
            passage_id(article.id, kind, text[start:end], number),
            start,
            end,
            kind,
            truncated=text[start:end].endswith("..."),
        )
        for number, (kind, start, end) in enumerate(places)
    )
    entries = tuple(
        Reference(
            id=reference_id(article.id, fields["raw"]),
            source=source_of(
                work_keys(
                    Work(**{name: value for name, value in fields.items() if name != "raw"}),
                    fields["raw"],
                )
            ),
            **fields,
        )
        for fields in references
    )
    markers = tuple(
        Marker(
            found[0],
            found.start(),
            found.end(),
            tuple(entry.id for entry in entries[int(found[1]) - 1 : int(found[1])]),
        )
        for kind, start, end in places
        if kind is not PassageKind.REFERENCE
        for found in MARKER.finditer(text, start, end)
    )
    return ArticleRecord(
        article=article,
        passages=passages,
        claims=tuple(_claim(article, passages, markers, *claim) for claim in claims),
        markers=markers,
        references=entries,
    )


def _claim(
    article: Article,
    passages: Sequence[Passage],
    markers: Sequence[Marker],
    exposure: str,
    exposure_concept: str,
    direction: str,
    outcome: str,
    outcome_concept: str,
    effect: str,
    more: dict[str, Any] | None = None,
) -> Claim:
    def mention(words: str, concept: str, passage: Passage) -> Mention:
        start = article.text.index(words, passage.start)
        label = concept.replace("-", " ")
        return Mention(CONCEPTS + concept, label, words, start, start + len(words))

    passage = next(
        passage
        for passage in passages
        if exposure in (sentence := article.text[passage.start : passage.end])
        and outcome in sentence
    )
    proposition = proposition_id(CONCEPTS + exposure_concept, CONCEPTS + outcome_concept, direction)
    fields: dict[str, Any] = {"confidence": 0.9, "causality": Causality.CAUSAL} | (more or {})
    return Claim(
        id=claim_id(proposition, passage.id, exposure, outcome),
        proposition=proposition,
        passage=passage.id,
        sentence=article.text[passage.start : passage.end],
        exposure=mention(exposure, exposure_concept, passage),
        outcome=mention(outcome, outcome_concept, passage),
        direction=Direction(direction),
        effect=Effect(effect),
        negated=direction == Direction.NO_EFFECT,
        citations=tuple(
            entry
            for marker in markers
            if passage.start <= marker.start < passage.end
            for entry in marker.references
        ),
        **fields,
    )


STRENGTH = ("resistance-training", "increase")
DENSITY = ("bone-mineral-density", "beneficial")


def collection() -> tuple[ArticleRecord, ...]:
    """Write three articles: one source that two of them share, and a disagreement on walking."""
    bones = write_record(
        "Strong bones for life",
        [
            ("boilerplate", ["Book an appointment today"]),
            ("heading", ["Strong bones for life"]),
            (
                "prose",
                [
                    "Bone is alive and answers to load.",
                    "Resistance training can improve bone density in postmenopausal women. (1)",
                    "Walking alone had no effect on bone mineral density in one review. (2)",
                ],
            ),
            ("heading", ["What else helps"]),
            ("list_item", ["Tai chi reduces the risk of falls in older adults."]),
            ("list_item", ["Jumping may increase bone mineral density and muscle strength. (7)"]),
            ("prose", ["Swimming is pleasant, but its effect on bone ..."]),
            ("heading", ["References"]),
            ("reference", [f"1. {VINCENT['raw']}"]),
            ("reference", [f"2. {MARTYN['raw']}"]),
        ],
        [
            (
                "Resistance training",
                *STRENGTH,
                "bone density",
                *DENSITY,
                {"hedge": Hedge.CAN, "population": "postmenopausal women"},
            ),
            (
                "Walking",
                "walking",
                "no_effect",
                "bone mineral density",
                "bone-mineral-density",
                "neutral",
            ),
            (
                "Tai chi",
                "tai-chi",
                "decrease",
                "risk of falls",
                "fall-risk",
                "beneficial",
                {"population": "older adults"},
            ),
            (
                "Jumping",
                "jumping",
                "increase",
                "bone mineral density",
                *DENSITY,
                {"hedge": Hedge.MAY},
            ),
            (
                "Jumping",
                "jumping",
                "increase",
                "muscle strength",
                "muscle-strength",
                "beneficial",
                {"hedge": Hedge.MAY},
            ),
        ],
        [VINCENT, MARTYN],
        published="2024-03-04",
        url="https://clinic.example/strong-bones",
    )
    steady = write_record(
        "Steady on your feet",
        [
            ("heading", ["Steady on your feet"]),
            (
                "prose",
                [
                    "Tai chi lowers fall risk in older adults who train twice a week. (1)",
                    "Resistance training raises bone mineral density. (2)",
                ],
            ),
        ],
        [
            (
                "Tai chi",
                "tai-chi",
                "decrease",
                "fall risk",
                "fall-risk",
                "beneficial",
                {"population": "older adults", "dose": "twice a week"},
            ),
            ("Resistance training", *STRENGTH, "bone mineral density", *DENSITY),
        ],
        [LI, VINCENT],
    )
    walking = write_record(
        "Is a walk enough?",
        [("prose", ["Brisk walking improves bone mineral density. (1)"])],
        [("walking", "walking", "increase", "bone mineral density", *DENSITY)],
        [WEB],
    )
    return bones, steady, walking


@pytest.fixture
def write() -> Write:
    """Writes a record from paragraphs, claims and references."""
    return write_record


VOID = {"meta", "link", "img", "input", "br", "path"}


class Page(HTMLParser):
    """A page taken apart, which complains of tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.explained_at: int | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            if dict(attrs).get("role") == "tooltip":
                self.explained_at = len(self.open)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) == self.explained_at:
            self.explained_at = None
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.explained_at is None:  # what shows only when it is asked for
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.elements if attribute in attrs]


def _visit(client: FlaskClient, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    page = Page(response.get_data(as_text=True))
    assert page.open == []
    return page


@pytest.fixture(scope="session")
def open_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Library]]:
    """Opens a library with some records in it."""
    vocabulary = naming_people(load_vocabulary())
    opened: list[Library] = []

    def make(*records: ArticleRecord) -> Library:
        folder = tmp_path_factory.mktemp("data")
        settings = Settings(data=folder, store=f"sqlite:///{folder / 'store.sqlite'}")
        library = Library(
            settings, vocabulary, open_store(settings.store), open_index("memory", None)
        )
        opened.append(library)
        for record in records:
            library.store.put(record)
        library.refresh()
        return library

    yield make
    for library in opened:
        library.close()


@pytest.fixture(scope="session")
def library(open_with: Callable[..., Library]) -> Library:
    """A library of three articles, which no test changes."""
    return open_with(*collection())


@pytest.fixture
def client(library: Library) -> FlaskClient:
    """A visitor to the site of that library."""
    return create_app(library).test_client()


@pytest.fixture
def read_page() -> Callable[[str], Page]:
    """Takes a page's HTML apart."""
    return Page


@pytest.fixture
def visit() -> Callable[..., Page]:
    """Fetches a page, which must have the status and be well-formed."""
    return _visit
