"""What of an article goes into the index, from the store that holds it."""

from collections.abc import Callable

import pytest

from graph.model import Notice, NoticeKind
from graph.store import Store
from ingest.pipeline import ArticleReader
from search.base import Facet, PassageDocument
from search.documents import documents
from search.indexing import catch_up
from search.memory_index import MemoryIndex
from search.query import parse_query

PAGE = b"""# Steady

Tai chi reduces falls in older adults. (1)

Yoga improves balance.

## References

1. Li F, Harmer P, Fisher KJ. Tai Chi and fall reductions in older adults. 2005. doi:10.1000/li
"""
STUDY = b"""PMID- 15814861
TI  - Steps and falls
LID - 10.1000/li [doi]
DP  - 2005
AB  - RESULTS: Tai chi reduced falls. CONCLUSION: Tai chi reduces falls in older adults.
FAU - Li, Fuzhong
LA  - eng
PT  - Randomized Controlled Trial
"""


@pytest.fixture
def sentences(store: Store, reader: ArticleReader) -> Callable[[], dict[str, PassageDocument]]:
    store.put(reader.read("/steady.md", PAGE))

    def read() -> dict[str, PassageDocument]:
        (record,) = [r for r in store.records() if r.article.title == "Steady"]
        found = documents(record, reader.vocabulary, store)
        return {document.text: document for document in found}

    return read


def test_a_passage_is_found_by_the_people_and_the_source_of_its_claims(
    sentences: Callable[[], dict[str, PassageDocument]], store: Store
) -> None:
    cited = sentences()["Tai chi reduces falls in older adults. (1)"]
    (source,) = store.sources_called("10.1000/LI")
    assert cited.facets[Facet.SOURCE] == (source,)
    assert cited.facets[Facet.CITED] == ("yes",)
    assert any(iri.endswith("/older-adults") for iri in cited.facets[Facet.POPULATION])
    assert cited.evidence == 1
    assert "Tai Chi and fall reductions" in cited.sources
    assert cited.claims == "tai chi. fall risk"


def test_a_claim_without_a_source_is_not_cited(
    sentences: Callable[[], dict[str, PassageDocument]],
) -> None:
    alone = sentences()["Yoga improves balance."]
    assert alone.facets[Facet.CITED] == ("no",)
    assert Facet.SOURCE not in alone.facets
    assert alone.evidence == 0


def test_a_retracted_source_carries_no_claim(
    sentences: Callable[[], dict[str, PassageDocument]], store: Store
) -> None:
    notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
    store.put_notices("Crossref", {notice: ["doi:10.1000/li"]})
    cited = sentences()["Tai chi reduces falls in older adults. (1)"]
    assert cited.facets[Facet.CITED] == ("no",)
    assert cited.evidence == 0


def test_the_index_follows_what_becomes_known_of_a_cited_work(
    sentences: Callable[[], dict[str, PassageDocument]], store: Store, reader: ArticleReader
) -> None:
    index, known = MemoryIndex(), reader.vocabulary
    catch_up(store, index, known)

    def found(typed: str) -> int:
        return index.search(parse_query(typed, known, find_sources=store.sources_called)).total

    assert (found("falls cited:yes"), found("falls cited:no")) == (1, 0)
    notice = Notice(NoticeKind.RETRACTED, "2020-01-01", None, "Crossref")
    store.put_notices("Crossref", {notice: ["doi:10.1000/li"]})
    catch_up(store, index, known)
    assert (found("falls cited:yes"), found("falls cited:no")) == (0, 1)
    assert found("source:10.1000/li falls") == 1
    assert found("design:trial falls") == 0
    store.put(reader.read("/study.nbib", STUDY))
    catch_up(store, index, known)
    (record,) = [r for r in store.records() if r.article.title == "Steady"]
    assert found(f"design:trial article:{record.article.id} falls") == 1
