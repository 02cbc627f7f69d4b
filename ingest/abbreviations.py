"""Short forms that an article defines behind a name, as in "Nordic walking (NW)"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.phrases import word_set
from ingest.words import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Concept
    from ingest.mentions import MentionFinder, Sighting
    from ingest.words import Word

_DEFINED = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,9})[;,)]")
REACH = 120  # characters before a bracket that the name may begin in


def defined_abbreviations(text: str, finder: MentionFinder) -> dict[str, Concept]:
    """Read the short forms that a text defines behind a name, as in "Nordic walking (NW)".

    A short form counts when its letters are the initials of the words before it and those words
    name one concept; the longest name wins.
    """
    found: dict[str, Concept] = {}
    for match in _DEFINED.finditer(text):
        short = match.group(1)
        letters = [letter for letter in short if letter.isupper()]
        if short in found or len(letters) < 2:
            continue
        reach = max(0, match.start() - REACH)
        words = read_words(text, reach, match.start())
        begin = _initials_start(words, [letter.lower() for letter in letters])
        if begin is None:
            continue
        seen = finder.find(text, begin, match.start())
        concepts = {item.concept.iri for item in seen if not item.inverse}
        if len(concepts) == 1 and _heads(words, seen[-1]):
            found[short] = seen[0].concept
    return found


@cache
def _general() -> frozenset[str]:
    return word_set("grammar", "names", "general")


def _heads(words: Sequence[Word], last: Sighting) -> bool:
    """Whether a name is what the words are about: not "heart rate" in "heart rate variability"."""
    behind = [word.text for word in words if word.start >= last.mention.end]
    ambiguous = last.tentative and not last.concept.kind.is_exposure
    return not ambiguous and all(word in _general() for word in behind)


def _initials_start(words: Sequence[Word], letters: Sequence[str]) -> int | None:
    """Return the offset of the first of the words whose initials, small words aside, are these."""
    index = len(words) - 1
    for letter in reversed(letters):
        while index >= 0 and not words[index].text.startswith(letter):
            if words[index].text not in word_set("grammar", "clauses", "initials"):
                return None
            index -= 1
        if index < 0:
            return None
        index -= 1
    return words[index + 1].start
