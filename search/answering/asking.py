"""A question with all that it is answered from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.answering.verdicts import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph.model import Claim, Concept, Direction, Evidence, Mention, Source
    from graph.network import Network
    from graph.store import Store
    from graph.studies import Appraisal
    from graph.vocabulary import Vocabulary
    from search.answering.questions import Question
    from search.answering.scope import Scope
    from search.answering.verdicts import Verdict
    from search.base import SearchIndex


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and where its answer is looked for.

    Attributes:
        scope: in whom and at which doses claims apply.
        network: returns the network as of the store's last change.
        index: finds passages where there is no answer; None to find none.
    """

    question: Question
    store: Store
    vocabulary: Vocabulary
    scope: Scope
    network: Callable[[], Network]
    index: SearchIndex | None = None

    def within(self, concept: Concept) -> frozenset[str]:
        """Return the IRIs of a concept and of all that is narrower."""
        return self.vocabulary.narrower(concept.iri) | {concept.iri}

    def evidence(
        self, exposure: Concept | None = None, outcome: Concept | None = None
    ) -> tuple[Evidence, ...]:
        """Return the claims on an exposure, an outcome, or both, and all that is narrower."""
        return self.store.evidence(
            exposures=self.within(exposure) if exposure else None,
            outcomes=self.within(outcome) if outcome else None,
        )

    def appraised(self, evidence: Iterable[Evidence]) -> Mapping[str, tuple[Source, Appraisal]]:
        """Return the sources that count behind claims, with what their studies are."""
        return self.store.appraised({source for each in evidence for source in each.sources})

    def weigh(
        self,
        evidence: Sequence[Evidence],
        exposure: Concept,
        outcome: Concept,
        wanted: Direction | None = None,
        *,
        known: Mapping[str, tuple[Source, Appraisal]] | None = None,
        scope: Scope | None = None,
    ) -> Verdict:
        """Weigh the claims on an exposure and an outcome; see `search.answering.verdicts.weigh`."""
        return weigh(
            evidence,
            outcome,
            self.vocabulary,
            scope or self.scope,
            self.appraised(evidence) if known is None else known,
            exposure=exposure,
            wanted=wanted,
        )

    def grouped(
        self, evidence: Iterable[Evidence], named: Callable[[Claim], Mention]
    ) -> list[tuple[Concept, list[Evidence]]]:
        """Group claims by a concept that they name; one that the vocabulary lacks is left out."""
        groups: dict[str, list[Evidence]] = defaultdict(list)
        for each in evidence:
            groups[named(each.claim).concept].append(each)
        return [
            (self.vocabulary.concept(iri), group)
            for iri, group in groups.items()
            if iri in self.vocabulary
        ]
