"""The extractor: from an article's passages to its claims and mechanism links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.ids import claim_id, mechanism_id, proposition_id
from graph.model import Causality, Claim, Direction, Hedge, Mechanism, Passage, PassageKind
from ingest.abbreviations import defined_abbreviations
from ingest.claims.causality import causality_of
from ingest.claims.confidence import confidence_of
from ingest.claims.context import Context, is_statement, title_topic
from ingest.claims.cue_finding import CueFinder
from ingest.claims.cues import Role
from ingest.claims.details import Details, first_population, read_details
from ingest.claims.headwords import without_headwords
from ingest.claims.judged import judged
from ingest.claims.links import Origin
from ingest.claims.polarity import change_of, direction_of, effect_of, opposite
from ingest.claims.proportions import compared_shares
from ingest.claims.reconciling import reconciled
from ingest.claims.sentence import Sentence, lay_out
from ingest.claims.walk import Reading, walk
from ingest.claims.zones import find_zones
from ingest.mentions import MentionFinder
from ingest.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from graph.model import Article, Concept, Marker, Reference
    from graph.vocabulary import Vocabulary
    from ingest.claims.links import Link, Step
    from ingest.claims.zones import Zone


_COUNTED = (PassageKind.HEADING, PassageKind.PROSE, PassageKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of an article's passages, in the order of the text."""

    claims: tuple[Claim, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageReading:
    """A passage with all that was read of it.

    Attributes:
        reading: what the walk found; None where the passage was not gone through, being no
            statement or of a kind that makes no claims.
    """

    passage: Passage
    sentence: Sentence
    zones: tuple[Zone, ...] = ()
    reading: Reading | None = None
    claims: tuple[Claim, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()


class ClaimExtractor:
    """Reads claims with one vocabulary; deterministic, and safe to use from several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._finder = MentionFinder(vocabulary)
        self._cues = CueFinder()

    def extract(
        self,
        article: Article,
        passages: Sequence[Passage],
        markers: Sequence[Marker] = (),
        references: Sequence[Reference] = (),
        *,
        stating: Collection[str] | None = None,
    ) -> Extraction:
        """Read the claims of an article.

        Args:
            article: the article; offsets count in its text.
            passages: its passages in the order of the text.
            markers: its in-text citations; those inside a passage become its claims' citations.
            references: its reference list; only these are cited.
            stating: ids of the passages that may make claims; every one may if not given.
        """
        claims: list[Claim] = []
        mechanisms: list[Mechanism] = []
        for each in self.readings(article, passages, markers, references, stating=stating):
            claims += each.claims
            mechanisms += each.mechanisms
        return Extraction(tuple(claims), tuple(mechanisms))

    def readings(
        self,
        article: Article,
        passages: Sequence[Passage],
        markers: Sequence[Marker] = (),
        references: Sequence[Reference] = (),
        *,
        stating: Collection[str] | None = None,
    ) -> Iterator[PassageReading]:
        """Read an article passage by passage, and tell all that was read; as for `extract`.

        Only prose, list items and headings are read.
        """
        abbreviations = defined_abbreviations(article.text, self._finder)
        known = frozenset(reference.id for reference in references)
        placed = Spans(markers)
        context = self._open(article, abbreviations)
        for passage in passages:
            if passage.kind not in _COUNTED:
                continue
            sentence = self._lay_out(article, passage, abbreviations)
            context.count_outcomes(sentence)
            if passage.kind is PassageKind.HEADING:
                context.enter_section(sentence)
            if passage.kind is PassageKind.HEADING or passage.truncated:
                yield PassageReading(passage, sentence)
                continue
            if passage.kind is PassageKind.PROSE:
                context.close_list()
            around = context.surroundings(passage.kind)
            if not is_statement(sentence, item=bool(around.lent)):
                yield PassageReading(passage, sentence)
                continue
            zones = find_zones(sentence)
            reading = walk(sentence, zones, around)
            if stating is not None and passage.id not in stating:
                context.remember(sentence, replace(reading, links=()))
                yield PassageReading(passage, sentence)
                continue
            if not reading.links and (links := self._besides(passage, sentence, context)):
                reading = replace(reading, links=tuple(links))
            claims: list[Claim] = []
            if reading.links:
                details = read_details(sentence, zones)
                citations = _citations(passage, placed, known)
                claims = self._claims(
                    sentence, passage, reading, details, citations, context.lead_in_population
                )
            if stating is not None:
                claims = [judged(claim) for claim in claims]
            mechanisms = tuple(_mechanisms(sentence, passage, reading.steps))
            yield PassageReading(passage, sentence, zones, reading, tuple(claims), mechanisms)
            context.remember(sentence, reading)
            if article.text[passage.start : passage.end].rstrip("*_ ").endswith(":"):
                context.open_list(reading, first_population(sentence, zones))

    def _open(self, article: Article, abbreviations: dict[str, Concept]) -> Context:
        start = article.text.find(article.title) if article.title else -1
        if start < 0:
            return Context()
        end = start + len(article.title)
        title = lay_out(article.text, start, end, self._finder, self._cues, abbreviations)
        return Context(topic=title_topic(title))

    def _lay_out(
        self, article: Article, passage: Passage, abbreviations: dict[str, Concept]
    ) -> Sentence:
        return lay_out(
            article.text, passage.start, passage.end, self._finder, self._cues, abbreviations
        )

    def _besides(self, passage: Passage, sentence: Sentence, context: Context) -> list[Link]:
        """Return what the walk cannot see: what a lead-in says of an item, shares compared."""
        listed = passage.kind is PassageKind.LIST_ITEM
        links = context.item_links(sentence, self._vocabulary.narrower) if listed else []
        return links or compared_shares(sentence)

    def _claims(
        self,
        sentence: Sentence,
        passage: Passage,
        reading: Reading,
        details: Details,
        citations: tuple[str, ...],
        lead_in_population: str | None,
    ) -> list[Claim]:
        found: dict[tuple[str, str, Direction], Claim] = {}
        for link in without_headwords(sentence, reading.links, self._vocabulary):
            population = details.population_of(link)
            if population is None and link.origin is Origin.LEAD_IN:
                population = lead_in_population
            claim = _claim(sentence, passage, link, details, population, citations)
            key = (claim.exposure.concept, claim.outcome.concept, claim.direction)
            if key not in found or claim.confidence > found[key].confidence:
                found[key] = claim
        return sorted(reconciled(found.values()), key=_place)


def _place(claim: Claim) -> tuple[int, int, str]:
    """Order the claims of a sentence by where they stand, whatever rule found them."""
    return claim.exposure.start, claim.outcome.start, claim.direction.value


def _claim(
    sentence: Sentence,
    passage: Passage,
    link: Link,
    details: Details,
    population: str | None,
    citations: tuple[str, ...],
) -> Claim:
    concept = link.outcome.concept
    direction = _direction(link)
    proposition = proposition_id(link.exposure.concept.iri, concept.iri, direction.value)
    exposure, outcome = link.exposure.mention, link.outcome.mention
    return Claim(
        id=claim_id(proposition, passage.id, exposure.text, outcome.text),
        proposition=proposition,
        passage=passage.id,
        sentence=sentence.text[passage.start : passage.end],
        exposure=exposure,
        outcome=outcome,
        direction=direction,
        effect=effect_of(direction, concept),
        negated=link.stance.negated or link.stance.partial,
        hedge=link.stance.hedge,
        causality=_causality(sentence, link),
        population=population,
        dose=details.dose,
        comparator=details.comparator,
        magnitude=details.magnitude,
        attribution=details.attribution,
        quantities=details.quantities,
        citations=citations,
        confidence=confidence_of(link),
    )


def _direction(link: Link) -> Direction:
    if link.stance.negated:
        return Direction.NO_EFFECT
    if link.stance.partial:
        return Direction.UNCLEAR
    return direction_of(change_of(link.cues), link.outcome.concept, inverse=link.outcome.inverse)


def _causality(sentence: Sentence, link: Link) -> Causality:
    """Read from the link's own cues; a comparison of groups takes its sentence's word for it."""
    if any(cue.correlational for cue in link.cues):
        return Causality.CORRELATIONAL
    if link.stance.hedge in (Hedge.CAN, Hedge.MAY):
        return Causality.CONDITIONAL
    acts = any(cue.role in (Role.VERB, Role.EVALUATIVE) for cue in link.cues)
    said = None if acts else causality_of(sentence.text[sentence.start : sentence.end])
    return Causality.CORRELATIONAL if said is Causality.CORRELATIONAL else Causality.CAUSAL


def _mechanisms(sentence: Sentence, passage: Passage, steps: Sequence[Step]) -> Iterable[Mechanism]:
    seen: set[tuple[str, str]] = set()
    for step in steps:
        cause, effect = step.cause, step.effect
        key = (cause.concept.iri, effect.concept.iri)
        if not step.stance.asserted or key in seen or cause.concept.iri == effect.concept.iri:
            continue
        seen.add(key)
        direction = direction_of(change_of(step.cues), effect.concept, inverse=effect.inverse)
        if cause.inverse:  # "muscle weakness leads to falls": strength leads to fewer
            direction = opposite(direction)
        if step.stance.negated:
            direction = Direction.NO_EFFECT
        yield Mechanism(
            id=mechanism_id(*key, direction.value, passage.id),
            passage=passage.id,
            sentence=sentence.text[passage.start : passage.end],
            cause=cause.mention,
            effect=effect.mention,
            direction=direction,
        )


def _citations(passage: Passage, markers: Spans[Marker], known: frozenset[str]) -> tuple[str, ...]:
    cited = (
        reference
        for marker in markers.within(passage.start, passage.end)
        for reference in marker.references
        if reference in known
    )
    return tuple(dict.fromkeys(cited))
