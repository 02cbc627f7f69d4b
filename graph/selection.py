"""A part of a collection to write out: some articles, whole or only some passages of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.excerpts import excerpt
from graph.identity import work_keys
from graph.model import Direction
from graph.store import MechanismLink, Proposition
from graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.model import ArticleRecord, Evidence, NoticeKind
    from graph.store import Answer, KnownSource, Store


@dataclass(frozen=True)
class Selection:
    """Holdings of a store, narrowed.

    Attributes:
        store: the whole.
        passages: for each article that is taken, by id, the ids of the passages taken; None takes
            all that it says.
    """

    store: Store
    passages: Mapping[str, frozenset[str] | None]

    def records(self) -> Iterator[ArticleRecord]:
        """Yield the articles, each with what is taken of it, by id."""
        for article in sorted(self.passages):
            record, taken = self.store.record(article), self.passages[article]
            yield record if taken is None else excerpt(record, taken)

    def known_sources(self) -> Iterator[KnownSource]:
        """Yield the works that are cited in what is taken, and the studies taken, by id."""
        yield from self.store.known_sources(self._sources)

    def answers(self) -> Iterator[Answer]:
        """Yield what registries answered about those works."""
        asked = {
            key
            for known in self.known_sources()
            for key in work_keys(known.source, known.source.raw)
        }
        return (answer for answer in self.store.answers() if answer.asked in asked)

    def standings(self) -> dict[str, NoticeKind]:
        """Return what holds of those works that have a notice."""
        held = self.store.standings()
        return {source: held[source] for source in self._sources & held.keys()}

    def propositions(self) -> tuple[Proposition, ...]:
        """Return what is said there, with what stands behind it there, by id."""
        found: dict[str, list[Evidence]] = defaultdict(list)
        for article, taken in self.passages.items():
            for each in self.store.evidence(article=article):
                if taken is None or each.claim.passage in taken:
                    found[each.claim.proposition].append(each)
        return tuple(_proposition(key, found[key]) for key in sorted(found))

    def mechanisms(self) -> tuple[MechanismLink, ...]:
        """Return the links from outcome to outcome that are said there, sorted."""
        found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for record in self.records():
            for each in record.mechanisms:
                link = (each.cause.concept, each.effect.concept, each.direction.value)
                found[link].add(record.article.id)
        return tuple(
            MechanismLink(cause, effect, Direction(direction), tuple(sorted(articles)))
            for (cause, effect, direction), articles in sorted(found.items())
        )

    def concepts(self, vocabulary: Vocabulary) -> Vocabulary:
        """Narrow a vocabulary to the concepts that are named there, and those above them."""
        named: set[str] = set()
        for record in self.records():
            named |= record.concepts
            for claim in record.claims:
                named |= vocabulary.people(claim.population or "")
        known = {iri for iri in named if iri in vocabulary}
        known |= {above for iri in known for above in vocabulary.broader(iri)}
        kept = tuple(each for each in vocabulary.concepts if each.iri in known)
        return Vocabulary(kept, vocabulary.people)

    @cached_property
    def _sources(self) -> frozenset[str]:
        found: set[str] = set()
        for record in self.records():
            named = {reference.id: reference.source for reference in record.references}
            if self.passages[record.article.id] is None:
                found |= set(named.values())
                continue
            cited = {each for marker in record.markers for each in marker.references}
            cited |= {each for claim in record.claims for each in claim.citations}
            found |= {named[each] for each in cited if each in named}
        roles = self.store.roles(self.passages.keys())
        return frozenset(found | {role.source for role in roles.values() if role.source})


def of_article(store: Store, name: str) -> Selection:
    """Take an article, by its id or the place where it was read.

    Raises:
        NotFoundError: there is no such article.
    """
    article = store.article_at(name) or name
    return Selection(store, {store.record(article).article.id: None})


def of_concept(store: Store, vocabulary: Vocabulary, iri: str) -> Selection:
    """Take the passages that claim something of a concept or a narrower one, or link it."""
    wanted = {iri, *vocabulary.narrower(iri)}
    found: dict[str, set[str]] = defaultdict(set)
    for each in (*store.evidence(exposures=wanted), *store.evidence(outcomes=wanted)):
        found[each.article.id].add(each.claim.passage)
    linked = {
        article
        for link in store.mechanisms()
        if {link.cause, link.effect} & wanted
        for article in link.articles
    }
    for article in linked:
        for mechanism in store.record(article).mechanisms:
            if {mechanism.cause.concept, mechanism.effect.concept} & wanted:
                found[article].add(mechanism.passage)
    return Selection(store, {article: frozenset(ids) for article, ids in found.items()})


def _proposition(ident: str, evidence: list[Evidence]) -> Proposition:
    claim = evidence[0].claim
    return Proposition(
        id=ident,
        exposure=claim.exposure.concept,
        outcome=claim.outcome.concept,
        direction=claim.direction,
        claims=len(evidence),
        articles=tuple(sorted({each.article.id for each in evidence})),
        sources=tuple(sorted({source for each in evidence for source in each.sources})),
    )
