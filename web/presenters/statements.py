"""What each claim brings to the evidence map, read once for each state of the collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.answering.naming import populations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.model import Claim, Direction, Effect
    from graph.vocabulary import Vocabulary
    from web.wiring import Library


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, as the map counts it.

    Attributes:
        id: the claim's.
        article: id of the article that states it.
        sources: ids of the sources that it rests on and that count, each once.
        retracted: it cites sources, and none of them counts.
        people: IRIs of the groups that its words for its people name, and of the broader ones.
    """

    id: str
    exposure: str
    outcome: str
    direction: Direction
    effect: Effect
    article: str
    sources: tuple[str, ...]
    retracted: bool
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Statements:
    """All claims of a collection, with what is known of the sources behind them.

    Attributes:
        labels: names of their concepts, by IRI, as the articles' records have them.
        designs: of the study behind a source, where it is known.
        years: in which a source came out, where that is known.
        as_of: the day of the collection's last reading, ISO 8601; None for an empty one.
    """

    claims: tuple[Statement, ...]
    labels: Mapping[str, str]
    designs: Mapping[str, str]
    years: Mapping[str, int]
    as_of: str | None


def statements(library: Library) -> Statements:
    """Return the claims of the collection in its present state."""
    state = (library.store.last_change(), library.vocabulary.fingerprint)
    return library.remembered("statements", state, lambda: _read(library))


def _read(library: Library) -> Statements:
    evidence = library.store.evidence()
    named: dict[str, frozenset[str]] = {}
    for each in evidence:
        words = each.claim.population
        if words and words not in named:
            named[words] = _people(words, library.vocabulary)
    claims = tuple(
        _statement(
            each.claim,
            each.article.id,
            each.sources,
            bool(each.retracted) and not each.sources,
            named.get(each.claim.population or "", frozenset()),
        )
        for each in evidence
    )
    known = library.store.appraised({source for claim in claims for source in claim.sources})
    mentions = [part for each in evidence for part in (each.claim.exposure, each.claim.outcome)]
    read = (summary.ingested_at[:10] for summary in library.store.articles())
    return Statements(
        claims=claims,
        labels={mention.concept: mention.label for mention in mentions},
        designs={key: study.design.value for key, (_, study) in known.items() if study.design},
        years={key: source.year for key, (source, _) in known.items() if source.year},
        as_of=max(read, default=None),
    )


def _statement(
    claim: Claim, article: str, sources: tuple[str, ...], retracted: bool, people: frozenset[str]
) -> Statement:
    return Statement(
        id=claim.id,
        exposure=claim.exposure.concept,
        outcome=claim.outcome.concept,
        direction=claim.direction,
        effect=claim.effect,
        article=article,
        sources=sources,
        retracted=retracted,
        people=people,
    )


def _people(words: str, vocabulary: Vocabulary) -> frozenset[str]:
    named = populations(words, vocabulary)
    return named.union(*(vocabulary.broader(iri) for iri in named))
