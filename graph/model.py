"""The domain: frozen values that every floor of the house speaks in.

All offsets count characters (Python code points) of `Article.text`, half open: for every value
with a place, `article.text[start:end]` is its quote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.studies import Study
from graph.works import (
    Notice,
    NoticeKind,
    Reference,
    ReferenceType,
    Source,
    Work,
    WorkVersion,
)

__all__ = [
    "Article",
    "ArticleKind",
    "ArticleRecord",
    "Causality",
    "Claim",
    "Concept",
    "ConceptKind",
    "Direction",
    "Effect",
    "Evidence",
    "Hedge",
    "Marker",
    "Mechanism",
    "Mention",
    "Notice",
    "NoticeKind",
    "Passage",
    "PassageKind",
    "Quantity",
    "QuantityKind",
    "Reference",
    "ReferenceType",
    "Source",
    "Step",
    "Work",
    "WorkVersion",
]


class PassageKind(StrEnum):
    """What a passage is; only prose and list items are read for claims."""

    PROSE = "prose"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    REFERENCE = "reference"


class ArticleKind(StrEnum):
    """What a document is to the collection."""

    ARTICLE = "article"  # a text that makes claims and cites others for them
    STUDY = "study"  # a work that can be cited, read itself: a paper, a record with its abstract
    LIBRARY = "library"  # a list of works, such as a reference manager's export


class ConceptKind(StrEnum):
    """What a concept names; exercises and habits are exposures."""

    EXERCISE = "exercise"
    HABIT = "habit"
    OUTCOME = "outcome"
    POPULATION = "population"

    @property
    def is_exposure(self) -> bool:
        """Whether a claim can start from such a concept."""
        return self in (ConceptKind.EXERCISE, ConceptKind.HABIT)


class Direction(StrEnum):
    """How the outcome concept itself changes with the exposure."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_EFFECT = "no_effect"
    MIXED = "mixed"
    UNCLEAR = "unclear"

    def opposes(self, other: "Direction") -> bool:
        """Whether both cannot hold at once: a rise, a fall and no effect contradict each other."""
        definite = (Direction.INCREASE, Direction.DECREASE, Direction.NO_EFFECT)
        return self is not other and self in definite and other in definite


class Effect(StrEnum):
    """What the change means for the person."""

    BENEFICIAL = "beneficial"
    HARMFUL = "harmful"
    NEUTRAL = "neutral"
    UNCLEAR = "unclear"


class Hedge(StrEnum):
    """How far the author stands behind the claim; no hedge is None. Weakest last."""

    CAN = "can"
    SUGGESTS = "suggests"
    MAY = "may"


class Causality(StrEnum):
    """Whether the link is said to be caused, caused under a condition, or only seen together."""

    CAUSAL = "causal"
    CONDITIONAL = "conditional"
    CORRELATIONAL = "correlational"


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept: an exercise, habit, outcome or population.

    Attributes:
        iri: its address, the identity.
        id: the last segment of the IRI, unique in a vocabulary; used in page addresses.
        wished: for an outcome, the direction that is good for the person; None where none is.
        broader: IRIs of the next broader concepts.
        exact_match: IRIs of the same concept elsewhere (MeSH).
        inverse: for an outcome that measures another one upside down (bone loss for bone mineral
            density), IRIs of those others.
        inverse_labels: names of the concept turned round ("muscle weakness" for muscle strength).
        context_labels: words that name it only beside other words of it ("strength").
        usual_labels: those of them that mean this concept where nothing near tells which.
        lack_of: for an exposure that is the want of others (vitamin D deficiency), IRIs of those.
        intermediate: for an outcome, that a change of it is no health outcome by itself (a level in
            the blood); it stands in mechanisms and in no claim.
    """

    iri: str
    id: str
    kind: ConceptKind
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    definition: str | None = None
    wished: Direction | None = None
    broader: tuple[str, ...] = ()
    exact_match: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    inverse_labels: tuple[str, ...] = ()
    context_labels: tuple[str, ...] = ()
    usual_labels: tuple[str, ...] = ()
    lack_of: tuple[str, ...] = ()
    intermediate: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every label: preferred, alternative, hidden."""
        return (self.label, *self.alt_labels, *self.hidden_labels)


@dataclass(frozen=True, slots=True)
class Article:
    """A document as it was read: its snapshot of text and what is known of it.

    Attributes:
        path: where it was read from, as the person named it.
        text: the snapshot that every offset counts in.
        published: ISO 8601 date or None.
        work: for a study, what it is cited as.
        study: for a study, its design and size.
    """

    id: str
    path: str
    title: str
    text: str
    url: str | None = None
    published: str | None = None
    language: str = "en"
    kind: ArticleKind = ArticleKind.ARTICLE
    work: Work | None = None
    study: Study | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, heading, list item or other unit of an article.

    Attributes:
        section: text of the heading that it stands under, or "".
        truncated: the text breaks off, so that it is kept and is no source of claims.
    """

    id: str
    start: int
    end: int
    kind: PassageKind
    section: str = ""
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named at a place of the text."""

    concept: str
    label: str
    text: str
    start: int
    end: int


