"""Finding cues in a sentence: one reading for each word, chosen by the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.claims.cue_lexicon import entries
from ingest.claims.cues import Cue, Form, PlacedCue, Role
from ingest.phrases import Phrases, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.words import Word

RULED_REACH = 4  # words before a concept that one which rules the verb behind it stands within
NEEDED_REACH = 6  # words before a cue that one of the words that it needs stands within


class CueFinder:
    """Finds the cues of a sentence, one reading for each word."""

    def __init__(self) -> None:
        self._phrases = Phrases(entries())

    def find(
        self, words: Sequence[Word], concepts: Sequence[int], *, inside: bool = False
    ) -> list[PlacedCue]:
        """Find the cues among words.

        Args:
            words: the sentence's words.
            concepts: for each word the number of the mention that it belongs to, or -1; a word of
                a mention is no cue.
            inside: the words are a concept's name themselves, so that a noun needs no neighbour.
        """
        found: list[PlacedCue] = []
        first_words = self._phrases.first_words
        index = 0
        while index < len(words):
            if concepts[index] >= 0 or words[index].text not in first_words:
                index += 1
                continue
            hit = self._phrases.at(words, index)
            cue = None
            if hit is not None and inside and index:
                cue = next((one for one in hit[0] if one.role is Role.NOUN), None)
            if hit is not None and cue is None:
                cue = _choose(hit[0], words, index, index + hit[1], concepts)
            if hit is None or cue is None or self._only_grades(cue, words, index + hit[1]):
                index += 1
                continue
            found.append(PlacedCue(cue, index, index + hit[1] - 1))
            index += hit[1]
        return found

    def _only_grades(self, cue: Cue, words: Sequence[Word], stop: int) -> bool:
        """Whether a modifier only grades the judgement behind it: "may be more effective for"."""
        if cue.role is not Role.MODIFIER or stop >= len(words) or not words[stop].joined:
            return False
        hit = self._phrases.at(words, stop)
        return hit is not None and any(one.role is Role.EVALUATIVE for one in hit[0])


def _readings(key: str) -> frozenset[str]:
    return word_set("grammar", "readings", key)


def _following() -> frozenset[str]:
    """Return the words that follow a verb and no modifier: "improved in", "reduced by"."""
    return word_set("grammar", "prepositions", "agent") | _readings("noun_after")


def _choose(
    cues: Sequence[Cue], words: Sequence[Word], first: int, stop: int, concepts: Sequence[int]
) -> Cue | None:
    """Choose among the readings of one form by the words around it."""
    before = words[first - 1].text if first and words[first].joined else ""
    after = words[stop].text if stop < len(words) and words[stop].joined else ""
    behind_concept = bool(first) and concepts[first - 1] >= 0 and words[first].joined
    before_concept = stop < len(words) and concepts[stop] >= 0 and words[stop].joined
    ambiguous = any(cue.role is Role.VERB for cue in cues)
    if ambiguous and behind_concept and _is_named(cues, words, first, concepts):
        cues = [cue for cue in cues if cue.role is not Role.VERB]
        ambiguous = False
    for cue in cues:
        if cue.lemma == "lower" and after in _readings("places"):
            continue
        match cue.role:
            case _ if not _has_needed(words, first, cue):
                fits = False
            case Role.EVALUATIVE:
                fits = not cue.before or after in cue.before
            case Role.NOUN:
                fits = _noun_fits(before, after, behind_concept=behind_concept, alone=not ambiguous)
            case Role.MODIFIER:
                described = after and after not in _following()
                fits = after not in _readings("places") and (
                    not ambiguous or bool(described and _modifier_fits(words, first, before, cue))
                )
            case Role.PREDICATE:
                behind = behind_concept or _becomes(words, first, concepts)
                fits = behind and not before_concept
            case Role.VERB if cue.form in (Form.BASE, Form.PRESENT):
                fits = _finite_fits(words, stop, before, cue)
            case Role.VERB:
                fits = not cue.correlational or cue.form is not Form.OTHER or _is_said(words, first)
        if fits:
            return cue
    return None


def _finite_fits(words: Sequence[Word], stop: int, before: str, cue: Cue) -> bool:
    """Whether a form that a noun or an adjective shares is a verb here: no "base of support"."""
    if before in _readings("no_verb_after"):
        return False
    lists = cue.form is Form.BASE and stop < len(words) and not words[stop].joined
    return not lists or before in _readings("verb_before")


def _has_needed(words: Sequence[Word], first: int, cue: Cue) -> bool:
    near = {word.text for word in words[max(0, first - NEEDED_REACH) : first]}
    return not cue.needs or bool(near & cue.needs)


def _is_said(words: Sequence[Word], first: int) -> bool:
    """Whether a form of "to be" stands before: "is associated with", no mere "related to"."""
    return any(
        word.text in word_set("grammar", "verbs", "auxiliaries")
        for word in words[max(0, first - 4) : first]
    )


def _becomes(words: Sequence[Word], first: int, concepts: Sequence[int]) -> bool:
    """Whether a verb of becoming joins the word to a concept: "bones become much stronger"."""
    verb = first - 1
    if verb > 1 and words[verb].joined and _is_adverb(words[verb].text):
        verb -= 1
    return (
        verb > 0
        and words[verb].text in word_set("grammar", "verbs", "becoming")
        and concepts[verb - 1] >= 0
    )


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in word_set("grammar", "verbs", "adverbs")


def _noun_fits(before: str, after: str, *, behind_concept: bool, alone: bool) -> bool:
    if after in _readings("noun_after"):
        return before not in _readings("verb_before") or before in _readings("noun_before")
    return alone and behind_concept


def _is_named(
    cues: Sequence[Cue], words: Sequence[Word], first: int, concepts: Sequence[int]
) -> bool:
    """Whether a form behind a concept can but be a noun: "slows balance decline".

    As a verb it would need a plural before it, or a word that rules it: "lets balance decline".
    """
    forms = {cue.form for cue in cues if cue.role is Role.VERB}
    if forms != {Form.BASE} or not any(cue.role is Role.NOUN for cue in cues):
        return False
    start = first - 1
    while start and concepts[start - 1] == concepts[first - 1]:
        start -= 1
    ruling = word_set("grammar", "coordination", "plain").union(
        *(word_set("grammar", "verbs", name) for name in ("auxiliaries", "modals", "making"))
    )
    before = {word.text for word in words[max(0, start - RULED_REACH) : start]}
    return not words[first - 1].text.endswith("s") and not ruling & before


def _modifier_fits(words: Sequence[Word], first: int, before: str, cue: Cue) -> bool:
    if cue.lemma.endswith("ed"):
        if before in word_set("grammar", "verbs", "auxiliaries"):
            return False
        return before in _readings("modifier_before") or not before or before.isdigit()
    if before == "to" and first > 1:
        return words[first - 2].text in _readings("to_a_noun")
    return before not in _readings("verb_before") or before in ("and", "or")
