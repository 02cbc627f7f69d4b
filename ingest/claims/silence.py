"""Silence: why a concept that a sentence names made no claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.model import ConceptKind, PassageKind
from ingest.claims.clause import merged
from ingest.claims.context import is_statement
from ingest.claims.scope import ADVICE_REACH, wishes
from ingest.claims.signs import SignKind, find_signs
from ingest.claims.syntax import is_deprived, is_modifier
from ingest.claims.zones import Zone, ZoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.claims.clause import Clause, Draft, Head
    from ingest.claims.extractor import PassageReading
    from ingest.claims.sentence import Placed


class Silence(StrEnum):
    """Why a mention, or a whole passage, made no claim."""

    HEADING = "heading"
    NOT_READ = "not_read"
    TRUNCATED = "truncated"
    QUESTION = "question"
    REQUEST = "request"
    PEOPLE = "people"
    COMPARISON = "comparison"
    DEPRIVED = "deprived"
    MODIFIER = "modifier"
    NAME = "name"
    AMBIGUOUS = "ambiguous"
    INTERMEDIATE = "intermediate"
    NO_CUE = "no_cue"
    NO_EXPOSURE = "no_exposure"
    NO_OUTCOME = "no_outcome"
    AIM_NOUN = "aim_noun"
    AIM = "aim"
    ADVICE = "advice"
    PURPOSE = "purpose"
    CONDITION = "condition"
    DOUBT = "doubt"
    TWO_DENIALS = "two_denials"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Silenced:
    """A reason, with the words `first` to `last` of the sentence that show it, if any do."""

    reason: Silence
    first: int = -1
    last: int = -1


def of_passage(read: PassageReading) -> Silence | None:
    """Say why nothing was read in a passage; None where it was gone through."""
    if read.reading is not None:
        return None
    if read.passage.kind is PassageKind.HEADING:
        return Silence.HEADING
    if read.passage.kind not in (PassageKind.PROSE, PassageKind.LIST_ITEM):
        return Silence.NOT_READ
    if read.passage.truncated:
        return Silence.TRUNCATED
    sentence = read.sentence
    asks = "?" in sentence.text[sentence.start : sentence.end][-4:]
    if asks or is_statement(sentence, item=True):
        return Silence.QUESTION if asks else Silence.REQUEST
    return Silence.NOT_READ


def of_mention(read: PassageReading, placed: Placed) -> Silenced | None:
    """Say why a mention made neither a claim nor a mechanism; None where it made one."""
    mention = placed.sighting.mention
    made = [{claim.exposure, claim.outcome} for claim in read.claims]
    made += [{each.cause, each.effect} for each in read.mechanisms]
    if any(mention in each for each in made):
        return None
    whole = of_passage(read)
    if whole is not None:
        return Silenced(whole)
    if placed.sighting.concept.kind.is_exposure:
        return _of_exposure(read, placed)
    return _of_outcome(read, placed)


def _of_exposure(read: PassageReading, placed: Placed) -> Silenced:
    zone = _zone_of(read, placed)
    if is_deprived(read.sentence, placed):
        return Silenced(Silence.DEPRIVED)
    if zone is not None and zone.kind is ZoneKind.COMPARATOR:
        return Silenced(Silence.COMPARISON, zone.first, zone.last)
    habit = placed.sighting.concept.kind is ConceptKind.HABIT
    if zone is not None and habit and zone.first <= placed.first < zone.head:
        return Silenced(Silence.PEOPLE, zone.first, zone.last)
    if placed.sighting.tentative:
        return Silenced(Silence.AMBIGUOUS)
    for clause, draft in _drafts(read):
        actors = draft.subject or clause.agents
        if any(actor.sighting.mention == placed.sighting.mention for actor in actors):
            return _of_draft(read, clause, draft)
    return Silenced(Silence.NO_OUTCOME)


def _of_outcome(read: PassageReading, placed: Placed) -> Silenced:
    zone = _zone_of(read, placed)
    if zone is not None:
        population = zone.kind is ZoneKind.POPULATION
        return Silenced(Silence.PEOPLE if population else Silence.COMPARISON, zone.first, zone.last)
    if is_modifier(read.sentence, placed):
        return Silenced(Silence.MODIFIER)
    for clause, draft in _drafts(read):
        if draft.outcome.sighting.mention == placed.sighting.mention:
            return _of_draft(read, clause, draft)
    return Silenced(Silence.AMBIGUOUS if placed.sighting.tentative else Silence.NO_CUE)


def _drafts(read: PassageReading) -> Iterator[tuple[Clause, Draft]]:
    if read.reading is not None:
        for clause in read.reading.clauses:
            for draft in clause.drafts:
                yield clause, draft


def _of_draft(read: PassageReading, clause: Clause, draft: Draft) -> Silenced:
    if draft.outcome.sighting.concept.intermediate:
        return Silenced(Silence.INTERMEDIATE)
    if not merged(draft.heads).asserted:
        return _of_stance(read, clause, draft)
    if all(head.cue.aim for head in draft.heads):
        first, last = draft.heads[0].placed.first, draft.heads[0].placed.last
        return Silenced(Silence.AIM_NOUN, first, last)
    links = () if read.reading is None else read.reading.links
    if any(link.outcome.mention == draft.outcome.sighting.mention for link in links):
        return Silenced(Silence.JOINED)
    return Silenced(Silence.NO_EXPOSURE)


def _of_stance(read: PassageReading, clause: Clause, draft: Draft) -> Silenced:
    """Say why a cue does not assert its outcome."""
    head = next(head for head in draft.heads if not head.stance.asserted)
    if clause.conditional:
        return Silenced(Silence.CONDITION)
    doubts = (sign for sign in find_signs(read.sentence) if sign.kind is SignKind.DOUBT)
    doubt = next((sign for sign in doubts if sign.first < head.placed.first), None)
    if doubt is not None:
        return Silenced(Silence.DOUBT, doubt.first, doubt.last)
    for table, reason in (("aim", Silence.AIM), ("advice", Silence.ADVICE)):
        found = _wished(read, clause, head, table)
        if found is not None:
            return Silenced(reason, *found)
    if head.assertion.name == "NO":
        return Silenced(Silence.PURPOSE, max(0, head.placed.first - 1), head.placed.last)
    return Silenced(Silence.TWO_DENIALS)


def _wished(read: PassageReading, clause: Clause, head: Head, table: str) -> tuple[int, int] | None:
    """Find the words before a cue that say that it is only advised or aimed at."""
    words = read.sentence.words
    stop = head.placed.first + 1
    for index in range(max(clause.start, head.placed.first - ADVICE_REACH), stop):
        hit = wishes(table).at(words, index)
        if hit is not None and index + hit[1] <= stop:
            return index, index + hit[1] - 1
    return None


def _zone_of(read: PassageReading, placed: Placed) -> Zone | None:
    return next((zone for zone in read.zones if zone.first <= placed.first <= zone.last), None)
