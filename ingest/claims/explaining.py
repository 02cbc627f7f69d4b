"""Explaining: reading a sentence as an article's, and telling what was seen in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.model import Article, ConceptKind
from ingest.abbreviations import defined_abbreviations
from ingest.claims.clause import cues_of
from ingest.claims.confidence import weighing_of
from ingest.claims.cues import Role
from ingest.claims.explanation import (
    ExplainedClaim,
    ExplainedPassage,
    Explanation,
    Quote,
    SeenCue,
    SeenMention,
    SeenSign,
    SeenZone,
)
from ingest.claims.extractor import ClaimExtractor
from ingest.claims.polarity import change_of, direction_of
from ingest.claims.scope import signals
from ingest.claims.signs import find_signs
from ingest.claims.silence import Silence, of_mention, of_passage
from ingest.document import Document
from ingest.mentions import MentionFinder
from ingest.passages import split_passages
from ingest.readers import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.model import Claim, Concept
    from graph.vocabulary import Vocabulary
    from ingest.claims.cues import Cue, PlacedCue
    from ingest.claims.extractor import PassageReading
    from ingest.claims.links import Link
    from ingest.claims.sentence import Sentence

MAX_TEXT = 20_000  # characters, the text before included
_NAME = "explained"


class Explainer:
    """Explains sentences with one vocabulary; safe to use from several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._finder = MentionFinder(vocabulary)
        self._extractor = ClaimExtractor(vocabulary)

    def explain(self, sentence: str, before: str = "") -> Explanation:
        """Read a sentence as one of an article, and tell how its claims come about.

        Both texts are read as Markdown, so that headings and lists before the sentence lend it
        what they lend in an article.

        Args:
            sentence: the sentence; several are explained one by one.
            before: the text that stands before it; its own claims are not told.

        Raises:
            UsageError: there is no sentence, or there are more than `MAX_TEXT` characters.
        """
        document, start = _document(sentence, before)
        article = Article(_NAME, _NAME, document.title, document.text)
        passages = split_passages(document, article.id)
        teller = _Teller(self._finder, defined_abbreviations(document.text, self._finder))
        read = {each.passage.id: each for each in self._extractor.readings(article, passages)}
        told = [
            teller.tell(read[passage.id]) if passage.id in read else ExplainedPassage(passage)
            for passage in passages
        ]
        return Explanation(
            document.text, start, tuple(each for each in told if each.passage.start >= start)
        )


def _document(sentence: str, before: str) -> tuple[Document, int]:
    """Join what came before and the sentence to one document; return it and where that begins."""
    if len(sentence) + len(before) > MAX_TEXT:
        raise UsageError(f"There is too much text to explain: {MAX_TEXT:,} characters at most.")
    own = markdown.read("", sentence, None)
    if not own.text.strip():
        raise UsageError("There is no sentence to explain.")
    earlier = markdown.read("", before, None)
    if not earlier.text.strip():
        return own, 0
    start = len(earlier.text) + 2
    moved = (
        replace(block, start=block.start + start, end=block.end + start) for block in own.blocks
    )
    return (
        Document(
            path="",
            title=earlier.title or own.title,
            text=f"{earlier.text}\n\n{own.text}",
            blocks=(*earlier.blocks, *moved),
        ),
        start,
    )


