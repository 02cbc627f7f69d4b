"""How does X lead to Y? Chains of links, each of them quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.network import Relation
from search.answering.answers import Answer, Link
from search.answering.refusing import refusal
from search.answering.verdicts import Judgement, Reason, Weighed
from search.answering.wording import headline_of_chains
from search.answering.yes_or_no import decided, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.model import Concept, Direction, Evidence, Step
    from graph.network import Link as NetworkLink
    from search.answering.asking import Asking

_BY = re.compile(r"\b(?:by|through|via|because of|thanks to)\b", re.IGNORECASE)
MOST_BETWEEN = 80  # characters
MAX_CHAINS = 10
MAX_WAYS = 100  # looked at for those
MAX_STARTS = 50  # an exposure and its narrower ones


def chain_answer(asking: Asking) -> Answer:
    """Follow claims and mechanisms from X to Y.

    What the question takes for granted is weighed first: where the evidence is against it, that is
    the answer.
    """
    verdict = weighed(asking)
    if verdict.judgement is Judgement.CONTRADICTED:
        return decided(asking, verdict)
    chains = _chains(asking, [each.evidence for each in verdict.claims])
    if not chains:
        known = verdict.reason in (None, Reason.UNCITED_ONLY, Reason.RETRACTED_ONLY)
        reason = Reason.NO_CHAIN if known else verdict.reason
        return refusal(asking, reason or Reason.NO_CHAIN, verdict)
    cited = tuple(chain for chain in chains if _is_cited(chain))
    if not cited:
        return refusal(asking, Reason.UNCITED_ONLY, verdict, chains=chains)
    question = asking.question
    return Answer(
        question=question,
        headline=headline_of_chains(question, cited),
        judgement=Judgement.SUPPORTED,
        exposure=question.exposures[0],
        outcome=question.outcomes[0],
        verdict=replace(verdict, direction=None),
        chains=tuple(sorted(chains, key=lambda chain: not _is_cited(chain))),
        explanation=(
            "Each step is quoted by itself. That the steps add up is said only where one sentence "
            "says so."
        ),
    )


def _is_cited(chain: Sequence[Link]) -> bool:
    return all(link.sources for link in chain)


def _chains(asking: Asking, evidence: Sequence[Evidence]) -> tuple[tuple[Link, ...], ...]:
    """Find the chains of two links or three, those of fewer links and more sources first."""
    network, question = asking.network(), asking.question
    outcome = question.outcomes[0]
    wanted = question.wanted_direction(outcome)
    starts = sorted(asking.within(question.exposures[0]))[:MAX_STARTS]
    ways = [
        way
        for start in starts
        for way in network.chains(start, outcome.iri)
        if len(way) > 1 and wanted in (None, way[-1].direction)
        if all(each in asking.vocabulary for link in way for each in (link.start, link.end))
    ][:MAX_WAYS]
    quoted = _Quoted(asking, ways)
    chains = [tuple(quoted.link(link) for link in way) for way in ways]
    chains += _said_at_once(asking, evidence)
    whole = [chain for chain in chains if all(link.claims or link.steps for link in chain)]
    return tuple(sorted(whole, key=_order)[:MAX_CHAINS])


def _order(chain: Sequence[Link]) -> tuple[bool, int, int, tuple[str, ...]]:
    backed = min(len(link.sources) for link in chain)
    return not backed, len(chain), -backed, tuple(link.end.id for link in chain)


def _said_at_once(asking: Asking, evidence: Sequence[Evidence]) -> Iterator[tuple[Link, ...]]:
    """Find the sentences that say it all: "X reduces Y by improving Z" goes from X by Z to Y."""
    starts = {each.claim.exposure.concept for each in evidence}
    said = asking.store.evidence(exposures=starts) if starts else ()
    by_passage: dict[str, list[Evidence]] = defaultdict(list)
    for each in said:
        by_passage[each.passage.id].append(each)
    for end in evidence:
        for via in by_passage[end.passage.id]:
            if _is_the_way(via, end) and via.claim.outcome.concept in asking.vocabulary:
                yield _link_of(asking, via), _link_onwards(asking, via, end)


def _is_the_way(via: Evidence, end: Evidence) -> bool:
    """Tell whether a claim of the same sentence stands behind "by" or "through" after another."""
    one, other = via.claim, end.claim
    if one.passage != other.passage or one.outcome.concept == other.outcome.concept:
        return False
    if one.exposure.concept != other.exposure.concept or one.outcome.start < other.outcome.end:
        return False
    between = via.article.text[other.outcome.end : one.outcome.start]
    return len(between) <= MOST_BETWEEN and _BY.search(between) is not None


def _link_of(asking: Asking, via: Evidence) -> Link:
    claim = via.claim
    return Link(
        start=asking.vocabulary.concept(claim.exposure.concept),
        end=asking.vocabulary.concept(claim.outcome.concept),
        direction=claim.direction,
        claims=(Weighed(via, claim.direction),),
        sources=via.sources,
    )


def _link_onwards(asking: Asking, via: Evidence, end: Evidence) -> Link:
    return replace(
        _link_of(asking, end), start=asking.vocabulary.concept(via.claim.outcome.concept)
    )


class _Quoted:
    """The claims and mechanisms of the links of chains, read from the store at once."""

    def __init__(self, asking: Asking, ways: Sequence[Sequence[NetworkLink]]) -> None:
        links = [link for way in ways for link in way]
        claimed = {link.key for link in links if link.relation is Relation.CLAIM}
        causes = {link.start for link in links if link.relation is Relation.MECHANISM}
        self._asking = asking
        self._claims: dict[str, list[Evidence]] = {}
        self._steps: dict[tuple[str, str, Direction], list[Step]] = {}
        for each in asking.store.evidence(propositions=claimed) if claimed else ():
            self._claims.setdefault(each.claim.proposition, []).append(each)
        for step in asking.store.steps(causes) if causes else ():
            said = step.mechanism
            key = (said.cause.concept, said.effect.concept, said.direction)
            self._steps.setdefault(key, []).append(step)

    def link(self, link: NetworkLink) -> Link:
        """Make a link of a chain with its quotes."""
        start, end = self._concept(link.start), self._concept(link.end)
        if link.relation is Relation.CLAIM:
            evidence = self._claims.get(link.key, [])
            claims = tuple(Weighed(each, each.claim.direction) for each in evidence)
            sources = sorted({source for each in evidence for source in each.sources})
            return Link(start, end, link.direction, claims=claims, sources=tuple(sources))
        steps = tuple(self._steps.get((link.start, link.end, link.direction), ()))
        sources = sorted({source for step in steps for source in step.sources})
        return Link(start, end, link.direction, steps=steps, sources=tuple(sources))

    def _concept(self, iri: str) -> Concept:
        return self._asking.vocabulary.concept(iri)
