"""What of an article goes into the index: a document for each passage that is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import PassageKind
from search.base import Facet, PassageDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import ArticleRecord, Claim
    from graph.vocabulary import Vocabulary

UNSEARCHED = (PassageKind.BOILERPLATE, PassageKind.REFERENCE)


def documents(record: ArticleRecord, vocabulary: Vocabulary) -> Iterator[PassageDocument]:
    """Make an article's passages into documents; boilerplate and references are left out.

    The concepts of a passage's claims bring their broader ones along, so that a filter by a broad
    concept finds the narrow ones. A concept that the vocabulary no longer has stands alone.
    """
    article = record.article
    claims: dict[str, list[Claim]] = {}
    for claim in record.claims:
        claims.setdefault(claim.passage, []).append(claim)
    for passage in record.passages:
        if passage.kind in UNSEARCHED:
            continue
        stated = claims.get(passage.id, [])
        yield PassageDocument(
            id=passage.id,
            article=article.id,
            title=article.title,
            section=passage.section,
            text=article.text[passage.start : passage.end],
            kind=passage.kind,
            facets=_facets(stated, vocabulary),
        )


def _facets(claims: Sequence[Claim], vocabulary: Vocabulary) -> dict[Facet, tuple[str, ...]]:
    values = {
        Facet.EXERCISE: _with_broader({claim.exposure.concept for claim in claims}, vocabulary),
        Facet.OUTCOME: _with_broader({claim.outcome.concept for claim in claims}, vocabulary),
        Facet.DIRECTION: tuple(sorted({claim.direction.value for claim in claims})),
    }
    return {facet: found for facet, found in values.items() if found}


def _with_broader(concepts: set[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    known = {iri for iri in concepts if iri in vocabulary}
    return tuple(sorted(concepts.union(*map(vocabulary.broader, known))))
