"""What the tests of search share: engines, passages to put into them, articles to ask."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.model import Concept, ConceptKind, PassageKind
from graph.network import build_network
from graph.store import Store, open_store
from graph.vocabulary import Vocabulary, load_vocabulary
from ingest.pipeline import ArticleReader, article_reader
from search.answering.answering import answer
from search.answering.answers import Answer
from search.answering.rendering import answer_to_json
from search.answering.verifying import disagreements
from search.base import Filters, Node, PassageDocument, Query, SearchIndex
from search.registry import ENGINES, open_index

Documents = Callable[..., PassageDocument]
Find = Callable[..., list[str]]


def _passage(
    name: str,
    text: str = "",
    *,
    article: str = "article",
    title: str = "",
    section: str = "",
    **more: Any,
) -> PassageDocument:
    return PassageDocument(
        id=name,
        article=article,
        title=title,
        section=section,
        text=text,
        kind=PassageKind.PROSE,
        **more,
    )


def _ask(root: Node, filters: Filters | None = None, **more: Any) -> Query:
    return Query("", root, filters=filters or {}, **more)


@pytest.fixture
def passage() -> Documents:
    """Makes a passage document from its id and text."""
    return _passage


@pytest.fixture
def ask() -> Callable[..., Query]:
    """Makes a query from its tree."""
    return _ask


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Names each engine in turn."""
    name: str = request.param
    return name


@pytest.fixture
def index(engine: str, tmp_path: Path) -> Iterator[SearchIndex]:
    """Opens a new index of each engine in turn."""
    opened = open_index(engine, tmp_path / "index")
    yield opened
    opened.close()


@pytest.fixture
def find(index: SearchIndex) -> Find:
    """Names the passages that match, best first."""

    def names(root: Node, filters: Filters | None = None, **more: Any) -> list[str]:
        page = index.search(_ask(root, filters, **more))
        return [hit.passage for hit in page.hits]

    return names


def _concept(name: str, kind: ConceptKind, *labels: str, broader: str | None = None) -> Concept:
    return Concept(
        iri=f"urn:{name}",
        id=name,
        kind=kind,
        label=labels[0],
        alt_labels=labels[1:],
        broader=(f"urn:{broader}",) if broader else (),
    )


@pytest.fixture
def vocabulary() -> Vocabulary:
    """Some exercises, outcomes and a population."""
    exercise, outcome = ConceptKind.EXERCISE, ConceptKind.OUTCOME
    small = (
        _concept("exercise", exercise, "exercise"),
        _concept(
            "resistance-training",
            exercise,
            "resistance training",
            "weight lifting",
            "progressive resistance training",
            broader="exercise",
        ),
        _concept("kettlebell", exercise, "kettlebell swing", broader="resistance-training"),
        _concept("sit-to-stand", exercise, "sit to stand", broader="exercise"),
        _concept("bone-density", outcome, "bone mineral density", "BMD"),
        _concept("pain", outcome, "pain"),
        _concept("older-adults", ConceptKind.POPULATION, "older adults"),
    )
    return Vocabulary(tuple(sorted(small, key=lambda concept: concept.iri)))


@pytest.fixture(scope="session")
def reader() -> ArticleReader:
    """Reads articles with the whole vocabulary."""
    return article_reader(load_vocabulary())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Opens a new store on a real file."""
    opened = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def ask_articles(store: Store, reader: ArticleReader) -> Callable[..., Answer]:
    """Asks a question of articles, given by their references and the sentences of each."""
    known = reader.vocabulary

    def call(references: str, question: str, *articles: str) -> Answer:
        for number, text in enumerate(articles):
            page = f"# Article {number}\n\n{text}\n{references}"
            store.put(reader.read(f"/{number}.md", page.encode()))
        found = answer(question, store, known, lambda: build_network(store, known))
        rendered = answer_to_json(found)
        assert disagreements(rendered, rendered, store) == ()
        return found

    return call