class _Teller:
    """Tells what was read of one passage after another."""

    def __init__(self, finder: MentionFinder, abbreviations: dict[str, Concept]) -> None:
        self._finder = finder
        self._abbreviations = abbreviations
        self._read: list[PassageReading] = []

    def tell(self, read: PassageReading) -> ExplainedPassage:
        """Tell what was seen in a passage, the next of its article."""
        self._read.append(read)
        sentence = read.sentence
        return ExplainedPassage(
            passage=read.passage,
            silence=of_passage(read),
            mentions=tuple(self._mentions(read)),
            cues=tuple(_seen(sentence, placed) for placed in (*sentence.cues, *sentence.inner)),
            zones=tuple(
                SeenZone(zone.kind, _quote(sentence, zone.first, zone.last), zone.exception)
                for zone in read.zones
            ),
            signs=tuple(
                SeenSign(sign.kind, _quote(sentence, sign.first, sign.last))
                for sign in find_signs(sentence)
            ),
            claims=tuple(self._explained(read, claim) for claim in read.claims),
            mechanisms=read.mechanisms,
        )

    def _mentions(self, read: PassageReading) -> Iterator[SeenMention]:
        sentence = read.sentence
        placed = {
            each.sighting.mention.start: each for each in (*sentence.exposures, *sentence.outcomes)
        }
        found = self._finder.find(sentence.text, sentence.start, sentence.end, self._abbreviations)
        for sighting in found:
            here = placed.get(sighting.mention.start)
            if here is None:
                people = sighting.concept.kind is ConceptKind.POPULATION
                yield SeenMention(sighting, Silence.PEOPLE if people else Silence.NAME)
                continue
            silenced = of_mention(read, here)
            if silenced is None:
                yield SeenMention(sighting)
                continue
            shown = _quote(sentence, silenced.first, silenced.last) if silenced.first >= 0 else None
            yield SeenMention(sighting, silenced.reason, shown)

    def _explained(self, read: PassageReading, claim: Claim) -> ExplainedClaim:
        link = _link_of(read, claim)
        sentence = read.sentence
        return ExplainedClaim(
            claim=claim,
            link=link,
            chain=self._chain(link),
            change=change_of(link.cues),
            denied_by=_signal(sentence, link, "neg", "nor") if claim.negated else None,
            hedged_by=_signal(sentence, link, f"hedge:{claim.hedge}") if claim.hedge else None,
            weighing=tuple(weighing_of(link)),
        )

    def _chain(self, link: Link) -> tuple[SeenCue, ...]:
        """Find where the cues of a link stand: here, or in the lead-in that it leans on."""
        for read in reversed(self._read):
            for clause in () if read.reading is None else read.reading.clauses:
                for draft in clause.drafts:
                    same = draft.outcome.sighting.mention == link.outcome.mention
                    if same and cues_of(draft.heads) == link.cues:
                        return tuple(_seen(read.sentence, head.placed) for head in draft.heads)
        return tuple(SeenCue(cue, None, _file(cue)) for cue in link.cues)


def _seen(sentence: Sentence, placed: PlacedCue) -> SeenCue:
    own = {each.first: each.cue for each in (*sentence.cues, *sentence.inner)}
    known = own.get(placed.first)
    quote = _quote(sentence, placed.first, placed.last) if placed.first >= 0 else None
    turned = known is not None and known.change is not placed.cue.change
    judged = known is None and placed.cue.role is Role.EVALUATIVE
    return SeenCue(placed.cue, quote, "anaphora" if judged else _file(placed.cue), turned)


def _file(cue: Cue) -> str:
    return "evaluatives" if cue.role is Role.EVALUATIVE else "changes"


def _link_of(read: PassageReading, claim: Claim) -> Link:
    """Find the link that a claim was made of; the claim of mixed findings joins several."""
    links: Sequence[Link] = () if read.reading is None else read.reading.links
    same = [
        link
        for link in links
        if link.exposure.mention == claim.exposure and link.outcome.mention == claim.outcome
    ]
    return next(_best(same, claim))


def _best(links: Iterable[Link], claim: Claim) -> Iterator[Link]:
    """Order links by how well they fit a claim."""

    def misfit(link: Link) -> tuple[bool, ...]:
        way = direction_of(change_of(link.cues), link.outcome.concept, inverse=link.outcome.inverse)
        return (
            (link.stance.negated or link.stance.partial) is not claim.negated,
            not claim.negated and way is not claim.direction,
            link.stance.hedge is not claim.hedge,
            weighing_of(link)[-1][1] != claim.confidence,
        )

    return iter(sorted(links, key=misfit))


def _signal(sentence: Sentence, link: Link, *kinds: str) -> Quote | None:
    """Find the words that deny or hedge a link: the last before its outcome, else the first."""
    found: list[Quote] = []
    index = 0
    while index < len(sentence.words):
        free = sentence.concepts[index] < 0
        hit = signals().at(sentence.words, index) if free else None
        if hit is None:
            index += 1
            continue
        if any(value.startswith(kinds) for value in hit[0]):
            found.append(_quote(sentence, index, index + hit[1] - 1))
        index += hit[1]
    before = [quote for quote in found if quote.end <= link.outcome.mention.start]
    return before[-1] if before else next(iter(found), None)


def _quote(sentence: Sentence, first: int, last: int) -> Quote:
    start, end = sentence.words[first].start, sentence.words[last].end
    return Quote(sentence.text[start:end], start, end)
