"""A sentence laid out for reading: its words, the concepts on them, and its cues."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graph.model import ConceptKind
from ingest.claims.cues import PlacedCue
from ingest.phrases import word_set
from ingest.words import Word, normal_form, normal_words, read_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.model import Concept
    from ingest.claims.cue_finding import CueFinder
    from ingest.mentions import MentionFinder, Sighting

TITLE_REACH = 6  # words between "Journal" and a word of its title
_FIRST = attrgetter("first")
MAX_WORDS = 4_000  # a longer "sentence" is no language; what is beyond is not read


class Placed(NamedTuple):
    """A sighting with the words that it covers."""

    sighting: Sighting
    first: int
    last: int


class Sentence(NamedTuple):
    """A sentence of a text, ready to be read for links.

    Attributes:
        text: the whole text that offsets count in.
        concepts: for each word the index of the mention that it belongs to, or -1.
        inner: cues inside an outcome's wording that its concept does not carry ("strengthen bones"
            for bone strength).
    """

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    exposures: tuple[Placed, ...]
    outcomes: tuple[Placed, ...]
    concepts: tuple[int, ...]
    cues: tuple[PlacedCue, ...]
    inner: tuple[PlacedCue, ...] = ()

    def is_formula(self, index: int) -> bool:
        """Whether a word is nitric oxide's "NO" and no denial."""
        word = self.words[index]
        return word.text == "no" and self.text[word.start : word.end] == "NO" and not self._shouts

    @property
    def _shouts(self) -> bool:
        return self.text[self.start : self.end].isupper()

    def exposure_over(self, index: int) -> Placed | None:
        """Return the exposure that a word belongs to."""
        return _over(self.exposures, index)

    def outcome_over(self, index: int) -> Placed | None:
        """Return the outcome that a word belongs to."""
        return _over(self.outcomes, index)

    def cue_over(self, index: int) -> PlacedCue | None:
        """Return the cue that a word belongs to."""
        return _over(self.cues, index)

    def outcome_behind(self, index: int) -> Placed | None:
        """Return the first outcome that starts behind a word."""
        place = bisect_right(self.outcomes, index, key=_FIRST)
        return self.outcomes[place] if place < len(self.outcomes) else None

    def quote(self, first: int, last: int) -> str:
        """Return the characters from word `first` to word `last`."""
        return self.text[self.words[first].start : self.words[last].end]


Spanning = TypeVar("Spanning", Placed, PlacedCue)


def _over(placed: Sequence[Spanning], index: int) -> Spanning | None:
    """Find what covers a word among what stands in order and does not overlap."""
    place = bisect_right(placed, index, key=_FIRST) - 1
    return placed[place] if place >= 0 and index <= placed[place].last else None


def lay_out(
    text: str,
    start: int,
    end: int,
    finder: MentionFinder,
    cue_finder: CueFinder,
    abbreviations: Mapping[str, Concept],
) -> Sentence:
    """Lay a sentence out; populations are left to `zones`, since they are quoted, not linked."""
    words = read_words(text, start, end)[:MAX_WORDS]
    stop = words[-1].end if words else start
    seen = finder.find(text, start, stop, abbreviations, words)
    concepts = [-1] * len(words)
    exposures: list[Placed] = []
    outcomes: list[Placed] = []
    index = 0
    for number, sighting in enumerate(seen):
        while words[index].start < sighting.mention.start:
            index += 1
        first = index
        while index < len(words) and words[index].end <= sighting.mention.end:
            index += 1
        kind = sighting.concept.kind
        placed = Placed(sighting, first, index - 1)
        if kind is ConceptKind.POPULATION or _is_part_of_a_name(words, placed):
            continue
        concepts[first:index] = [number] * (index - first)
        (exposures if kind.is_exposure else outcomes).append(placed)
    return Sentence(
        text,
        start,
        end,
        tuple(words),
        tuple(exposures),
        tuple(outcomes),
        tuple(concepts),
        tuple(cue_finder.find(words, concepts)),
        tuple(cue for placed in outcomes for cue in _inner_cues(words, placed, cue_finder)),
    )


def _is_part_of_a_name(words: list[Word], placed: Placed) -> bool:
    """Whether a concept only helps to name something else: a journal, a person, a quality."""
    near = {word.text for word in words[max(0, placed.first - TITLE_REACH) : placed.first]}
    if "journal" in near and placed.sighting.mention.text[0].isupper():
        return True
    before = words[placed.first - 1].text if placed.first and words[placed.first].joined else ""
    if before in word_set("grammar", "names", "prefixes"):
        return True
    exposure = placed.sighting.concept.kind.is_exposure
    if not exposure and before in word_set("grammar", "names", "no_outcome_after"):
        return True
    if not exposure and words[placed.last].text.endswith("'s"):
        return True
    after = placed.last + 1
    if after >= len(words) or not words[after].joined:
        return False
    key = "no_exposure_before" if exposure else "no_outcome_before"
    return words[after].text in word_set("grammar", "names", key)


def _inner_cues(words: list[Word], placed: Placed, finder: CueFinder) -> list[PlacedCue]:
    if placed.first == placed.last or placed.sighting.inverse:
        return []
    stop = placed.last + 1
    found = finder.find(words[placed.first : stop], [-1] * (stop - placed.first), inside=True)
    name = set(normal_words(placed.sighting.concept.label))
    return [
        PlacedCue(cue.cue, cue.first + placed.first, cue.last + placed.first)
        for cue in found
        if not name & {normal_form(cue.cue.lemma)}
        and not name
        & {
            normal_form(word.text)
            for word in words[placed.first + cue.first : placed.first + cue.last + 1]
        }
    ]