class QuantityKind(StrEnum):
    """What a quantity measures: four parts of a dose, then the size of an effect."""

    AMOUNT = "amount"
    FREQUENCY = "frequency"
    DURATION = "duration"
    INTENSITY = "intensity"
    PERCENT = "percent"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    INTERVAL = "interval"
    P_VALUE = "p-value"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure in the text as a value or a span of values.

    Attributes:
        low: the value, or the lower of two; None where words alone say it ("vigorous").
        high: the higher of two.
        unit: its unit ("week", "IU per day", "%"), or the name of the measure ("SMD", "RR", "<").
    """

    kind: QuantityKind
    text: str
    start: int
    end: int
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One occurrence of a proposition in an article: it is that proposition's evidence.

    Attributes:
        proposition: id of (exposure, outcome, direction).
        passage: id of the passage that states it.
        sentence: the passage's text, word for word.
        population, dose, comparator, magnitude: quoted words, or None.
        attribution: whom the sentence names for what it says, quoted, or None.
        quantities: the measures of its sentence, of dose and of effect.
        citations: ids of the article's references that its markers point to.
        confidence: how likely the reading is right, in [0, 1].
    """

    id: str
    proposition: str
    passage: str
    sentence: str
    exposure: Mention
    outcome: Mention
    direction: Direction
    effect: Effect
    negated: bool = False
    hedge: Hedge | None = None
    causality: Causality = Causality.CAUSAL
    population: str | None = None
    dose: str | None = None
    comparator: str | None = None
    magnitude: str | None = None
    attribution: str | None = None
    quantities: tuple[Quantity, ...] = ()
    citations: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Mechanism:
    """An outcome said to lead to another outcome; a step of a chain, never a claim."""

    id: str
    passage: str
    sentence: str
    cause: Mention
    effect: Mention
    direction: Direction


@dataclass(frozen=True, slots=True)
class Marker:
    """An in-text citation, as printed, with the references that it points to (none: dangling)."""

    text: str
    start: int
    end: int
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article with all that was read out of it: the unit of a store transaction."""

    article: Article
    passages: tuple[Passage, ...] = ()
    claims: tuple[Claim, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    markers: tuple[Marker, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def concepts(self) -> frozenset[str]:
        """IRIs of the concepts that its claims and mechanisms join."""
        claimed = (iri for c in self.claims for iri in (c.exposure.concept, c.outcome.concept))
        linked = (iri for m in self.mechanisms for iri in (m.cause.concept, m.effect.concept))
        return frozenset((*claimed, *linked))


@dataclass(frozen=True, slots=True)
class Step:
    """A mechanism with what a reader needs to check it, as a claim's evidence has it.

    Attributes:
        references: those that the markers of its passage point to, in their order.
        sources: ids of the sources that those name and that count, each once.
    """

    mechanism: Mechanism
    article: Article
    passage: Passage
    references: tuple[Reference, ...] = ()
    standings: Mapping[str, NoticeKind] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with what a reader needs to check it: its article, place and cited sources.

    Attributes:
        article: the article without its text's worth of passages.
        passage: the passage that states the claim.
        references: the references that the claim cites, in the order of its citations.
        standings: what holds of those cited sources that have a notice.
        own: id of the source that the article itself is, where it is a study.
        withdrawn: the same, where that is retracted.
    """

    claim: Claim
    article: Article
    passage: Passage
    references: tuple[Reference, ...] = ()
    standings: Mapping[str, NoticeKind] = field(default_factory=dict)
    withdrawn: str | None = None
    own: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that the claim rests on and that count, each once.

        Those are the cited ones that are not retracted. A study that cites nobody for a finding is
        the source of it itself. What a retracted study says counts as nothing, whatever it cites.
        """
        if self.withdrawn is not None:
            return ()
        if self.own is not None and not self.references:
            return (self.own,)
        return tuple(source for source in self._cited() if not self._is_retracted(source))

    @property
    def retracted(self) -> tuple[str, ...]:
        """Ids of the cited sources that are retracted, that of a retracted study itself first."""
        own = () if self.withdrawn is None else (self.withdrawn,)
        return own + tuple(source for source in self._cited() if self._is_retracted(source))

    def _cited(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reference.source for reference in self.references))

    def _is_retracted(self, source: str) -> bool:
        return self.standings.get(source) is NoticeKind.RETRACTED
